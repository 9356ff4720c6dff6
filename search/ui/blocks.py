"""Blocks of a post -> HTML: a listing keeps its lines, items are a list, rows a table. Pure."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from index.records import Block, BlockKind
from search.ui.markup import Places, marked

_TAGS = {
    BlockKind.PARAGRAPH: "p",
    BlockKind.LIST_ITEM: "li",
    BlockKind.QUOTE: "blockquote",
    BlockKind.CODE: "pre",
    BlockKind.TABLE_ROW: "tr",
    BlockKind.CAPTION: "p",
}
_GROUP_TAGS = {BlockKind.LIST_ITEM: "ul", BlockKind.TABLE_ROW: "table"}
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
        return self.seen is None or any(a < block.end_char and block.start_char < b for a, b in self.seen)


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
        inside = "".join(_block_html(text, block, marks, heading) for block in together)
        around = _GROUP_TAGS.get(kind)
        if around:
            hidden = "" if any(map(marks.sees, together)) else _REST
            inside = f"<{around}{hidden}>{inside}</{around}>"
        html += inside
    return html


def _block_html(
    text: str, block: Block, marks: Marks, heading: Callable[[Block], tuple[str, str]]
) -> str:
    is_heading = block.kind is BlockKind.HEADING
    tag, attributes = heading(block) if is_heading else (_TAGS[block.kind], "")
    if not marks.sees(block):
        marks, attributes = Marks(marks.answers, marks.words), attributes + _REST
    if block.kind is BlockKind.TABLE_ROW:
        inside = "".join(f"<td>{_text_html(text, cell, marks)}</td>" for cell in _cells(text, block))
    else:
        dots = _LINE_OF_DOTS if block.kind is BlockKind.CODE else _DOTS_BESIDE
        inside = _text_html(text, (block.start_char, block.end_char), marks, dots)
    return f"<{tag}{attributes}>{inside}</{tag}>"


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
