"""A date as pages write it -> `YYYY-MM-DD`. Pure, but for the clock: a post is not from the future."""

import re
from datetime import UTC, date, datetime, timedelta

from dateutil import parser as date_parser

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?"
_VISIBLE = re.compile(
    rf"\b(?:\d{{4}}-\d{{1,2}}-\d{{1,2}}|\d{{4}}/\d{{1,2}}/\d{{1,2}}"
    rf"|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|\d{{1,2}}(?:st|nd|rd|th)?\.?\s+{_MONTH},?\s+\d{{4}})\b",
    re.IGNORECASE,
)
# As in /2021/06/14/slug and /2021_06_14_slug.md: neither letters nor digits run on after the day.
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)([/_-])(\d{1,2})\2(\d{1,2})(?![^\W_])")
_FIRST_DAY = date(1990, 1, 1)  # before the web, a date in a page is what the post is about
_MAX_CHARS = 100  # of anything that is a date and no more
# What is not written is filled up from these; no part of a day is the same in both.
_DEFAULTS = (datetime(2000, 1, 1, tzinfo=UTC), datetime(2001, 12, 31, tzinfo=UTC))


def parse_date(value: str) -> str | None:
    """The day in a machine-made date (ISO 8601, RFC 2822 …) or a written one; None where there is none."""
    day = _whole_date(value)
    return _if_plausible(day) if day else find_date(value)


def find_date(text: str) -> str | None:
    """The first date written in `text`, with its year, that a post may have.

    >>> find_date("Mar 14, 2019 · 5 min read")
    '2019-03-14'
    """
    days = (_whole_date(match.group()) for match in _VISIBLE.finditer(text))
    return next(filter(None, (_if_plausible(day) for day in days if day)), None)


def date_in_address(url: str) -> str | None:
    """The date in an address such as `/2021/06/14/slug` or `/2021-06-14-slug.md`."""
    match = _IN_ADDRESS.search(url)
    if match is None:
        return None
    year, _, month, day = match.groups()
    try:
        return _if_plausible(date(int(year), int(month), int(day)))
    except ValueError:
        return None


def is_date_line(line: str) -> bool:
    """Whether a line says a date and hardly anything else."""
    rest = _VISIBLE.sub("", line)
    return rest != line and len(rest.split()) <= 6


def _whole_date(value: str) -> date | None:
    """The day that `value` writes out in full, by the writer's clock; None where a part of it is missing."""
    if len(value) > _MAX_CHARS:
        return None
    try:
        moments = [date_parser.parse(value.strip(), default=default, ignoretz=True) for default in _DEFAULTS]
    except (ValueError, OverflowError, TypeError):
        return None
    days = {moment.date() for moment in moments}
    return days.pop() if len(days) == 1 else None


def _if_plausible(day: date) -> str | None:
    tomorrow = datetime.now(UTC).date() + timedelta(days=1)
    return day.isoformat() if _FIRST_DAY <= day <= tomorrow else None
