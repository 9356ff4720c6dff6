"""Short ways to make and read exports."""

import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from index.records import Page, Skipped
from index.settings import SourceSettings

Reader = Callable[[Path, SourceSettings], Iterator[Page | Skipped]]


def read(reader: Reader, path: Path, **settings: object) -> tuple[list[Page], dict[str, str]]:
    """The pages of an export, and {title: reason} of what was left out."""
    items = list(reader(path, SourceSettings(**settings)))  # type: ignore[arg-type]
    pages = [item for item in items if isinstance(item, Page)]
    skipped = {i.place.partition(": ")[2]: i.reason for i in items if isinstance(i, Skipped)}
    return pages, skipped


def count(reader: Reader, path: Path) -> tuple[int, int]:
    """How many posts an export gives, and how many things it names as left out."""
    items = list(reader(path, SourceSettings()))
    return sum(isinstance(item, Page) for item in items), sum(isinstance(item, Skipped) for item in items)


def body(page: Page) -> str:
    return page.content.decode("utf-8")


def write_zip(path: Path, files: Mapping[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return path
