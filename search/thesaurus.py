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


def written_terms(text: str) -> tuple[str, ...]:
    """What articles may say instead of the everyday words in `text`.

    >>> written_terms("a drip")
    ('infusion', 'intravenous infusion')
    """
    return tuple(dict.fromkeys(term for _, _, term in _exchanges(text)))


def _exchanges(text: str) -> list[tuple[int, int, str]]:
    """(start, end, term) of what may be exchanged; a longer phrase before the words within it."""
    words = list(_WORD.finditer(text))
    found: list[tuple[int, int, str]] = []
    position = 0
    while position < len(words):
        step = 1
        for length in range(min(_MAX_PHRASE_WORDS, len(words) - position), 0, -1):
            start, end = words[position].start(), words[position + length - 1].end()
            terms = _terms().get(tuple(stems(text[start:end])))
            if terms:
                found += [(start, end, term) for term in terms]
                step = length
                break
        position += step
    # The likeliest of every word before the second of any.
    ordered = sorted(found, key=lambda exchange: sum(other[0] == exchange[0] for other in found[: found.index(exchange)]))
    return ordered[:MAX_REWORDINGS]
