"""The language that a post says it is in, or that its text is in, as a code of two or three letters. Pure."""

import re
from functools import lru_cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from index.ingest.extract.told import GUESSED, Told

_CODE = re.compile(r"\s*([A-Za-z]{2,3})(?:[-_]|\s*$)")

_LETTER = re.compile(r"[^\W\d_]")
_READ_CHARS = 2000  # of a post: more makes no language plainer
_MIN_LETTERS = 12
_SURE = 0.6  # the probability below which nothing is said; of 23 sentences of six words it leaves out one


def language_code(stated: object) -> str | None:
    """The language in `stated`, without its country; None where it is no code of a language.

    >>> language_code("en-GB"), language_code("English")
    ('en', None)
    """
    match = _CODE.match(stated) if isinstance(stated, str) else None
    return match.group(1).lower() if match else None


def detect_language(text: str) -> Told[str] | None:
    """The language that `text` is in, as a guess; None where it is too short or too mixed to tell.

    In well under a millisecond, but for the first call, which loads the model.
    """
    begin = text[:_READ_CHARS]
    if len(_LETTER.findall(begin)) < (_MIN_LETTERS if begin.isascii() else _MIN_LETTERS // 2):
        return None
    code, probability = _identifier().classify(begin)
    return Told(str(code), GUESSED) if float(probability) >= _SURE else None


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
