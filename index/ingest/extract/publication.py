"""When the post on a page was published, and when it was last changed. Pure, but for the clock."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape

import htmldate

from index.ingest.extract.blocks import tidy_line
from index.ingest.extract.dates import (
    date_in_address,
    dates_in,
    day_by_order,
    is_date_like,
    is_date_line,
    parse_date,
)
from index.ingest.extract.moments import iso_moment, writers_moment
from index.ingest.extract.page_tree import Element
from index.ingest.extract.stated import Stated, day_in_data
from index.ingest.extract.survey import Survey
from index.ingest.extract.told import GUESSED, Told, first_told
from index.records import day_of

_PUBLISHED_META = (
    "article:published_time", "datepublished", "og:published_time", "article:published", "dc.date",
    "dc.date.issued", "dcterms.created", "date", "pubdate", "publish_date", "publish-date", "published",
    "publication_date", "parsely-pub-date", "sailthru.date", "citation_publication_date", "citation_date",
    "citation_online_date", "published-date", "publisheddate", "w-published-date", "published_time",
    "published_at", "article.published", "article:published_date", "cxenseparse:publishtime",
    "cxenseparse:recs:publishtime", "dc.date.created", "dcterms.issued", "dcterms.date", "datecreated",
    "releasedate", "release_date", "creation_date", "created",
)  # fmt: skip
_UPDATED_META = (
    "article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "last-modified",
    "article:modified", "revised", "modified-date", "modified_date", "modified", "updated", "updated_time",
    "lastmod", "last_updated",
)  # fmt: skip
_DATE_CLASS = re.compile(r"(?:^|[\s_-])(?:date|published|pubdate|posted|timestamp|meta)(?:$|[\s_-])", re.I)
_UPDATE_WORD = re.compile(
    r"updat|\bedit|modif|revis|review|refresh|\blast (?:change|edit)|aktualisiert|geändert|mise? à jour"
    r"|actuali[sz]ad|atualizad|aggiornat|bijgewerkt|oppdatert|uppdaterad|opdateret|обновлен|изменен|更新|güncellen|zaktualizowan",
    re.IGNORECASE,
)
_DAY_AND_MONTH = re.compile(r"\s*\d{1,2}[-/]\d{1,2}[-/]\d{4}\b")  # in which order, machines do not say
_MAX_DATE_TEXT_CHARS = 200
_TEXT_CHARS = 120  # a string at least this long is running text
_RUNS_AFTER, _RUNS_BEFORE = 40, 16  # counted from the title; further off, other posts are spoken of
_CHARS_AFTER = 400
_YEAR = re.compile(r"(?:19|20)\d\d")
_NOT_READ = frozenset(["script", "style", "noscript", "svg", "title", "option", "code", "pre"])
_MAX_GUESSED_LINES = 200
_LABEL_CHARS = 30  # "Last updated on", in an element of its own before the date


@dataclass(frozen=True, slots=True)
class Days:
    """When a post was published and last changed, ISO 8601, a day or a moment; None where nothing says it."""

    published: Told[str] | None
    updated: Told[str] | None


@dataclass(frozen=True, slots=True)
class _Written:
    """A day as people read it: whether a change is dated by it, and whether its line says hardly more."""

    day: str
    is_of_change: bool
    is_line: bool


def find_days(
    page: Survey,
    heading: Element | None,
    stated: Stated,
    addresses: Iterable[str],
    published_beside: Told[str] | None = None,
    updated_beside: Told[str] | None = None,
) -> Days:
    """The days that are stated, on the page or beside it; else in an address; else what looks most like them.

    Where page and feed differ, the earlier day is when it was published: the later is a change.
    """
    under, over = _written_near(page, heading)
    near = next((written.day for written in (*under, *over) if not written.is_of_change), None)
    lines = (written for written in (*under, *reversed(over)) if written.is_line)
    line = next((written.day for written in lines if not written.is_of_change), None)
    in_address = next(filter(None, map(date_in_address, addresses)), None)
    times = list(_times_beside(page, heading))

    def moments(texts: Iterable[Told[str] | None]) -> list[Told[str]]:
        """What is told, by the writer's clock."""
        known = (*(day for _, day, is_update in times if day and not is_update), near, in_address)
        told = ((text.source, writers_moment(text.value, *known)) for text in texts if text and text.value)
        return [Told(day, source) for source, day in told if day]

    stated_here = moments(stated.day_texts("datePublished", _PUBLISHED_META))[:1]
    stated_here += moments([published_beside])
    # Some systems state as published when they published last: then the day shown, under the title or above
    # it, is earlier. 12.02. may be in February or in December.
    if stated_here and line and not any(_month_first(day_of(told.value)) == line for told in stated_here):
        stated_here.append(Told(line, "text"))
    marked = _times(page, "datePublished")
    published = _first_day(stated_here) or first_told(
        (
            *moments(Told(_moment(page, time), "time element") for time in marked),
            *moments(Told(moment, "time element") for moment, _, is_update in times if not is_update),
            Told(in_address, "URL") if in_address else None,
            Told(near, "text") if near else None,
        )
    )
    # Where a change is all that is shown beside the title, the days further off are other posts'.
    is_change_shown = any(written.is_of_change for written in (*under, *over))
    published = published or (None if is_change_shown else _marked_day(page))
    published = published or _day_in_data(page) or _by_the_country(page, stated, heading)
    changes = (
        *moments(stated.day_texts("dateModified", _UPDATED_META)),
        *moments([updated_beside]),
        *moments(Told(_moment(page, time), "time element") for time in _times(page, "dateModified")),
        *moments(Told(moment, "time element") for moment, _, is_update in times if is_update),
        *(Told(written.day, "text") for written in (*under, *over) if written.is_of_change),
    )
    updated = first_told(changes)
    if published is None:
        # It stood there when it was changed: nearer to the truth than no day.
        published = Told(updated.value, GUESSED) if updated else _guess(page)
    if updated and published and day_of(updated.value) < day_of(published.value):
        updated = None
    return Days(published, updated)


def days_beside(published: Told[str] | None, updated: Told[str] | None, addresses: Iterable[str]) -> Days:
    """The days of a post that comes without its page."""
    in_address = next(filter(None, map(date_in_address, addresses)), None)
    moment = writers_moment(published.value, in_address) if published else None
    first = Told(moment, published.source) if published and moment else None
    first = first or (Told(in_address, "URL") if in_address else None)
    changed = iso_moment(updated.value) if updated else None
    if updated is None or changed is None or (first and day_of(changed) < day_of(first.value)):
        return Days(first, None)
    return Days(first, Told(changed, updated.source))


def _first_day(told: Iterable[Told[str]]) -> Told[str] | None:
    """The one of the first day; and of that day, one that says the time."""
    return min(told, key=lambda one: (day_of(one.value), -len(one.value)), default=None)


def _times(page: Survey, itemprop: str) -> list[Element]:
    """The elements marked so; not all who mark a time take a time element for it."""
    return [element for element in page.having("itemprop") if itemprop in element.get("itemprop").split()]


def _month_first(day: str) -> str:
    """`YYYY-MM-DD` read with day and month in each other's place."""
    year, month, day_of_month = day.split("-")
    return f"{year}-{day_of_month}-{month}"


def _moment(page: Survey, time: Element) -> str:
    """What a time element says to machines, else the day that it shows where that can be no other."""
    stated = time.get("datetime") or time.get("content") or ""
    if stated and not _DAY_AND_MONTH.match(stated):
        return stated
    shown = stated.replace("-", "/") or page.text(time)
    return next((day for _, _, day in dates_in(shown)), "")


def _times_beside(page: Survey, heading: Element | None) -> Iterator[tuple[str, str | None, bool]]:
    """(what it says to machines, the day it shows, whether of a change) of the time elements near the title.

    Further off they may belong to another post.
    """
    if heading is None:
        return
    for element in (*page.elements_after(heading, 30), *page.elements_before(heading, 12)):
        if element.tag == "time":
            shown = page.text(element)
            day = next((day for _, _, day in dates_in(shown)), None)
            yield _moment(page, element), day, _is_of_change(page, element, shown)


def _is_of_change(page: Survey, time: Element, shown: str) -> bool:
    names = f"{time.get('class')} {time.get('itemprop')}".lower()
    if "publish" in names:
        return False
    if _UPDATE_WORD.search(names) or _UPDATE_WORD.search(shown):
        return True
    before = (tidy_line(words.text) for words in page.words_before(time, _RUNS_BEFORE))
    label = next(filter(None, before), "")
    return len(label) <= _LABEL_CHARS and _UPDATE_WORD.search(label) is not None


def _written_near(page: Survey, heading: Element | None) -> tuple[list[_Written], list[_Written]]:
    """The days as people read them, under the title and above it."""
    if heading is None:
        return [], []
    under, chars = [], 0
    for words in page.words_after(heading, _RUNS_AFTER):
        text = tidy_line(words.text)
        chars += len(text)
        if chars > _CHARS_AFTER:
            break
        under.append(text)
    over = [tidy_line(words.text) for words in page.words_before(heading, _RUNS_BEFORE)]
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


def _marked_day(page: Survey) -> Told[str] | None:
    """The day in an element named for it, else in any time element."""
    for element in page.having("class"):
        is_named = _DATE_CLASS.search(element.get("class")) is not None
        day = _only_day(page.short_text(element, _MAX_DATE_TEXT_CHARS)) if is_named else None
        if day and not page.is_in_comments(element):
            return Told(day, "text")
    for time in page.named("time"):
        is_of_change = _is_of_change(page, time, page.text(time))
        day = None if is_of_change else _only_day(_moment(page, time))
        if day and not page.is_in_comments(time):
            return Told(day, "time element")
    return None


def _only_day(text: str) -> str | None:
    """The first day in `text` that is not of a change."""
    return next((written.day for written in _days_in([text]) if not written.is_of_change), None)


def _day_in_data(page: Survey) -> Told[str] | None:
    day = iso_moment(day_in_data(page))
    return Told(day, "script") if day else None


def _by_the_country(page: Survey, stated: Stated, heading: Element | None) -> Told[str] | None:
    """The day under the title that is read in one way in America and in another elsewhere."""
    locale = (page.root.get("lang") or stated.meta.get("og:locale") or "").replace("_", "-")
    for words in page.words_after(heading, _RUNS_AFTER) if heading is not None and locale else ():
        if is_date_like(line := tidy_line(words.text)):
            # Where a page says no more than "en", its template was American; elsewhere pages say "en-gb".
            day = day_by_order(line, month_first=locale.casefold() in ("en-us", "en"))
            return Told(day, GUESSED) if day else None
    return None


def _guess(page: Survey) -> Told[str] | None:
    """What htmldate finds in what is short and holds a year; the whole page would take it long."""
    lines: list[str] = []
    days: set[str | None] = set()
    for text, holder in page.words:
        if len(text) < _MAX_DATE_TEXT_CHARS and _YEAR.search(text) and holder.tag not in _NOT_READ:
            name = "time" if holder.tag == "time" else "div"
            days |= {_only_day(text)} if is_date_line(text) else set()
            lines.append(f'<{name} class="{escape(holder.get("class") or "")}">{escape(text)}</{name}>')
        if len(lines) >= _MAX_GUESSED_LINES:
            break
    if not lines:
        return None
    document = f"<html><body><article>{''.join(lines)}</article></body></html>"
    guess = htmldate.find_date(document, original_date=True, extensive_search=False)
    day = parse_date(guess) if guess else None
    if day is None and len(days) == 1:
        day = days.pop()
    return Told(day, GUESSED) if day else None
