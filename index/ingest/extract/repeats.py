"""What a page says twice or again and again: parts for two widths of screen, leads, buttons. Pure."""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from index.ingest.extract.lines import Line
from index.records import BlockKind

_A_PART = 2  # lines: a writer may say one again
_LONG_CHARS = 40  # of letters and digits; a part without such a line may be of a form that is filled in again
_MAY_REPEAT = frozenset([BlockKind.CODE, BlockKind.TABLE_ROW])
_OFTEN = 3  # on the tune half of WCXB links that come so often are buttons: +.0003 of F1, snippets +.0006
_MOSTLY_LINKS = 0.5


def without_repeats(lines: Sequence[Line]) -> list[Line]:
    """`lines` without those parts that were all there before, and those long lines that were just there."""
    last: dict[str, int] = {}
    marked: list[tuple[int, Line]] = []  # with how many lines ago it was there before; 0 where it was not
    for n, line in enumerate(lines):
        is_again = line.key in last and line.kind not in _MAY_REPEAT
        marked.append((n - last[line.key] if is_again else 0, line))
        last[line.key] = n
    kept: list[Line] = []
    for is_repeated, group in groupby(marked, key=lambda pair: pair[0] > 0):
        part = list(group)
        is_long = any(len(line.key) > _LONG_CHARS for _, line in part)
        is_left = is_repeated and is_long and (len(part) >= _A_PART or part[0][0] == 1)
        kept += [] if is_left else [line for _, line in part]
    return kept


def without_refrains(lines: Sequence[Line]) -> list[Line]:
    """`lines` without the links that stand there again and again: "Check the price", "Google Maps"."""
    times = Counter(line.key for line in lines if _is_a_link(line))
    return [line for line in lines if not _is_a_link(line) or times[line.key] < _OFTEN]


def _is_a_link(line: Line) -> bool:
    return line.links >= _MOSTLY_LINKS and line.kind not in _MAY_REPEAT
