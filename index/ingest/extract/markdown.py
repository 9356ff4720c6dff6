"""A Markdown post with front matter -> its pieces and facts. Pure."""

import re
import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import yaml
from markdown_it import MarkdownIt

from index.errors import NotAPost
from index.ingest.extract.blocks import Piece, join_pieces, tidy_line
from index.ingest.extract.dates import date_in_address, parse_date
from index.ingest.extract.decode import decode
from index.ingest.extract.languages import language_code
from index.ingest.extract.parse import parse_html
from index.ingest.extract.people import clean_authors
from index.ingest.extract.places import title_from, web_address
from index.ingest.extract.tree import read_pieces
from index.records import BlockKind, Page, Post

_FRONT_MATTER = re.compile(r"\A\s*(---|\+\+\+)[ \t]*\n(.*?)^\1[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_MAX_LIST_ITEMS = 50


def extract_markdown(page: Page) -> Post:
    """The post in a Markdown file. Raises NotAPost for a draft and where no text is in it."""
    facts, source = _split_front_matter(decode(page.content))
    if facts.get("draft") is True or facts.get("published") is False:
        raise NotAPost("a draft")
    html = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(source)
    pieces = read_pieces(parse_html(html))
    title = _first_text(facts, "title") or _take_title(pieces) or title_from(page.place)
    pieces = [piece for piece in pieces if not _repeats(piece, title)]
    text, blocks = join_pieces(pieces)
    if not text:
        raise NotAPost("no running text in it")
    return Post(
        url=page.url,
        place=page.place,
        link=_web_address(facts) or page.url,
        title=title,
        text=text,
        blocks=blocks,
        authors=clean_authors(_texts(facts, "author", "authors")),
        published=_published(facts, page.place),
        tags=tuple(dict.fromkeys(_texts(facts, "tags", "tag", "keywords", "categories", "category"))),
        language=language_code(_first_text(facts, "lang", "language")),
    )


def _split_front_matter(text: str) -> tuple[Mapping[str, Any], str]:
    """(facts, the rest). A front matter that cannot be read is passed over: the text is still there."""
    match = _FRONT_MATTER.match(text)
    if match is None:
        return {}, text
    mark, inside = match.groups()
    try:
        facts = tomllib.loads(inside) if mark == "+++" else yaml.safe_load(inside)
    except (yaml.YAMLError, tomllib.TOMLDecodeError, ValueError, RecursionError):
        facts = {}
    if not isinstance(facts, dict):
        return {}, text if facts is None or mark == "---" else text[match.end() :]
    return {str(name).lower(): value for name, value in facts.items()}, text[match.end() :]


def _texts(facts: Mapping[str, Any], *names: str) -> list[str]:
    """The texts under `names`: one, a list, names told apart by commas, or `{name: …}` tables."""
    found: list[str] = []
    for name in names:
        value = facts.get(name)
        for item in value[:_MAX_LIST_ITEMS] if isinstance(value, list) else [value]:
            text = _text(item.get("name") if isinstance(item, dict) else item)
            # A comma stands between tags, but also between a name and its title.
            in_one = isinstance(value, list) or "author" in name
            found += [tidy_line(part) for part in ([text] if in_one else text.split(","))]
    return [text for text in found if text]


def _text(value: Any) -> str:
    """A text or a number as text; empty for anything else."""
    return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _first_text(facts: Mapping[str, Any], *names: str) -> str | None:
    return next(filter(None, (tidy_line(_text(facts.get(name))) for name in names)), None)


def _published(facts: Mapping[str, Any], place: str) -> str | None:
    for name in ("date", "published", "pubdate", "publishdate", "created"):
        value = facts.get(name)
        if isinstance(value, date | datetime):
            value = value.isoformat()
        if isinstance(value, str) and (day := parse_date(value)):
            return day
    # Jekyll keeps the date in the file's name, others in folders.
    return date_in_address(f"/{place}")


def _web_address(facts: Mapping[str, Any]) -> str | None:
    """The live address, where the front matter gives a whole one."""
    for name in ("canonical_url", "canonicalurl", "canonical", "permalink", "url", "link"):
        value = facts.get(name)
        if isinstance(value, str) and (address := web_address(value)):
            return address
    return None


def _take_title(pieces: list[Piece]) -> str | None:
    """The text's own first heading of the first level."""
    return next((tidy_line(piece.text) for piece in pieces if piece.level == 1), None)


def _repeats(piece: Piece, title: str) -> bool:
    return piece.kind is BlockKind.HEADING and tidy_line(piece.text).casefold() == title.casefold()
