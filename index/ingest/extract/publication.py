"""When the post on a page was published, and when it was last changed. Pure, but for the clock."""

from collections.abc import Iterable
from dataclasses import dataclass

from index.ingest.extract.dates import date_in_address
from index.ingest.extract.moments import iso_moment, writers_moment
from index.ingest.extract.page_tree import Element
from index.ingest.extract.shown_days import day_by_the_country, days_near, guessed_day, marked_day
from index.ingest.extract.stated import Stated, day_in_data
from index.ingest.extract.survey import Survey
from index.ingest.extract.time_elements import moment_of, times_beside, times_marked
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


@dataclass(frozen=True, slots=True)
class Days:
    """When a post was published and last changed, ISO 8601, a day or a moment; None where nothing says it."""

    published: Told[str] | None
    updated: Told[str] | None


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
    under, over = days_near(page, heading)
    near = next((written.day for written in (*under, *over) if not written.is_of_change), None)
    lines = (written for written in (*under, *reversed(over)) if written.is_line)
    line = next((written.day for written in lines if not written.is_of_change), None)
    in_address = next(filter(None, map(date_in_address, addresses)), None)
    times = list(times_beside(page, heading))

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
    marked = times_marked(page, "datePublished")
    published = _first_day(stated_here) or first_told(
        (
            *moments(Told(moment_of(page, time), "time element") for time in marked),
            *moments(Told(moment, "time element") for moment, _, is_update in times if not is_update),
            Told(in_address, "URL") if in_address else None,
            Told(near, "text") if near else None,
        )
    )
    # Where a change is all that is shown beside the title, the days further off are other posts'.
    changes_shown = [written.is_of_change for written in (*under, *over)]
    is_change_shown = any(changes_shown) or any(is_update for _, _, is_update in times)
    published = published or (None if is_change_shown else marked_day(page))
    published = published or _day_in_data(page) or day_by_the_country(page, stated, heading)
    changes = (
        *moments(stated.day_texts("dateModified", _UPDATED_META)),
        *moments([updated_beside]),
        *moments(Told(moment_of(page, time), "time element") for time in times_marked(page, "dateModified")),
        *moments(Told(moment, "time element") for moment, _, is_update in times if is_update),
        *(Told(written.day, "text") for written in (*under, *over) if written.is_of_change),
    )
    updated = first_told(changes)
    if published is None:
        # It stood there when it was changed: nearer to the truth than no day.
        published = Told(updated.value, GUESSED) if updated else guessed_day(page)
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


def _month_first(day: str) -> str:
    """`YYYY-MM-DD` read with day and month in each other's place."""
    year, month, day_of_month = day.split("-")
    return f"{year}-{day_of_month}-{month}"


def _day_in_data(page: Survey) -> Told[str] | None:
    day = iso_moment(day_in_data(page))
    return Told(day, "script") if day else None
