"""Pages with labels (what a person says the post on each is) from a folder: labels.json beside the pages."""

import gzip
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.errors import SourceError

HALVES = ("tune", "report", "all")
_LABELS = "labels.json"
_MAX_PAGE_BYTES = 50_000_000


@dataclass(frozen=True, slots=True)
class Label:
    """What a person says about a page; None or empty where they say nothing.

    `holds` and `lacks` are snippets that the post's text must and must not hold.
    """

    id: str
    path: Path
    url: str
    text: str | None = None
    title: str | None = None
    author: str | None = None
    date: str | None = None
    headings: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()


def read_labels(folder: Path, half: str = "all") -> list[Label]:
    """The labels in `folder`, those of one half if asked. Raises SourceError where they cannot be read."""
    try:
        rows = json.loads((folder / _LABELS).read_text(encoding="utf-8"))
        labels = [_label(folder, row) for row in rows]
    except FileNotFoundError:
        raise SourceError(f"{folder} has no {_LABELS}: name a folder of labelled pages") from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SourceError(f"{folder / _LABELS} cannot be read ({error}): mend it or take another") from None
    return [label for label in labels if half in ("all", half_of(label.id))]


def half_of(page_id: str) -> str:
    """Which half a page is in, for good: rules are tuned on the one and numbers reported on the other.

    >>> half_of("0001"), half_of("0002")
    ('tune', 'report')
    """
    first_digit = hashlib.sha1(page_id.encode(), usedforsecurity=False).hexdigest()[0]
    return "tune" if first_digit < "8" else "report"


def read_page(path: Path) -> str:
    """The page's markup, unpacked if need be. Raises OSError."""
    if path.suffix != ".gz":
        return path.read_text(encoding="utf-8", errors="replace")
    with gzip.open(path) as file:
        return file.read(_MAX_PAGE_BYTES).decode("utf-8", "replace")


def _label(folder: Path, row: dict[str, Any]) -> Label:
    path = folder / row["file"]
    if not path.resolve().is_relative_to(folder.resolve()):
        raise ValueError(f"{row['file']} is outside it")
    return Label(
        id=str(row["id"]),
        path=path,
        url=row.get("url") or "",
        text=row.get("text") or None,
        title=row.get("title") or None,
        author=row.get("author") or None,
        date=row.get("date") or None,
        headings=tuple(row.get("headings") or ()),
        holds=tuple(row.get("with") or ()),
        lacks=tuple(row.get("without") or ()),
    )
