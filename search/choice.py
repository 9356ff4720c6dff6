"""What a reader chooses among the answers to a question: by blog, author, tag, language and year. Pure.

Of blog, author, language and years one is chosen at a time; of tags several may be, and a post must have them
all. A post that does not say who wrote it has the value `UNKNOWN`, which is chosen as any other.

>>> wanted = Choice(language="de", tags=("rye", "oven"))
>>> wanted.with_value(Dimension.TAG, "rye"), wanted.with_value(Dimension.LANGUAGE, "en").language
(Choice(blog=None, author=None, language='de', tags=('oven',), years=None), 'en')
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from index.store.catalog import PostFacts
from index.store.facets import address_of, folded

UNKNOWN = "-"  # the value of what nobody states; no word folds to it
_MIN_YEAR, _MAX_YEAR = 1, 9999


class Dimension(StrEnum):
    """What answers can be chosen by; as it is called in an address."""

    BLOG = "blog"
    AUTHOR = "author"
    TAG = "tag"
    LANGUAGE = "lang"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Years:
    """From the first to the last, both included; None where there is no bound. `Years(0, 0)` is no date."""

    first: int | None
    last: int | None

    def hold(self, year: int) -> bool:
        """Whether `year` is among them; 0 is that of a post without a date."""
        if self == UNDATED or not year:
            return self == UNDATED and not year
        return (self.first or _MIN_YEAR) <= year <= (self.last or _MAX_YEAR)


UNDATED = Years(0, 0)


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen; values are folded, as `values_of` has them. None: whatever it is."""

    blog: str | None = None
    author: str | None = None
    language: str | None = None
    tags: tuple[str, ...] = ()
    years: Years | None = None

    def with_value(self, dimension: Dimension, value: str) -> "Choice":
        """This choice with `value` chosen as well, or no longer where it is chosen already."""
        match dimension:
            case Dimension.TAG:
                others = tuple(tag for tag in self.tags if tag != value)
                return replace(self, tags=others if value in self.tags else (*others, value))
            case Dimension.YEAR:
                years = one_year(value)
                return replace(self, years=None if self.years == years else years)
            case _:
                return self.without(dimension) if self.has(dimension, value) else self._with(dimension, value)

    def without(self, dimension: Dimension) -> "Choice":
        """This choice with nothing chosen of `dimension`."""
        return self._with(dimension, () if dimension is Dimension.TAG else None)

    def has(self, dimension: Dimension, value: str) -> bool:
        """Whether `value` is chosen."""
        match dimension:
            case Dimension.TAG:
                return value in self.tags
            case Dimension.YEAR:
                return self.years is not None and self.years.hold(_year_number(value))
            case _:
                return bool(getattr(self, _FIELDS[dimension]) == value)

    def admits(self, facts: PostFacts) -> bool:
        """Whether a post is as was chosen."""
        return (
            all(
                chosen is None or chosen in (value for value, _ in values_of(dimension, facts))
                for dimension, chosen in self._single_values()
            )
            and set(self.tags) <= {value for value, _ in values_of(Dimension.TAG, facts)}
            and (self.years is None or self.years.hold(facts.year))
        )

    def _with(self, dimension: Dimension, value: str | tuple[str, ...] | None) -> "Choice":
        changed: dict[str, Any] = {_FIELDS[dimension]: value}
        return replace(self, **changed)

    def _single_values(self) -> Iterable[tuple[Dimension, str | None]]:
        return (
            (Dimension.BLOG, self.blog),
            (Dimension.AUTHOR, self.author),
            (Dimension.LANGUAGE, self.language),
        )


ALL = Choice()
_FIELDS = {
    Dimension.BLOG: "blog",
    Dimension.AUTHOR: "author",
    Dimension.LANGUAGE: "language",
    Dimension.TAG: "tags",
    Dimension.YEAR: "years",
}


def values_of(dimension: Dimension, facts: PostFacts) -> tuple[tuple[str, str], ...]:
    """(value, as it is written) of a post, each value once; at least one.

    >>> facts = PostFacts("https://rye.example/1", "1", None, ("Ann Lee", "ANN LEE"), (), "en", "2021-06-04")
    >>> [values_of(dimension, facts)[0] for dimension in Dimension]
    [('rye.example', 'rye.example'), ('ann lee', 'Ann Lee'), ('-', ''), ('en', 'en'), ('2021', '2021')]
    """
    match dimension:
        case Dimension.BLOG if not facts.site:
            host = address_of(facts).partition("/")[0]
            return ((host, host),) if host else ((UNKNOWN, ""),)
        case Dimension.BLOG:
            names: Iterable[str] = [facts.site or ""]
        case Dimension.AUTHOR:
            names = facts.authors
        case Dimension.TAG:
            names = facts.tags
        case Dimension.LANGUAGE:
            return ((facts.language.casefold(), facts.language),) if facts.language else ((UNKNOWN, ""),)
        case Dimension.YEAR:
            year = f"{facts.year:04}"
            return ((year, year),) if facts.year else ((UNKNOWN, ""),)
    values: dict[str, str] = {}
    for name in names:
        if (value := folded(name)) not in ("", UNKNOWN):
            values.setdefault(value, name)
    return tuple(values.items()) or ((UNKNOWN, ""),)


def one_year(value: str) -> Years:
    """The years that a value of `Dimension.YEAR` stands for."""
    year = _year_number(value)
    return Years(year, year)


def _year_number(value: str) -> int:
    return 0 if value == UNKNOWN else int(value)
