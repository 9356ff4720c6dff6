"""A folder of saved posts, read recursively, as a stream of pages."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from index.errors import SourceError
from index.ingest.files import Reading, SourceFiles
from index.records import Page, Skipped
from index.settings import SourceSettings

MEDIA_TYPES = {
    ".html": "text/html",
    ".htm": "text/html",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".txt": "text/plain",
}
_LOOKS_LIKE_HOST = re.compile(r"(?:[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}|localhost)(?::\d+)?(?:/|$)", re.I)


def resolve_path(location: str) -> Path:
    """The folder (or single file) a person named. Raises SourceError where it cannot be read."""
    if not location.strip():  # Path("") would be the current folder
        raise SourceError("No folder or file was named; check the name.")
    try:
        resolved = Path(location).expanduser().resolve(strict=True)
    except PermissionError as error:
        raise SourceError(f"{location} may not be read by this user; check its permissions.") from error
    except (OSError, RuntimeError, ValueError) as error:
        is_host = _LOOKS_LIKE_HOST.match(location)
        hint = f" (a site is named with its https://, as in https://{location})" if is_host else ""
        raise SourceError(f"There is no folder or file {location}; check the name{hint}.") from error
    if _printable(resolved) != str(resolved):
        raise SourceError(f"The name of {_printable(resolved)} is not valid UTF-8; rename it.")
    if not os.access(resolved, os.R_OK):
        raise SourceError(f"{location} may not be read by this user; check its permissions.")
    if not (resolved.is_file() or resolved.is_dir()):  # a pipe or device may never come to an end
        raise SourceError(f"{location} is neither a file nor a folder; save what it gives to a file first.")
    return resolved


def open_folder(root: Path, settings: SourceSettings) -> SourceFiles:
    """Every post file below `root`, in the order of their paths, and what is left out.

    Hidden files and folders, and files of other kinds, are passed over without a word. Listing them raises
    SourceError where `root` itself cannot be read.
    """
    base, places = (root.parent, iter([root])) if root.is_file() else (root, _walk(root))
    return SourceFiles(places, lambda path: _read(path, base, settings.max_file_bytes))


def _walk(root: Path) -> Iterator[Path | Skipped]:
    """Every file below `root` with the ending of a post, and the folders that are not gone into."""
    failures: list[OSError] = []
    for folder, subfolders, names in os.walk(root, onerror=failures.append):
        yield from _unreadable(failures, root)
        subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
        for path in (Path(folder, name) for name in subfolders):
            if path.is_symlink():
                yield Skipped(_place(path, root), "a link to a folder; those are not followed")
        for path in (Path(folder, name) for name in sorted(names)):
            if not path.name.startswith(".") and path.suffix.lower() in MEDIA_TYPES:
                yield path
    yield from _unreadable(failures, root)


def _unreadable(failures: list[OSError], root: Path) -> Iterator[Skipped]:
    """Name the folders that could not be listed since the last time. Raises SourceError for `root`."""
    while failures:
        failure = failures.pop(0)
        folder = Path(os.fsdecode(failure.filename))
        if folder == root:
            raise SourceError(f"{root} cannot be read: {failure.strerror}.") from failure
        yield Skipped(_place(folder, root), f"cannot be read: {failure.strerror}")


def _read(path: Path, base: Path, max_file_bytes: int) -> Reading:
    place = _place(path, base)
    try:
        if objection := _objection(path, base, max_file_bytes):
            return Reading([Skipped(place, objection)], is_lasting=False)
        content = path.read_bytes()
    except (OSError, RuntimeError) as error:
        return Reading([Skipped(place, _failure(path, error))], is_lasting=False)
    if not content.strip():
        return Reading([Skipped(place, "empty")])
    return Reading([Page(path.as_uri(), place, content, MEDIA_TYPES[path.suffix.lower()])])


def _objection(path: Path, base: Path, max_file_bytes: int) -> str | None:
    """Why a file is not even opened, or None."""
    if not path.resolve(strict=True).is_relative_to(base):
        return "a link that leads out of the folder"
    if not path.is_file():
        return "not a regular file"
    if path.stat().st_size > max_file_bytes:
        return f"larger than {max_file_bytes:,} bytes"
    return None


def _failure(path: Path, error: OSError | RuntimeError) -> str:
    if isinstance(error, FileNotFoundError):
        return "a link to nothing" if path.is_symlink() else "no longer there"
    if isinstance(error, OSError):
        return f"cannot be read: {error.strerror}"
    return "a link that leads to itself"  # a RuntimeError up to Python 3.12, an OSError since


def _place(path: Path, base: Path) -> str:
    return _printable(path.relative_to(base))


def _printable(path: Path) -> str:
    """`path` as text that can be stored and shown, though the name of a file may be any bytes."""
    return os.fsencode(path.as_posix()).decode("utf-8", errors="replace")
