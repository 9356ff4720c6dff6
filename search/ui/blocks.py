"""Blocks of a post -> HTML: a listing keeps its lines, items are a list, rows a table. Pure."""

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import groupby

from index.records import Block, BlockKind
from search.ui.markup import Places, marked

_TAGS = {
    BlockKind.PARAGRAPH: "p",
    BlockKind.LIST_ITEM: "li",
    BlockKind.QUOTE: "blockquote",
    BlockKind.CODE: "pre",
    BlockKind.CAPTION: "p",
}
_MOST_COLUMNS = 5  # that a phone has room for; a wider table is moved sideways, by the keyboard too
_WIDE = '<div class="bs-wide" role="group" aria-label="Wide table" tabindex="0">{}</div>'
_CELL_BREAK = " | "  # as index.ingest.extract writes a row
_REST = ' class="bs-rest"'  # the style sheet hides it until the reader asks for the whole passage
_DOTS = '<span class="bs-dots">{}</span>'
_LINE_OF_DOTS = ("…\n", "\n…\n")  # of a listing, whose lines stay where they are
_DOTS_BESIDE = ("… ", "\u00a0… ")  # never on a line of their own


@dataclass(frozen=True, slots=True)
class Marks:
    """Places in a text: what answers, the question's words, and what is seen at first; None: all of it."""

    answers: Places = ()
    words: Places = ()
    seen: Places | None = None

    def sees(self, block: Block) -> bool:
        """Whether any of `block` is seen at first."""
        return self.sees_any(block.start_char, block.end_char)

    def sees_any(self, start: int, end: int) -> bool:
        """Whether anything from `start` to `end` is seen at first."""
        return self.seen is None or any(a < end and start < b for a, b in self.seen)


def _as_paragraph(_: Block) -> tuple[str, str]:
    return "p", ""


def blocks_html(
    text: str,
    blocks: Iterable[Block],
    marks: Marks,
    heading: Callable[[Block], tuple[str, str]] = _as_paragraph,
) -> str:
    """`blocks` of `text`, escaped. `heading` gives the tag and the attributes of one that is a heading."""
    html = ""
    for kind, group in groupby(blocks, key=lambda block: block.kind):
        together = list(group)
        if kind is BlockKind.TABLE_ROW:
            html += _table_html(text, together, marks)
            continue
        inside = "".join(_block_html(text, block, marks, heading) for block in together)
        html += f"<ul{_hiding(together, marks)}>{inside}</ul>" if kind is BlockKind.LIST_ITEM else inside
    return html


def _block_html(
    text: str, block: Block, marks: Marks, heading: Callable[[Block], tuple[str, str]]
) -> str:
    is_heading = block.kind is BlockKind.HEADING
    tag, attributes = heading(block) if is_heading else (_TAGS[block.kind], "")
    if not marks.sees(block):
        marks, attributes = Marks(marks.answers, marks.words), attributes + _REST
    dots = _LINE_OF_DOTS if block.kind is BlockKind.CODE else _DOTS_BESIDE
    inside = _text_html(text, (block.start_char, block.end_char), marks, dots)
    return f"<{tag}{attributes}>{inside}</{tag}>"


def _hiding(blocks: Iterable[Block], marks: Marks) -> str:
    """The attribute of what is around `blocks`."""
    return "" if any(map(marks.sees, blocks)) else _REST


def _table_html(text: str, rows: Sequence[Block], marks: Marks) -> str:
    cells = [list(_cells(text, row)) for row in rows]
    seen_columns = {n for row in cells for n, cell in enumerate(row) if marks.sees_any(*cell)}
    inside = "".join(_row_html(text, row, marks, seen_columns) for row in rows)
    table = f"<table{_hiding(rows, marks)}>{inside}</table>"
    return _WIDE.format(table) if max(map(len, cells)) > _MOST_COLUMNS else table


def _row_html(text: str, row: Block, marks: Marks, seen_columns: Set[int]) -> str:
    """A row; cells in columns that no row shows any of take no room."""
    is_seen = marks.sees(row)
    of_row = marks if is_seen else Marks(marks.answers, marks.words)
    cells = "".join(
        f"<td{'' if column in seen_columns else _REST}>{_text_html(text, cell, of_row)}</td>"
        for column, cell in enumerate(_cells(text, row))
    )
    return f"<tr{'' if is_seen else _REST}>{cells}</tr>"


def _cells(text: str, row: Block) -> Iterator[tuple[int, int]]:
    """The places of a row's cells."""
    start = row.start_char
    while (end := text.find(_CELL_BREAK, start, row.end_char)) >= 0:
        yield start, end
        start = end + len(_CELL_BREAK)
    yield start, row.end_char


def _text_html(
    text: str, place: tuple[int, int], marks: Marks, dots: tuple[str, str] = _DOTS_BESIDE
) -> str:
    """`text` at `place`; what is not seen at first in elements of its own, with dots where it is cut off."""
    if marks.seen is None:
        return marked(text, marks.answers, marks.words, place)
    start, end = place
    html, done = "", start
    for first, last in marks.seen:
        if last <= start or end <= first:
            continue
        html += _rest_html(text, (done, first), marks)
        if first >= start and first == marks.seen[0][0] > 0:
            html += _DOTS.format(dots[0])
        done = min(last, end)
        html += marked(text, marks.answers, marks.words, (max(first, start), done))
        if last <= end and last < len(text):
            html += _DOTS.format(dots[1])
    return html + _rest_html(text, (done, end), marks)


def _rest_html(text: str, place: tuple[int, int], marks: Marks) -> str:
    if place[0] >= place[1]:
        return ""
    return f"<span{_REST}>{marked(text, marks.answers, marks.words, place)}</span>"
