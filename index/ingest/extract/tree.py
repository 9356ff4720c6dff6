"""An HTML tree -> pieces of text, in reading order. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from bs4 import Comment, Declaration, Doctype, ProcessingInstruction
from bs4.element import NavigableString, PageElement, Tag

from index.ingest.extract.anchors import Trail, sure_names
from index.ingest.extract.blocks import Piece
from index.ingest.extract.code_languages import language_of
from index.ingest.extract.named_kinds import LINES_OF_CODE, MAX_CAPTION_CHARS, is_mark, kind_named
from index.ingest.extract.walk import elements_in
from index.records import BlockKind

HEADINGS = {f"h{level}": level for level in range(1, 7)}
KINDS = {
    "li": BlockKind.LIST_ITEM,
    "dt": BlockKind.LIST_ITEM,
    "dd": BlockKind.LIST_ITEM,
    "blockquote": BlockKind.QUOTE,
    "pre": BlockKind.CODE,
    "figcaption": BlockKind.CAPTION,
    "caption": BlockKind.CAPTION,
}
BLOCKS = frozenset(
    "address article aside body details div dl fieldset figure footer form header hr html main nav ol p "
    "section summary table tbody td tfoot th thead tr ul".split()
)
LAYOUT = ["p", "div", "ul", "ol", "table", "blockquote", "pre", *HEADINGS]  # around more than a fact, perhaps
FRAMED = ["table", "blockquote", "pre", *HEADINGS]  # with one of these it is surely none
MAX_ROW_CHARS = 400  # of a row whose cells hold a paragraph each; a longer one is the frame of columns
FEW_BREAKS = 2  # a longer row with more lines is a frame, too: old pages have text without paragraphs
_UNREAD = frozenset("script style template noscript iframe svg object button select textarea".split())
_NOT_TEXT = (Comment, Declaration, Doctype, ProcessingInstruction)
_CELL_BREAK = " | "
_MAX_DEPTH = 200  # no table of facts is deeper, and to look into one takes the longer the deeper it is
_AROUND_CODE = 4  # elements, in which a highlighter wraps a listing
_SPACE = re.compile(r"\s+")


def read_pieces(root: Tag) -> list[Piece]:
    """The headings, paragraphs, list items … below `root`, in order. Pictures and scripts say nothing."""
    names = sure_names(name for element in elements_in(root) for name in _names_of(element))
    reader = _Reader(names)
    reader.read(root)
    return reader.pieces


def _names_of(element: Tag) -> set[str]:
    """What leads to an element: its id and, of an anchor, its name."""
    names = (element.get("id"), element.get("name") if element.name == "a" else None)
    return {name for name in names if isinstance(name, str) and name}


@dataclass(frozen=True, slots=True)
class _Open:
    """An element that is being read. A block ends the piece that is being collected, where it ends.

    `ends_a_line` says that only a line of a listing ends there.
    """

    children: Iterator[PageElement]
    kind: BlockKind
    level: int = 0
    is_block: bool = True
    ends_a_line: bool = False
    language: str = ""


class _Reader:
    """Collects running text until a block begins or ends. No depth of nesting is too much for it."""

    def __init__(self, names: frozenset[str]) -> None:
        self._trail = Trail(names)
        self.pieces: list[Piece] = []
        self._text: list[str] = []

    def read(self, root: Tag) -> None:
        """Read all that is in `root`."""
        todo = [_Open(iter(root.children), BlockKind.PARAGRAPH)]
        while todo:
            current = todo[-1]
            child = next(current.children, None)
            if child is not None:
                inside = self._enter(child, current, len(todo))
                todo += [inside] if inside else []
                continue
            if current.is_block:
                self._close(current)
            elif current.ends_a_line:
                self._text.append("\n")
            todo.pop()
            if current.kind is BlockKind.HEADING and todo[-1].kind is not BlockKind.HEADING:
                self._trail.leave_heading()

    def _enter(self, child: PageElement, around: _Open, depth: int) -> _Open | None:
        """Take in what is text, and begin what has more inside: that is returned, to be read next."""
        if isinstance(child, NavigableString):
            if not isinstance(child, _NOT_TEXT):
                if not child.isspace():
                    self._trail.read()
                is_code = around.kind is BlockKind.CODE
                self._text.append(str(child) if is_code else _SPACE.sub(" ", child))
        elif isinstance(child, Tag):
            self._trail.enter(_names_of(child), is_heading=child.name in HEADINGS)
            if child.name == "br":
                if around.kind is BlockKind.PARAGRAPH and ends_in_break(self._text):
                    self._close(around)
                self._text.append("\n")
            elif _is_read(child, around):
                return self._enter_element(child, around, depth)
        return None

    def _enter_element(self, element: Tag, around: _Open, depth: int) -> _Open | None:
        name, inside = element.name, iter(element.children)
        if name in LINES_OF_CODE and around.kind is BlockKind.CODE:
            self._text.append("\n")
            return replace(around, children=inside, is_block=False, ends_a_line=True)
        if name not in HEADINGS and name not in KINDS and name not in BLOCKS:
            return replace(around, children=inside, is_block=False, ends_a_line=False)
        self._close(around)
        kind = _kind_by_name(element) or KINDS.get(name)
        if name == "tr" and depth < _MAX_DEPTH and _is_row(element):
            self._read_row(element)
            return None
        if name in HEADINGS:
            return _Open(inside, BlockKind.HEADING, HEADINGS[name])
        if kind is None:
            return replace(around, children=inside, is_block=True)
        return _Open(inside, kind, language=_language_of(element) if kind is BlockKind.CODE else "")

    def _read_row(self, row: Tag) -> None:
        cells = row.find_all(["td", "th"])
        texts = filter(None, (_SPACE.sub(" ", cell.get_text(" ")).strip() for cell in cells))
        is_caption = len(cells) == 1 and _kind_by_name(cells[0]) is BlockKind.CAPTION
        self._text.append(_CELL_BREAK.join(texts))
        self._trail.read()
        self._close(_Open(iter(()), BlockKind.CAPTION if is_caption else BlockKind.TABLE_ROW))

    def _close(self, ended: _Open) -> None:
        """End the piece that is being collected."""
        text = "".join(self._text)
        self._text.clear()
        if text.strip():
            anchor = self._trail.anchor() if ended.kind is BlockKind.HEADING else ""
            self.pieces.append(Piece(ended.kind, text, ended.level, ended.language, anchor))


def ends_in_break(runs: Sequence[str]) -> bool:
    """Whether text that was read of an element ends where a line does: one more makes it a paragraph.

    >>> ends_in_break(["the cellar.", "\\n", " "]), ends_in_break(["the cellar."])
    (True, False)
    """
    return next((run for run in reversed(runs) if run != " "), "") == "\n"


def _is_read(element: Tag, around: _Open) -> bool:
    """Whether what is in an element is text; of buttons, the headings that show what is under them."""
    if element.name == "a":
        return not is_mark(str(element.get("href")), element.get_text())
    opens_a_section = element.name == "button" and around.kind is BlockKind.HEADING
    return element.name not in _UNREAD or opens_a_section


def _is_row(row: Tag) -> bool:
    """Whether a row of a table holds facts: it is no frame for what else the page shows."""
    if row.find(LAYOUT) is None:
        return len(row.find_all("br", limit=FEW_BREAKS)) < FEW_BREAKS or len(row.get_text()) <= MAX_ROW_CHARS
    cells = row.find_all(["td", "th"])
    is_even = len(cells) > 1 and all(len(cell.find_all("p", limit=2)) < 2 for cell in cells)
    return is_even and row.find(FRAMED) is None and len(row.get_text()) <= MAX_ROW_CHARS


def _kind_by_name(element: Tag) -> BlockKind | None:
    kind = kind_named(" ".join(map(str, element.get_attribute_list("class"))))
    return None if kind is BlockKind.CAPTION and len(element.get_text()) > MAX_CAPTION_CHARS else kind


def _language_of(listing: Tag) -> str:
    code = listing.find("code")
    own = [*([code.attrs] if code else []), listing.attrs]
    return language_of(own, (around.attrs for around in islice(listing.parents, _AROUND_CODE)))
