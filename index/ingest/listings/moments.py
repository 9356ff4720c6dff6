"""A date as feeds write it -> ISO 8601, by the writer's own clock. Pure, but for the clock."""

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_tz

from index.ingest.extract.dates import parse_date

_MAX_CHARS = 100
_FIRST_YEAR = 1990  # before the web
_NO_YEAR = re.compile(r"[A-Za-z]{3}\.?\s+0\d{3}\b")  # Hugo's "01 Jan 0001"; e-mail's rules would make it 2001
_ONE_DAY = timedelta(days=1)
_ISO = re.compile(r"(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d(?::\d\d)?)(?:[.,]\d+)?\s*([Zz]|[+-]\d\d:?\d\d)?")


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
    is_plausible = (
        moment.year >= _FIRST_YEAR and moment.replace(tzinfo=UTC) < datetime.now(UTC) + _ONE_DAY * 2
    )
    return moment.isoformat(timespec="seconds") if is_plausible else None


def _from_iso(written: str) -> datetime | None:
    match = _ISO.match(written)
    if match is None:
        return None
    day, time, offset = match.groups()
    try:
        return datetime.fromisoformat(f"{day}T{time}{(offset or '').upper()}")
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
