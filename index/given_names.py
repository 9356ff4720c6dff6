"""First names that are next to never anything else. Pure.

The names are in given_names.txt beside this file, a space between them.
"""

from functools import cache
from importlib import resources


def is_given_name(word: str) -> bool:
    """Whether a word is among them, however it is written.

    >>> is_given_name("Zoë"), is_given_name("Bread")
    (True, False)
    """
    return word.casefold() in _given_names()


@cache
def _given_names() -> frozenset[str]:
    listed = resources.files("index").joinpath("given_names.txt").read_text(encoding="utf-8")
    lines = (line for line in listed.splitlines() if not line.startswith("#"))
    return frozenset(name for line in lines for name in line.split())
