"""The page's address <-> what it asks for: question, choice among the answers, order, how many. Pure.

>>> Address("dense bread", Choice(author="ann lee", years=Years(2019, None)), Order.NEWEST, 20).href()
'?q=dense+bread&author=ann+lee&year=2019-&order=newest&show=20'
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import urlencode

from index.store.catalog import StoredPost
from search.choice import ALL, UNDATED, UNKNOWN, Choice, Dimension, Years
from search.links import web_link
from search.survey import SURVEY_DEPTH

PAGE_SIZE = 10  # answers shown at first, and added at a time
QUESTION_KEY, ORDER_KEY, SHOW_KEY = "q", "order", "show"
# The question that led to a view of one post. Not by the other's name: Streamlit takes that out of an address
# where no box is drawn that it belongs to.
ASKED_KEY = "asked"
TOPICS_KEY = "topics"
POST_KEY, PLACE_KEY, LIKE_KEY = "post", "at", "like"
CHOICE_KEYS = (*Dimension, ORDER_KEY, SHOW_KEY)  # what goes when another question is asked
_MAX_TAGS = 8
_MAX_VALUE_CHARS = 300
_YEARS = re.compile(r"(\d{4})?(-)?(\d{4})?")


class Order(StrEnum):
    """Which answers come first."""

    BEST = "best"
    NEWEST = "newest"


@dataclass(frozen=True, slots=True)
class Address:
    """What an address asks for. `shown_count` answers are shown."""

    question: str
    choice: Choice = ALL
    order: Order = Order.BEST
    shown_count: int = PAGE_SIZE

    def choosing(self, choice: Choice) -> "Address":
        """The same with another choice, from its first answer."""
        return replace(self, choice=choice, shown_count=PAGE_SIZE)

    def href(self) -> str:
        """As a link inside the page."""
        return _href([(QUESTION_KEY, self.question), *self._chosen()])

    def carried(self) -> list[tuple[str, str | None]]:
        """(name, value) for the address of a view of one post, from which the way leads back here."""
        return [(ASKED_KEY, self.question), *self._chosen()]

    def _chosen(self) -> list[tuple[str, str | None]]:
        choice = self.choice
        return [
            (Dimension.BLOG, choice.blog),
            (Dimension.AUTHOR, choice.author),
            *((Dimension.TAG, tag) for tag in choice.tags),
            (Dimension.LANGUAGE, choice.language),
            (Dimension.YEAR, written_years(choice.years)),
            (ORDER_KEY, self.order if self.order is not Order.BEST else None),
            (SHOW_KEY, str(self.shown_count) if self.shown_count != PAGE_SIZE else None),
        ]


NOTHING_ASKED = Address("")


def reading_link(key: str, answer: tuple[int, int], asked: Address) -> str:
    """The address of Blogseek's own view of the post, opened at `answer` (places in the post's text).

    What was `asked`, and chosen among the answers, goes with it, so that the way back leads there again.
    """
    return _href([(POST_KEY, key), (PLACE_KEY, f"{answer[0]}-{answer[1]}"), *asked.carried()])


def like_link(key: str, asked: Address) -> str:
    """The address of the posts like the one called `key`."""
    return _href([(LIKE_KEY, key), *asked.carried()])


def topics_link(colour: str) -> str:
    """The address of the map of topics, its dots coloured by `colour`."""
    return _href([(TOPICS_KEY, colour)])


def post_link(stored: StoredPost, asked: Address) -> str:
    """To the post on the web; to our own view of it where it is not on the web."""
    return web_link(stored.post.link) or reading_link(stored.key, (0, 0), asked)


def read_address(question: str, values_of: Callable[[str], Sequence[str]]) -> Address:
    """What is asked for; `values_of` gives the values of a parameter. What means nothing is left out."""

    def value(name: str) -> str | None:
        return next((value for value in values_of(name) if 0 < len(value) <= _MAX_VALUE_CHARS), None)

    tags = [tag for tag in values_of(Dimension.TAG) if 0 < len(tag) <= _MAX_VALUE_CHARS]
    return Address(
        question,
        Choice(
            value(Dimension.BLOG),
            value(Dimension.AUTHOR),
            value(Dimension.LANGUAGE),
            tuple(dict.fromkeys(tags[:_MAX_TAGS])),
            read_years(value(Dimension.YEAR) or ""),
        ),
        Order.NEWEST if value(ORDER_KEY) == Order.NEWEST else Order.BEST,
        _read_count(value(SHOW_KEY) or ""),
    )


def written_years(years: Years | None) -> str:
    """As an address has them.

    >>> [written_years(years) for years in (Years(2019, 2019), Years(2019, 2021), Years(None, 2021), UNDATED)]
    ['2019', '2019-2021', '-2021', '-']
    """
    if years is None or years == UNDATED:
        return UNKNOWN if years else ""
    if years.first == years.last:
        return f"{years.first:04}"
    return "-".join("" if year is None else f"{year:04}" for year in (years.first, years.last))


def read_years(text: str) -> Years | None:
    """The years that `text` names; None where it names none.

    >>> read_years("2021-2019"), read_years("2019-"), read_years("-"), read_years("soon")
    (Years(first=2019, last=2021), Years(first=2019, last=None), Years(first=0, last=0), None)
    """
    match = _YEARS.fullmatch(text)
    if not match or not text:
        return None
    first, dash, last = match.groups()
    if not dash:
        return Years(int(first), int(first)) if first and not last else None
    if not first and not last:
        return UNDATED
    if first and last:
        return Years(*sorted((int(first), int(last))))
    return Years(int(first) if first else None, int(last) if last else None)


def _href(pairs: Iterable[tuple[str, str | None]]) -> str:
    return "?" + urlencode([(str(name), value) for name, value in pairs if value])


def _read_count(text: str) -> int:
    count = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else PAGE_SIZE
    return min(max(count, PAGE_SIZE), SURVEY_DEPTH)
