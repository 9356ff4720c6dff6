"""A catalog's file, and the one of what was added to it and is gone from it, read as one."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
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


class CatalogFiles:
    """Opens a connection for each call, since threads cannot share one."""

    def __init__(self, path: Path) -> None:
        """Name the file; it is opened when first asked."""
        self._path = path
        self._uri = _read_only(path)
        added = added_to(path)
        self._added_uri = _read_only(added) if added.exists() else None

    def all_rows(self, query: str) -> list[Row]:
        """The answers to `query` from each `{file}`, what is gone among them; the second's ids are higher."""
        files = ("main", "added") if self._added_uri else ("main",)
        with self.open() as connection:
            return [row for file in files for row in connection.execute(query.format(file=file))]

    @contextmanager
    def open(self) -> Iterator[sqlite3.Connection]:
        """A connection whose tables are those of both files, without what is gone. Raises IndexBroken."""
        try:
            with closing(sqlite3.connect(self._uri, uri=True)) as connection:
                if self._added_uri:
                    connection.execute("ATTACH ? AS added", (self._added_uri,))
                    connection.executescript(_UNITED)
                yield connection
        except sqlite3.Error as error:
            raise IndexBroken(f"The catalog at {self._path} is damaged ({error}); {REPAIR}") from error


def _read_only(path: Path) -> str:
    return f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1"
