"""A date as pages write it -> `YYYY-MM-DD`. Pure, but for the clock: a post is not from the future."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta

from dateutil import parser as date_parser

from index.ingest.extract.months import THAI_MONTHS, month_number

_WORD = r"[^\W\d_]{3,12}\.?"
_OF = r"(?:\s+(?:de|of|del|d[’'])(?=\s))?"
_THAI = "|".join(map(re.escape, THAI_MONTHS))
_YEAR = r"(?:19|20)\d\d"
# As people write a day with its year, the one form or the other: year first, day first, month first.
_VISIBLE = re.compile(
    # Beside the letters of East Asia, digits begin no word.
    rf"(?:\b|(?<=[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]))(?:(?P<y1>\d{{4}})(?:-(?P<m1>\d{{1,2}})-(?P<d1>\d{{1,2}})|/(?P<m2>\d{{1,2}})/(?P<d2>\d{{1,2}})"
    r"|\.\s?(?P<m3>\d{1,2})\.\s?(?P<d3>\d{1,2})|[年년]\s?(?P<m4>\d{1,2})[月월]\s?(?P<d4>\d{1,2}))"
    rf"|(?P<d5>\d{{1,2}})(?:st|nd|rd|th|er|º|ª|\.)?{_OF}\s+(?P<n5>{_WORD}),?{_OF}\s+(?P<y5>{_YEAR})"
    rf"|(?P<d6>\d{{1,2}})\.\s?(?P<m6>\d{{1,2}})\.\s?(?P<y6>{_YEAR})"
    rf"|(?P<a7>\d{{1,2}})/(?P<b7>\d{{1,2}})/(?P<y7>{_YEAR})"
    rf"|(?P<y10>{_YEAR})\.?\s+(?P<n10>{_WORD})\s+(?P<d10>\d{{1,2}})"
    rf"|(?P<d11>\d{{1,2}})\s+(?:tháng|thg)\s+(?P<m11>\d{{1,2}})(?:,|\s+năm)\s+(?P<y11>{_YEAR})"
    rf"|(?P<d9>\d{{1,2}})-(?P<n9>{_WORD})-(?P<y9>{_YEAR})"
    r"|(?P<e12>令和|平成)(?P<y12>\d{1,2}|元)年(?P<m12>\d{1,2})月(?P<d12>\d{1,2})"
    rf"|(?P<d13>\d{{1,2}})\s+(?P<t13>{_THAI})\s+(?:พ\.ศ\.\s*)?(?P<y13>(?:20|25)\d\d)"
    rf"|(?P<n8>{_WORD})\s+(?P<d8>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y8>{_YEAR}))(?!\d)",
    re.IGNORECASE,
)
_MAY_BE_VISIBLE = re.compile(r"\d{4}|令和|平成")  # in each of them; quick to look for
# The digits of Arabic, Persian and Thai, as \d finds them and no reader of dates does.
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹๐๑๒๓๔๕๖๗๘๙", "0123456789" * 3)
_YEARS_BEFORE = {"令和": 2018, "平成": 1988}  # the first year of an emperor
_BUDDHIST_YEARS = 543
_LAST_YEAR = 2100
# As in /2021/06/14/slug and /2021_06_14_slug.md: neither letters nor digits run on after the day.
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)([/_-])(\d{1,2})\2(\d{1,2})(?![^\W_])")
_MONTH_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)/([a-z]{3,9})/(\d{1,2})(?![^\W_])", re.IGNORECASE)
_EITHER_WAY = re.compile(r"(?<!\d)(\d{1,2})([/.-])(\d{1,2})\2((?:19|20)\d\d)(?!\d)")
# 9/14/12; and 14.9.12 where that is all, or versions would be days.
_SHORT_YEAR = re.compile(
    r"(?<![\d/])(\d{1,2})(/)(\d{1,2})/(\d\d)(?![\d/])|\A(\d{1,2})(\.) ?(\d{1,2})\. ?(\d\d)\Z"
)
_FIRST_DAY = date(1990, 1, 1)  # before the web, a date in a page is what the post is about
_FURTHEST_AHEAD = timedelta(hours=14)  # of Greenwich's clock, a clock may be
_MONTHS = 12
_SHORT_YEAR_DIGITS, _CENTURY = 2, 2000
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
    return next((day for _, _, day in dates_in(text)), None)


def dates_in(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, day) of each date written in `text`, with its year, that a post may have."""
    for match in _VISIBLE.finditer(text.translate(_DIGITS)) if _MAY_BE_VISIBLE.search(text) else ():
        day = _written(match)
        if day and (plausible := _if_plausible(day)):
            yield match.start(), match.end(), plausible


def date_in_address(url: str) -> str | None:
    """The date in an address such as `/2021/06/14/slug` or `/2021-06-14-slug.md`."""
    if match := _IN_ADDRESS.search(url):
        year, _, month, day = match.groups()
        return _day_of(int(year), int(month), int(day))
    if match := _MONTH_IN_ADDRESS.search(url):
        year, name, day = match.groups()
        return _day_of(int(year), month_number(name) or 0, int(day))
    return None


def is_date_like(line: str) -> bool:
    """Whether a short line holds a day such as 3/4/2021 or 3/4/21, which may be in March or in April."""
    return len(line) <= _MAX_CHARS and (_EITHER_WAY.search(line) or _SHORT_YEAR.search(line)) is not None


def day_by_order(line: str, *, month_first: bool) -> str | None:
    """The first such day in `line`, as read where months are written first, or elsewhere.

    >>> day_by_order("3/4/2021", month_first=True), day_by_order("3/4/21", month_first=False)
    ('2021-03-04', '2021-04-03')
    """
    match = _EITHER_WAY.search(line[:_MAX_CHARS]) or _SHORT_YEAR.search(line[:_MAX_CHARS])
    if match is None:
        return None
    first, between, second, written = filter(None, match.groups())
    month, day = (first, second) if month_first and between != "." else (second, first)
    year = int(written) if len(written) > _SHORT_YEAR_DIGITS else _CENTURY + int(written)
    return _day_of(year, int(month), int(day)) or _day_of(year, int(day), int(month))


def _day_of(year: int, month: int, day: int) -> str | None:
    try:
        return _if_plausible(date(year, month, day))
    except ValueError:
        return None


def is_date_line(line: str) -> bool:
    """Whether a line says a date and hardly anything else."""
    if _MAY_BE_VISIBLE.search(line) is None:
        return False
    line = line.translate(_DIGITS)
    rest = _VISIBLE.sub(lambda match: "" if _written(match) else match.group(), line)
    return rest != line and len(rest.split()) <= 6


def _written(match: re.Match[str]) -> date | None:
    """The day that a match of _VISIBLE names; None where it is none, or one of two."""
    found = {name: value for name, value in match.groupdict().items() if value}
    parts = {name[0]: value for name, value in found.items()}
    month: int | None
    if "t" in parts:
        month = THAI_MONTHS[parts["t"]]
    elif "n" in parts:
        month = month_number(parts["n"])
    elif "a" in parts:  # 3/4 may be in March or in April
        first, second = int(parts["a"]), int(parts["b"])
        if first <= _MONTHS and second <= _MONTHS and first != second:
            return None
        month, parts["d"] = (second, parts["a"]) if first > _MONTHS else (first, parts["b"])
    else:
        month = int(parts["m"])
    try:
        return date(_year(parts), month or 0, int(parts["d"]))
    except ValueError:
        return None


def _year(parts: Mapping[str, str]) -> int:
    """The year by the common era; of parts with a name for a Thai month it may be Buddha's."""
    if "e" in parts:
        return _YEARS_BEFORE[parts["e"]] + (1 if parts["y"] == "元" else int(parts["y"]))
    year = int(parts["y"])
    return year - _BUDDHIST_YEARS if "t" in parts and year > _LAST_YEAR else year


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


def could_be_a_posts(day: date) -> bool:
    """Whether a post can be from that day: from the web's time, and nowhere on earth in the future."""
    return _FIRST_DAY <= day <= (datetime.now(UTC) + _FURTHEST_AHEAD).date()


def _if_plausible(day: date) -> str | None:
    return day.isoformat() if could_be_a_posts(day) else None
