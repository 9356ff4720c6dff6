"""When the post on a page was published, and when it was last changed. Pure, but for the clock."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import htmldate
from bs4 import BeautifulSoup
from bs4.element import Tag

from index.ingest.extract.blocks import tidy_line
from index.ingest.extract.dates import date_in_address, dates_in, is_date_line, parse_date, writers_day
from index.ingest.extract.stated import Stated
from index.ingest.extract.surroundings import is_in_comments
from index.ingest.extract.told import GUESSED, Told, first_told

_PUBLISHED_META = (
    "article:published_time", "datepublished", "og:published_time", "article:published", "dc.date",
    "dc.date.issued", "dcterms.created", "date", "pubdate", "publish_date", "publish-date", "published",
    "publication_date", "parsely-pub-date", "sailthru.date",
)  # fmt: skip
_UPDATED_META = (
    "article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "last-modified",
    "article:modified", "revised",
)  # fmt: skip
_DATE_CLASS = re.compile(r"(?:^|[-_])(?:date|published|pubdate|posted|timestamp|meta)(?:$|[-_])", re.I)
_UPDATE_WORD = re.compile(
    r"updat|\bedit|modif|revis|review|refresh|\blast (?:change|edit)|aktualisiert|geändert|mise? à jour"
    r"|actuali[sz]ad|atualizad|aggiornat|bijgewerkt|oppdatert|uppdaterad|opdateret|обновлен|изменен|更新|güncellen|zaktualizowan",
    re.IGNORECASE,
)
_DAY_AND_MONTH = re.compile(r"\s*\d{1,2}[-/]\d{1,2}[-/]\d{4}\b")  # in which order, machines do not say
_MAX_DATE_TEXT_CHARS = 200
_TEXT_CHARS = 120  # a string at least this long is running text
_STRINGS_AFTER, _STRINGS_BEFORE = 40, 16  # counted from the title; further off, other posts are spoken of
_CHARS_AFTER = 400
_LABEL_CHARS = 30  # "Last updated on", in an element of its own before the date


@dataclass(frozen=True, slots=True)
class Days:
    """The days of a post's life, `YYYY-MM-DD`; None where nothing says them."""

    published: Told[str] | None
    updated: Told[str] | None


@dataclass(frozen=True, slots=True)
class _Written:
    """A day as people read it: whether a change is dated by it, and whether its line says hardly more."""

    day: str
    is_of_change: bool
    is_line: bool


def find_days(
    soup: BeautifulSoup,
    heading: Tag | None,
    stated: Stated,
    addresses: Iterable[str],
    published_beside: Told[str] | None = None,
    updated_beside: Told[str] | None = None,
) -> Days:
    """The days that are stated, on the page or beside it; else in an address; else what looks most like them.

    Where page and feed differ, the earlier day is when it was published: the later is a change.
    """
    under, over = _written_near(heading)
    near = next((written.day for written in (*under, *over) if not written.is_of_change), None)
    line = next((written.day for written in under if written.is_line and not written.is_of_change), None)
    in_address = next(filter(None, map(date_in_address, addresses)), None)
    times = list(_times_beside(heading))

    def days(texts: Iterable[Told[str] | None]) -> list[Told[str]]:
        """What is told, as days by the writer's clock."""
        known = (*(day for _, day, is_update in times if day and not is_update), near, in_address)
        told = ((text.source, writers_day(text.value, *known)) for text in texts if text and text.value)
        return [Told(day, source) for source, day in told if day]

    stated_here = days(stated.day_texts("datePublished", _PUBLISHED_META))[:1]
    stated_here += days([published_beside])
    # Some systems state as published when they published last. 12.02. may be in February or in December.
    if stated_here and line and not any(_month_first(told.value) == line for told in stated_here):
        stated_here.append(Told(line, "text"))
    marked = _times(soup, "datePublished")
    published = min(stated_here, key=lambda told: told.value, default=None) or first_told(
        (
            *days(Told(_moment(time), "time element") for time in marked),
            *days(Told(moment, "time element") for moment, _, is_update in times if not is_update),
            Told(in_address, "URL") if in_address else None,
            Told(near, "text") if near else None,
        )
    )
    published = published or _marked_day(soup) or _guess(soup)
    changes = (
        *days(stated.day_texts("dateModified", _UPDATED_META)),
        *days([updated_beside]),
        *days(Told(_moment(time), "time element") for time in _times(soup, "dateModified")),
        *days(Told(moment, "time element") for moment, _, is_update in times if is_update),
        *(Told(written.day, "text") for written in (*under, *over) if written.is_of_change),
    )
    updated = first_told(changes)
    if updated and published and updated.value < published.value:
        updated = None
    return Days(published, updated)


def days_beside(published: Told[str] | None, updated: Told[str] | None, addresses: Iterable[str]) -> Days:
    """The days of a post that comes without its page."""
    in_address = next(filter(None, map(date_in_address, addresses)), None)
    day = writers_day(published.value, in_address) if published else None
    first = Told(day, published.source) if published and day else None
    first = first or (Told(in_address, "URL") if in_address else None)
    changed = parse_date(updated.value) if updated else None
    if updated is None or changed is None or (first and changed < first.value):
        return Days(first, None)
    return Days(first, Told(changed, updated.source))


def _times(soup: BeautifulSoup, itemprop: str) -> list[Tag]:
    return [time for time in soup.find_all("time") if time.get("itemprop") == itemprop]


def _month_first(day: str) -> str:
    """`YYYY-MM-DD` read with day and month in each other's place."""
    year, month, day_of_month = day.split("-")
    return f"{year}-{day_of_month}-{month}"


def _moment(time: Tag) -> str:
    """What a time element says to machines, else the day that it shows where that can be no other."""
    stated = str(time.get("datetime") or time.get("content") or "")
    if stated and not _DAY_AND_MONTH.match(stated):
        return stated
    shown = stated.replace("-", "/") or tidy_line(time.get_text(" "))
    return next((day for _, _, day in dates_in(shown)), "")


def _times_beside(heading: Tag | None) -> Iterator[tuple[str, str | None, bool]]:
    """(what it says to machines, the day it shows, whether of a change) of the time elements near the title.

    Further off they may belong to another post.
    """
    if heading is None:
        return
    for element in (*heading.find_all_next(limit=30), *heading.find_all_previous(limit=12)):
        if element.name == "time":
            shown = tidy_line(element.get_text(" "))
            day = next((day for _, _, day in dates_in(shown)), None)
            yield _moment(element), day, _is_of_change(element, shown)


def _is_of_change(time: Tag, shown: str) -> bool:
    names = " ".join((*map(str, time.get_attribute_list("class")), str(time.get("itemprop") or ""))).lower()
    if "publish" in names:
        return False
    if _UPDATE_WORD.search(names) or _UPDATE_WORD.search(shown):
        return True
    before = time.find_previous(string=lambda string: bool(string and string.strip()))
    label = tidy_line(str(before or ""))
    return len(label) <= _LABEL_CHARS and _UPDATE_WORD.search(label) is not None


def _written_near(heading: Tag | None) -> tuple[list[_Written], list[_Written]]:
    """The days as people read them, under the title and above it."""
    if heading is None:
        return [], []
    under, chars = [], 0
    for string in heading.find_all_next(string=True, limit=_STRINGS_AFTER):
        text = tidy_line(string)
        chars += len(text)
        if chars > _CHARS_AFTER:
            break
        under.append(text)
    over = [tidy_line(string) for string in heading.find_all_previous(string=True, limit=_STRINGS_BEFORE)]
    short = [text for text in reversed(over) if len(text) < _TEXT_CHARS]
    return list(_days_in(under)), list(_days_in(short))


def _days_in(texts: Iterable[str]) -> Iterator[_Written]:
    """The days in `texts`. What stands before a day, in its text or as the text before, is its label."""
    label = ""
    for text in texts:
        done = 0
        for start, end, day in dates_in(text):
            said = text[done:start].strip(" ·|•,:–—-") or label
            is_of_change = _UPDATE_WORD.search(said[-2 * _LABEL_CHARS :]) is not None
            yield _Written(day, is_of_change, is_date_line(text))
            done, label = end, ""
        if text and not done:
            label = text if len(text) <= _LABEL_CHARS else ""


def _marked_day(soup: BeautifulSoup) -> Told[str] | None:
    """The day in an element named for it, else in any time element."""
    named = [element for element in soup.find_all(class_=_DATE_CLASS) if not is_in_comments(element)]
    texts = [tidy_line(element.get_text(" ")) for element in named]
    candidates = (
        *(Told(text, "text") for text in texts if len(text) < _MAX_DATE_TEXT_CHARS),
        *(Told(_moment(time), "time element") for time in soup.find_all("time") if not is_in_comments(time)),
    )
    for told in candidates:
        for written in _days_in([told.value]):
            if not written.is_of_change:
                return Told(written.day, told.source)
    return None


def _guess(soup: BeautifulSoup) -> Told[str] | None:
    guess = htmldate.find_date(str(soup), original_date=True, extensive_search=False)
    day = parse_date(guess) if guess else None
    return Told(day, GUESSED) if day else None
