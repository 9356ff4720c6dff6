"""The records of a WARC or ARC file, one after the other, with limits on what may be held in memory."""

import gzip
import logging
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import BufferedReader

from index.ingest.archives.zipped import MAX_RATIO

MAX_HEADER_BYTES = 1_000_000  # of one record; warcio itself reads lines and headers without end
MIN_BOMB_BYTES = 100_000_000  # below, even a file of nothing but zeros is soon read
_GZIP = b"\x1f\x8b"
_STARTS = (b"WARC/", b"filedesc://")


class BrokenArchive(Exception):
    """Nothing more can be read of an archive; the message says why, in a few words."""


def starts_as_warc(path: Path) -> bool:
    """Whether the file at `path` begins as WARC and ARC files do, packed with gzip or not. Raises OSError."""
    with path.open("rb") as file:
        head = file.read(2_048)
    if head.startswith(_GZIP):
        try:
            head = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(head, 64)
        except zlib.error:
            return False
    return head.startswith(_STARTS)


def records(path: Path) -> Iterator[Any]:
    """Every record of the archive (of warcio's kind, HTTP headers unread); each is good until the next.

    Raises BrokenArchive at the place from which on nothing can be read, and OSError where the file cannot.
    """
    logging.getLogger("warcio").setLevel(logging.ERROR)  # it warns of each address that it mends
    with path.open("rb") as file:
        iterator = _QuietIterator(_Unpacked(file), no_record_parse=True, arc2warc=True)
        iterator.reader = lines = _LimitedLines(iterator.fh)
        while True:
            lines.header_bytes = 0
            try:
                record = next(iterator, None)
            except BrokenArchive:
                raise
            except Exception as error:  # broken archives break warcio in ways that have no end
                raise BrokenArchive("what follows is no record") from error
            if record is None:
                return
            lines.header_bytes = 0
            yield record


class _QuietIterator(ArchiveIterator):  # type: ignore[misc]  # warcio has no types
    INC_RECORD = ""  # would be written to stderr for each record with a wrong length


class _Unpacked:
    """The bytes of a file, unpacked where it is packed with gzip, record by record or as a whole."""

    def __init__(self, file: BinaryIO) -> None:
        is_packed = file.read(len(_GZIP)) == _GZIP
        file.seek(0)
        self._file = file
        # read1, since read drops what it has when the next piece is broken
        self._read = gzip.GzipFile(fileobj=file).read1 if is_packed else file.read
        self._unpacked_bytes = 0

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes. Raises BrokenArchive."""
        try:
            data = self._read(size)
        except EOFError as error:  # to warcio this would be a proper end
            raise BrokenArchive("it breaks off") from error
        except (zlib.error, OSError) as error:
            raise BrokenArchive("its gzip is broken") from error
        self._unpacked_bytes += len(data)
        if self._unpacked_bytes > max(MIN_BOMB_BYTES, MAX_RATIO * self._file.tell()):
            raise BrokenArchive(f"it unpacks to more than {MAX_RATIO} times its size, as only a bomb does")
        return data


class _LimitedLines(BufferedReader):  # type: ignore[misc]  # warcio has no types
    """Gives lines while `header_bytes`, which counts them, stays within limits."""

    header_bytes = 0

    def readline(self, length: int | None = None) -> bytes:
        """The next line. Raises BrokenArchive."""
        left_bytes = MAX_HEADER_BYTES - self.header_bytes
        if left_bytes <= 0:
            raise BrokenArchive("a record's headers have no end")
        line: bytes = super().readline(left_bytes if length is None else min(length, left_bytes))
        self.header_bytes += len(line)
        return line
