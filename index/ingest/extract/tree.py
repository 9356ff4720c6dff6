"""An HTML tree -> pieces of text, in reading order. Pure."""

import re

from bs4 import Comment, Declaration, Doctype, ProcessingInstruction
from bs4.element import NavigableString, PageElement, Tag

from index.ingest.extract.blocks import Piece
from index.records import BlockKind

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_KINDS = {
    "li": BlockKind.LIST_ITEM,
    "dt": BlockKind.LIST_ITEM,
    "dd": BlockKind.LIST_ITEM,
    "blockquote": BlockKind.QUOTE,
    "pre": BlockKind.CODE,
    "figcaption": BlockKind.CAPTION,
    "caption": BlockKind.CAPTION,
}
INLINE = frozenset("a abbr b bdi bdo big br cite code del dfn em font i ins kbd mark q s small span strike strong sub sup time tt u var wbr".split())
_BLOCKS = frozenset(
    "address article aside body details div dl fieldset figure footer form header hr html main nav ol p "
    "section summary table tbody td tfoot th thead tr ul".split()
)
_LAYOUT = ["p", "div", "ul", "ol", "table", "blockquote", "pre", *_HEADINGS]  # in a row: no table of facts
_UNREAD = frozenset("script style template noscript iframe svg object button select textarea".split())
_NOT_TEXT = (Comment, Declaration, Doctype, ProcessingInstruction)
_CELL_BREAK = " | "
_MAX_DEPTH = 200  # deeper than any person nests; beyond it a tree is read flat
_SPACE = re.compile(r"\s+")


def read_pieces(root: Tag) -> list[Piece]:
    """The headings, paragraphs, list items … below `root`, in order. Pictures and scripts say nothing."""
    reader = _Reader()
    reader.read(root, BlockKind.PARAGRAPH, 0)
    reader.close(BlockKind.PARAGRAPH)
    return reader.pieces


class _Reader:
    """Collects running text until a block begins or ends."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self._text: list[str] = []

    def close(self, kind: BlockKind, level: int = 0) -> None:
        """End the piece that is being collected."""
        text = "".join(self._text)
        self._text.clear()
        if text.strip():
            self.pieces.append(Piece(kind, text, level))

    def read(self, node: Tag, kind: BlockKind, depth: int) -> None:
        if depth > _MAX_DEPTH:
            self._text.append(_SPACE.sub(" ", node.get_text(" ")))
            return
        for child in node.children:
            self._read_child(child, kind, depth)

    def _read_child(self, child: PageElement, kind: BlockKind, depth: int) -> None:
        if isinstance(child, NavigableString):
            if not isinstance(child, _NOT_TEXT):
                self._text.append(str(child) if kind is BlockKind.CODE else _SPACE.sub(" ", child))
        elif not isinstance(child, Tag) or child.name in _UNREAD:
            return
        elif child.name == "br":
            self._text.append("\n")
        elif child.name in _HEADINGS:
            self._read_block(child, kind, BlockKind.HEADING, depth, _HEADINGS[child.name])
        elif child.name == "tr" and child.find(_LAYOUT) is None:
            self.close(kind)
            cells = [_SPACE.sub(" ", cell.get_text(" ")).strip() for cell in child.find_all(["td", "th"])]
            self._text.append(_CELL_BREAK.join(filter(None, cells)))
            self.close(BlockKind.TABLE_ROW)
        elif child.name in _KINDS:
            self._read_block(child, kind, _KINDS[child.name], depth)
        elif child.name in _BLOCKS:
            self._read_block(child, kind, kind, depth)
        else:
            self.read(child, kind, depth + 1)

    def _read_block(
        self, node: Tag, outer: BlockKind, inner: BlockKind, depth: int, level: int = 0
    ) -> None:
        self.close(outer)
        self.read(node, inner, depth + 1)
        self.close(inner, level)
