"""A Medium export (a zip or folder with posts/*.html) as pages."""

from collections.abc import Iterator
from pathlib import Path

from bs4 import BeautifulSoup
from bs4.element import Tag

from index.errors import SourceError
from index.ingest.exports.files import open_files, peek_files
from index.ingest.exports.making import PageMaker
from index.ingest.exports.values import distinct, moment, plain_text, web_link
from index.records import Facts, Page, Skipped
from index.settings import SourceSettings

_NAME = "Medium export"
_MARKS = (b"h-entry", b'data-field="body"', b"e-content")
_MAX_RESPONSE_WORDS = 300


def is_medium(path: Path) -> bool:
    """Whether a zip or folder is an export of Medium. Raises nothing."""
    if path.is_file() and path.suffix.lower() in (".html", ".htm"):
        return False
    return any(all(mark in head for mark in _MARKS) for _, head in peek_files(path, (".html",)))


def read_medium(path: Path, settings: SourceSettings) -> Iterator[Page | Skipped]:
    """Every post of the export, and what was left out: drafts, and responses to others' posts.

    With `settings.include_drafts` drafts are given out too; responses never are. Raises SourceError where
    `path` cannot be read or holds no such posts.
    """
    maker = PageMaker(path)
    found_any = False
    with open_files(path, settings.max_file_bytes) as files:
        yield from files.refused
        for name in sorted(files.names()):
            if not name.lower().endswith(".html"):
                continue
            content = files.read(name)
            if isinstance(content, Skipped):
                yield content
            elif all(mark in content for mark in _MARKS):  # the rest is profile, bookmarks, claps …
                found_any = True
                yield _page(name.rpartition("/")[2], content, maker, settings)
    if not found_any:
        raise SourceError(f"{path.name} holds no posts of Medium's; get the whole export again.")


def _page(name: str, content: bytes, maker: PageMaker, settings: SourceSettings) -> Page | Skipped:
    soup = BeautifulSoup(content.decode("utf-8", errors="replace"), "lxml")
    body = soup.find("section", class_="e-content")
    if not isinstance(body, Tag):
        return maker.skip(name, "no text in it")
    title = plain_text(_text(soup, "p-name") or (soup.title.get_text() if soup.title else ""))
    canonical, published = _link(soup, "p-canonical"), soup.find("time", class_="dt-published")
    tags = distinct(plain_text(tag.get_text()) for tag in soup.find_all("a", class_="p-tag"))
    is_draft = name.startswith("draft_") or (canonical is None and published is None)
    if is_draft and not settings.include_drafts:
        return maker.skip(title or name, "a draft")
    if not tags and not is_draft and _is_response(title, body):
        return maker.skip(title or name, "a response to another post")
    for subtitle in body.find_all(class_="graf--subtitle"):
        subtitle.name = "p"  # it heads no section
    facts = Facts(
        source=_NAME,
        link=canonical,
        title=title or None,
        authors=distinct(plain_text(a.get_text()) for a in soup.find_all(class_="p-author")),
        published=moment(published.get("datetime")) if isinstance(published, Tag) else None,
        tags=tags,
    )
    return maker.make(name.removesuffix(".html"), facts, body.decode_contents())


def _is_response(title: str, body: Tag) -> bool:
    """Whether the title is no more than how a short text begins, as Medium calls what has none."""
    words = body.get_text(" ").split()
    first = body.find(["h1", "h2", "h3", "h4", "p", "blockquote", "pre", "figure", "ul", "ol"])
    if (
        not words
        or len(words) > _MAX_RESPONSE_WORDS
        or first is None
        or first.name in ("h1", "h2", "h3", "h4")
    ):
        return False
    named = title.rstrip("….").casefold().split()
    return not named or " ".join(words).casefold().startswith(" ".join(named))


def _text(soup: BeautifulSoup, name: str) -> str:
    found = soup.find(class_=name)
    return found.get_text(" ") if found else ""


def _link(soup: BeautifulSoup, name: str) -> str | None:
    found = soup.find("a", class_=name)
    return web_link(found.get("href")) if isinstance(found, Tag) else None
