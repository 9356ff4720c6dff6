"""Parts of a post that its page holds twice: for two widths of screen, or in a slide show. Pure."""

from collections.abc import Sequence
from itertools import groupby

from index.ingest.extract.lines import Line
from index.records import BlockKind

_A_PART = 2  # lines: a writer may say one again
_LONG_CHARS = 40  # of letters and digits; a part without such a line may be of a form that is filled in again
_MAY_REPEAT = frozenset([BlockKind.CODE, BlockKind.TABLE_ROW])


def without_repeats(lines: Sequence[Line]) -> list[Line]:
    """`lines` without those parts that were all there before."""
    seen: set[str] = set()
    marked: list[tuple[bool, Line]] = []
    for line in lines:
        marked.append((line.key in seen and line.kind not in _MAY_REPEAT, line))
        seen.add(line.key)
    kept: list[Line] = []
    for is_repeated, group in groupby(marked, key=lambda pair: pair[0]):
        part = [line for _, line in group]
        is_long = len(part) >= _A_PART and any(len(line.key) > _LONG_CHARS for line in part)
        kept += [] if is_repeated and is_long else part
    return kept
