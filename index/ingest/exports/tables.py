"""Any table or list of posts (CSV or JSON, of Beehiiv, Wix, Buttondown …) as pages, told by its columns."""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from index.errors import SourceError
from index.ingest.exports import columns
from index.ingest.exports.cards import rich_content_to_html
from index.ingest.exports.csv_rows import column_name, read_rows
from index.ingest.exports.files import PEEK_BYTES, head_of, is_zip, open_files, open_streams, peek_files
from index.ingest.exports.ghost import is_ghost
from index.ingest.exports.making import PageMaker
from index.ingest.exports.substack import is_substack
from index.ingest.exports.values import distinct, local_moment, moment, plain_text, web_link
from index.ingest.exports.whole import parse_json, read_json
from index.ingest.extract.languages import language_code
from index.records import Facts, Page, Skipped
from index.settings import SourceSettings

_LISTS = "posts items emails entries data results articles newsletters documents rows".split()
_JSON_NAME = re.compile(r'"([A-Za-z][\w -]{0,60})"\s*:')
_JSON_FEED = b"jsonfeed.org/version"
_EDITOR_MODE = re.compile(r"\A\s*<!--\s*buttondown-editor-mode:\s*(\w+)\s*-->")
_LETTER = re.compile(r"(?:^|/)emails/([^/]+)\.(?:md|html)$")
_MEDIA = {"html": "text/html", "tree": "text/html", "markdown": "text/markdown", "text": "text/html"}


def is_table(path: Path) -> bool:
    """Whether a CSV or JSON file, or Buttondown's zip or folder of emails, holds posts. Raises nothing."""
    if path.is_dir() or is_zip(path):
        return not is_substack(path) and any(
            _has_letters(name, head) for name, head in peek_files(path, ("emails.csv", "emails.json"))
        )
    head = head_of(path)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        return _JSON_FEED not in head[:2_000] and not is_ghost(path) and _is_list(head)
    return path.suffix.lower() in (".csv", ".tsv") and columns.has_posts(_header(head))


def read_table(path: Path, settings: SourceSettings) -> Iterator[Page | Skipped]:
    """Every post of the table, and what was left out: drafts, private posts, pages of the site.

    With `settings.include_drafts` those are given out too. Raises SourceError where `path` cannot be read,
    is broken as a whole, or has no columns for titles and texts.
    """
    maker = PageMaker(path)
    if path.is_dir() or is_zip(path):
        yield from _read_letters(path, maker, settings)
        return
    if head_of(path, 64).lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        rows = _rows_in(read_json(path))
        if not rows:
            raise SourceError(
                f"{path.name} holds no list of posts; name a list of objects with titles and texts."
            )
        yield from _pages(iter(rows), maker, settings)
        return
    if not columns.has_posts(_header(head_of(path))):
        raise SourceError(f"{path.name} has no columns for a title and a text; name them title and content.")
    with open_streams(path, (".csv",)) as streams:
        for found in streams:
            if isinstance(found, Skipped):
                yield found
            else:
                yield from _pages(read_rows(found[1], settings.max_file_bytes), maker, settings)


def _is_list(head: bytes) -> bool:
    """Whether JSON, of which this may be the beginning alone, lists posts."""
    if len(head) < PEEK_BYTES:
        try:
            return bool(_rows_in(parse_json(head)))
        except ValueError:
            return False
    return columns.has_posts(map(column_name, _JSON_NAME.findall(head.decode("utf-8", errors="replace"))))


def _header(head: bytes) -> list[str]:
    encoding = "utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    line = head.decode(encoding, errors="replace").partition("\n")[0]
    return [column_name(name.strip('" \r')) for name in re.split(r"[,;\t|]", line)]


def _pages(
    rows: Iterator[Mapping[str, Any] | str], maker: PageMaker, settings: SourceSettings
) -> Iterator[Page | Skipped]:
    for number, row in enumerate(rows, 1):
        if isinstance(row, str):
            yield maker.skip(f"row {number}", row)
            continue
        try:
            yield _page(row, number, maker, settings)
        except (RecursionError, ValueError, TypeError) as error:
            yield maker.skip(f"row {number}", f"broken: {error}")


def _page(row: Mapping[str, Any], number: int, maker: PageMaker, settings: SourceSettings) -> Page | Skipped:
    title = plain_text(columns.first(row, columns.TITLES))
    slug = columns.first(row, columns.SLUGS)
    post_id = columns.first(row, columns.IDS) or slug or columns.first(row, columns.LINKS)
    if not settings.include_drafts and (reason := columns.objection(row)):
        return maker.skip(title or slug or f"row {number}", reason)
    content, way = columns.content_of(row)
    if len(content) > settings.max_file_bytes:
        return maker.skip(title or slug or f"row {number}", f"larger than {settings.max_file_bytes:,} bytes")
    if way == "tree":
        content = rich_content_to_html(content)
    elif way == "text":
        content = "".join(
            f"<p>{escape(part, quote=False)}</p>" for part in re.split(r"\n[ \t]*\n", content) if part.strip()
        )
    links = (web_link(columns.first(row, [name])) for name in columns.LINKS)
    facts = Facts(
        source=columns.platform_of(row),
        link=next(filter(None, links), None),
        title=title or None,
        authors=distinct(name for name in columns.said_in(row, columns.AUTHORS) if "@" not in name),
        published=_published(row),
        updated=next(filter(None, (moment(row.get(name)) for name in columns.UPDATED)), None),
        tags=distinct(columns.said_in(row, columns.TAGS)),
        language=language_code(columns.first(row, columns.LANGUAGES)),
    )
    return maker.make(post_id or f"row-{number}", facts, content, _MEDIA[way])


def _published(row: Mapping[str, Any]) -> str | None:
    if "date_gmt" in row:
        return local_moment(row.get("date"), row["date_gmt"])
    return next(filter(None, (moment(row.get(name)) for name in columns.PUBLISHED)), None)


def _rows_in(document: Any) -> Sequence[Mapping[str, Any] | str]:
    """The list of posts in a document: itself, under a name such lists have, or the one post that it is."""
    found = document
    if isinstance(document, Mapping):
        lists = (document[name] for name in _LISTS if isinstance(document.get(name), list))
        found = next(lists, [document])
    listed = found if isinstance(found, list) else []
    rows = [_named(row) if isinstance(row, Mapping) else "not a post" for row in listed]
    return rows if any(isinstance(row, Mapping) and columns.has_posts(row) for row in rows) else []


def _named(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row under its columns' compared names; the first of two that become the same counts."""
    named: dict[str, Any] = {}
    for name, value in (_embedded(row) | dict(row)).items():
        named.setdefault(column_name(str(name)), value)
    return named


def _embedded(row: Mapping[str, Any]) -> dict[str, Any]:
    """The names of authors and tags that WordPress's API puts apart; the post itself has their numbers."""
    apart = row.get("_embedded")
    if not isinstance(apart, Mapping):
        return {}
    groups = apart.get("wp:term")
    terms = (
        [term for group in groups if isinstance(group, list) for term in group]
        if isinstance(groups, list)
        else []
    )
    tags = [t for t in terms if isinstance(t, Mapping) and t.get("taxonomy") in ("category", "post_tag")]
    writers = [t for t in terms if isinstance(t, Mapping) and t.get("taxonomy") == "author"]
    return {
        "authors": writers or apart.get("author"),
        "tag_names": [t for t in tags if t.get("slug") != "uncategorized"],
    }


def _has_letters(name: str, head: bytes) -> bool:
    known = (
        _header(head)
        if name.endswith(".csv")
        else [column_name(n) for n in _JSON_NAME.findall(head.decode("utf-8", errors="replace"))]
    )
    return "subject" in known and not {"slug", "id"}.isdisjoint(known)


def _read_letters(path: Path, maker: PageMaker, settings: SourceSettings) -> Iterator[Page | Skipped]:
    """Buttondown's export: a table of emails, and the text of each in a folder, named for its slug."""
    with open_files(path, settings.max_file_bytes) as files:
        yield from files.refused
        names = files.names()
        tables = [name for name in names if name.rpartition("/")[2] in ("emails.json", "emails.csv")]
        rows: list[Mapping[str, Any] | str] = []
        for table in sorted(tables, key=lambda name: (name.endswith(".csv"), len(name))):
            content = files.read(table)
            if not rows and isinstance(content, bytes):
                rows = _rows_of(table, content, settings)
        if not rows:
            raise SourceError(f"{path.name} holds no list of emails that can be read; get the export again.")
        letters = {match.group(1): name for name in names if (match := _LETTER.search(name))}
        for number, row in enumerate(rows, 1):
            if isinstance(row, str):
                yield maker.skip(f"row {number}", row)
                continue
            name = letters.pop(columns.first(row, ["slug"]), None) or letters.pop(
                columns.first(row, ["id"]), None
            )
            text = files.read(name) if name else None
            if isinstance(text, Skipped):
                yield text
            else:
                yield _page(_with_text(row, text), number, maker, settings)
        for letter in letters:
            yield maker.skip(letter, "not in the list of emails")


def _rows_of(table: str, content: bytes, settings: SourceSettings) -> list[Mapping[str, Any] | str]:
    if table.endswith(".csv"):
        return list(read_rows(io.BytesIO(content), settings.max_file_bytes))
    try:
        document = parse_json(content)
    except ValueError:
        return []
    found = document if isinstance(document, list) else []
    return [_named(row) if isinstance(row, Mapping) else "not an email" for row in found]


def _with_text(row: Mapping[str, Any], text: bytes | None) -> dict[str, Any]:
    """The row with its text under the name of what it is written in."""
    if text is None:
        return dict(row)
    written = text.decode("utf-8-sig", errors="replace")
    mode = _EDITOR_MODE.match(written)
    body = written[mode.end() :] if mode else written
    return {**row, "html" if mode and mode.group(1) == "fancy" else "markdown": body}
