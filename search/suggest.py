"""What a reader may be about to ask: titles, headings, tags and authors that have the words typed so far.

Reading 19,000 posts takes 0.4 s of one core, once; what is kept of 29,000 with 39,000 headings takes 95 MB.
Then, among 14,500 posts and in a browser on the same machine, suggestions stand there 12 ms after a key is
pressed (median; p95 32 ms).
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from index.store.facets import folded
from index.store.words import exact_words
from index.wording import shortened
from search.conditions import Condition, Kind, legible, most_common_names
from search.opened import OpenedGeneration
from search.overview import newest_first
from search.prefixes import PrefixIndex
from search.query import parse_query, plain_query

SUGGESTED_COUNT = 8
_MOST_NAMES = 2  # of tags, and of authors; titles and headings say more
_MOST_TITLES = 4
_MOST_HEADINGS_KEPT = 200_000
_MOST_POSTS_OF_HEADING = 3  # what heads more is "Conclusion"
_LONGEST_CHARS = 200


class Origin(StrEnum):
    """What a suggestion is in the blogs."""

    TITLE = "title"
    HEADING = "heading"
    TAG = "tag"
    AUTHOR = "author"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`text` as it stands there, plain and never long; `question` is what to ask for it."""

    text: str
    origin: Origin
    question: str


@dataclass(frozen=True, slots=True)
class Suggestions:
    """All that can be suggested, the better first of each origin."""

    texts: dict[Origin, Sequence[str]]
    indexes: dict[Origin, PrefixIndex]

    @classmethod
    def read(cls, generation: OpenedGeneration) -> Self:
        """Read the titles (newest first), headings, tags and authors (most used first) of all posts."""
        post_ids = newest_first(generation)
        known = generation.catalog.outlines(post_ids)
        outlines = [known[post_id] for post_id in post_ids if post_id in known]
        titles = [outline.title for outline in outlines]
        headings = [heading for outline in outlines for heading in outline.headings]
        tags = most_common_names(outline.facts.tags for outline in outlines)
        authors = Counter(name for outline in outlines for name in outline.facts.authors)
        texts: dict[Origin, Sequence[str]] = {
            Origin.TITLE: _different(titles),
            Origin.HEADING: _telling(headings, set(map(folded, titles))),
            Origin.TAG: [tag for tag, _ in tags],
            Origin.AUTHOR: _different(name for name, _ in authors.most_common()),
        }
        return cls(texts, {origin: PrefixIndex.of(found) for origin, found in texts.items()})

    def matching(self, typed: str, count: int = SUGGESTED_COUNT) -> tuple[Suggestion, ...]:
        """Up to `count` suggestions that have all the words of `typed`, each as far as it goes."""
        titles, headings, tags, authors = (self._of(origin, typed, count) for origin in Origin)
        names = (tags[:_MOST_NAMES] + authors[:_MOST_NAMES])[:count]
        room = count - len(names)
        titles = titles[: max(min(_MOST_TITLES, room), room - len(headings))]
        return (*titles, *headings[: room - len(titles)], *names)

    def _of(self, origin: Origin, typed: str, count: int) -> list[Suggestion]:
        ask = _QUESTIONS.get(origin, as_plain_question)
        found = (self.texts[origin][place] for place in self.indexes[origin].matching(typed, count))
        return [Suggestion(shortened(text, _LONGEST_CHARS), origin, ask(text)) for text in found]


def as_plain_question(text: str) -> str:
    """What to type so that `text` is looked for and nothing in it is an operator.

    >>> as_plain_question("Why rye?"), as_plain_question("rust -v before:dawn, 'n all")
    ('Why rye?', 'rust v before dawn n all')
    """
    plain = plain_query(text).text
    read = parse_query(plain)
    is_plain = read.text == plain and not (read.conditions or read.ideas or read.problems)
    return plain if is_plain else " ".join(exact_words(plain))


def _tagged(tag: str) -> str:
    return str(Condition(Kind.TAG, tag))


def _written_by(author: str) -> str:
    return str(Condition(Kind.AUTHOR, legible(author)))


_QUESTIONS = {Origin.TAG: _tagged, Origin.AUTHOR: _written_by}


def _different(texts: Iterable[str]) -> list[str]:
    """Each once, whatever its case and signs; none without a word."""
    found: dict[str, str] = {}
    for text in texts:
        if words := exact_words(text):
            found.setdefault(" ".join(words), text)
    return list(found.values())


def _telling(headings: Iterable[str], known: Collection[str]) -> list[str]:
    """Those that only few posts have, without what is `known`, folded, already: the shorter first, but
    those of a word or two last, for they say little alone."""
    spelled: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for heading, count in Counter(headings).items():
        if words := exact_words(heading):
            counts[" ".join(words)] += count
            spelled.setdefault(" ".join(words), heading)
    telling = (spelled[key] for key in counts if counts[key] <= _MOST_POSTS_OF_HEADING and key not in known)
    return sorted(telling, key=lambda text: (len(text.split()) < 3, len(text)))[:_MOST_HEADINGS_KEPT]
