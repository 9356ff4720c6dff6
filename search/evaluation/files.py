"""Files of a collection: lines, and objects of JSON, gzipped or not."""

import gzip
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from index.errors import SourceError

Made = TypeVar("Made")


def find_file(folder: Path, name: str) -> Path | None:
    """The file called `name` in `folder`, or `name`.gz; None where neither is there."""
    return next((path for path in (folder / name, folder / f"{name}.gz") if path.is_file()), None)


def read_lines(path: Path) -> Iterator[tuple[int, str]]:
    """(number from 1, line) of the lines that are not empty. Raises SourceError."""
    try:
        packed = path.suffix == ".gz"
        with gzip.open(path, "rt", encoding="utf-8") if packed else path.open(encoding="utf-8") as file:
            for number, line in enumerate(file, start=1):
                if line.strip():
                    yield number, line.rstrip("\r\n")
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise SourceError(f"{path} cannot be read ({error}).") from error


def read_objects(path: Path, make: Callable[[Any], Made], needs: str) -> Iterator[Made]:
    """What `make` makes of each line's JSON. Raises SourceError, saying what a line `needs`."""
    for number, line in read_lines(path):
        try:
            yield make(json.loads(line))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise SourceError(f"Line {number} of {path} cannot be used; it needs: {needs}.") from None
