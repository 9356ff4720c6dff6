"""A Substack export (posts.csv and a folder of posts, zipped or not) as pages."""

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from bs4 import BeautifulSoup

from index.errors import SourceError
from index.ingest.exports.csv_rows import column_name, read_rows
from index.ingest.exports.files import ExportFiles, open_files, peek_files
from index.ingest.exports.making import PageMaker
from index.ingest.exports.values import moment, plain_text, web_link
from index.records import Facts, Page, Skipped
from index.settings import SourceSettings

_NAME = "Substack export"
_TABLE = "posts.csv"
_COLUMNS = {"post_id", "is_published", "audience", "title"}
_KINDS = ("newsletter", "podcast", "thread", "video", "")  # what a reader of the blog meets as a post
_OPEN_TO = ("everyone", "")
# Boxes that ask for something: to subscribe, to share, to comment, to get the app.
_BOXES = re.compile(
    r"^(?:button-wrapper|captioned-button-wrap|subscription-widget(?:-wrap.*)?|subscribe-widget|cta-caption|"
    r"install-substack-app-embed|community-chat|poll-embed|paywall-jump|directMessage)$"
)
# Where a post's own boxes lead: to the publication itself.
_OWN_ADDRESS = re.compile(rb"(https?://[\w.-]{1,200})/(?:subscribe(?![\w/-])|p/[\w-]{1,200}/comments(?!\w))")


def is_substack(path: Path) -> bool:
    """Whether a zip or folder is an export of Substack. Raises nothing."""
    if path.is_file() and path.suffix.lower() == ".csv":
        return False
    return any(_is_table(name, head) for name, head in peek_files(path, (_TABLE,)))


def read_substack(path: Path, settings: SourceSettings) -> Iterator[Page | Skipped]:
    """Every post of the export, and what was left out: drafts, pages, and what only payers may read.

    With `settings.include_drafts` those are given out too. Raises SourceError where `path` cannot be read
    or holds no table of posts.
    """
    maker = PageMaker(path)
    with open_files(path, settings.max_file_bytes) as files:
        yield from files.refused
        names = files.names()
        table = next((name for name in sorted(names, key=len) if name.rpartition("/")[2] == _TABLE), None)
        content = files.read(table) if table else None
        if table is None or not isinstance(content, bytes):
            raise SourceError(f"{path.name} holds no {_TABLE} that can be read; get the whole export again.")
        folder = table.removesuffix(_TABLE)
        texts = {n.rpartition("/")[2].removesuffix(".html"): n for n in names if n.endswith(".html")}
        address = _own_address(files, texts.values())
        for row in read_rows(io.BytesIO(content), settings.max_file_bytes):
            if isinstance(row, str):
                yield maker.skip(f"{folder}{_TABLE}", row)
                continue
            name = texts.pop(row.get("post_id", "").strip(), None)
            yield _page(row, files, name, address, maker, settings)
        for post_id in texts:
            yield maker.skip(post_id, f"not listed in {_TABLE}")


def _is_table(name: str, head: bytes) -> bool:
    header = head.split(b"\n", 1)[0].decode("utf-8-sig", errors="replace")
    return name.rpartition("/")[2] == _TABLE and {column_name(c) for c in header.split(",")} >= _COLUMNS


def _page(
    row: Mapping[str, str],
    files: ExportFiles,
    name: str | None,
    address: str | None,
    maker: PageMaker,
    settings: SourceSettings,
) -> Page | Skipped:
    post_id = row.get("post_id", "").strip()
    title = plain_text(row.get("title"))
    if not settings.include_drafts and (reason := _objection(row)):
        return maker.skip(title or post_id, reason)
    content = files.read(name) if name else None
    if content is None:
        return maker.skip(title or post_id, "its text is not in the export")
    if isinstance(content, Skipped):
        return content
    number, dot, slug = post_id.partition(".")
    facts = Facts(
        source=_NAME,
        link=web_link(f"{address}/p/{slug}") if address and dot and slug else None,
        title=title or None,
        published=moment(row.get("post_date")),
    )
    body = _body(content.decode("utf-8", errors="replace"), plain_text(row.get("subtitle")))
    return maker.make(number or post_id, facts, body)


def _objection(row: Mapping[str, str]) -> str | None:
    if row.get("is_published", "").strip().lower() not in ("true", "1", "yes", "t"):
        return "a draft"
    kind = row.get("type", "").strip().lower()
    if kind == "page":
        return "a page of the site, not a post"
    if kind not in _KINDS:
        return f'not a post: its type is "{plain_text(kind)}"'
    return None if row.get("audience", "").strip().lower() in _OPEN_TO else "private: for subscribers only"


def _body(html: str, subtitle: str) -> str:
    """The post without the boxes that ask for something, under its subtitle."""
    soup = BeautifulSoup(html, "lxml")
    for box in soup.find_all(class_=_BOXES):
        if not box.decomposed:
            box.decompose()
    kept = soup.body.decode_contents() if soup.body else ""
    if not kept.strip() or not subtitle:
        return kept
    said = soup.new_tag("p")
    said.string = subtitle
    return f"{said}\n{kept}"


def _own_address(files: ExportFiles, names: Iterable[str]) -> str | None:
    """The publication's address, where all the posts' own boxes that name one name the same."""
    found: set[bytes] = set()
    for name in names:
        content = files.read(name)
        if isinstance(content, bytes):
            found.update(address.lower() for address in _OWN_ADDRESS.findall(content))
    return web_link(found.pop().decode("ascii", errors="replace")) if len(found) == 1 else None
