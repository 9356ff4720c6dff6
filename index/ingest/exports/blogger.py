"""A Blogger backup (Atom, old and new, or a Takeout zip or folder of it) as pages."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from lxml import etree

from index.errors import SourceError
from index.ingest.exports.elements import Element, read_elements, text_of
from index.ingest.exports.files import open_files, open_streams, peek_files, peek_names
from index.ingest.exports.making import PageMaker
from index.ingest.exports.values import distinct, moment, plain_text, web_link
from index.records import Facts, Page, Skipped
from index.settings import SourceSettings

_NAME = "Blogger backup"
_FEED = re.compile(rb"<feed\b")
_MARKS = re.compile(
    rb"schemas\.google\.com/blogger/(?:2008/kind#|2018)|<blogger:type>|tag:blogger\.com,1999:blog-[^<]{1,60}\.(?:archive|layout)"
)
_KIND = "http://schemas.google.com/blogger/2008/kind#"
_OWN_HOST = re.compile(r"https?://(?:www\.)?blogger\.com/", re.I)
_SETTINGS_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class _Site:
    title: str | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True)
class _Entry:
    """What an entry says, its parts by their names without prefix ("published")."""

    parts: dict[str, list[etree._Element]]

    def text(self, name: str) -> str:
        """The text of the first part of that name; "" where there is none."""
        found = self.parts.get(name)
        return text_of(found[0]).strip() if found else ""

    def kind(self) -> str:
        """`post`, `page`, `comment`, `settings`, `template`; "" where it does not say."""
        stated = (str(category.get("term") or "") for category in self.parts.get("category", ()))
        old = next((term.removeprefix(_KIND) for term in stated if term.startswith(_KIND)), "")
        return old or self.text("type").lower()


def is_blogger(path: Path) -> bool:
    """Whether a file, or a zip or folder of some, is a backup of a Blogger blog. Raises nothing."""
    if path.is_dir() and not any(name.endswith("feed.atom") for name in peek_names(path)):
        return False
    heads = (head for _, head in peek_files(path, (".atom", ".xml")))
    return any(_FEED.search(head) and _MARKS.search(head) for head in heads)


def read_blogger(path: Path, settings: SourceSettings) -> Iterator[Page | Skipped]:
    """Every post of the backup, and what was left out: drafts, deleted posts and pages of the site.

    Comments, settings and templates are passed over without a word. With `settings.include_drafts` drafts
    and pages are given out. Raises SourceError where it cannot be read, is no such backup, or declares
    entities.
    """
    maker = PageMaker(path)
    is_one_file = path.is_file()
    addresses = _stated_addresses(path)
    with open_streams(path, ("feed.atom",) if path.is_dir() else (".atom", ".xml")) as streams:
        for found in streams:
            if isinstance(found, Skipped):
                yield found
                continue
            name, file = found
            address = addresses.get(name.rpartition("/")[0])
            try:
                yield from _read(file, maker, settings, address)
            except SourceError as error:
                if is_one_file and name == path.name:
                    raise
                yield maker.skip(name, str(error))


def _read(
    file: BinaryIO, maker: PageMaker, settings: SourceSettings, address: str | None
) -> Iterator[Page | Skipped]:
    site = _Site()
    for element in read_elements(file, "entry", _NAME, settings.max_file_bytes):
        if not isinstance(element, Element):
            site = _read_site(element, address)
        elif element.fields is None:
            yield maker.skip("", f"larger than {settings.max_file_bytes:,} bytes")
        elif made := _page(_read_entry(element.fields), site, element.is_whole, maker, settings):
            yield made


def _page(
    entry: _Entry, site: _Site, is_whole: bool, maker: PageMaker, settings: SourceSettings
) -> Page | Skipped | None:
    """The page of an entry, why it is left out, or None for what is neither post nor page."""
    kind = entry.kind()
    if kind not in ("post", "page") or entry.text("in-reply-to") or entry.parts.get("in-reply-to"):
        return None
    post_id = re.sub(r"^tag:blogger\.com,1999:blog-\d+\.", "", entry.text("id"))
    title = plain_text(entry.text("title"))
    if not is_whole and not entry.text("content"):
        return maker.skip(title or post_id, "the file breaks off inside it")
    if entry.text("status").upper() == "SOFT_TRASHED" or entry.text("trashed"):
        return maker.skip(title or post_id, "in the trash")
    if not settings.include_drafts and (reason := _objection(entry, kind)):
        return maker.skip(title or post_id, reason)
    names = (
        plain_text(text_of(part))
        for a in entry.parts.get("author", ())
        for part in a
        if _local(part) == "name"
    )
    tags = (
        plain_text(str(category.get("term") or ""))
        for category in entry.parts.get("category", ())
        if not str(category.get("term") or "").startswith(_KIND)
    )
    facts = Facts(
        source=_NAME,
        link=_link(entry, site),
        title=title or None,
        authors=distinct(name for name in names if "@" not in name),
        published=moment(entry.text("published")) or moment(entry.text("created")),
        updated=moment(entry.text("updated")),
        tags=distinct(tags),
        site=site.title,
    )
    return maker.make(post_id, facts, entry.text("content") or entry.text("summary"))


def _objection(entry: _Entry, kind: str) -> str | None:
    status = entry.text("status").upper()
    controls = [part for control in entry.parts.get("control", ()) for part in control]
    if (
        any(_local(part) == "draft" and text_of(part).strip() == "yes" for part in controls)
        or status == "DRAFT"
    ):
        return "a draft"
    if kind == "page":
        return "a page of the site, not a post"
    if status == "SCHEDULED":
        return "not published yet"
    return f'not published: its status is "{plain_text(status)}"' if status not in ("", "LIVE") else None


def _link(entry: _Entry, site: _Site) -> str | None:
    for part in entry.parts.get("link", ()):
        if part.get("rel", "alternate") == "alternate" and (link := web_link(part.get("href"), site.address)):
            return link
    return web_link(entry.text("filename"), site.address) if entry.text("filename") else None


def _read_site(head: etree._Element, stated: str | None) -> _Site:
    feed = next((e for e in head.iter() if _local(e) == "feed"), head)
    entry = _read_entry(feed)
    addresses = (web_link(e.get("href")) for e in entry.parts.get("link", ()) if e.get("rel") == "alternate")
    own = next((address for address in addresses if address and not _OWN_HOST.match(address)), None)
    return _Site(plain_text(entry.text("title")) or None, own or stated)


def _read_entry(element: etree._Element) -> _Entry:
    parts: dict[str, list[etree._Element]] = {}
    for part in element:
        parts.setdefault(_local(part), []).append(part)
    return _Entry(parts)


def _local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2].rpartition(":")[2]


def _stated_addresses(path: Path) -> dict[str, str]:
    """The blog's address by folder: Takeout writes it into a table beside the posts, not into the feed."""
    addresses: dict[str, str] = {}
    if path.is_file() and path.suffix.lower() != ".zip":
        return addresses
    with open_files(path, _SETTINGS_BYTES) as files:
        for name in files.names():
            if not name.endswith("settings.csv"):
                continue
            content = files.read(name)
            if isinstance(content, bytes):
                rows = list(csv.reader(content.decode("utf-8-sig", errors="replace").splitlines()))
                if address := _address_in(rows):
                    addresses[name.rpartition("/")[0]] = address
    return addresses


def _address_in(rows: list[list[str]]) -> str | None:
    """The address in a table of settings, whether it is written across or down."""
    values = (
        dict(zip(rows[0], rows[1], strict=False))
        if len(rows) == 2
        else {r[0]: r[1] for r in rows if len(r) > 1}
    )
    domain = values.get("blog_custom_domain") or values.get("blog_domain") or ""
    subdomain = values.get("blog_subdomain") or ""
    if re.fullmatch(r"[\w.-]+\.\w+", domain):
        return web_link(f"https://{domain}/")
    return web_link(f"https://{subdomain}.blogspot.com/") if re.fullmatch(r"[\w-]+", subdomain) else None
