"""Pieces of the query line -> what they ask for. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

from index.store.words import exact_words
from search.conditions import (
    Condition,
    Kind,
    NotUnderstood,
    is_open_quote,
    read_condition,
    words_condition,
)
from search.grammar import Fact, Or, Piece, Quoted, Sign, Text

MAX_CONDITIONS = 32  # each costs up to some milliseconds
MAX_IDEAS = 8  # each is embedded
# Of these a post has just one, so that several are never meant to hold at once.
_ONE_VALUE = (Kind.SITE, Kind.LANG)

AnyOf = tuple[Condition, ...]  # one of them must hold


@dataclass(frozen=True, slots=True)
class Idea:
    """A text whose like is wanted, or unwanted, by meaning."""

    text: str
    is_wanted: bool


@dataclass(frozen=True, slots=True)
class Understood:
    """What to look for; conditions, all of which must hold; ideas; sentences about what means nothing."""

    text: str
    conditions: tuple[AnyOf, ...]
    ideas: tuple[Idea, ...]
    problems: tuple[str, ...]


def understand(pieces: Sequence[Piece]) -> Understood:
    """Read `pieces` in order. What means nothing is left out, and explained."""
    read = _Read()
    for alternatives in _alternatives(pieces):
        read.take(alternatives)
    return read.whole()


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

    def whole(self) -> Understood:
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
        return Understood(
            text=text,
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
