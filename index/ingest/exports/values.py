"""What exports write -> plain titles, links, moments and languages. Pure."""

import html
import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin, urlsplit

from index.ingest.extract.dates import parse_date

_MAX_TITLE_CHARS = 1_000
_MAX_LINK_CHARS = 2_000
_MAX_DATE_CHARS = 60
_FIRST_YEAR, _LAST_YEAR = 1990, 2100  # 1970 stands for "no date", and so does 9999
_NO_YEAR = ("0000", "-0001")  # the same in databases: "0000-00-00", "30 Nov -0001 00:00:00"
_BEFORE_MILLISECONDS = 10_000_000_000  # a count of seconds below, of milliseconds above
_MAIL_YEAR = re.compile(r"[a-z]\.? (?:(?:19|20)\d\d|\d\d) \d\d?:")
_MAX_OFFSET = timedelta(hours=14)
_QUARTER = timedelta(minutes=15)
# A title may be about tags ("Using <section>"), so only those that dress a title are taken out of one.
_DRESS = re.compile(
    r"</?(?:a|abbr|b|big|br|cite|code|del|em|font|h[1-6]|i|img|ins|kbd|mark|p|q|s|small|span|strike|strong|"
    r"sub|sup|tt|u|wbr)(?=[\s/>])[^<>]*>",
    re.I,
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def plain_text(value: object) -> str:
    """`value` as one line without entities and the tags that dress a title; "" where it is no text.

    >>> plain_text("Salt &amp; <em>pepper</em>\\n")
    'Salt & pepper'
    """
    if not isinstance(value, str):
        return ""
    shown = _CONTROL.sub("", html.unescape(_DRESS.sub("", value[: 10 * _MAX_TITLE_CHARS])))
    return " ".join(_DRESS.sub("", shown).split())[:_MAX_TITLE_CHARS]


def clean_text(value: str) -> str:
    """`value` without what no text holds: control characters and halves of characters."""
    return _CONTROL.sub("", value)


def distinct(values: Iterable[str]) -> tuple[str, ...]:
    """Each of `values` once, as it is written the first time, without the empty ones."""
    seen: dict[str, str] = {}
    for value in values:
        if value:
            seen.setdefault(value.casefold(), value)
    return tuple(seen.values())


def web_link(value: object, base: str | None = None) -> str | None:
    """`value` as an http(s) address, a relative one against `base`; None where it is none.

    >>> web_link("/blog/one", "https://a.example/x"), web_link("draft")
    ('https://a.example/blog/one', None)
    """
    if not isinstance(value, str) or not value.strip() or len(value) > _MAX_LINK_CHARS:
        return None
    try:
        address = urljoin(base or "", value.strip())
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname or any(c.isspace() for c in address):
        return None
    return address


def moment(value: object) -> str | None:
    """A date or moment, in whatever way it is written, as ISO 8601; None where it is none.

    Knows ISO 8601, RFC 2822, and counts of seconds or milliseconds since 1970.

    >>> moment("2012-01-05 14:30:46"), moment("Thu, 05 Jan 2012 14:30:46 +0000"), moment(1325773846000)
    ('2012-01-05T14:30:46', '2012-01-05T14:30:46+00:00', '2012-01-05T14:30:46+00:00')
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, str):
        value = value.strip()
        if not 0 < len(value) <= _MAX_DATE_CHARS:
            return None
        if value.isdecimal() and len(value) in (10, 13):
            value = int(value)
    if isinstance(value, int | float):
        return _from_count(value)
    if not isinstance(value, str) or value.startswith(_NO_YEAR) or f" {_NO_YEAR[1]} " in value:
        return None
    known = _from_iso(value) or _from_mail(value)
    return _stated(known, is_day=_is_day(value)) if known else parse_date(value)


def local_moment(local: object, utc: object) -> str | None:
    """A moment by the blog's own clock, with its zone where the same moment in UTC tells it."""
    here, there = moment(local), moment(utc)
    if here is None or there is None or "T" not in here or "T" not in there:
        if here is None and there is not None and "T" in there:
            return datetime.fromisoformat(there).replace(tzinfo=UTC).isoformat(timespec="seconds")
        return here or there
    clock = datetime.fromisoformat(here).replace(tzinfo=None)
    offset = clock - datetime.fromisoformat(there).replace(tzinfo=None)
    if abs(offset) > _MAX_OFFSET or offset % _QUARTER:
        return clock.isoformat(timespec="seconds")  # one of the two was changed by hand
    return clock.replace(tzinfo=timezone(offset)).isoformat(timespec="seconds")


def _from_count(count: float) -> str | None:
    try:
        seconds = count / 1000 if count >= _BEFORE_MILLISECONDS else count
        return _stated(datetime.fromtimestamp(seconds, UTC).replace(microsecond=0), is_day=False)
    except (ValueError, OverflowError, OSError):
        return None


def _from_iso(value: str) -> datetime | None:
    written = re.sub(r"\s*(?:UTC|GMT)$", "Z", value)
    written = re.sub(r"\s+([+-]\d\d:?\d\d)$", r"\1", written)
    try:
        return datetime.fromisoformat(written)
    except ValueError:
        return None


def _from_mail(value: str) -> datetime | None:
    try:
        return parsedate_to_datetime(value) if _MAIL_YEAR.search(value) else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _is_day(value: str) -> bool:
    return ":" not in value and not re.search(r"\dT\d", value)


def _stated(when: datetime, *, is_day: bool) -> str | None:
    if not _FIRST_YEAR <= when.year <= _LAST_YEAR:
        return None
    return when.date().isoformat() if is_day else when.isoformat(timespec="seconds")
