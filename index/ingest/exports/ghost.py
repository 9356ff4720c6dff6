"""A Ghost export, or an answer of its API, as pages."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from index.errors import SourceError
from index.ingest.exports.cards import lexical_to_html, markdown_to_html, mobiledoc_to_html
from index.ingest.exports.files import MAX_WHOLE_BYTES, is_zip, open_files, peek_files
from index.ingest.exports.making import PageMaker
from index.ingest.exports.values import distinct, moment, plain_text, web_link
from index.ingest.exports.whole import read_json, read_json_in
from index.ingest.extract.languages import language_code
from index.records import Facts, Page, Skipped
from index.settings import SourceSettings

_NAME = "Ghost export"
_START = re.compile(rb'\A(?:\xef\xbb\xbf)?\s*\{\s*"(?:db|meta|data|posts|users|settings|tags)"\s*:')
_POSTS = re.compile(rb'"posts"\s*:\s*\[')
_MARKS = re.compile(
    rb'"(?:exported_on|mobiledoc|lexical|comment_id|primary_author|posts_authors|published_at|custom_excerpt)"\s*:'
)
_PLACEHOLDER = "__GHOST_URL__"  # what Ghost writes for the site's own address
_DRAFTS = {"draft": "a draft", "scheduled": "not published yet", "sent": "sent by mail only, not on the site"}

_Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Tables:
    """The tables of an export that posts draw on: names by id, and ids by post in their order."""

    address: str | None
    title: str | None
    language: str | None
    permalinks: str
    users: dict[str, str] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)
    authors_of: dict[str, list[str]] = field(default_factory=dict)
    tags_of: dict[str, list[str]] = field(default_factory=dict)
    mailed: frozenset[str] = frozenset()


def is_ghost(path: Path) -> bool:
    """Whether a file of JSON, or one in a zip, is from Ghost. Raises nothing."""
    return any(_is_export(head) for _, head in peek_files(path, (".json",))) if not path.is_dir() else False


def read_ghost(path: Path, settings: SourceSettings) -> Iterator[Page | Skipped]:
    """Every post of the export, and what was left out: drafts, pages, and what only members may read.

    With `settings.include_drafts` those are given out too. Raises SourceError where the file cannot be
    read, is no whole JSON, or holds no posts of Ghost's.
    """
    maker = PageMaker(path)
    if not is_zip(path):
        yield from _read(read_json(path), maker, settings)
        return
    with open_files(path, MAX_WHOLE_BYTES) as files:
        for name in files.names():
            if not name.lower().endswith(".json"):
                continue
            document = read_json_in(files, name)
            if isinstance(document, Skipped):
                yield document
            elif _data_in(document) is not None:
                yield from _read(document, maker, settings)


def _is_export(head: bytes) -> bool:
    return bool(
        _START.match(head) and _MARKS.search(head) and (_POSTS.search(head) or b'"exported_on"' in head)
    )


def _read(document: Any, maker: PageMaker, settings: SourceSettings) -> Iterator[Page | Skipped]:
    data = _data_in(document)
    if data is None:
        raise SourceError(f"{maker.path.name} holds no posts of Ghost's; export the site again.")
    tables = _read_tables(data)
    for number, row in enumerate(data["posts"], 1):
        if not isinstance(row, Mapping):
            yield maker.skip(f"post {number}", "not a post")
            continue
        inner = row.get("data")
        post = {"url": row.get("url"), **inner} if isinstance(inner, Mapping) else row
        try:
            yield _page(post, tables, maker, settings)
        except (RecursionError, TypeError, ValueError) as error:
            yield maker.skip(plain_text(post.get("title")), f"broken: {error}")


def _data_in(document: Any) -> dict[str, Any] | None:
    """The tables: in `db[0].data`, in `data`, or the document itself."""
    found = document
    if isinstance(found, Mapping) and isinstance(found.get("db"), list) and found["db"]:
        found = found["db"][0]
    if isinstance(found, Mapping) and isinstance(found.get("data"), Mapping):
        found = found["data"]
    return dict(found) if isinstance(found, Mapping) and isinstance(found.get("posts"), list) else None


def _page(post: _Row, tables: _Tables, maker: PageMaker, settings: SourceSettings) -> Page | Skipped:
    post_id = str(post.get("id") or post.get("uuid") or post.get("slug") or post.get("url") or "")
    title = plain_text(post.get("title"))
    if title == "(Untitled)":
        title = ""
    if not settings.include_drafts and (reason := _objection(post, post_id, tables)):
        return maker.skip(title or str(post.get("slug") or post_id), reason)
    facts = Facts(
        source=_NAME,
        link=_link(post, tables),
        title=title or None,
        authors=distinct(_authors(post, post_id, tables)),
        published=moment(post.get("published_at")),
        updated=moment(post.get("updated_at")),
        tags=distinct(tag for tag in _tags(post, post_id, tables) if not tag.startswith("#")),
        language=language_code(post.get("locale")) or tables.language,
        site=tables.title,
    )
    return maker.make(
        post_id, facts, _content(post).replace(_PLACEHOLDER, (tables.address or "").rstrip("/"))
    )


def _objection(post: _Row, post_id: str, tables: _Tables) -> str | None:
    status = str(post.get("status") or "published").lower()
    if status in _DRAFTS:
        return _DRAFTS[status]
    if status != "published":
        return f'not published: its status is "{plain_text(status)}"'
    if post.get("type") == "page" or post.get("page") in (True, 1):
        return "a page of the site, not a post"
    if post.get("email_only") in (True, 1) or post_id in tables.mailed:
        return _DRAFTS["sent"]
    visibility = str(post.get("visibility") or "public").lower()
    return None if visibility == "public" else "private: for members only"


def _content(post: _Row) -> str:
    """The HTML of the post: as Ghost made it, or out of what its editors keep."""
    made = post.get("html")
    if isinstance(made, str) and made.strip():
        return made
    kept = post.get("markdown")
    return (
        lexical_to_html(post.get("lexical"))
        or mobiledoc_to_html(post.get("mobiledoc"))
        or (markdown_to_html(kept) if isinstance(kept, str) else "")
    )


def _link(post: _Row, tables: _Tables) -> str | None:
    stated = web_link(post.get("url")) or web_link(post.get("canonical_url"))
    slug = post.get("slug")
    if stated or tables.address is None or not isinstance(slug, str) or not slug:
        return stated
    day = (moment(post.get("published_at")) or "")[:10].split("-")
    path = tables.permalinks.replace(":slug", slug).replace("{slug}", slug)
    for name, part in zip(("year", "month", "day"), day if len(day) == 3 else (), strict=False):
        path = path.replace(f":{name}", part).replace(f"{{{name}}}", part)
    return None if re.search(r"[:{]", path) else web_link(tables.address.rstrip("/") + path)


def _authors(post: _Row, post_id: str, tables: _Tables) -> Iterator[str]:
    """The primary author first, as Ghost shows them."""
    for name in ("primary_author", "authors", "author"):
        yield from _names(post.get(name))
    ids = tables.authors_of.get(post_id) or [str(post.get("author_id") or post.get("author") or "")]
    yield from (tables.users[user_id] for user_id in ids if user_id in tables.users)


def _tags(post: _Row, post_id: str, tables: _Tables) -> Iterator[str]:
    yield from _names(post.get("tags"))
    yield from (tables.tags[tag_id] for tag_id in tables.tags_of.get(post_id, ()) if tag_id in tables.tags)


def _names(value: Any) -> Iterator[str]:
    """The names in an object with one, or in a list of such."""
    for one in value if isinstance(value, list) else [value]:
        row = one.get("data", one) if isinstance(one, Mapping) else None
        if isinstance(row, Mapping) and row.get("visibility") != "internal":
            yield plain_text(row.get("name"))


def _read_tables(data: Mapping[str, Any]) -> _Tables:
    settings = {str(row.get("key")): row.get("value") for row in _rows(data, "settings")}
    if isinstance(data.get("settings"), Mapping):
        settings = dict(data["settings"])
    addresses = (settings.get("url"), settings.get("site_url"), data.get("url"))
    tags = {
        str(row.get("id")): plain_text(row.get("name"))
        for row in _rows(data, "tags")
        if row.get("visibility") != "internal"
    }
    permalinks = settings.get("permalinks")
    return _Tables(
        address=next(filter(None, map(web_link, addresses)), None),
        title=plain_text(settings.get("title")) or None,
        language=language_code(
            settings.get("locale") or settings.get("lang") or settings.get("default_locale")
        ),
        permalinks=permalinks if isinstance(permalinks, str) and permalinks.startswith("/") else "/:slug/",
        users={str(row.get("id")): plain_text(row.get("name")) for row in _rows(data, "users")},
        tags=tags,
        authors_of=_joined(_rows(data, "posts_authors"), "author_id"),
        tags_of=_joined(_rows(data, "posts_tags"), "tag_id"),
        mailed=frozenset(
            str(row.get("post_id")) for row in _rows(data, "posts_meta") if row.get("email_only") in (True, 1)
        ),
    )


def _joined(rows: list[_Row], name: str) -> dict[str, list[str]]:
    """The ids under `name` by post, in the order that their author gave them."""
    ordered = sorted(enumerate(rows), key=lambda pair: (_order(pair[1]), pair[0]))
    joined: dict[str, list[str]] = {}
    for _, row in ordered:
        joined.setdefault(str(row.get("post_id")), []).append(str(row.get(name)))
    return joined


def _order(row: _Row) -> float:
    order = row.get("sort_order")
    return float(order) if isinstance(order, int | float) else 0.0


def _rows(data: Mapping[str, Any], name: str) -> list[_Row]:
    found = data.get(name)
    return [row for row in found if isinstance(row, Mapping)] if isinstance(found, list) else []
