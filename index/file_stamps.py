"""Whether a file is as it was when it was read, told without reading it. Standard library only."""

import hashlib
import os
import stat
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

# What is written within this time after a file was looked at may leave its time of change as it was: so
# coarsely do some disks keep it (FAT). Git calls such a file "racily clean".
_COARSEST_CLOCK_NS = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the disk says of a file, or of all files below a folder.

    `text` changes whenever the file does, if it `is_settled`. It has the time of the file's entry (ctime)
    beside that of its content (mtime), which anybody can set; and its number, for files that are moved about.
    """

    text: str
    is_settled: bool


def stamp_of(path: Path) -> Stamp | None:
    """The stamp of a file or a folder; None where a link is in it or it cannot be looked at."""
    looked_at_ns = time.time_ns()
    try:
        statuses = [(name, os.lstat(name)) for name in _files_in(os.fspath(path))]
    except OSError:
        return None
    if any(stat.S_ISLNK(status.st_mode) for _, status in statuses):
        return None  # what it leads to may change, and what lies between
    newest_ns = max((max(s.st_mtime_ns, s.st_ctime_ns) for _, s in statuses), default=0)
    said = [(name, s.st_size, s.st_mtime_ns, s.st_ctime_ns, s.st_ino) for name, s in statuses]
    text = " ".join(map(str, said[0][1:])) if len(said) == 1 else _sha256(repr(said))
    return Stamp(text, newest_ns < looked_at_ns - _COARSEST_CLOCK_NS)


def content_digest(path: Path) -> str:
    """SHA-256 (hex) of what is in a file; empty for a folder, and for what cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _files_in(path: str) -> Iterator[str]:
    """The file itself, or every file below the folder. Raises OSError for a folder that cannot be listed."""
    if not stat.S_ISDIR(os.lstat(path).st_mode):
        yield path
        return
    failures: list[OSError] = []
    for folder, subfolders, names in os.walk(path, onerror=failures.append):
        if failures:
            raise failures[0]
        subfolders.sort()
        yield from (os.path.join(folder, name) for name in sorted(names))  # noqa: PTH118 - a path costs more than the look
        yield from (
            link for name in subfolders if os.path.islink(link := os.path.join(folder, name))  # noqa: PTH114, PTH118
        )


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()
