"""A date or moment as machines write it -> ISO 8601, by the writer's own clock. Pure, but for the clock."""

import re
from datetime import date, datetime, timedelta, timezone
from email.utils import parsedate_tz

from index.ingest.extract.dates import could_be_a_posts, parse_date
from index.records import day_of

_MAX_CHARS = 100
# Hugo's "01 Jan 0001" and WordPress's "30 Nov -0001"; e-mail's rules would make them 2001 and 2000.
_NO_YEAR = re.compile(r"[A-Za-z]{3}\.?\s+-?0\d{3}\b")
_ISO = re.compile(
    r"(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d(?::\d\d)?)(?:[.,]\d+)?\s*([Zz]|UTC\b|GMT\b|[+-]\d\d:?\d\d)?"
)
_GREENWICH = re.compile(r"[Zz]|UTC|GMT")


def iso_moment(written: object) -> str | None:
    """The day or moment in `written`, with the offset from UTC where it is known; None where there is none.

    >>> iso_moment("Mon, 06 Sep 2021 00:01:00 +0200"), iso_moment("2018-08-30"), iso_moment("soon")
    ('2021-09-06T00:01:00+02:00', '2018-08-30', None)
    """
    if not isinstance(written, str) or len(written) > _MAX_CHARS:
        return None
    if _NO_YEAR.search(written):
        return None
    moment = _from_iso(written.strip()) or _from_mail(written)
    if moment is None:
        return parse_date(written)
    return moment.isoformat(timespec="seconds") if could_be_a_posts(moment.date()) else None


def writers_moment(written: str, *days: str | None) -> str | None:
    """The day or moment in `written`; of a moment by Greenwich's clock, the one of `days` next to its day.

    Greenwich's clock seldom is the writer's: where the page shows the day before or after, it is that day.

    >>> writers_moment("2014-10-12T23:00:00Z", "2014-10-13"), writers_moment("2014-10-12", "2014-10-13")
    ('2014-10-13', '2014-10-12')
    """
    moment = iso_moment(written)
    if moment is None or not moment.endswith("+00:00") or day_of(moment) in days:
        return moment
    return next((day for day in days if day and _are_neighbours(day_of(moment), day)), moment)


def _are_neighbours(one: str, other: str) -> bool:
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days) == 1


def _from_iso(written: str) -> datetime | None:
    match = _ISO.match(written)
    if match is None:
        return None
    day, time, offset = match.groups()
    try:
        return datetime.fromisoformat(f"{day}T{time}{_GREENWICH.sub('Z', offset or '')}")
    except ValueError:
        return None


def _from_mail(written: str) -> datetime | None:
    """A date as in e-mails (RFC 822), in which RSS writes them."""
    parts = parsedate_tz(written)
    if parts is None:
        return None
    try:
        offset = None if parts[9] is None else timezone(timedelta(seconds=parts[9]))
        return datetime(*parts[:6], tzinfo=offset)
    except (ValueError, OverflowError):
        return None
