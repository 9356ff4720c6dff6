"""Everyday words -> the words that articles use. Bridges what a small model does not know by heart.

The words are in thesaurus.txt beside this file, one line each: `drip: infusion, intravenous infusion`.
"""

import re
from collections.abc import Iterator
from functools import cache
from importlib import resources

from index.store.analysis import stems

MAX_REWORDINGS = 8  # each is embedded too, so they cost time
_WORD = re.compile(r"[\w'’-]+")
_MAX_PHRASE_WORDS = 3
_ENDINGS = (("'s", ""), ("’s", ""), ("s'", ""), ("s’", ""), ("ies", "y"), ("s", ""), ("es", ""))


@cache
def _terms() -> dict[tuple[str, ...], tuple[str, ...]]:
    """{what is typed, as `known_as` has it: what articles say instead}."""
    text = resources.files("search").joinpath("thesaurus.txt").read_text(encoding="utf-8")
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    for line in text.splitlines():
        typed, colon, written = line.partition(":")
        if colon and not line.startswith("#"):
            found[known_as(typed)] = tuple(term.strip() for term in written.split(",") if term.strip())
    return found


def known_as(typed: str) -> tuple[str, ...]:
    """How a line is found: a phrase by its stems, a word by itself.

    Words of one stem may be far apart: hardly and hard, elevator and elevated, tired and tires.

    >>> known_as("Hardly"), known_as("throwing up")
    (('hardly',), ('throw', 'up'))
    """
    return tuple(stems(typed)) if len(typed.split()) > 1 else (typed.lower(),)


def _forms(typed: str) -> Iterator[str]:
    """A phrase as it is; a word, and what it may be the plural or the possessive of.

    >>> list(_forms("Houses")), list(_forms("pubs'"))
    (['houses', 'house', 'hous'], ["pubs'", 'pub'])
    """
    word = typed.lower()
    yield word
    if len(word.split()) == 1:
        yield from (word.removesuffix(end) + one for end, one in _ENDINGS if word.endswith(end))


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
            known = map(known_as, _forms(text[start:end]))
            terms = next(filter(None, map(_terms().get, known)), ())
            if terms:
                found += [(place, start, end, term) for place, term in enumerate(terms)]
                step = length
                break
        position += step
    # The likeliest term of every word before the second of any.
    return [(start, end, term) for _, start, end, term in sorted(found)[:MAX_REWORDINGS]]
