"""The language that a post says it is in, or that its text is in, as a code of two or three letters. Pure."""

import re
from functools import lru_cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from index.ingest.extract.told import GUESSED, Told

_CODE = re.compile(r"\s*([A-Za-z]{2,3})(?:[-_]|\s*$)")

_LETTER = re.compile(r"[^\W\d_]")
_READ_CHARS = 2000  # of a post: more makes no language plainer
_MIN_LETTERS = 12
# Written in Latin letters, and stated of posts in other letters as well: themes come with one of them.
_IN_LATIN = frozenset("en de fr es it pt nl sv da no nb fi pl cs tr ro hu id vi".split())
_NOT_LATIN = re.compile(
    "[\u0370-\u1cff\u2e80-\ua6ff\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff]"  # Greek … Chinese
)
_MUCH = 0.1  # of all letters: of 568 posts of a blog in "en", 176 have more, and just these are Chinese
_SURE = 0.6  # the probability below which nothing is said; of 23 sentences of six words it leaves out one


def language_code(stated: object) -> str | None:
    """The language in `stated`, without its country; None where it is no code of a language.

    >>> language_code("en-GB"), language_code("English")
    ('en', None)
    """
    match = _CODE.match(stated) if isinstance(stated, str) else None
    return match.group(1).lower() if match else None


def language_of(stated: Told[str] | None, text: str) -> Told[str] | None:
    """What is `stated`, unless `text` has other letters than that language; a guess where nothing is."""
    if stated is not None and not (stated.value in _IN_LATIN and _has_other_letters(text[:_READ_CHARS])):
        return stated
    return detect_language(text) or stated


def _has_other_letters(text: str) -> bool:
    return len(_NOT_LATIN.findall(text)) > _MUCH * len(_LETTER.findall(text))


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
