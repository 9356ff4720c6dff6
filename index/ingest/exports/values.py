"""What exports write -> plain titles, links, moments and languages. Pure."""

import html
import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone
from urllib.parse import urljoin, urlsplit

from index.ingest.extract.moments import iso_moment

_MAX_TITLE_CHARS = 1_000
_MAX_LINK_CHARS = 2_000
_BEFORE_MILLISECONDS = 10_000_000_000  # a count of seconds below, of milliseconds above
_COUNT = re.compile(r"\d{10}|\d{13}", re.ASCII)
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

    Knows what `iso_moment` does, and counts of seconds or milliseconds since 1970.

    >>> moment("2012-01-05 14:30:46"), moment("Thu, 05 Jan 2012 14:30:46 +0000"), moment(1325773846000)
    ('2012-01-05T14:30:46', '2012-01-05T14:30:46+00:00', '2012-01-05T14:30:46+00:00')
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return _from_count(value)
    if not isinstance(value, str):
        return None
    written = value.strip()
    return _from_count(int(written)) if _COUNT.fullmatch(written) else iso_moment(written)


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
        return iso_moment(datetime.fromtimestamp(seconds, UTC).isoformat())
    except (ValueError, OverflowError, OSError):
        return None
