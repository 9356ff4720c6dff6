"""A catalog's file, and the one of what was added to it and is gone from it, read as one."""

import sqlite3
import weakref
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from index.errors import REPAIR, IndexBroken
from index.store.paths import added_to
from index.store.selecting import Row

# What queries read where rows were added: those of both files that are not gone.
_UNITED = "".join(
    f"""CREATE TEMP VIEW {table} AS
    SELECT * FROM main.{table} WHERE post_id NOT IN (SELECT post_id FROM added.gone)
    UNION ALL SELECT * FROM added.{table} WHERE post_id NOT IN (SELECT post_id FROM added.gone);"""
    for table in ("post", "passage", "block", "anchor")
)

_MOST_IDLE = 4  # each keeps up to 2 MB of the files in memory


class CatalogFiles:
    """Lends connections, since threads cannot share one; a few that are given back are kept for the next.

    To open one, and have SQLite read the tables' definitions, takes 0.2 ms, of which a search has four.
    """

    def __init__(self, path: Path) -> None:
        """Name the file; it is opened when first asked."""
        self._path = path
        self._uri = _read_only(path)
        added = added_to(path)
        self._added_uri = _read_only(added) if added.exists() else None
        self._idle: list[sqlite3.Connection] = []
        weakref.finalize(self, _close, self._idle)

    def all_rows(self, query: str) -> list[Row]:
        """The answers to `query` from each `{file}`, what is gone among them; the second's ids are higher."""
        files = ("main", "added") if self._added_uri else ("main",)
        with self.open() as connection:
            return [row for file in files for row in connection.execute(query.format(file=file))]

    @contextmanager
    def open(self) -> Iterator[sqlite3.Connection]:
        """A connection whose tables are those of both files, without what is gone. Raises IndexBroken."""
        try:
            connection = self._lend()
            try:
                yield connection
            except BaseException:  # it may be in the midst of something
                connection.close()
                raise
        except sqlite3.Error as error:
            wrong = f"is damaged ({error})" if self._path.exists() else "is gone"
            raise IndexBroken(f"The catalog at {self._path} {wrong}; {REPAIR}") from error
        if len(self._idle) < _MOST_IDLE:
            self._idle.append(connection)
        else:
            connection.close()

    def _lend(self) -> sqlite3.Connection:
        try:
            return self._idle.pop()
        except IndexError:
            pass
        # Whichever thread borrows it has it for itself.
        connection = sqlite3.connect(self._uri, uri=True, check_same_thread=False)
        if self._added_uri:
            try:
                connection.execute("ATTACH ? AS added", (self._added_uri,))
                connection.executescript(_UNITED)
            except BaseException:
                connection.close()
                raise
        return connection


def _close(connections: Iterable[sqlite3.Connection]) -> None:
    for connection in connections:
        connection.close()


def _read_only(path: Path) -> str:
    return f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1"
