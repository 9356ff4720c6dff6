"""What keeps an index from being written though nothing is wrong with it: no room, no permission, no turn."""

import errno
import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import IndexBusy, IndexFault, IndexUnwritable

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
# All that numpy, and Python where it looks for a folder for temporary files, say where a disk is full.
_OTHER_WORDS = re.compile(r"\d+ requested and \d+ written|No usable temporary directory")
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_NOT_TO_BE_WRITTEN = (
    sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_AUTH, sqlite3.SQLITE_NOLFS,
)  # fmt: skip


@contextmanager
def failures_told(folder: Path) -> Iterator[None]:
    """Tell in our words why what is in `folder` could not be written, whoever found it out.

    Raises IndexUnwritable, or IndexBusy where another process holds a file. What tells of damage, or is no
    failure of a disk at all, goes through as it is.
    """
    try:
        yield
    except (OSError, RuntimeError, ValueError, sqlite3.Error) as error:
        fault = fault_told(error, folder)
        if fault is None:
            raise
        raise fault from error


def fault_told(error: Exception, folder: Path) -> IndexFault | None:
    """What `error` means for the index in `folder`; None where it is not about writing it."""
    if is_for_want_of_room(error):
        return IndexUnwritable(
            f"The disk of {folder}, or that of temporary files, is full; make room there and run this again. "
            "What readers see is whole."
        )
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK) & 0xFF  # without its further distinctions
    if code in _BUSY:
        return is_busy(folder)
    if code in _NOT_TO_BE_WRITTEN:
        return IndexUnwritable(_unwritable(folder, str(error)))
    if isinstance(error, OSError):
        where = f": {os.fsdecode(error.filename)}" if isinstance(error.filename, (str, bytes)) else ""
        return IndexUnwritable(_unwritable(folder, f"{error.strerror or error}{where}"))
    return None


def is_busy(folder: Path) -> IndexBusy:
    """The error where another writer is at work in `folder`."""
    return IndexBusy(f"Another reindexing of {folder} is at work; wait for it to end and try again.")


def is_for_want_of_room(error: Exception) -> bool:
    """Whether a disk is full. FAISS and tantivy only hand on what the system said, numpy not even that."""
    if getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK) == sqlite3.SQLITE_FULL:
        return True
    if isinstance(error, OSError) and error.errno in _NO_ROOM:
        return True
    said = str(error)
    return any(os.strerror(code) in said for code in _NO_ROOM) or bool(_OTHER_WORDS.search(said))


def _unwritable(folder: Path, reason: str) -> str:
    return (
        f"The index in {folder} cannot be written ({reason}); mend that and run this again. "
        "What readers see is whole."
    )
