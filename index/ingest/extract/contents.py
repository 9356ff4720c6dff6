"""A table of contents in a post: lines that all lead to places on their own page. Pure.

Its words are those of the headings that it lists, and come once more with them.
"""

import re
from collections.abc import Sequence
from itertools import groupby

from index.ingest.extract.blocks import tidy_line
from index.ingest.extract.lines import Line

_FEWEST = 3  # links: a writer may send readers to one other place or two
_ALL_LINK = 0.85
_ABOVE = re.compile(
    r"(?:(?:table of )?contents|(?:what[’']s )?(?:in|on) this (?:article|page|post|guide|story)"
    r"|(?:jump|skip) (?:ahead )?to(?: section)?|quick links|overview|sections)\W*",
    re.IGNORECASE,
)


def without_contents(lines: Sequence[Line]) -> list[Line]:
    """`lines` without tables of contents, and without the lines over them that call them so."""
    kept: list[Line] = []
    for leads_on_page, group in groupby(lines, key=lambda line: _places_in(line) > 0):
        part = list(group)
        if not leads_on_page or sum(map(_places_in, part)) < _FEWEST:
            kept += part
        elif kept and _ABOVE.fullmatch(tidy_line(kept[-1].text)):
            kept.pop()
    return kept


def _places_in(line: Line) -> int:
    """How many places on its own page a line leads to; 0 where it says or does anything else, too."""
    is_list = not line.level and line.links >= _ALL_LINK
    return len(line.targets) if is_list and all(target.startswith("#") for target in line.targets) else 0
