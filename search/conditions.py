"""What an operator of the query line asks of a post, read and checked. Pure."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from index.store.facets import folded, plain_address
from index.store.words import exact_words, is_unspaced
from search.grammar import QUOTES, Fact, Sign
from search.languages import code_of

_DATE = re.compile(r"(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?")
_CODE = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]+)*")


class Kind(StrEnum):
    """What is asked about."""

    WORDS = "words"  # exact, one after the other, in title or text
    SITE = "site"
    AUTHOR = "author"
    TAG = "tag"
    LANG = "lang"
    TITLE = "title"  # as WORDS, in the title alone
    TOPIC = "topic"  # words of its name, in any order (see search.topics)
    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Condition:
    """A post must, or where `is_excluded` must not, be so.

    `value` is folded, for words and names; an address without its scheme; the code of a language; a day as
    YYYY-MM-DD: the first that is no longer before, or the first that counts as after.
    """

    kind: Kind
    value: str
    is_excluded: bool = False

    def __str__(self) -> str:
        """As it could be typed."""
        value = f'"{self.value}"' if " " in self.value or self.kind is Kind.WORDS else self.value
        field = "" if self.kind is Kind.WORDS else f"{self.kind}:"
        return f"{'-' if self.is_excluded else ''}{field}{value}"


def legible(name: str) -> str:
    """A name or tag as it is shown and can be asked for: folded, but in scripts without blanks between words,
    whose characters would be set apart.

    >>> legible("Machine-Learning"), legible("機械学習"), folded("機械学習")
    ('machine learning', '機械学習', '機 械 学 習')
    """
    can_be_asked = not (name.isascii() or any(quote in name for quote in QUOTES))
    if can_be_asked and any(map(is_unspaced, name)):
        return " ".join(name.casefold().split())
    return folded(name)


def most_common_names(names_of_posts: Iterable[Iterable[str]]) -> list[tuple[str, int]]:
    """(name as it is shown, how many posts have it), however they write it; the most frequent first."""
    counts: Counter[str] = Counter()
    written: dict[str, str] = {}
    for names in names_of_posts:
        of_post = {folded(name): name for name in names}
        counts.update(of_post.keys())
        written.update(of_post)
    return [(legible(written[name]), count) for name, count in counts.most_common()]


class NotUnderstood(ValueError):
    """An operator means nothing as it stands; says so in a sentence, and how it could be written."""


def words_condition(text: str, *, is_excluded: bool = False) -> Condition:
    """That the words of `text`, of which there must be one, follow each other."""
    return Condition(Kind.WORDS, " ".join(exact_words(text)), is_excluded)


def read_condition(fact: Fact) -> Condition:
    """What `fact` asks. Raises NotUnderstood.

    >>> read_condition(Fact("before", "2024-06", Sign.NONE))
    Condition(kind=<Kind.BEFORE: 'before'>, value='2024-06-01', is_excluded=False)
    """
    kind, is_excluded = Kind(fact.field), fact.sign is Sign.NOT
    if not fact.value:
        raise NotUnderstood(f"{fact.field}: wants something right after its colon, as in {_EXAMPLES[kind]}.")
    if is_open_quote(fact.value):
        raise NotUnderstood(f"The quote after {fact.field}: is not closed; write it as in {_QUOTED}.")
    if is_excluded and kind in _OPPOSITES:
        opposite = f"{_OPPOSITES[kind]}:{fact.value}"
        raise NotUnderstood(f"-{fact.field}: is not an operator; {opposite} asks for the others.")
    value = _READERS[kind](fact.value)
    if not value:
        what = _NOUNS[kind]
        raise NotUnderstood(f"{fact.field}:{fact.value} is no {what}; write it as in {_EXAMPLES[kind]}.")
    return Condition(kind, value, is_excluded)


def is_open_quote(value: str) -> bool:
    """Whether `value` begins with a quote that nothing closes."""
    return value[:1] in tuple(QUOTES)


def _read_day(value: str) -> str:
    """The first day of the year, month or day in `value`; "" where it is none."""
    match = _DATE.fullmatch(value)
    try:
        return date(*(int(part or 1) for part in match.groups())).isoformat() if match else ""
    except ValueError:
        return ""


def _read_language(value: str) -> str:
    match = _CODE.fullmatch(value.lower())
    return code_of(value) or (match.group(1) if match else "")


def _read_site(value: str) -> str:
    """A host with or without a path, or a site's name, folded."""
    return plain_address(value) if "." in value or "/" in value else folded(value)


_READERS: Mapping[Kind, Callable[[str], str]] = {
    Kind.SITE: _read_site,
    Kind.AUTHOR: folded,
    Kind.TAG: folded,
    Kind.LANG: _read_language,
    Kind.TITLE: lambda value: " ".join(exact_words(value)),
    Kind.TOPIC: folded,
    Kind.BEFORE: _read_day,
    Kind.AFTER: _read_day,
}
_QUOTED = 'author:"Jane Doe"'
_EXAMPLES: Mapping[Kind, str] = {
    Kind.SITE: "site:blog.example",
    Kind.AUTHOR: _QUOTED,
    Kind.TAG: "tag:gardening",
    Kind.LANG: "lang:en",
    Kind.TITLE: "title:sourdough",
    Kind.TOPIC: "topic:bread",
    Kind.BEFORE: "before:2024-06",
    Kind.AFTER: "after:2023",
}
_OPPOSITES: Mapping[Kind, str] = {Kind.BEFORE: "after", Kind.AFTER: "before"}
_NOUNS: Mapping[Kind, str] = {
    Kind.SITE: "site",
    Kind.AUTHOR: "name",
    Kind.TAG: "tag",
    Kind.LANG: "language",
    Kind.TITLE: "title",
    Kind.TOPIC: "topic",
    Kind.BEFORE: "date",
    Kind.AFTER: "date",
}
