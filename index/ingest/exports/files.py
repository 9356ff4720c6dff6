"""The files of an export, whether it comes as one file, as a zip or as an unpacked folder."""

import io
import os
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol

from index.errors import SourceError
from index.ingest.archives.zipped import ZipContents, open_zip, printable
from index.records import Skipped

PEEK_BYTES = 300_000  # of a file, to tell what it is
MAX_WHOLE_BYTES = 512_000_000  # of a file that has to be read in one piece
_MEMBER_BYTES = 20_000  # of a file in a zip or folder, for the same
_MAX_PEEKED = 20  # files of a zip or folder that are looked into
_ZIP_MARKS = (b"PK\x03\x04", b"PK\x05\x06")


class ExportFiles(Protocol):
    """What a zip and a folder have in common. `refused` is what is not offered, with reasons."""

    refused: list[Skipped]

    def names(self) -> list[str]:
        """Every file, `/` between folders."""

    def read(self, name: str) -> bytes | Skipped:
        """What the file holds, or why it is not given."""


class _Folder:
    """The files below a folder, or the one file that `root` is. Links are not followed."""

    def __init__(self, root: Path, max_file_bytes: int) -> None:
        self.refused: list[Skipped] = []
        self._base = root if root.is_dir() else root.parent
        self._root = root
        self._max_file_bytes = max_file_bytes

    def names(self) -> list[str]:
        return list(self.walk())

    def walk(self) -> Iterator[str]:
        if self._root != self._base:
            yield self._root.name
            return
        for folder, subfolders, files in os.walk(self._base):
            subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
            for name in sorted(files):
                if not name.startswith("."):
                    yield Path(folder, name).relative_to(self._base).as_posix()

    def read(self, name: str) -> bytes | Skipped:
        place = f"{self._base.name}: {printable(name)}"
        path = self._base / name
        try:
            if path.is_symlink() and not path.resolve().is_relative_to(self._base.resolve()):
                return Skipped(place, "a link that leads out of the folder")
            if not path.is_file():
                return Skipped(place, "not a regular file")
            with path.open("rb") as file:
                content = file.read(self._max_file_bytes + 1)
        except (OSError, RuntimeError) as error:
            return Skipped(place, f"cannot be read: {getattr(error, 'strerror', None) or error}")
        if len(content) > self._max_file_bytes:
            return Skipped(place, f"larger than {self._max_file_bytes:,} bytes")
        return content


@contextmanager
def open_files(path: Path, max_file_bytes: int) -> Iterator[ExportFiles]:
    """The files of the zip, folder or file at `path`. Raises SourceError where it cannot be read."""
    if is_zip(path):
        with open_zip(path, max_file_bytes) as contents:
            yield contents
    elif not os.access(path, os.R_OK):
        raise SourceError(f"{path.name} cannot be read; check that it is there, and its permissions.")
    else:
        yield _Folder(path, max_file_bytes)


def is_zip(path: Path) -> bool:
    """Whether `path` begins as a zip does. Raises nothing."""
    return head_of(path, 4) in _ZIP_MARKS


def head_of(path: Path, size: int = PEEK_BYTES) -> bytes:
    """The first `size` bytes of a file; b"" of a folder and of what cannot be read. Raises nothing."""
    try:
        if not path.is_file():
            return b""
        with path.open("rb") as file:
            return file.read(size)
    except (OSError, ValueError):
        return b""


def peek_names(path: Path) -> list[str]:
    """The names in a zip or folder, as many as it takes to tell what it is. Raises nothing."""
    try:
        if path.is_dir():
            return [name for name, _ in zip(_Folder(path, 1).walk(), range(2_000), strict=False)]
        if is_zip(path):
            with open_zip(path, PEEK_BYTES) as contents:
                return contents.names()
    except (SourceError, OSError, ValueError):
        pass
    return []


def peek_files(path: Path, endings: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    """The beginnings of the files that end so: `path` itself, or the first few in it. Raises nothing."""
    if path.is_file() and not is_zip(path):
        yield path.name, head_of(path)
        return
    wanted = [name for name in peek_names(path) if name.lower().endswith(endings)]
    wanted = sorted(wanted, key=lambda name: "posts/" not in f"/{name}")[:_MAX_PEEKED]  # stable
    for name in wanted:
        is_folder = path.is_dir()
        yield name, head_of(path / name, _MEMBER_BYTES) if is_folder else _head_in_zip(path, name)


def _head_in_zip(path: Path, name: str) -> bytes:
    try:
        with zipfile.ZipFile(path) as opened, opened.open(name) as member:
            return member.read(_MEMBER_BYTES)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, LookupError, RuntimeError):
        return b""


@contextmanager
def open_streams(path: Path, endings: tuple[str, ...]) -> Iterator[Iterator[tuple[str, BinaryIO] | Skipped]]:
    """Every file of the export that ends so (the file itself, whatever its name), to be read bit by bit.

    Raises SourceError where `path` cannot be read.
    """
    with open_files(path, MAX_WHOLE_BYTES) as files:
        yield _streams(path, files, endings)


def _streams(
    path: Path, files: ExportFiles, endings: tuple[str, ...]
) -> Iterator[tuple[str, BinaryIO] | Skipped]:
    yield from files.refused
    for name in sorted(files.names()):
        if path.is_file() and not isinstance(files, ZipContents):
            try:
                with path.open("rb") as file:
                    yield name, file
            except OSError as error:
                raise SourceError(f"{path.name} cannot be read: {error.strerror}.") from error
        elif name.lower().endswith(endings):
            content = files.read(name)
            yield content if isinstance(content, Skipped) else (name, io.BytesIO(content))
