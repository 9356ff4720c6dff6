"""A folder of saved posts, read recursively, as a stream of pages."""

import os
from collections.abc import Iterator
from pathlib import Path

from index.errors import SourceError
from index.records import Page, Skipped

MEDIA_TYPES = {
    ".html": "text/html",
    ".htm": "text/html",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".txt": "text/plain",
}


def resolve_folder(location: str) -> Path:
    """The folder (or single file) a person named. Raises SourceError where it cannot be read."""
    path = Path(location).expanduser()
    try:
        resolved = path.resolve(strict=True)
    except (OSError, RuntimeError) as error:
        raise SourceError(f"There is no folder or file {location}; check the name.") from error
    if not os.access(resolved, os.R_OK):
        raise SourceError(f"{location} may not be read by this user; check its permissions.")
    if resolved.is_file() and resolved.suffix.lower() not in MEDIA_TYPES:
        raise SourceError(f"{location} is not one of {', '.join(MEDIA_TYPES)}; name a folder or such a file.")
    return resolved


def read_folder(root: Path, max_file_bytes: int) -> Iterator[Page | Skipped]:
    """Every post file below `root`, in the order of their paths, and what was left out.

    Hidden files and folders, and files of other kinds, are passed over without a word.
    """
    base = root if root.is_dir() else root.parent
    for path in _post_files(root):
        yield _read(path, base, max_file_bytes)


def _post_files(root: Path) -> Iterator[Path]:
    if root.is_file():
        yield root
        return
    for folder, subfolders, names in os.walk(root):
        subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
        for name in sorted(names):
            path = Path(folder, name)
            if not name.startswith(".") and path.suffix.lower() in MEDIA_TYPES:
                yield path


def _read(path: Path, base: Path, max_file_bytes: int) -> Page | Skipped:
    place = path.relative_to(base).as_posix()
    if not _is_inside(path, base):
        return Skipped(place, "a link that leads out of the folder")
    try:
        if not path.is_file():
            return Skipped(place, "not a regular file")
        if path.stat().st_size > max_file_bytes:
            return Skipped(place, f"larger than {max_file_bytes:,} bytes")
        content = path.read_bytes()
    except OSError as error:
        return Skipped(place, f"cannot be read: {error.strerror}")
    if not content.strip():
        return Skipped(place, "empty")
    return Page(path.as_uri(), place, content, MEDIA_TYPES[path.suffix.lower()])


def _is_inside(path: Path, base: Path) -> bool:
    try:
        return path.resolve(strict=True).is_relative_to(base)
    except (OSError, RuntimeError):
        return False
