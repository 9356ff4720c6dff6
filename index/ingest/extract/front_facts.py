"""Values of a front matter -> the facts about a post. Pure."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from html import unescape
from typing import Any

from dateutil import parser as date_parser

from index.ingest.extract.blocks import tidy_line
from index.ingest.extract.dates import date_in_address
from index.ingest.extract.front_matter import Matter
from index.ingest.extract.languages import language_code
from index.ingest.extract.moments import iso_moment
from index.ingest.extract.people import clean_authors
from index.ingest.extract.places import web_address
from index.records import Facts

SOURCE = "front matter"
PUBLISHED = (
    "date", "published", "pubdate", "pubdatetime", "publishdate", "publisheddate", "publishedat",
    "publishedon", "datepublished", "created", "createdat", "creationdate",
)  # fmt: skip
UPDATED = (
    "updated", "updatedat", "updateddate", "lastmod", "lastmodified", "lastmodifiedat", "modified",
    "moddatetime", "modifieddate", "datemodified", "dateupdated", "updateddatetime", "lastupdated",
    "lastupdate",
)  # fmt: skip
_AUTHORS = ("author", "authors", "byline", "by")
_TAGS = ("tags", "tag", "keywords", "categories", "category")
_LINKS = ("canonicalurl", "canonical", "permalink", "url", "link")
_NESTED = (
    "extra",
    "taxonomies",
    "params",
)  # tables in which generators keep what they do not know themselves
_MAX_LIST_ITEMS = 50
_GROUP = re.compile(r"[^\s/@<>{}]+(?: [^\s/@<>{}]+){2,20}")
_MAX_DATE_CHARS = 100
# Of a title. Others are none: "Vec<T>".
_INLINE = re.compile(r"</?(?:b|br|code|em|i|span|strong|sub|sup|wbr)(?:\s[^<>]*)?/?>", re.IGNORECASE)
# What is not written is filled up from these; no part of a day is the same in both.
_DEFAULTS = (datetime(2000, 1, 1), datetime(2001, 12, 31))  # noqa: DTZ001 - filled up from, never compared


def front_facts(matter: Matter) -> Facts:
    """All that `matter` says, as it says it; dates are days by the writer's clock."""
    return Facts(
        source=SOURCE,
        link=next(
            filter(None, (web_address(text) for name in _LINKS for text in _own_texts(matter, name))), None
        ),
        title=next((tidy_line(unescape(_INLINE.sub("", title))) for title in texts(matter, "title")), None),
        authors=named_people(texts(matter, *_AUTHORS)),
        published=first_moment(matter, PUBLISHED),
        updated=first_moment(matter, UPDATED),
        tags=tuple(dict.fromkeys(texts(matter, *_TAGS))),
        language=next(filter(None, map(language_code, texts(matter, "lang", "language", "locale"))), None),
    )


def named_people(stated: Sequence[str]) -> tuple[str, ...]:
    """The people in `stated`, or what is named in their place: a group of people has a longer name.

    >>> named_people(["Ann Lee and Bob Day"]), named_people(["Ann Lee for the 2024 Bakers"])
    (('Ann Lee', 'Bob Day'), ('Ann Lee for the 2024 Bakers',))
    """
    return clean_authors(stated) or tuple(name for name in stated if _GROUP.fullmatch(name))


def is_draft(matter: Matter) -> bool:
    """Whether its writer marked it as not to be published yet, or not to be found."""
    stated = dict(_flat(matter))
    status = str(stated.get("status") or "").strip().lower()
    return (
        _says(stated.get("draft"), True)
        or _says(stated.get("isdraft"), True)
        or _says(stated.get("published"), False)
        or _says(stated.get("publish"), False)
        or status in ("draft", "private", "hidden", "unlisted")
    )


def texts(matter: Matter, *names: str) -> list[str]:
    """The texts under `names`: one, a list, names told apart by commas, or `{name: …}` tables."""
    found: list[str] = []
    for name in names:
        for value in _values(matter, name):
            is_list = isinstance(value, list)
            for item in value[:_MAX_LIST_ITEMS] if is_list else [value]:
                text = _text(item.get("name") or item.get("title") if isinstance(item, dict) else item)
                # A comma stands between tags, but also between a name and its title.
                in_one = is_list or name not in _TAGS
                found += [tidy_line(part).lstrip("#") for part in ([text] if in_one else _parts(text))]
    return [text for text in found if text]


def first_moment(matter: Matter, names: tuple[str, ...]) -> str | None:
    """The first day or moment under `names` that a post may have, ISO 8601."""
    for name in names:
        for value in _values(matter, name):
            one = value.get("date") if isinstance(value, dict) else value
            written = one.isoformat() if isinstance(one, date | datetime) else one
            if isinstance(written, str) and (moment := iso_moment(written)):
                return moment
    return None


def stated_moment(matter: Matter, *names: str) -> datetime | None:
    """The first moment under `names`, whenever it is; without a time zone where none is written."""
    values = (value for name in names for value in _values(matter, name))
    return next(filter(None, map(moment, values)), None)


def moment(value: Any) -> datetime | None:
    """A date of any shape as a moment; None where it is not a whole one."""
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)  # noqa: DTZ001 - a day has no zone
    if not isinstance(value, str) or not 8 <= len(value) <= _MAX_DATE_CHARS:
        return None
    try:
        found = [date_parser.parse(value.strip(), default=default, tzinfos=_zone) for default in _DEFAULTS]
    except (ValueError, OverflowError, TypeError):
        return None
    return found[0] if found[0].date() == found[1].date() else None


def is_future(when: datetime, now: datetime | None = None) -> bool:
    """Whether a post of that moment is yet to come; without a zone, by the earliest clock on Earth."""
    now = now or datetime.now(UTC)
    return (
        when > now
        if when.tzinfo
        else when > now.astimezone(timezone(timedelta(hours=14))).replace(tzinfo=None)
    )


def day_in_path(matter: Matter) -> str | None:
    """The day in the address that a front matter gives the post: `path = "2021/06/14/slug"`."""
    values = (value for name in ("path", "permalink", "url", "slug") for value in _own_texts(matter, name))
    return next(filter(None, (date_in_address(f"/{value.lstrip('/')}") for value in values)), None)


def _zone(_name: str | None, offset: int | None) -> timezone | None:
    """Abbreviations such as PST mean different zones in different places: only offsets are believed."""
    if offset is None or abs(offset) >= 24 * 3600:
        return None
    return timezone(timedelta(seconds=offset))


def _flat(matter: Matter) -> Iterator[tuple[str, Any]]:
    """(name without `_` and `-`, value), the entries of well-known tables before those of the top."""
    tables = [value for name in _NESTED if isinstance(value := matter.get(name), dict)]
    for table in (*tables, matter):
        yield from (
            (str(name).lower().replace("_", "").replace("-", ""), value) for name, value in table.items()
        )


def _values(matter: Matter, name: str) -> Iterator[Any]:
    """What stands under `name`, at the top first."""
    return (value for found, value in reversed(list(_flat(matter))) if found == name and value is not None)


def _own_texts(matter: Matter, name: str) -> Iterator[str]:
    return (value for value in _values(matter, name) if isinstance(value, str) and value.strip())


def _text(value: Any) -> str:
    """A text or a number as text; empty for anything else."""
    return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _parts(text: str) -> list[str]:
    return text.replace(";", ",").split(",")


def _says(value: Any, wanted: bool) -> bool:
    if isinstance(value, str):
        return value.strip().lower() in (("true", "yes") if wanted else ("false", "no"))
    return value is wanted
