"""A pattern such as `/:year/:month/:title/` and what its placeholders stand for -> a path. Pure."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime

Values = Mapping[str, str | None]
_PLACEHOLDER = re.compile(r":([A-Za-z_]+)|:\{([A-Za-z_]+)\}")
_SLASHES = re.compile(r"//+")
_MONTHS = "January February March April May June July August September October November December".split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


def fill(pattern: str, values: Values, more: Callable[[str], str | None] = lambda _: None) -> str | None:
    """`pattern` with its placeholders filled in, one `/` between parts; None where one has no value.

    >>> fill("/:section/:year/:slug/", {"section": "", "year": "2021", "slug": "rye"})
    '/2021/rye/'
    """
    unknown = False

    def value(match: re.Match[str]) -> str:
        nonlocal unknown
        name = match[1] or match[2]
        found, rest = _longest(name, values)
        if found is None and name not in values:
            found = more(name)
        unknown = unknown or found is None
        return f"{found or ''}{rest if found is not None else ''}"

    path = _PLACEHOLDER.sub(value, pattern)
    return None if unknown else _SLASHES.sub("/", f"/{path}")


def _longest(name: str, values: Values) -> tuple[str | None, str]:
    """(value, rest) by the longest known name that `name` begins with: `:title_x` is `:title` and `_x`."""
    for end in range(len(name), 0, -1):
        if name[:end] in values and (end == len(name) or name[end] == "_"):
            return values[name[:end]], name[end:]
    return None, ""


def date_values(when: datetime | None) -> dict[str, str | None]:
    """What placeholders for dates stand for, by the names that Jekyll, Hugo and Hexo give them."""
    names = (
        "year short_year month i_month long_month short_month monthname day i_day y_day yearday short_day "
        "long_day weekday weekdayname week w_year w_day hour minute second"
    ).split()
    if when is None:
        return dict.fromkeys(names)
    year, week, weekday = when.isocalendar()
    month, day = _MONTHS[when.month - 1], _DAYS[when.weekday()]
    return {
        "year": f"{when.year:04}",
        "short_year": f"{when.year % 100:02}",
        "month": f"{when.month:02}",
        "i_month": str(when.month),
        "long_month": month,
        "short_month": month[:3],
        "monthname": month,
        "day": f"{when.day:02}",
        "i_day": str(when.day),
        "y_day": f"{when.timetuple().tm_yday:03}",
        "yearday": str(when.timetuple().tm_yday),
        "short_day": day[:3],
        "long_day": day,
        "weekday": str(weekday % 7),
        "weekdayname": day,
        "week": f"{week:02}",
        "w_year": str(year),
        "w_day": str(weekday),
        "hour": f"{when.hour:02}",
        "minute": f"{when.minute:02}",
        "second": f"{when.second:02}",
    }
