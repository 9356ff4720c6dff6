"""The language that a post says it is in, as a code of two or three letters. Pure."""

import re

_CODE = re.compile(r"\s*([A-Za-z]{2,3})(?:[-_]|\s*$)")


def language_code(stated: object) -> str | None:
    """The language in `stated`, without its country; None where it is no code of a language.

    >>> language_code("en-GB"), language_code("English")
    ('en', None)
    """
    match = _CODE.match(stated) if isinstance(stated, str) else None
    return match.group(1).lower() if match else None
