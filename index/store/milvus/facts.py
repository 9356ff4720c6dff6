"""What posts are chosen by: the fields that hold it, and the expressions that ask for it. Pure but for `any`.

Whatever a person typed comes into an expression through `quoted` alone.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from index.records import Post
from index.store.catalog import known_facts
from index.store.facets import Facet, address_of, day_number, values_of

_MOST_CHARS = 15_000  # of a text that is compared, at most four bytes each
_MOST_TAGS = 4096
_ALONE = "\n"  # stands before and after a name, and in none
# Signs that LIKE reads as more than themselves. A name may consist of them; no word has one.
_PLAIN = str.maketrans({"%": "\u066a", "_": "\u203f", "\\": "\u2216"})
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})

_LIKE_FIELDS = {Facet.SITE_NAME: "site_name", Facet.AUTHOR: "authors"}


def facts_row(post: Post) -> dict[str, Any]:
    """The fields by which `post` and its passages can be chosen."""
    facts = known_facts(post)
    address = address_of(facts)
    found: dict[Facet, list[str]] = {facet: [] for facet in Facet}
    for facet, value in values_of(facts, address):
        found[facet].append(value[:_MOST_CHARS])
    return {
        "host": "".join(map(_reversed_host, found[Facet.HOST])),
        "address": f"{address[:_MOST_CHARS]}/",
        "site_name": _names(found[Facet.SITE_NAME]),
        "authors": _names(found[Facet.AUTHOR]),
        "tags": found[Facet.TAG][:_MOST_TAGS],
        "language": "".join(found[Facet.LANGUAGE]),
        "day": day_number(facts.published),
    }


@dataclass(frozen=True, slots=True)
class Filter:
    """Posts or passages, chosen by an expression; `exists` asks Milvus whether there are any such posts."""

    expression: str
    exists: Callable[[str], bool] = field(compare=False, repr=False)

    def __and__(self, other: "Filter") -> "Filter":
        """Those in both."""
        return Filter(f"({self.expression}) and ({other.expression})", self.exists)

    def __or__(self, other: "Filter") -> "Filter":
        """Those in either."""
        return Filter(f"({self.expression}) or ({other.expression})", self.exists)

    def __invert__(self) -> "Filter":
        """All others."""
        return Filter(f"not ({self.expression})", self.exists)

    def any(self) -> bool:
        """Whether there is such a post. Raises IndexBroken."""
        return self.exists(self.expression)


def quoted(text: str) -> str:
    """`text` as a literal of Milvus' expressions.

    >>> print(quoted('a "b" \\\\ c'))
    "a \\"b\\" \\\\ c"
    """
    return f'"{text.translate(_ESCAPES)}"'


def has_value(facet: Facet, value: str) -> str:
    """That `value` is one of the facet's."""
    value = value[:_MOST_CHARS]
    if facet is Facet.TAG:
        return f"array_contains(tags, {quoted(value)})"
    if facet is Facet.LANGUAGE:
        return f"language == {quoted(value)}"
    if facet is Facet.HOST:
        return f"host == {quoted(_reversed_host(value))}"
    return f"{_LIKE_FIELDS[facet]} like {quoted(f'%{_name(value)}%')}"


def has_words(facet: Facet, words: str) -> str:
    """That a site or an author is called so, in whole or in part."""
    return f"{_LIKE_FIELDS[facet]} like {quoted(f'% {words[:_MOST_CHARS].translate(_PLAIN)} %')}"


def on_host(host: str) -> str:
    """That the post is on `host` or below it."""
    return _begins_with("host", _reversed_host(host))


def below(address: str) -> str:
    """That the post is at `address` or below it."""
    return _begins_with("address", f"{address[:_MOST_CHARS]}/")


def published(start: int | None, end: int | None) -> str:
    """That the post is of the day `start` or later, and of an earlier one than `end`."""
    bounds = [] if start is None else [f"day >= {start}"]
    bounds += [] if end is None else [f"day < {end}"]
    return " and ".join(["day > 0", *bounds])


def _begins_with(name: str, beginning: str) -> str:
    # A range and not LIKE, which would read a % in an address as more than itself. No character comes
    # between the last one and its successor.
    end = beginning[:-1] + chr(ord(beginning[-1]) + 1)
    return f"({name} >= {quoted(beginning)} and {name} < {quoted(end)})"


def _reversed_host(host: str) -> str:
    """Labels from the last to the first, so that what is below a host begins like it."""
    return ".".join(reversed(host[:_MOST_CHARS].split("."))) + "."


def _names(values: list[str]) -> str:
    return "".join(map(_name, values))[:_MOST_CHARS]


def names_of(written: str) -> list[str]:
    """The authors that `facts_row` has written down."""
    return [name.strip() for name in written.split(_ALONE) if name.strip()]


def _name(value: str) -> str:
    return f"{_ALONE} {value.translate(_PLAIN)} {_ALONE}"
