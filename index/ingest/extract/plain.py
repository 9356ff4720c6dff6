"""Raw text, as scraped off a page with the HTML gone -> the pieces of a post. Pure.

A scrape has lost its markup but kept its shape: headings, captions and chrome are told by their form
and their place.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from index.errors import NotAPost
from index.ingest.extract.assembly import make_post
from index.ingest.extract.blocks import Piece, join_pieces, tidy, tidy_line
from index.ingest.extract.body import title_of_body
from index.ingest.extract.chrome import is_chrome, starts_tail
from index.ingest.extract.dates import date_in_address, find_date, is_date_line
from index.ingest.extract.decode import decode
from index.ingest.extract.facts import facts_beside
from index.ingest.extract.people import byline_names
from index.ingest.extract.places import title_from
from index.ingest.extract.told import GUESSED, Told, first_told
from index.records import BlockKind, Page, Post

_PROSE_CHARS = 120  # a line at least this long is running text
_MAX_HEADING_CHARS = 90
_MAX_HEADING_WORDS = 14
_MAX_CAPTION_WORDS = 12
_WRAPPED_LINE_CHARS = range(45, 101)  # lines that an editor broke, rather than the writer

_BULLET = re.compile(r"^\s*(?:[•·*‣▪◦]|-(?=\s)|\d{1,2}[.)](?=\s))\s*")
_PICTURES_OPENING = re.compile(
    r"(?:an?|two|three|four|several|some|group of|close-?up|photo|image|picture|illustration|portrait"
    r"|man|woman|person|people|hands?|view)\b|\w+ \w{2,}ing\b",
    re.IGNORECASE,
)
_JOINING_WORD = re.compile(
    r"\b(?:\w{2,}ing|in|on|at|with|by|near|of|over|under|beside|behind|against|through|from|and)\b", re.I
)
_SAYING_WORD = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|can|could|will|would|may|might|must|should|do|does|did"
    r"|I|you|we|they|he|she|it|this|that|not|said|says|came|went|got|made|took|told|knew|found|gave|felt"
    r"|means?|helps?|works?|needs?|makes?|takes?|gets?|\w+n't|\w+n’t)\b"
)


def extract_plain(page: Page) -> Post:
    """The post in a text file. Raises NotAPost where no running text is in it."""
    if page.is_body:
        return _body(page)
    lines = _lines(decode(page.content, charset=page.charset))
    head = _head(lines)
    title_at = _title_position(head)
    title = Told(head[title_at], "text") if title_at is not None else Told(title_from(page.place), GUESSED)
    about = [line for i, line in enumerate(head) if i != title_at]
    # What stands between title and text may be a subtitle or a first heading; above the title, menus.
    body = lines[title_at + 1 if title_at is not None else len(head) :]
    text, blocks = join_pieces(_pieces(body))
    if not text:
        raise NotAPost("no running text in it")
    beside = facts_beside(page.facts, ())
    people = next(filter(None, map(byline_names, about)), ())
    day = next(filter(None, map(find_date, about)), None)
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


def _head(lines: Sequence[str]) -> Sequence[str]:
    """The lines before the running text; where all are short, the first and what is said about the post."""
    if len(lines) < 2:
        return []
    for i, line in enumerate(lines):
        if len(line) >= _PROSE_CHARS:
            return lines[:i]
    texts = [i for i, line in enumerate(lines) if not _is_about(line)]
    return lines[: texts[1] if len(texts) > 1 else 1]


def _is_about(line: str) -> bool:
    """Whether a line says who wrote the post, or when."""
    return bool(byline_names(line)) or is_date_line(line)


def _lines(text: str) -> list[str]:
    """The lines that say something, wrapped ones joined, chrome and what comes after the post left out."""
    lines: list[str] = []
    for paragraph in re.split(r"\n\s*\n", text):
        parts = [tidy(line) for line in paragraph.split("\n") if line.strip()]
        wrapped = len(parts) > 1 and all(len(part) in _WRAPPED_LINE_CHARS for part in parts[:-1])
        lines += [" ".join(parts)] if wrapped else parts
    prose = [i for i, line in enumerate(lines) if len(line) >= _PROSE_CHARS]
    if prose:
        tail = (i for i, line in enumerate(lines) if i > prose[0] and starts_tail(line))
        lines = lines[: next((i for i in tail if _is_mostly_over(lines, i)), len(lines))]
    return [line for line in lines if not is_chrome(line)]


def _is_mostly_over(lines: Sequence[str], position: int) -> bool:
    """Whether less text stands after `position` than before: the post's end, not its beginning."""
    return sum(map(len, lines[position:])) < sum(map(len, lines[:position]))


def _title_position(head: Sequence[str]) -> int | None:
    """Of the lines before the text, the one that looks most like a title; None where none could be."""
    about = [_is_about(line) for line in head]
    scores: dict[int, int] = {}
    for i, line in enumerate(head):
        if not about[i] and not _BULLET.match(line):
            beside_byline = any(about[max(0, i - 1) : i + 2])
            words = min(len(line.split()), _MAX_HEADING_WORDS)
            scores[i] = words + 4 * beside_byline - 8 * line.endswith(".")
    return max(scores, key=lambda i: (scores[i], -i), default=None)


def _pieces(lines: Sequence[str]) -> list[Piece]:
    pieces: list[Piece] = []
    for position, line in enumerate(lines):
        before, after = lines[position - 1 : position], lines[position + 1 : position + 2]
        if byline_names(line) or (is_date_line(line) and len(line) < _MAX_HEADING_CHARS):
            continue
        if _is_image_description(line, before, after):
            continue
        if _BULLET.match(line):
            pieces.append(Piece(BlockKind.LIST_ITEM, _BULLET.sub("", line)))
        elif _is_heading(line, after):
            pieces.append(Piece(BlockKind.HEADING, tidy_line(line), level=2))
        else:
            pieces.append(Piece(BlockKind.PARAGRAPH, line))
    return pieces


def _is_heading(line: str, after: Sequence[str]) -> bool:
    """Short, begun like a title, not ended like a sentence, with something longer under it."""
    return (
        len(line) <= _MAX_HEADING_CHARS
        and len(line.split()) <= _MAX_HEADING_WORDS
        and not line.endswith((".", "!", ":", ";", ",", "…", "。"))
        and not line[0].islower()
        and bool(after)
        and (len(after[0]) > len(line) or _BULLET.match(after[0]) is not None)
    )


def _is_image_description(line: str, before: Sequence[str], after: Sequence[str]) -> bool:
    """A picture's alternative text left behind: a noun phrase on its own line ("A cat on a wall.")."""
    stands_apart = all(
        len(neighbour) >= _PROSE_CHARS or _is_heading(neighbour, [" " * _PROSE_CHARS])
        for neighbour in (*before, *after)
    )
    return (
        stands_apart
        and line.endswith(".")
        and len(line.split()) <= _MAX_CAPTION_WORDS
        and _PICTURES_OPENING.match(line) is not None
        and _JOINING_WORD.search(line) is not None
        and _SAYING_WORD.search(line) is None
    )
