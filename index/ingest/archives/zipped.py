"""What a zip holds, read where it lies, with everything refused that could harm."""

import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from index.errors import SourceError
from index.records import Skipped

MAX_MEMBERS = 200_000
MAX_UNPACKED_BYTES = 4 << 30  # all that is read from one zip
# Text packs 3 to 20 times, tables of nothing but repetition some 100 times; deflate ends at 1,032.
# Above 200 it is a bomb, or a file with nothing in it to find; below a megabyte it cannot hurt.
MAX_RATIO = 200
MIN_BOMB_BYTES = 1_000_000

_MAX_DIRECTORY_BYTES = 160 * MAX_MEMBERS
_ENCRYPTED, _UTF8 = 0x1, 0x800  # bits of a member's flags
_DRIVE = re.compile(r"[A-Za-z]:(?! )")  # "Q: why?.html" is a title
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    OSError,
    EOFError,
    ValueError,
    OverflowError,
    NotImplementedError,
    RuntimeError,
)


class _Refused(Exception):
    """A file is not given; the message says why, in a few words."""


class _DirectoryFirst(io.BufferedReader):
    """A file whose directory zipfile reads in one piece before anybody can count: its length is limited."""

    is_open = False

    def read(self, size: int | None = -1, /) -> bytes:
        """As ever, but no endless directory. Raises ValueError."""
        if not self.is_open and size is not None and size > _MAX_DIRECTORY_BYTES:
            raise ValueError("it lists too many files")
        return super().read(size)


class ZipContents:
    """The files of an opened zip. `refused` is what was in it and is not offered, each with its reason."""

    def __init__(self, opened: zipfile.ZipFile, label: str, max_file_bytes: int) -> None:
        """Look through the directory of `opened`; `label` is how its places begin. Raises SourceError."""
        self.refused: list[Skipped] = []
        self._opened = opened
        self._label = label
        self._max_file_bytes = max_file_bytes
        self._unpacked_bytes = 0
        self._members: dict[str, zipfile.ZipInfo] = {}
        infos = opened.infolist()
        files = [info for info in infos if not _name(info).endswith("/")]
        if len(infos) > MAX_MEMBERS:
            raise SourceError(
                f"{label} holds more than {MAX_MEMBERS:,} files; unpack it and name the folder."
            )
        if files and all(info.flag_bits & _ENCRYPTED for info in files):
            raise SourceError(f"{label} is locked with a password; unpack it and name the folder.")
        for info in files:
            if reason := _objection(info):
                self.refused.append(self._skipped(_name(info), reason))
            elif name := _tidied(_name(info)):
                self._members[name] = info

    def names(self) -> list[str]:
        """Every regular file with a safe name, `/` between its folders, in the order of the archive."""
        return list(self._members)

    def read(self, name: str) -> bytes | Skipped:
        """What the file holds, or why it is not given."""
        info = self._members.get(name)
        if info is None:
            return self._skipped(name, "not in the zip")
        try:
            return self._unpacked(info)
        except _Refused as reason:
            return self._skipped(name, str(reason))

    def _unpacked(self, info: zipfile.ZipInfo) -> bytes:
        """What a file holds. Raises _Refused."""
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            # zipfile puts no limit on what one piece of the others becomes
            raise _Refused("packed in a way that is not read here")
        left_bytes = MAX_UNPACKED_BYTES - self._unpacked_bytes
        above_total = _Refused(f"the zip unpacks to more than {MAX_UNPACKED_BYTES:,} bytes")
        if left_bytes < 0:
            raise above_total
        try:
            with self._opened.open(info) as member:
                content = member.read(min(self._max_file_bytes, left_bytes) + 1)
        except _BROKEN as error:
            self._unpacked_bytes += min(info.file_size, self._max_file_bytes)  # that work was done
            raise _Refused(f"broken in the zip: {error}") from error
        self._unpacked_bytes += len(content)
        if len(content) > self._max_file_bytes:
            raise _Refused(f"larger than {self._max_file_bytes:,} bytes")
        if len(content) > left_bytes:
            raise above_total
        return content

    def _skipped(self, name: str, reason: str) -> Skipped:
        return Skipped(f"{self._label}: {printable(name)}", reason)


@contextmanager
def open_zip(path: Path, max_file_bytes: int) -> Iterator[ZipContents]:
    """The contents of the zip at `path`; a file in it above `max_file_bytes` is not given out.

    A zip inside it stays a file like any other. Raises SourceError where `path` cannot be read, is no
    zip or a broken one, is locked as a whole, or holds more files than anybody writes posts.
    """
    try:
        file = _DirectoryFirst(io.FileIO(path))
    except OSError as error:
        raise SourceError(f"{path.name} cannot be read: {error.strerror}; check its permissions.") from error
    with file:
        try:
            opened = zipfile.ZipFile(file)
        except _BROKEN as error:
            raise SourceError(
                f"{path.name} cannot be read as a zip ({error}); unpack it and name the folder."
            ) from error
        file.is_open = True
        with opened:
            yield ZipContents(opened, printable(path.name), max_file_bytes)


def printable(name: str) -> str:
    """`name` as one line of text that can be stored and shown, though a name may hold anything."""
    return "".join(character if character.isprintable() else "\ufffd" for character in name)


def _objection(info: zipfile.ZipInfo) -> str | None:
    """Why a file of a zip is not offered, or None."""
    return _objection_to_name(_name(info)) or _objection_to_kind(info)


def _objection_to_name(name: str) -> str | None:
    if "\0" in name:
        return "a name with a NUL in it"
    if name.startswith("/") or _DRIVE.match(name):
        return "an absolute path"
    if ".." in name.split("/"):
        return "a path that leads out of the zip"
    return None


def _objection_to_kind(info: zipfile.ZipInfo) -> str | None:
    kind = stat.S_IFMT(info.external_attr >> 16)  # 0 where the zip was not made on a Unix
    if kind == stat.S_IFLNK:
        return "a link"
    if kind not in (0, stat.S_IFREG):
        return "not a regular file"
    if info.flag_bits & _ENCRYPTED:
        return "locked with a password"
    if info.file_size > max(MIN_BOMB_BYTES, MAX_RATIO * info.compress_size):
        return f"unpacks to more than {MAX_RATIO} times its size, as only a bomb does"
    return None


def _name(info: zipfile.ZipInfo) -> str:
    """The whole name of a member, backslashes turned; zipfile's own ends at the first NUL."""
    name = info.orig_filename
    if not info.flag_bits & _UTF8:
        with suppress(UnicodeError):  # many tools write UTF-8 unsaid; cp437 is hardly ever that by chance
            name = name.encode("cp437").decode("utf-8")
    return name.replace("\\", "/")


def _tidied(name: str) -> str:
    """`name` without the empty steps that some tools write: "./posts//one.html" is "posts/one.html"."""
    return "/".join(step for step in name.split("/") if step not in ("", "."))
