"""What is costly to get again: pages as found, and embeddings. One SQLite file that outlives generations.

Everything else in an index can be rebuilt from it without reading a source and without a model.
"""

import hashlib
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from index.errors import IndexBroken
from index.records import Embeddings, Page
from index.store.paths import IndexPaths

# A page larger than this when unpacked was not written by us: sources refuse far smaller ones.
_MAX_UNPACKED_BYTES = 1_000_000_000
_EMBEDDING_TYPE = "<f4"  # little-endian float32, whatever machine wrote it


def _m001_pages_and_embeddings(connection: sqlite3.Connection) -> None:
    connection.execute(
        """CREATE TABLE page (
            source TEXT NOT NULL, url TEXT NOT NULL, place TEXT NOT NULL, media_type TEXT NOT NULL,
            digest TEXT NOT NULL, content BLOB NOT NULL, etag TEXT, last_modified TEXT,
            fetched_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP, PRIMARY KEY (source, url)
        )"""
    )
    connection.execute(
        """CREATE TABLE embedding (
            model_digest TEXT NOT NULL, text_digest BLOB NOT NULL, embedding BLOB NOT NULL,
            PRIMARY KEY (model_digest, text_digest)
        ) WITHOUT ROWID"""
    )


# Append only: the number of the last one applied is the file's user_version.
_MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (_m001_pages_and_embeddings,)


def text_digest(text: str) -> bytes:
    """SHA-256 of a text, the key of its embedding."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


class Archive:
    """The open archive. Used by the one writer alone.

    Pages are changed inside `transaction()`; embeddings are kept as they come, since they cost the most.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Use `open_archive` instead."""
        self._connection = connection

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Keep what is done to pages inside all together, or, where it raises, not at all."""
        with self._connection:
            yield

    def sources(self) -> list[str]:
        """Every source that has pages here."""
        rows = self._connection.execute("SELECT DISTINCT source FROM page ORDER BY source")
        return [source for (source,) in rows]

    def keep_pages(self, source: str, pages: Iterable[Page]) -> None:
        """Add `pages`, replacing those of the same address whose content is another."""
        for page in pages:
            digest = hashlib.sha256(page.content).hexdigest()
            row = (source, page.url, page.place, page.media_type, digest)
            known = self._connection.execute(
                "SELECT place, media_type, digest FROM page WHERE source = ? AND url = ?", row[:2]
            ).fetchone()
            if known != row[2:]:
                self._connection.execute(
                    """INSERT OR REPLACE INTO page (source, url, place, media_type, digest, content)
                    VALUES (?, ?, ?, ?, ?, ?)""",
                    (*row, zlib.compress(page.content)),
                )

    def drop_pages_except(self, source: str, urls: set[str]) -> None:
        """Forget every page of `source` whose address is not in `urls`."""
        known = self._connection.execute("SELECT url FROM page WHERE source = ?", (source,)).fetchall()
        gone = [(source, url) for (url,) in known if url not in urls]
        self._connection.executemany("DELETE FROM page WHERE source = ? AND url = ?", gone)

    def pages(self, source: str) -> Iterator[Page]:
        """The pages of `source`, by address."""
        rows = self._connection.execute(
            "SELECT url, place, content, media_type, digest FROM page WHERE source = ? ORDER BY url",
            (source,),
        )
        for url, place, content, media_type, digest in rows:
            yield Page(url, place, _unpack(content, digest, place), media_type)

    def page_count(self, source: str) -> int:
        """How many pages `source` has here."""
        query = "SELECT count(*) FROM page WHERE source = ?"
        return int(self._connection.execute(query, (source,)).fetchone()[0])

    def known_embeddings(self, model_digest: str, digests: Iterable[bytes]) -> set[bytes]:
        """Those of `digests` whose text the model has embedded before."""
        query = "SELECT 1 FROM embedding WHERE model_digest = ? AND text_digest = ?"
        return {d for d in digests if self._connection.execute(query, (model_digest, d)).fetchone()}

    def embeddings(self, model_digest: str, digests: Iterable[bytes]) -> dict[bytes, Embeddings]:
        """{text digest: embedding (dim,)}. Raises IndexBroken where one is not there."""
        query = "SELECT embedding FROM embedding WHERE model_digest = ? AND text_digest = ?"
        found: dict[bytes, Embeddings] = {}
        for digest in digests:
            row = self._connection.execute(query, (model_digest, digest)).fetchone()
            if row is None:
                raise IndexBroken("The archive has lost an embedding while it was in use; reindex again.")
            found[digest] = np.frombuffer(row[0], dtype=_EMBEDDING_TYPE)
        return found

    def keep_embeddings(self, model_digest: str, digests: Sequence[bytes], rows: Embeddings) -> None:
        """Add one embedding for each digest: rows (len(digests), dim)."""
        with self._connection:
            self._connection.executemany(
                "INSERT OR REPLACE INTO embedding VALUES (?, ?, ?)",
                (
                    (model_digest, digest, row.astype(_EMBEDDING_TYPE).tobytes())
                    for digest, row in zip(digests, rows, strict=True)
                ),
            )


@contextmanager
def open_archive(path: Path) -> Iterator[Archive]:
    """Open the archive at `path`, making or upgrading it as needed. Raises IndexBroken."""
    connection = None
    try:
        connection = sqlite3.connect(path)
        _migrate(connection)
        yield Archive(connection)
    except sqlite3.Error as error:
        raise IndexBroken(
            f"The archive at {path} cannot be used ({error}); what readers see is not touched. "
            "Move the file away and reindex every source."
        ) from error
    finally:
        if connection is not None:
            connection.close()


def known_sources(index_folder: Path) -> list[str]:
    """The sources of the index in `index_folder`; none where there is no archive. Raises IndexBroken."""
    path = IndexPaths(index_folder).archive
    if not path.exists():
        return []
    with open_archive(path) as archive:
        return archive.sources()


def _unpack(content: bytes, digest: str, place: str) -> bytes:
    """A stored page's bytes. Raises IndexBroken where they are not the ones that were kept."""
    try:
        unpacked = zlib.decompressobj().decompress(content, _MAX_UNPACKED_BYTES)
    except zlib.error:
        unpacked = b""
    if hashlib.sha256(unpacked).hexdigest() != digest:
        raise IndexBroken(
            f"The archive's copy of {place} is damaged; what readers see is not touched. "
            "Move archive.sqlite away and reindex every source."
        )
    return unpacked


def _migrate(connection: sqlite3.Connection) -> None:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > len(_MIGRATIONS):
        raise sqlite3.DatabaseError("it was written by a newer Blogseek")
    for number, migration in enumerate(_MIGRATIONS[version:], start=version + 1):
        connection.execute("BEGIN IMMEDIATE")
        with connection:
            migration(connection)
            connection.execute(f"PRAGMA user_version = {number}")
