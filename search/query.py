"""What a reader typed -> a query: what to look for, and what every post found must be. Pure.

How each operator is written, and what was understood:

>>> parse_query('starter "rye flour" -yeast').understood  # the phrase stands there, the word nowhere
('"rye flour"', '-"yeast"')
>>> parse_query("site:a.example site:b.example tag:bread -tag:news").understood  # any of the sites, all tags
('site:a.example OR site:b.example', 'tag:bread', '-tag:news')
>>> parse_query("after:2023 before:2024-06").understood  # from the first day of 2023 to the last of May
('after:2023-01-01', 'before:2024-06-01')
>>> parse_query('"cold proof" OR retarding OR author:"Jane Doe"').understood
('"cold proof" OR author:"jane doe" OR "retarding"',)
>>> parse_query('rye +"a longer rise" ~-"baking soda"').ideas
(Idea(text='a longer rise', is_wanted=True), Idea(text='baking soda', is_wanted=False))
>>> parse_query("before:lastweek bread").problems
('before:lastweek is no date; write it as in before:2024-06.',)
>>> parse_query("before:lastweek bread").text
'bread'
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.store.analysis import UNKNOWN_LANGUAGE, Reading, read_question
from search.conditions import Kind
from search.grammar import read_pieces
from search.thesaurus import reword
from search.understanding import AnyOf, Idea, understand

MAX_QUERY_CHARS = 1000  # more is not a question, and no model reads further
_UNSEEN = re.compile(r"[\x00-\x1f\x7f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Wording:
    """One way to put the question: the text that the encoder reads, what the lexicon looks up for it.

    There is a reading for each language of the index, but for those that would look up the same.
    """

    text: str
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """What was asked.

    `text` is what to look for, without operators; `wordings` are the reader's own, then rewordings, and none
    where there is no text. Of each of `conditions`, one at least must hold for a post to be found.
    `problems` are sentences about operators that were left out because they mean nothing. `author` is whom
    the text named, where one of the conditions is made of that (see search.named_authors).
    """

    text: str
    wordings: tuple[Wording, ...] = ()
    conditions: tuple[AnyOf, ...] = ()
    ideas: tuple[Idea, ...] = ()
    problems: tuple[str, ...] = ()
    author: str = ""

    @property
    def stems(self) -> frozenset[str]:
        """The stems of all wordings: what to mark in an answer."""
        readings = [reading for wording in self.wordings for reading in wording.readings]
        return frozenset(stem for reading in readings for stem in (*reading.stems, *reading.names))

    @property
    def phrases(self) -> tuple[str, ...]:
        """The exact words that are asked for, folded, with blanks between."""
        wanted = (c for any_of in self.conditions for c in any_of if not c.is_excluded)
        return tuple(condition.value for condition in wanted if condition.kind is Kind.WORDS)

    @property
    def understood(self) -> tuple[str, ...]:
        """The conditions as they could be typed."""
        return tuple(" OR ".join(map(str, any_of)) for any_of in self.conditions)

    @property
    def has_meaning(self) -> bool:
        """Whether posts can be ranked by how well they answer; if not, the newest are what is wanted."""
        return bool(self.text) or any(idea.is_wanted for idea in self.ideas)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was asked."""
        return not self.has_meaning and not self.conditions


def parse_query(line: str, languages: Sequence[str] = (UNKNOWN_LANGUAGE,)) -> Query:
    """Read what was typed. Every text is a query: nothing in it is an error.

    `languages` are those of the posts that are searched, the most frequent first, and at least one.

    >>> parse_query("  what  is C++? ").text
    'what is C++?'
    """
    read = understand(read_pieces(_tidy(line)))
    wordings = _wordings(read.text, languages)
    return Query(read.text, wordings, read.conditions, read.ideas, read.problems)


def plain_query(text: str, languages: Sequence[str] = (UNKNOWN_LANGUAGE,)) -> Query:
    """A query for `text` in which nothing is an operator: for questions that were not typed into the box.

    >>> plain_query('is "herd immunity" -5 % off?').text
    'is "herd immunity" -5 % off?'
    """
    tidy = _tidy(text)
    return Query(tidy, _wordings(tidy, languages))


def with_text(query: Query, text: str, languages: Sequence[str]) -> Query:
    """`query` for another `text`, of which nothing is an operator."""
    return replace(query, text=text, wordings=_wordings(text, languages))


def _tidy(text: str) -> str:
    visible = _UNSEEN.sub(" ", unicodedata.normalize("NFC", text[: 4 * MAX_QUERY_CHARS]))
    return " ".join(visible.split())[:MAX_QUERY_CHARS]


def _wordings(text: str, languages: Sequence[str]) -> tuple[Wording, ...]:
    """The text itself, then with words exchanged; none of no text."""
    texts = (text, *reword(text)) if text else ()
    return tuple(Wording(each, read_question(each, languages)) for each in texts)
