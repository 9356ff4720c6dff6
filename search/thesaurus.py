"""Everyday words -> the words that articles use. Bridges what a small model does not know by heart.

The words are in thesaurus.txt beside this file, one line each: `drip: infusion, intravenous infusion`.
"""

import re
from functools import cache
from importlib import resources

from index.store.analysis import stems

MAX_REWORDINGS = 8  # each is embedded too, so they cost time
_WORD = re.compile(r"[\w'’-]+")
_MAX_PHRASE_WORDS = 3


@cache
def _terms() -> dict[tuple[str, ...], tuple[str, ...]]:
    """{stems of what is typed: what articles say instead}."""
    text = resources.files("search").joinpath("thesaurus.txt").read_text(encoding="utf-8")
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    for line in text.splitlines():
        typed, colon, written = line.partition(":")
        if colon and not line.startswith("#"):
            found[tuple(stems(typed))] = tuple(term.strip() for term in written.split(",") if term.strip())
    return found


def reword(text: str) -> tuple[str, ...]:
    """`text` again with one everyday word exchanged, for each that the thesaurus knows.

    >>> reword("the drip is running")
    ('the infusion is running', 'the intravenous infusion is running')
    """
    return tuple(text[:start] + term + text[end:] for start, end, term in _exchanges(text))


def _exchanges(text: str) -> list[tuple[int, int, str]]:
    """(start, end, term) of what may be exchanged; a longer phrase before the words within it."""
    words = list(_WORD.finditer(text))
    found: list[tuple[int, int, int, str]] = []  # with how unlikely the term is among its word's terms
    position = 0
    while position < len(words):
        step = 1
        for length in range(min(_MAX_PHRASE_WORDS, len(words) - position), 0, -1):
            start, end = words[position].start(), words[position + length - 1].end()
            terms = _terms().get(tuple(stems(text[start:end])))
            if terms:
                found += [(place, start, end, term) for place, term in enumerate(terms)]
                step = length
                break
        position += step
    # The likeliest term of every word before the second of any.
    return [(start, end, term) for _, start, end, term in sorted(found)[:MAX_REWORDINGS]]
