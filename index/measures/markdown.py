"""Tables for documents, and their places in them. Pure."""

import re
from collections.abc import Sequence

from index.errors import SourceError


def markdown_table(rows: Sequence[Sequence[str]]) -> str:
    """A table of `rows`, the first of them its headings, that is easy to read as it is too."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    first, *others = (
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        for row in rows
    )
    line = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([first, line, *others])


def with_table(document: str, table: str, mark: str) -> str:
    """`document` with what stands between its marks called `mark` replaced.

    Raises SourceError where it has none.

    >>> with_table("<!-- a -->1<!-- end of a -->", "2", "a")
    '<!-- a -->\\n2\\n<!-- end of a -->'
    """
    start, end = f"<!-- {mark} -->", f"<!-- end of {mark} -->"
    if document.find(start) < 0 or document.find(end) < document.find(start):
        raise SourceError(f"there is no place for a table in it: put {start} and {end} on lines of their own")
    pattern = re.escape(start) + ".*?" + re.escape(end)
    return re.sub(pattern, lambda _: f"{start}\n{table}\n{end}", document, count=1, flags=re.DOTALL)
