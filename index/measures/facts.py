"""Whether a title, an author and a date are the right ones, spelling aside. Pure."""

import re
import unicodedata
from datetime import date

_NO_LETTER = re.compile(r"[\W_]+")
_BY = re.compile(r"^\s*(?:written |posted )?(?:by|von|par|por)[: ]+", re.IGNORECASE)
_BETWEEN_NAMES = re.compile(r"[,;&|/]|\b(?:and|und|et)\b")
_DAY = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)")


def plain(text: str | None) -> str:
    """Letters and digits alone, a space between words, case and compatibility forms aside.

    >>> plain("  The  ﬁrst Loaf! ")
    'the first loaf'
    """
    return _NO_LETTER.sub(" ", unicodedata.normalize("NFKC", text or "").casefold()).strip()


def names(authors: str | None) -> frozenset[str]:
    """The people that a byline names, each plainly written.

    >>> sorted(names("By Ann Lee and Bob Roe"))
    ['ann lee', 'bob roe']
    """
    parts = _BETWEEN_NAMES.split(_BY.sub("", authors or ""))
    return frozenset(filter(None, map(plain, parts)))


def same_title(title: str | None, wanted: str) -> bool:
    """Whether a title is the one wanted, punctuation and case aside."""
    return bool(plain(title)) and plain(title) == plain(wanted)


def same_authors(author: str | None, wanted: str) -> bool:
    """Whether the very same people are named."""
    return bool(names(author)) and names(author) == names(wanted)


def same_day(moment: str | None, wanted: str) -> bool:
    """Whether two dates, ISO 8601, are of one day."""
    day = _day(moment)
    return day is not None and day == _day(wanted)


def _day(moment: str | None) -> date | None:
    match = _DAY.search(moment or "")
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None
