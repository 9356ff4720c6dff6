"""The lines of a page, some of them found -> the lines of its post, with what the finders lose. Pure.

Trafilatura loses headings, list items, table rows and lines of code between the paragraphs that it keeps.
So its word only says where the post is: what the post says is read from the page itself.
"""

import re
from collections.abc import Sequence

from index.ingest.extract.bodies import body_within, named_body
from index.ingest.extract.lines import INSIDE_A_BLOCK, SENTENCE_ENDS, Line, letters_in
from index.ingest.extract.page_tree import Element, linked_chars, text_of
from index.ingest.extract.questions import questions_of
from index.records import BlockKind

_SURE_CHARS = 25  # a shorter line may stand anywhere on the page
_MOST_SURE = 0.5  # of what was found is in lines that are no shorter
_MOST_FOUND = 0.9  # of what was found is in the post's element; the rest may be a stray line
_MOSTLY_LINKS = 0.5
_A_SENTENCE_CHARS = 20  # of letters and digits
_A_CAPTION_CHARS = 12  # so short are numbers, and the names of shops
_NEAR = 3  # lines before the first that was found, and after the last
_A_PARAGRAPH_CHARS = 60
_RUNNING = 0.3
_OF_WIDGETS = frozenset([BlockKind.PARAGRAPH, BlockKind.LIST_ITEM])
_IN_A_LIST = frozenset(["li", "dt", "dd", "tr", "tbody", "thead"])
_AROUND_LINKS = frozenset(["p", "li", "ul", "ol", "blockquote"])
_MAY_BE_LINKS = frozenset([BlockKind.LIST_ITEM, BlockKind.QUOTE])  # alone, a link leads to another post
# Data, a plug-in's order ([player id="5"]), markup for other people's pages.
_FOR_MACHINES = re.compile(
    r"\s*(?:[\[{]\s*[\[{\"].{0,2000}\":|\[[a-z][\w-]* [\w-]+\s?=[^\]]{0,2000}\]\s*\Z|(?:Embed\s+)?<iframe\b)",
    re.DOTALL,
)


def choose_lines(lines: Sequence[Line]) -> list[Line]:
    """The lines of the post: those that were found, and those between them in the same element."""
    found = [line for line in lines if line.is_found]
    sure = [line for line in found if _is_sure(line)]
    if letters_in(sure) < _MOST_SURE * letters_in(found):
        sure = found  # a post of short lines
    home = _home(sure)
    if home is None:
        return []
    body = named_body(home, lines)
    inside = set(home.iter() if body is None else body.iter())
    first, last = _ends(lines, set(map(id, sure)), inside)
    named = body_within(home, lines) if body is None else body
    if named is not None:
        within = set(named.iter())
        places = [n for n, line in enumerate(lines) if line.element in within]
        first, last = min(first, places[0]), max(last, places[-1])
    links = _Links(sure)
    asked = questions_of(lines, range(first, last + 1), home if body is None else body)
    return [
        line
        for n, line in enumerate(lines)
        if not _is_for_machines(line)
        and (n in asked or _belongs(line, line.element in inside, n - first, n - last, links))
    ]


def _is_for_machines(line: Line) -> bool:
    """Whether it is what a widget's program reads, left in the page as text."""
    return line.kind in _OF_WIDGETS and _FOR_MACHINES.match(line.text) is not None


def _ends(lines: Sequence[Line], sure: set[int], inside: set[Element]) -> tuple[int, int]:
    """Where the post begins and ends: with the found lines beside its sure ones, and with a list below."""
    places = [n for n, line in enumerate(lines) if id(line) in sure]
    first, last = places[0], places[-1]
    while first > 0 and lines[first - 1].is_found and lines[first - 1].element in inside:
        first -= 1
    while last + 1 < len(lines) and lines[last + 1].element in inside and _may_end(lines[last + 1]):
        last += 1
    return first, last


def _may_end(line: Line) -> bool:
    return line.is_found or (line.kind is BlockKind.LIST_ITEM and not line.targets)


class _Links:
    """Tells the links that a writer gives, in lists or alone, from those of the site."""

    def __init__(self, sure: Sequence[Line]) -> None:
        """`sure` are lines that are surely the post's."""
        self._shares: dict[Element, float] = {}
        self._hold_paragraphs = {
            line.element.getparent() if line.element.tag == "p" else line.element
            for line in sure
            if line.kind is BlockKind.PARAGRAPH and line.links < _RUNNING
        }

    def are_the_writers(self, line: Line) -> bool:
        """Whether a line that is mostly links is written among the paragraphs, side by side with them."""
        element = line.element
        while element is not None and element.tag in _AROUND_LINKS:
            element = element.getparent()
        return line.kind in _MAY_BE_LINKS and element in self._hold_paragraphs

    def share_around(self, line: Line) -> float:
        """How much of the text of the list or table around a line links, 0 to 1."""
        around = _list_around(line.element)
        if around is None:
            return line.links
        if around not in self._shares:
            self._shares[around] = linked_chars(around) / max(1, len(text_of(around).strip()))
        return self._shares[around]


def _list_around(element: Element) -> Element | None:
    """The list or table that an item, a row or a paragraph in one stands in."""
    around = element.getparent()
    while around is not None and around.tag in _IN_A_LIST:
        around = around.getparent()
    return around


def _belongs(line: Line, is_inside: bool, after_first: int, after_last: int, links: _Links) -> bool:
    """Whether a line is the post's. `after_first` and `after_last`: lines since those that were found."""
    is_between = after_first >= 0 >= after_last
    if line.is_found and is_between and _is_sure(line):
        return True
    if not is_inside or line.kind is BlockKind.CODE:
        return is_inside
    if is_between:
        return line.is_found or _is_filling(line, links)
    if after_first < -_NEAR or after_last > _NEAR:
        return False
    if line.level:
        return after_first < 0
    return line.links < _RUNNING and len(line.key) > _A_PARAGRAPH_CHARS


def _is_filling(line: Line, links: _Links) -> bool:
    """Whether a line between those that were found, and not found itself, is the post's."""
    if line.level or (line.kind is BlockKind.QUOTE and line.links < _MOSTLY_LINKS):
        return True
    if line.links >= _MOSTLY_LINKS and links.are_the_writers(line):
        return True
    if line.kind in (BlockKind.LIST_ITEM, BlockKind.TABLE_ROW):
        return line.links < _MOSTLY_LINKS or links.share_around(line) < _MOSTLY_LINKS
    # A paragraph that is a sentence is one however short it is: "It rained."
    if line.element.tag == "p" and line.links < _RUNNING and line.text.rstrip().endswith(SENTENCE_ENDS):
        return True
    is_caption = line.kind is BlockKind.CAPTION
    is_long = len(line.key) > (_A_CAPTION_CHARS if is_caption else _A_SENTENCE_CHARS)
    return line.links < _MOSTLY_LINKS and (is_long or (is_caption and _is_under_a_quote(line)))


def _is_under_a_quote(caption: Line) -> bool:
    above = caption.element.getprevious()
    return above is not None and above.tag == "blockquote"


def _is_sure(line: Line) -> bool:
    return len(line.key) > _SURE_CHARS or line.level > 0


def _home(sure: Sequence[Line]) -> Element | None:
    """The deepest element with most of the found text in it, and more than one block."""
    total = letters_in(sure)
    held: dict[Element, int] = {}
    for line in sure:
        for element in (line.element, *line.element.iterancestors()):
            held[element] = held.get(element, 0) + len(line.key)
    homes = [
        element
        for element, chars in held.items()
        if chars >= _MOST_FOUND * total and element.tag not in INSIDE_A_BLOCK
    ]
    return max(homes, key=lambda element: sum(1 for _ in element.iterancestors()), default=None)
