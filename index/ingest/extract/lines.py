"""A page's tree -> its lines: each heading, paragraph, list item … with the place where it stands. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree

from index.ingest.extract.anchors import Trail, sure_names
from index.ingest.extract.code_languages import language_of
from index.ingest.extract.named_kinds import LINES_OF_CODE, MAX_CAPTION_CHARS, is_mark, kind_named
from index.ingest.extract.page_tree import Element, linked_chars, text_of
from index.ingest.extract.tree import (
    BLOCKS,
    FEW_BREAKS,
    FRAMED,
    HEADINGS,
    KINDS,
    LAYOUT,
    MAX_ROW_CHARS,
    ends_in_break,
)
from index.records import BlockKind

# A post is never one of these: it is around them.
INSIDE_A_BLOCK = frozenset(
    "p li ul ol dl dt dd blockquote td tr tbody table pre figure figcaption h1 h2 h3 h4 h5 h6".split()
)
_ENDS_A_LINE = frozenset([*HEADINGS, *KINDS, *BLOCKS])
_LAYOUT = frozenset(LAYOUT)
_CELL_BREAK = " | "
_AROUND_CODE = 4  # elements, in which a highlighter wraps a listing
_SPACE = re.compile(r"\s+")
SENTENCE_ENDS = (".", "!", "?", "…", "。")
_NO_WORD = re.compile(r"[\W_]+")


@dataclass(slots=True, eq=False)
class Line:
    """A block of a page. `key` is its letters and digits alone, `links` the share in links, 0 to 1.

    `language` is what a listing is written in, where its page says so; `anchor` leads to a heading; `targets`
    are where the links in it lead, as they are written.
    """

    kind: BlockKind
    text: str
    level: int
    element: Element
    links: float
    language: str = ""
    anchor: str = ""
    targets: tuple[str, ...] = ()
    key: str = field(init=False)
    is_found: bool = False

    def __post_init__(self) -> None:
        """Its key is made once: it is compared again and again."""
        self.key = key_of(self.text)


def key_of(text: str) -> str:
    """The letters and digits of a text, so that two ways of writing the same compare equal."""
    return _NO_WORD.sub("", text).lower()


def letters_in(lines: Iterable[Line]) -> int:
    """How many letters and digits there are in lines: so much text they are."""
    return sum(len(line.key) for line in lines)


def names_in(root: Element) -> frozenset[str]:
    """The names that lead to one place each on the page (see index.ingest.extract.anchors)."""
    return sure_names(name for element in root.xpath("//*[@id or @name]") for name in _names_of(element))


def read_lines(root: Element, names: frozenset[str] = frozenset()) -> list[Line]:
    """The lines of a tree, in reading order. By which of `names` a heading is led to, its line says."""
    return _Reader(names).read(root)


def _names_of(element: Element) -> set[str]:
    """What leads to an element: its id and, of an anchor, its name."""
    names = (element.get("id"), element.get("name") if element.tag == "a" else None)
    return {name for name in names if name}


def _is_row(row: Element) -> bool:
    """Whether a row of a table holds facts: it is no frame for what else the page shows."""
    names = {inside.tag for inside in row.iter()}
    if names.isdisjoint(_LAYOUT):
        breaks = sum(1 for _ in islice(row.iter("br"), FEW_BREAKS))
        return breaks < FEW_BREAKS or len(text_of(row)) <= MAX_ROW_CHARS
    cells = list(row.iter("td", "th"))
    is_even = len(cells) > 1 and all(sum(1 for _ in cell.iter("p")) < 2 for cell in cells)
    return is_even and names.isdisjoint(FRAMED) and len(text_of(row)) <= MAX_ROW_CHARS


def _kind_by_name(element: Element) -> BlockKind | None:
    kind = kind_named(element.get("class") or "")
    return None if kind is BlockKind.CAPTION and len(text_of(element)) > MAX_CAPTION_CHARS else kind


def _language_of(listing: Element) -> str:
    own = [*(code.attrib for code in islice(listing.iter("code"), 1)), listing.attrib]
    return language_of(own, (around.attrib for around in islice(listing.iterancestors(), _AROUND_CODE)))


class _Reader:
    """Collects running text until a block begins or ends."""

    def __init__(self, names: frozenset[str]) -> None:
        self._trail = Trail(names)
        self._lines: list[Line] = []
        self._text: list[str] = []
        self._link_chars = 0
        self._links_open: list[str] = []
        self._targets: list[str] = []
        self._open: list[tuple[BlockKind, int, Element]] = []

    def read(self, root: Element) -> list[Line]:
        """The lines below `root`."""
        self._open.append((BlockKind.PARAGRAPH, 0, root))
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            if event == "end":
                self._leave(element)
                if element is not root:
                    self._add(element.tail)
            elif self._enter(element):
                walk.skip_subtree()
        self._close()
        return self._lines

    def _enter(self, element: Element) -> bool:
        """Begin an element. Whether all of it was read at once."""
        name = element.tag
        self._trail.enter(_names_of(element), is_heading=name in HEADINGS)
        if name in LINES_OF_CODE and self._open[-1][0] is BlockKind.CODE:
            self._text.append("\n")
            self._open.append(self._open[-1])
        elif name in _ENDS_A_LINE:
            self._close()
            kind, level, _ = self._open[-1]
            if name in HEADINGS:
                kind, level = BlockKind.HEADING, HEADINGS[name]
            else:
                own = _kind_by_name(element) or KINDS.get(name)
                kind, level = (own, 0) if own else (kind, level)
            self._open.append((kind, level, element))
            if name == "tr" and _is_row(element):
                self._read_row(element)
                return True
        elif name == "br":
            if self._open[-1][0] is BlockKind.PARAGRAPH and ends_in_break(self._text):
                self._close()
            self._text.append("\n")
        elif name == "a":
            target = element.get("href") or ""
            self._links_open.append(target)
            if is_mark(target, text_of(element)):
                return True
            self._targets.append(target)
        self._add(element.text)
        return False

    def _leave(self, element: Element) -> None:
        if element.tag in _ENDS_A_LINE:
            if self._open[-1] is self._open[-2]:
                self._text.append("\n")  # the end of a line in a listing
            else:
                self._close()
            self._open.pop()
            if element.tag in HEADINGS:
                self._trail.leave_heading()
        elif element.tag == "a":
            self._links_open.pop()

    def _read_row(self, row: Element) -> None:
        cells = list(row.iter("td", "th"))
        texts = filter(None, (_SPACE.sub(" ", " ".join(cell.itertext())).strip() for cell in cells))
        self._text.append(_CELL_BREAK.join(texts))
        self._trail.read()
        self._link_chars = linked_chars(row)
        self._targets += (link.get("href") or "" for link in row.iter("a"))
        is_caption = len(cells) == 1 and _kind_by_name(cells[0]) is BlockKind.CAPTION
        self._open[-1] = (BlockKind.CAPTION if is_caption else BlockKind.TABLE_ROW, 0, row)
        self._close()

    def _add(self, text: str | None) -> None:
        if text:
            is_code = self._open[-1][0] is BlockKind.CODE
            self._text.append(text if is_code else _SPACE.sub(" ", text))
            if self._links_open:
                self._link_chars += len(text.strip())
            if not text.isspace():
                self._trail.read()

    def _close(self) -> None:
        """End the line that is being collected."""
        text = "".join(self._text)
        length = len(text.strip())
        if length:
            kind, level, element = self._open[-1]
            language = _language_of(element) if kind is BlockKind.CODE else ""
            links = min(1.0, self._link_chars / length)
            anchor = self._trail.anchor() if kind is BlockKind.HEADING else ""
            targets = tuple(self._targets)
            self._lines.append(Line(kind, text, level, element, links, language, anchor, targets))
        self._text.clear()
        self._link_chars = 0
        self._targets = self._links_open.copy()
