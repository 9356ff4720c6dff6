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
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

from index.store.analysis import UNKNOWN_LANGUAGE, Reading, read_question
from index.store.words import exact_words
from search.conditions import (
    Condition,
    Kind,
    NotUnderstood,
    is_open_quote,
    read_condition,
    words_condition,
)
from search.grammar import Fact, Or, Piece, Quoted, Sign, Text, read_pieces
from search.thesaurus import reword

MAX_QUERY_CHARS = 1000  # more is not a question, and no model reads further
MAX_CONDITIONS = 32  # each costs up to some milliseconds
MAX_IDEAS = 8  # each is embedded
_UNSEEN = re.compile(r"[\x00-\x1f\x7f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
# Of these a post has just one, so that several are never meant to hold at once.
_ONE_VALUE = (Kind.SITE, Kind.LANG)

AnyOf = tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """One way to put the question: the text that the encoder reads, what the lexicon looks up for it.

    There is a reading for each language of the index, but for those that would look up the same.
    """

    text: str
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Idea:
    """A text whose like is wanted, or unwanted, by meaning."""

    text: str
    is_wanted: bool


@dataclass(frozen=True, slots=True)
class Query:
    """What was asked.

    `text` is what to look for, without operators; `wordings` are the reader's own, then rewordings, and none
    where there is no text. Of each of `conditions`, one at least must hold for a post to be found.
    `problems` are sentences about operators that were left out because they mean nothing.
    """

    text: str
    wordings: tuple[Wording, ...] = ()
    conditions: tuple[AnyOf, ...] = ()
    ideas: tuple[Idea, ...] = ()
    problems: tuple[str, ...] = ()

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
    visible = _UNSEEN.sub(" ", unicodedata.normalize("NFC", line[: 4 * MAX_QUERY_CHARS]))
    read = _Read()
    for alternatives in _alternatives(read_pieces(visible[:MAX_QUERY_CHARS])):
        read.take(alternatives)
    return read.query(languages)


def plain_query(text: str, languages: Sequence[str] = (UNKNOWN_LANGUAGE,)) -> Query:
    """A query for `text` in which nothing is an operator: for questions that were not typed into the box.

    >>> plain_query('is "herd immunity" -5 % off?').text
    'is "herd immunity" -5 % off?'
    """
    tidy = " ".join(text.split())[:MAX_QUERY_CHARS]
    return Query(tidy, _wordings(tidy, languages))


def _alternatives(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """The pieces in order, those that OR joins together. An OR that joins nothing is text."""
    group: list[Piece] = []
    is_joined = False
    for piece, follower in pairwise([*pieces, Or()]):
        if isinstance(piece, Or) and group and not is_joined and not isinstance(follower, Or):
            is_joined = True
            continue
        if group and not is_joined:
            yield group
            group = []
        group.append(Text("OR") if isinstance(piece, Or) else piece)
        is_joined = False
    if group:
        yield group


@dataclass(slots=True)
class _Read:
    """What has been read so far."""

    words: list[str] = field(default_factory=list)
    conditions: list[AnyOf] = field(default_factory=list)
    ideas: list[Idea] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def take(self, alternatives: Sequence[Piece]) -> None:
        """Read on. Words that OR joins are text as they are, unless they are joined to an operator."""
        texts = [piece.text for piece in alternatives if isinstance(piece, Text)]
        if len(texts) == len(alternatives):
            self.words.append(" OR ".join(texts))
            return
        self.words += texts
        any_of = [condition for piece in alternatives for condition in self._conditions(piece)]
        if any_of:
            any_of += [words_condition(text) for text in texts if exact_words(text)]
            self.conditions.append(tuple(dict.fromkeys(any_of)))

    def _conditions(self, piece: Piece) -> Iterator[Condition]:
        match piece:
            case Quoted(text, Sign.NONE):
                self.words.append(text)
                yield words_condition(text)
            case Quoted(text, Sign.NOT):
                yield words_condition(text, is_excluded=True)
            case Quoted(text, sign):
                self.ideas.append(Idea(text, sign is Sign.MORE_LIKE))
            case Fact():
                try:
                    yield read_condition(piece)
                except NotUnderstood as problem:
                    self.problems.append(str(problem))
                    self.words += exact_words(piece.value) if is_open_quote(piece.value) else ()
            case _:
                pass  # text, which asks for nothing by itself

    def query(self, languages: Sequence[str]) -> Query:
        """All that was read."""
        text, ideas = " ".join(self.words), tuple(dict.fromkeys(self.ideas))
        if ideas and not text and not any(idea.is_wanted for idea in ideas):
            ideas = ()
            self.problems.append('~-"..." says what to find less of; say beside it what to look for.')
        if len(ideas) > MAX_IDEAS or sum(map(len, self.conditions)) > MAX_CONDITIONS:
            self.problems.append(
                f"That is more than can be asked at once: {MAX_IDEAS} ideas and about {MAX_CONDITIONS} other "
                "operators. Those beyond were left out."
            )
        return Query(
            text=text,
            wordings=_wordings(text, languages),
            conditions=_within_limit(_merged(self.conditions)),
            ideas=ideas[:MAX_IDEAS],
            problems=tuple(dict.fromkeys(self.problems)),
        )


def _merged(conditions: Sequence[AnyOf]) -> tuple[AnyOf, ...]:
    """Each once; several sites, of which a post can have one, as alternatives."""
    merged: dict[Kind | AnyOf, AnyOf] = {}
    for any_of in conditions:
        first, *others = any_of
        if others or first.is_excluded or first.kind not in _ONE_VALUE:
            merged[any_of] = any_of
        else:
            merged[first.kind] = tuple(dict.fromkeys((*merged.get(first.kind, ()), first)))
    return tuple(merged.values())


def _within_limit(conditions: Sequence[AnyOf]) -> tuple[AnyOf, ...]:
    sums = accumulate(map(len, conditions))
    return tuple(any_of for any_of, so_far in zip(conditions, sums, strict=True) if so_far <= MAX_CONDITIONS)


def _wordings(text: str, languages: Sequence[str]) -> tuple[Wording, ...]:
    """The text itself, then with words exchanged; none of no text."""
    texts = (text, *reword(text)) if text else ()
    return tuple(Wording(each, read_question(each, languages)) for each in texts)
