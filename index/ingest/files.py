"""A source as files that can be read one by one, so that those that are as before need not be read again."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from index.records import Page, Skipped


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of a file. `is_lasting` is False where more decides that than the file and its `key`:
    whether it could be read at all, the clock, files beside it."""

    items: Iterable[Page | Skipped]
    is_lasting: bool = True


def no_key(_file: Path) -> str:
    """The key where nothing but the file decides what comes of it."""
    return ""


@dataclass(frozen=True, slots=True)
class SourceFiles:
    """`places` are the files, in order, and what is left out without being read. What can only be read as a
    whole, be it a folder, is one file.

    `read` reads one file; `key` says all else that decides what comes of it, but for our own code, the
    source's kind and the settings.
    """

    places: Iterable[Path | Skipped]
    read: Callable[[Path], Reading]
    key: Callable[[Path], str] = no_key

    def items(self) -> Iterator[Page | Skipped]:
        """Every page of every file, and what was left out."""
        for place in self.places:
            if isinstance(place, Skipped):
                yield place
            else:
                yield from self.read(place).items
