"""An HTML tree -> pieces of text, in reading order. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import Comment, Declaration, Doctype, ProcessingInstruction
from bs4.element import NavigableString, PageElement, Tag

from index.ingest.extract.blocks import Piece
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
LAYOUT = ["p", "div", "ul", "ol", "table", "blockquote", "pre", *HEADINGS]  # in a row: no table of facts
_UNREAD = frozenset("script style template noscript iframe svg object button select textarea".split())
_NOT_TEXT = (Comment, Declaration, Doctype, ProcessingInstruction)
_CELL_BREAK = " | "
_MAX_DEPTH = 200  # no table of facts is deeper, and to look into one takes the longer the deeper it is
_SPACE = re.compile(r"\s+")


def read_pieces(root: Tag) -> list[Piece]:
    """The headings, paragraphs, list items … below `root`, in order. Pictures and scripts say nothing."""
    reader = _Reader()
    reader.read(root)
    return reader.pieces


@dataclass(frozen=True, slots=True)
class _Open:
    """An element that is being read. A block ends the piece that is being collected, where it ends."""

    children: Iterator[PageElement]
    kind: BlockKind
    level: int = 0
    is_block: bool = True


class _Reader:
    """Collects running text until a block begins or ends. No depth of nesting is too much for it."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self._text: list[str] = []

    def read(self, root: Tag) -> None:
        """Read all that is in `root`."""
        todo = [_Open(iter(root.children), BlockKind.PARAGRAPH)]
        while todo:
            current = todo[-1]
            child = next(current.children, None)
            if child is not None:
                inside = self._enter(child, current.kind, len(todo))
                todo += [inside] if inside else []
                continue
            if current.is_block:
                self._close(current.kind, current.level)
            todo.pop()

    def _enter(self, child: PageElement, kind: BlockKind, depth: int) -> _Open | None:
        """Take in what is text, and begin what has more inside: that is returned, to be read next."""
        if isinstance(child, NavigableString):
            if not isinstance(child, _NOT_TEXT):
                self._text.append(str(child) if kind is BlockKind.CODE else _SPACE.sub(" ", child))
        elif isinstance(child, Tag) and child.name == "br":
            self._text.append("\n")
        elif isinstance(child, Tag) and child.name not in _UNREAD:
            return self._enter_element(child, kind, depth)
        return None

    def _enter_element(self, element: Tag, kind: BlockKind, depth: int) -> _Open | None:
        name = element.name
        if name not in HEADINGS and name not in KINDS and name not in BLOCKS:
            return _Open(iter(element.children), kind, is_block=False)
        self._close(kind)
        if name == "tr" and depth < _MAX_DEPTH and element.find(LAYOUT) is None:
            cells = [_SPACE.sub(" ", cell.get_text(" ")).strip() for cell in element.find_all(["td", "th"])]
            self._text.append(_CELL_BREAK.join(filter(None, cells)))
            self._close(BlockKind.TABLE_ROW)
            return None
        if name in HEADINGS:
            return _Open(iter(element.children), BlockKind.HEADING, HEADINGS[name])
        return _Open(iter(element.children), KINDS.get(name, kind))

    def _close(self, kind: BlockKind, level: int = 0) -> None:
        """End the piece that is being collected."""
        text = "".join(self._text)
        self._text.clear()
        if text.strip():
            self.pieces.append(Piece(kind, text, level))
