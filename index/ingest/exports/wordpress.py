"""A WordPress export (WXR, and what Squarespace writes in its likeness) as pages."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO
from urllib.parse import parse_qs, urlsplit

from lxml import etree

from index.errors import SourceError
from index.ingest.exports.autop import to_html
from index.ingest.exports.elements import Element, read_elements, text_of
from index.ingest.exports.files import head_of, is_zip, open_streams, peek_files
from index.ingest.exports.making import PageMaker
from index.ingest.exports.values import distinct, local_moment, moment, plain_text, web_link
from index.ingest.extract.languages import language_code
from index.records import Facts, Page, Skipped
from index.settings import SourceSettings

_NAME = "WordPress export"
_MARKS = re.compile(rb"wordpress\.org/export/|<wp:(?:wxr_version|post_type|post_id|author)\b")
_ROOT = re.compile(rb"<(?:rss|channel)\b", re.I)
_TAXONOMIES = ("category", "post_tag", "tag")
_NO_CATEGORY = frozenset(
    "uncategorized uncategorised uncategorized-en allgemein unkategorisiert non-classe sin-categoria "
    "sin-categorizar senza-categoria sem-categoria geen-categorie okategoriserade ukategorisert "
    "ikke-kategoriseret bez-kategorii".split()
)
_NUMBERED = frozenset("p page_id attachment_id preview preview_id post".split())  # as in /?p=12
_DRAFTS = {
    "draft": "a draft",
    "pending": "a draft, waiting for review",
    "future": "not published yet",
    "private": "private",
}
_NEVER = {"auto-draft": "", "inherit": "", "trash": "in the trash"}


@dataclass(frozen=True, slots=True)
class _Site:
    """What the channel says: the blog's name, language and address, and its authors by login."""

    title: str | None = None
    language: str | None = None
    address: str | None = None
    authors: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Fields:
    """What an item says: the first text under each name ("wp:status"), and all of its categories."""

    texts: dict[str, str]
    categories: tuple[tuple[str, str, str], ...]  # domain, nicename, name
    is_permalink: bool

    def get(self, name: str) -> str:
        """The text under `name`, trimmed; "" where there is none."""
        return self.texts.get(name, "").strip()


def is_wordpress(path: Path) -> bool:
    """Whether a file, or a zip of some, is an export of WordPress. Raises nothing."""
    if is_zip(path):
        return any(_is_export(head) for _, head in peek_files(path, (".xml",)))
    return _is_export(head_of(path))


def read_wordpress(path: Path, settings: SourceSettings) -> Iterator[Page | Skipped]:
    """Every post of the export, and what was left out: drafts, private posts and pages of the site.

    Attachments, menus, revisions and types of a theme's or plugin's own are passed over without a word,
    and comments are never text. With `settings.include_drafts` all that a person wrote is given out.
    Raises SourceError where the file cannot be read, is no such export, or declares entities.
    """
    maker = PageMaker(path)
    with open_streams(path, (".xml",)) as streams:
        for found in streams:
            if isinstance(found, Skipped):
                yield found
                continue
            name, file = found
            try:
                yield from _read(file, maker, settings)
            except SourceError as error:
                if path.is_file() and not is_zip(path):
                    raise
                yield maker.skip(name, str(error))


def _is_export(head: bytes) -> bool:
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head.replace(b"\0", b"")
    return bool(_ROOT.search(head) and _MARKS.search(head))


def _read(file: BinaryIO, maker: PageMaker, settings: SourceSettings) -> Iterator[Page | Skipped]:
    site = _Site()
    for element in read_elements(file, "item", _NAME, settings.max_file_bytes):
        if not isinstance(element, Element):
            site = _read_site(element)
        elif element.fields is None:
            yield maker.skip("", f"larger than {settings.max_file_bytes:,} bytes")
        else:
            fields = _read_fields(element.fields)
            if made := _page(fields, site, element, maker, settings):
                yield made


def _page(
    fields: _Fields, site: _Site, element: Element, maker: PageMaker, settings: SourceSettings
) -> Page | Skipped | None:
    """The page of an item, why it is left out, or None for what no reader would miss."""
    post_id = fields.get("wp:post_id") or fields.get("guid") or fields.get("wp:post_name")
    title = plain_text(fields.get("title"))
    kind = fields.get("wp:post_type") or ("attachment" if fields.get("wp:attachment_url") else "post")
    status = fields.get("wp:status") or "publish"
    if kind not in ("post", "page") or _NEVER.get(status) == "":
        return None
    name = title or fields.get("wp:post_name") or post_id
    if status in _NEVER:
        return maker.skip(name, _NEVER[status])
    if not element.is_whole and "content:encoded" not in fields.texts:
        return maker.skip(name, "the file breaks off inside it")
    if not settings.include_drafts and (reason := _objection(fields, kind, status)):
        return maker.skip(name, reason)
    facts = Facts(
        source=_NAME,
        link=_link(fields, site),
        title=title or None,
        authors=_authors(fields, site),
        published=_published(fields),
        updated=local_moment(fields.get("wp:post_modified"), fields.get("wp:post_modified_gmt")),
        tags=_tags(fields),
        language=site.language,
        site=site.title,
    )
    return maker.make(post_id, facts, to_html(fields.get("content:encoded")))


def _objection(fields: _Fields, kind: str, status: str) -> str | None:
    if fields.get("wp:post_password"):
        return "protected by a password"
    if status in _DRAFTS:
        return _DRAFTS[status]
    if kind == "page":
        return "a page of the site, not a post"
    return (
        None if status in ("publish", "published") else f'not published: its status is "{plain_text(status)}"'
    )


def _read_site(head: etree._Element) -> _Site:
    channel = next((e for e in head.iter() if _name(e) == "channel"), head)
    texts: dict[str, str] = {}
    authors: dict[str, str] = {}
    for element in channel.iter():
        name = _name(element)
        if name == "wp:author":
            author = {_name(e): plain_text(text_of(e)) for e in element}
            login = author.get("wp:author_login", "")
            full = f"{author.get('wp:author_first_name', '')} {author.get('wp:author_last_name', '')}".strip()
            authors[login.casefold()] = author.get("wp:author_display_name") or full or login
        elif not len(element):
            texts.setdefault(name, text_of(element).strip())
    addresses = (texts.get(name) for name in ("wp:base_blog_url", "link", "wp:base_site_url"))
    return _Site(
        title=plain_text(texts.get("title")) or None,
        language=language_code(texts.get("language")),
        address=next(filter(None, map(web_link, addresses)), None),
        authors=authors,
    )


def _read_fields(item: etree._Element) -> _Fields:
    texts: dict[str, str] = {}
    categories: list[tuple[str, str, str]] = []
    is_permalink = True
    for element in item:
        name = _name(element)
        if name == "category":
            nicename = str(element.get("nicename") or "")
            categories.append((str(element.get("domain") or ""), nicename, plain_text(text_of(element))))
        elif name not in ("wp:comment", "wp:postmeta"):
            texts.setdefault(name, text_of(element))
            if name == "guid":
                is_permalink = str(element.get("isPermaLink", "true")).lower() != "false"
    return _Fields(texts, tuple(categories), is_permalink)


def _name(element: etree._Element) -> str:
    """The name of an element with the prefix that everybody writes, whatever stands in the file."""
    tag = str(element.tag)
    if not tag.startswith("{"):
        return tag
    namespace, _, local = tag[1:].partition("}")
    if "wordpress.org/export/" in namespace:
        return f"{'excerpt' if 'excerpt' in namespace else 'wp'}:{local}"
    return f"{element.prefix}:{local}" if element.prefix else local


def _link(fields: _Fields, site: _Site) -> str | None:
    """The post's live address; one like /?p=12 only where there is no better."""
    base = site.address or None
    named = [web_link(fields.get("link"), base)]
    if fields.is_permalink:
        named.append(web_link(fields.get("guid"), base))
    addresses = [address for address in named if address and address != base]
    return next((a for a in addresses if not _is_numbered(a)), addresses[0] if addresses else None)


def _is_numbered(address: str) -> bool:
    return bool(_NUMBERED & parse_qs(urlsplit(address).query).keys())


def _authors(fields: _Fields, site: _Site) -> tuple[str, ...]:
    named = [(c[1], c[2]) for c in fields.categories if c[0] == "author"]
    creator = plain_text(fields.get("dc:creator") or fields.get("wp:author"))
    if not named:
        named = [("", creator)]
    names: list[str] = []
    for nicename, name in named:
        logins = (name.casefold(), nicename.removeprefix("cap-").casefold())
        known = next((site.authors[login] for login in logins if login in site.authors), None)
        names.append(known or name)
    return distinct(name for name in names if "@" not in name)


def _tags(fields: _Fields) -> tuple[str, ...]:
    return distinct(
        name
        for domain, nicename, name in fields.categories
        if (domain in _TAXONOMIES or not domain)
        and nicename.lower() not in _NO_CATEGORY
        and name.casefold() != "uncategorized"
    )


def _published(fields: _Fields) -> str | None:
    stated = local_moment(fields.get("wp:post_date"), fields.get("wp:post_date_gmt"))
    return stated or moment(fields.get("pubDate"))
