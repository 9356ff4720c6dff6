"""A table of contents in a post: lines that all lead to places on their own page. Pure.

Its words are those of the headings that it lists, and come once more with them.
"""

import re
from collections.abc import Sequence
from itertools import groupby

from index.ingest.extract.blocks import tidy_line
from index.ingest.extract.lines import Line
from index.ingest.extract.page_tree import Element

_FEWEST = 3  # links: a writer may send readers to one other place or two
_ALL_LINK = 0.85
_ABOVE = re.compile(
    r"(?:(?:table of )?contents|(?:what[’']s )?(?:in|on) this (?:article|page|post|guide|story)"
    r"|(?:jump|skip) (?:ahead )?to(?: section)?|quick links|overview|sections)\W*",
    re.IGNORECASE,
)


def without_contents(lines: Sequence[Line]) -> list[Line]:
    """`lines` without tables of contents, and without the lines over them that call them so."""
    places = _Places()
    kept: list[Line] = []
    for leads_on_page, group in groupby(lines, key=lambda line: places.of(line) > 0):
        part = list(group)
        if not leads_on_page or sum(map(places.of, part)) < _FEWEST:
            kept += part
        elif kept and _ABOVE.fullmatch(tidy_line(kept[-1].text)):
            kept.pop()
    return kept


class _Places:
    """How many places on its page an element leads to, each counted once."""

    def __init__(self) -> None:
        self._known: dict[Element, int] = {}

    def of(self, line: Line) -> int:
        """0 where a line says or does anything else, too."""
        if line.level or line.links < _ALL_LINK:
            return 0
        if line.element not in self._known:
            self._known[line.element] = _count(line.element)
        return self._known[line.element]


def _count(element: Element) -> int:
    links = list(element.iter("a")) or list(element.iterancestors("a"))
    targets = [link.get("href") or "" for link in links]
    return len(targets) if all(target.startswith("#") for target in targets) else 0
