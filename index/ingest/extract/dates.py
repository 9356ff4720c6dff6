"""A date as pages write it -> `YYYY-MM-DD`. Pure, but for the clock: a post is not from the future."""

import re
from datetime import UTC, datetime, timedelta

from dateutil import parser as date_parser

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?"
_VISIBLE = re.compile(
    rf"\b(?:\d{{4}}-\d{{1,2}}-\d{{1,2}}|\d{{4}}/\d{{1,2}}/\d{{1,2}}"
    rf"|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|\d{{1,2}}(?:st|nd|rd|th)?\.?\s+{_MONTH},?\s+\d{{4}})\b",
    re.IGNORECASE,
)
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?=[/-])")
_FIRST_YEAR = 1990  # before the web, a date in a page is what the post is about


def parse_date(value: str) -> str | None:
    """The day in a machine-made date (ISO 8601, RFC 2822 …) or a written one; None where there is none."""
    try:
        moment = date_parser.parse(value.strip())
    except (ValueError, OverflowError, TypeError):
        return find_date(value)
    return _plausible(moment.replace(tzinfo=None))


def find_date(text: str) -> str | None:
    """The first date written in `text`, with its year.

    >>> find_date("Mar 14, 2019 · 5 min read")
    '2019-03-14'
    """
    for match in _VISIBLE.finditer(text):
        try:
            return _plausible(date_parser.parse(match.group()))
        except (ValueError, OverflowError):
            continue
    return None


def date_in_address(url: str) -> str | None:
    """The date in an address such as `/2021/06/14/slug`."""
    match = _IN_ADDRESS.search(url)
    if match is None:
        return None
    try:
        return _plausible(datetime(*map(int, match.groups())))
    except ValueError:
        return None


def is_date_line(line: str) -> bool:
    """Whether a line says a date and hardly anything else."""
    rest = _VISIBLE.sub("", line)
    return rest != line and len(rest.split()) <= 6


def _plausible(moment: datetime) -> str | None:
    tomorrow = datetime.now(UTC).replace(tzinfo=None) + timedelta(days=1)
    return moment.date().isoformat() if datetime(_FIRST_YEAR, 1, 1) <= moment <= tomorrow else None
