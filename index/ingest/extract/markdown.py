"""A Markdown post with front matter -> its pieces and facts. Pure."""

import re
from functools import cache

from markdown_it import MarkdownIt

from index.errors import NotAPost
from index.ingest.extract.blocks import Piece, join_pieces, tidy_line
from index.ingest.extract.code_places import outside_code
from index.ingest.extract.dates import date_in_address
from index.ingest.extract.decode import decode
from index.ingest.extract.front_facts import day_in_path, front_facts, is_draft
from index.ingest.extract.front_matter import read_front_matter
from index.ingest.extract.languages import language_of
from index.ingest.extract.parse import parse_html
from index.ingest.extract.places import title_from
from index.ingest.extract.told import Told
from index.ingest.extract.tree import read_pieces
from index.records import BlockKind, Facts, Page, Post

_FOOTNOTE = re.compile(r"(?<!\\)\[\^([^\[\]\s]{1,100})\](:?)")


def extract_markdown(page: Page) -> Post:
    """The post in a Markdown file. Raises NotAPost for a draft and where no text is in it.

    What the source says beside the page goes before its front matter, and that before its name and text.
    """
    matter, source = read_front_matter(decode(page.content))
    if is_draft(matter):
        raise NotAPost("a draft")
    pieces = read_pieces(parse_html(_reader().render(_readable(source))))
    beside, stated = page.facts, front_facts(matter)
    found = Facts(
        title=_take_title(pieces),
        published=day_in_path(matter)
        or date_in_address(f"/{page.place}")
        or date_in_address(beside.link or ""),
    )
    title = beside.title or stated.title or found.title or title_from(page.place)
    text, blocks = join_pieces(piece for piece in pieces if not _repeats(piece, title))
    if not text:
        raise NotAPost("no running text in it")
    said = (Told(facts.language, facts.source) for facts in (beside, stated) if facts.language)
    language = language_of(next(said, None), text)
    sources = _sources(beside, stated, found)
    return Post(
        url=page.url,
        place=page.place,
        link=beside.link or stated.link or page.url,
        title=title,
        text=text,
        blocks=blocks,
        authors=beside.authors or stated.authors,
        published=beside.published or stated.published or found.published,
        tags=beside.tags or stated.tags,
        language=language.value if language else None,
        site=beside.site,
        updated=beside.updated or stated.updated,
        addresses=page.aliases,
        fact_sources=(*sources, *([("language", language.source)] if language else [])),
    )


@cache
def _reader() -> MarkdownIt:
    """Made once: to make one takes a tenth of the time that a post takes."""
    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def _sources(beside: Facts, stated: Facts, found: Facts) -> list[tuple[str, str]]:
    """(fact, who says it) of every fact that there is, but for the language."""
    told = {"title": "text", "published": "URL"}
    sources = []
    for name in ("title", "authors", "published", "updated", "tags"):
        for facts, source in ((beside, beside.source), (stated, stated.source), (found, told.get(name, ""))):
            if getattr(facts, name):
                sources.append((name, source))
                break
        else:
            if name == "title":
                sources.append((name, "guessed"))
    return sources


def _readable(source: str) -> str:
    """`source` with its footnotes as readers see them: `[1]` in the text, and `[1]` before the note."""
    if "[^" not in source:
        return source
    return "".join(
        piece if is_code else _FOOTNOTE.sub(_footnote, piece) for piece, is_code in outside_code(source)
    )


def _footnote(match: re.Match[str]) -> str:
    name, colon = match.groups()
    starts_line = match.string.rfind("\n", 0, match.start()) + 1
    is_note = bool(colon) and not match.string[starts_line : match.start()].strip()
    # Two notes in a row are two paragraphs.
    return f"\n\\[{name}\\]" if is_note else f"\\[{name}\\]{colon}"


def _take_title(pieces: list[Piece]) -> str | None:
    """The text's own first heading of the first level."""
    return next((tidy_line(piece.text) for piece in pieces if piece.level == 1), None)


def _repeats(piece: Piece, title: str) -> bool:
    return piece.kind is BlockKind.HEADING and tidy_line(piece.text).casefold() == title.casefold()
