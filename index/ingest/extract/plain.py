"""Raw text, as scraped off a page with the HTML gone -> the pieces of a post. Pure.

A scrape has lost its markup but kept its shape: headings, captions and chrome are told by their form
and their place.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from index.errors import NotAPost
from index.ingest.extract.assembly import make_post
from index.ingest.extract.author_boxes import author_box
from index.ingest.extract.blocks import Piece, join_pieces, tidy, tidy_line
from index.ingest.extract.body import title_of_body
from index.ingest.extract.chrome import is_chrome
from index.ingest.extract.dates import date_in_address, is_date_line
from index.ingest.extract.decode import decode
from index.ingest.extract.extent import Extent, find_extent, is_prose, repeated_later
from index.ingest.extract.facts import facts_beside
from index.ingest.extract.headlines import (
    BULLET,
    find_day,
    find_people,
    first_title,
    is_about,
    lines_about,
    title_position,
)
from index.ingest.extract.people import byline_names
from index.ingest.extract.picture_lines import is_caption, is_description, is_picture_name
from index.ingest.extract.places import title_from
from index.ingest.extract.scrape_lines import is_widget
from index.ingest.extract.told import GUESSED, Told, first_told
from index.records import BlockKind, Page, Post

_PROSE_CHARS = 120  # a line at least this long is running text
_MAX_HEADING_CHARS = 90
_MAX_OPENING_LINES = 1  # between title and text; more are the byline, buttons to share, pictures
_MAX_HEADING_WORDS = 14
_WRAPPED_LINE_CHARS = range(45, 101)  # lines that an editor broke, rather than the writer

_NUMBER = re.compile(r"\d{1,2}[.)]\s")


def extract_plain(page: Page) -> Post:
    """The post in a text file. Raises NotAPost where no running text is in it."""
    if page.is_body:
        return _body(page)
    lines = text_lines(decode(page.content, charset=page.charset))
    extent = find_extent(lines)
    head, body = _head_and_body(lines, extent)
    is_note = extent is None or extent.is_note
    title_at = first_title(head) if is_note else title_position(head, body)
    title = Told(head[title_at], "text") if title_at is not None else Told(title_from(page.place), GUESSED)
    opening = head[title_at + 1 :] if title_at is not None else []
    about = lines_about(head, title_at, body)
    people, day = find_people(about), find_day(about)
    kept = [
        *_of_the_post(opening, len(opening) if is_note else _MAX_OPENING_LINES),
        *_without_repeats(body, title.value),
    ]
    text, blocks = join_pieces(_pieces(kept[: author_box(kept, people)]))
    if not text:
        raise NotAPost("no running text in it")
    beside = facts_beside(page.facts, ())
    in_name = date_in_address(f"/{page.place}")
    published = (
        beside.published,
        Told(day, "text") if day else None,
        Told(in_name, "file name") if in_name else None,
    )
    facts = replace(
        beside,
        authors=beside.authors or (Told(people, "byline") if people else None),
        published=first_told(published),
    )
    return make_post(page, facts, beside.title or title, text, blocks)


def _body(page: Page) -> Post:
    """The post whose text alone came, its facts beside it: nothing is looked for in it."""
    paragraphs = re.split(r"\n\s*\n", decode(page.content, charset=page.charset))
    pieces = [Piece(BlockKind.PARAGRAPH, paragraph) for paragraph in paragraphs if paragraph.strip()]
    text, blocks = join_pieces(pieces)
    if not text:
        raise NotAPost("no running text in it")
    facts = facts_beside(page.facts, (page.facts.link or page.url, page.url))
    title = facts.title or title_of_body(pieces) or Told(title_from(page.place), GUESSED)
    return make_post(page, facts, title, text, blocks)


def _head_and_body(lines: Sequence[str], extent: Extent | None) -> tuple[Sequence[str], Sequence[str]]:
    """What stands before the running text, and the text; chrome and what comes after the post left out."""
    if extent is None:  # all lines are short: the first is the title, and then what is said about the post
        kept = [line for line in lines if not is_chrome(line)]
        texts = [i for i, line in enumerate(kept) if not is_about(line)]
        start = 0 if len(kept) < 2 else texts[1] if len(texts) > 1 else 1
        return kept[:start], kept[start:]
    head, body = lines[: extent.start], lines[extent.start : extent.end]
    return head, [line for line in body if not is_widget(line)]


def _of_the_post(opening: Sequence[str], most_lines: int) -> Sequence[str]:
    """Of the lines between title and text, those that are a subtitle or a first heading."""
    kept = [line for line in opening if not is_widget(line) and not is_about(line)]
    return kept if len(kept) <= most_lines else []


def _without_repeats(body: Sequence[str], title: str) -> list[str]:
    """The lines of the text, but for the title said again and a table of contents."""
    listed = repeated_later(body)
    return [
        line
        for i, line in enumerate(body)
        if i not in listed and line.casefold() != title.casefold() and not is_picture_name(line)
    ]


def text_lines(text: str) -> list[str]:
    """The lines that say something, wrapped ones joined."""
    lines: list[str] = []
    for paragraph in re.split(r"\n\s*\n", text):
        parts = [tidy(line) for line in paragraph.split("\n") if line.strip()]
        wrapped = len(parts) > 1 and all(len(part) in _WRAPPED_LINE_CHARS for part in parts[:-1])
        lines += [" ".join(parts)] if wrapped else parts
    return lines


def _pieces(lines: Sequence[str]) -> list[Piece]:
    pieces: list[Piece] = []
    for position, line in enumerate(lines):
        before, after = lines[position - 1 : position], lines[position + 1 : position + 2]
        is_byline = byline_names(line) and (not BULLET.match(line) or "," in line)
        if is_byline or (is_date_line(line) and len(line) < _MAX_HEADING_CHARS):
            continue
        if _is_image_description(line, before, after):
            continue
        if is_caption(line):
            pieces.append(Piece(BlockKind.CAPTION, line))
        elif _is_numbered_heading(line, before, after):
            heads = _is_heading(line, after)
            pieces.append(Piece(BlockKind.HEADING if heads else BlockKind.PARAGRAPH, line, level=2 * heads))
        elif BULLET.match(line):
            pieces.append(Piece(BlockKind.LIST_ITEM, BULLET.sub("", line)))
        elif _is_heading(line, after):
            pieces.append(Piece(BlockKind.HEADING, tidy_line(line), level=2))
        else:
            pieces.append(Piece(BlockKind.PARAGRAPH, line))
    return pieces


def _is_numbered_heading(line: str, before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether a line with a number before it stands by itself, and so is no item of a list."""
    beside = (*before, *after)
    return _NUMBER.match(line) is not None and bool(after) and not any(map(BULLET.match, beside))


def _is_heading(line: str, after: Sequence[str]) -> bool:
    """Short, begun like a title, not ended like a sentence, with something longer under it."""
    return (
        len(line) <= _MAX_HEADING_CHARS
        and len(line.split()) <= _MAX_HEADING_WORDS
        and not line.endswith((".", "!", ":", ";", ",", "…", "。"))
        and not line[0].islower()
        and bool(after)
        and (len(after[0]) > len(line) or BULLET.match(after[0]) is not None)
    )


def _is_image_description(line: str, before: Sequence[str], after: Sequence[str]) -> bool:
    """A picture's alternative text left behind: a noun phrase on its own line ("A cat on a wall.")."""
    return is_description(line) and all(
        len(neighbour) >= _PROSE_CHARS or is_prose(neighbour) or _is_heading(neighbour, [" " * _PROSE_CHARS])
        for neighbour in (*before, *after)
    )
