"""What is costly to get again: pages as found, and embeddings. One SQLite file that outlives generations.

Everything else in an index can be rebuilt from it without reading a source and without a model.
"""

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from index.errors import IndexBroken
from index.records import Embeddings, Facts, Page, PassageText
from index.store.paths import IndexPaths
from index.store.room import fault_told
from index.store.schema import migrate

# A page larger than this when unpacked was not written by us: sources refuse far smaller ones.
_MAX_UNPACKED_BYTES = 1_000_000_000
_FACT_COLUMNS = "charset, facts, is_body, aliases"
_EMBEDDING_TYPE = "<f2"  # little-endian float16, as in a generation, whatever machine wrote it
_DIGEST_BYTES = 16
_REPAIR = (
    "what readers see is not touched. Move archive.sqlite away and reindex every source; what was forgotten "
    "must then be so again, since this file alone knew it."
)


def text_digest(text: PassageText) -> bytes:
    """The key of a passage's embeddings: from the SHA-256 of all that decides them beside the model."""
    read = text.text.encode("utf-8", "surrogatepass")
    places = f"{len(read)} {text.context_chars} {text.sentences}".encode()
    return hashlib.sha256(places + read).digest()[:_DIGEST_BYTES]


@dataclass(frozen=True, slots=True)
class PageAddresses:
    """How one archived page can be reached: its own address, its post's live one, and further ones."""

    source: str
    url: str
    link: str | None
    aliases: tuple[str, ...]


class Archive:
    """The open archive. Used by the one writer alone.

    Pages are changed inside `transaction()`; embeddings are kept as they come, since they cost the most.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Use `open_archive` instead."""
        self._connection = connection

    @property
    def connection(self) -> sqlite3.Connection:
        """The database itself, for the modules that keep their own tables in it."""
        return self._connection

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Keep what is done to pages inside all together, or, where it raises, not at all."""
        with self._connection:
            yield

    def sources(self) -> dict[str, str]:
        """{name: kind} of every source, by name."""
        return dict(self._connection.execute("SELECT name, kind FROM source ORDER BY name").fetchall())

    def keep_source(self, name: str, kind: str) -> None:
        """Remember a source and its kind."""
        self._connection.execute("INSERT OR REPLACE INTO source VALUES (?, ?)", (name, kind))

    def drop_source(self, name: str) -> None:
        """Forget a source and all that came from it."""
        for table, column in (
            ("page", "source"),
            ("reading", "source"),
            ("reading_page", "source"),
            ("visit", "source"),
            ("crawl", "source"),
            ("source", "name"),
        ):
            self._connection.execute(f"DELETE FROM {table} WHERE {column} = ?", (name,))

    def keep_pages(self, source: str, pages: Iterable[Page]) -> None:
        """Add `pages`, replacing those of the same address that are not the same in all."""
        for page in pages:
            digest = hashlib.sha256(page.content).hexdigest()
            row = (page.place, page.media_type, digest, *_packed_facts(page))
            known = self._connection.execute(
                f"SELECT place, media_type, digest, {_FACT_COLUMNS} FROM page WHERE source = ? AND url = ?",
                (source, page.url),
            ).fetchone()
            if known != row:
                self._connection.execute(
                    f"""INSERT OR REPLACE INTO page
                    (source, url, content, place, media_type, digest, {_FACT_COLUMNS})
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                    (source, page.url, zlib.compress(page.content), *row),
                )

    def drop_page(self, source: str, url: str) -> None:
        """Forget one page."""
        self._connection.execute("DELETE FROM page WHERE source = ? AND url = ?", (source, url))

    def drop_pages_except(self, source: str, urls: set[str]) -> None:
        """Forget every page of `source` whose address is not in `urls`."""
        known = self._connection.execute("SELECT url FROM page WHERE source = ?", (source,)).fetchall()
        gone = [(source, url) for (url,) in known if url not in urls]
        self._connection.executemany("DELETE FROM page WHERE source = ? AND url = ?", gone)

    def pages(self, source: str) -> Iterator[Page]:
        """The pages of `source`, by address."""
        for (url,) in self._connection.execute(
            "SELECT url FROM page WHERE source = ? ORDER BY url", (source,)
        ).fetchall():
            yield self.page(source, url)

    def page(self, source: str, url: str) -> Page:
        """One page. Raises IndexBroken where it is damaged, KeyError where it is not here."""
        row = self._connection.execute(
            f"SELECT place, content, media_type, digest, {_FACT_COLUMNS} FROM page "
            "WHERE source = ? AND url = ?",
            (source, url),
        ).fetchone()
        if row is None:
            raise KeyError(url)
        place, content, media_type, digest, *facts = row
        return Page(url, place, _unpack(content, digest, place), media_type, *_unpacked_facts(*facts))

    def extracted(self, source: str, url: str, extractor: str) -> tuple[str, bytes | None]:
        """(place, what `extractor` made of it) of one page; None for nothing yet."""
        place, packed = self._connection.execute(
            "SELECT place, CASE WHEN extracted_by = ? THEN extracted END FROM page "
            "WHERE source = ? AND url = ?",
            (extractor, source, url),
        ).fetchone()
        return place, packed

    def keep_extracted(self, source: str, url: str, extractor: str, extracted: bytes) -> None:
        """Remember what `extractor` made of a page."""
        self._connection.execute(
            "UPDATE page SET extracted_by = ?, extracted = ? WHERE source = ? AND url = ?",
            (extractor, extracted, source, url),
        )

    def forget_extracted(self, source: str) -> None:
        """Have every page of `source` read anew."""
        query = "UPDATE page SET extracted_by = NULL, extracted = NULL WHERE source = ?"
        self._connection.execute(query, (source,))

    def has_page(self, source: str, url: str) -> bool:
        """Whether the page at `url` is here."""
        query = "SELECT 1 FROM page WHERE source = ? AND url = ?"
        return self._connection.execute(query, (source, url)).fetchone() is not None

    def page_count(self, source: str) -> int:
        """How many pages `source` has here."""
        query = "SELECT count(*) FROM page WHERE source = ?"
        return int(self._connection.execute(query, (source,)).fetchone()[0])

    def page_addresses(self) -> Iterator[PageAddresses]:
        """The addresses of every page of every source."""
        query = "SELECT source, url, facts, aliases FROM page ORDER BY source, url"
        for source, url, packed, packed_aliases in self._connection.execute(query):
            _, facts, _, aliases = _unpacked_facts(None, packed, False, packed_aliases)
            yield PageAddresses(source, url, facts.link, aliases)

    def known_embeddings(self, model_digest: str, digests: Iterable[bytes]) -> set[bytes]:
        """Those of `digests` whose passage the model has embedded before."""
        model_id, _ = self._model(model_digest)
        query = "SELECT 1 FROM embedding WHERE text_digest = ? AND model_id = ?"
        return {d for d in digests if self._connection.execute(query, (d, model_id)).fetchone()}

    def embeddings(self, model_digest: str, digests: Iterable[bytes]) -> Iterator[Embeddings]:
        """Of each passage, its embedding and those of its sentences: (row_count, dim).

        Raises IndexBroken where one is not there.
        """
        model_id, dim = self._model(model_digest)
        query = "SELECT rows FROM embedding WHERE text_digest = ? AND model_id = ?"
        for digest in digests:
            row = self._connection.execute(query, (digest, model_id)).fetchone()
            if row is None:
                raise IndexBroken("The archive has lost an embedding while it was in use; reindex again.")
            yield np.frombuffer(row[0], dtype=_EMBEDDING_TYPE).reshape(-1, dim).astype(np.float32)

    def drop_embeddings_except(self, digests: Iterable[bytes]) -> int:
        """Forget every model's embeddings of all passages but those of `digests`; returns of how many."""
        connection = self._connection
        connection.execute("CREATE TEMP TABLE used (text_digest BLOB PRIMARY KEY) WITHOUT ROWID")
        try:
            connection.executemany("INSERT OR IGNORE INTO used VALUES (?)", ((digest,) for digest in digests))
            query = "DELETE FROM embedding WHERE text_digest NOT IN (SELECT text_digest FROM used)"
            return connection.execute(query).rowcount
        finally:
            connection.execute("DROP TABLE IF EXISTS used")  # a full disk has undone even that it was made

    def shrink(self) -> None:
        """Write the file anew, without a trace of what was dropped. Not to be called inside a transaction."""
        self._connection.execute("VACUUM")

    def keep_embeddings(
        self, model_digest: str, digests: Sequence[bytes], rows: Sequence[Embeddings]
    ) -> None:
        """Add, for each digest, its passage's rows: (row_count, dim)."""
        if not digests:
            return
        with self._connection:
            self._connection.execute(
                "INSERT OR IGNORE INTO model (digest, dim) VALUES (?, ?)", (model_digest, rows[0].shape[1])
            )
            model_id, _ = self._model(model_digest)
            self._connection.executemany(
                "INSERT OR REPLACE INTO embedding (text_digest, model_id, rows) VALUES (?, ?, ?)",
                (
                    (digest, model_id, of_passage.astype(_EMBEDDING_TYPE).tobytes())
                    for digest, of_passage in zip(digests, rows, strict=True)
                ),
            )

    def _model(self, digest: str) -> tuple[int, int]:
        """(number, dim) of a model; (-1, 1) of one that has embedded nothing."""
        query = "SELECT model_id, dim FROM model WHERE digest = ?"
        found: tuple[int, int] | None = self._connection.execute(query, (digest,)).fetchone()
        return found or (-1, 1)


@contextmanager
def open_archive(path: Path) -> Iterator[Archive]:
    """Open the archive at `path`, making or upgrading it as needed.

    Raises IndexBroken, IndexUnwritable, and IndexBusy where another process has it for itself for long.
    """
    connection = None
    try:
        connection = sqlite3.connect(path)
        connection.execute("PRAGMA secure_delete = ON")  # what is dropped is overwritten at once
        migrate(connection)
        yield Archive(connection)
    except sqlite3.Error as error:
        damage = IndexBroken(f"The archive at {path} is damaged ({error}); {_REPAIR}")
        raise fault_told(error, path.parent) or damage from error
    finally:
        if connection is not None:
            connection.close()


def known_sources(index_folder: Path) -> dict[str, str]:
    """{name: kind} of the sources of the index there; none where it has no archive. Raises IndexFault."""
    path = IndexPaths(index_folder).archive
    if not path.exists():
        return {}
    with open_archive(path) as archive:
        return archive.sources()


def _packed_facts(page: Page) -> tuple[str | None, str | None, int, str | None]:
    """What _FACT_COLUMNS hold of a page; None for what says nothing."""
    facts = {name: value for name, value in asdict(page.facts).items() if value}
    return (
        page.charset,
        json.dumps(facts, ensure_ascii=False) if facts else None,
        int(page.is_body),
        json.dumps(page.aliases) if page.aliases else None,
    )


def _unpacked_facts(
    charset: str | None, facts: str | None, is_body: int, aliases: str | None
) -> tuple[str | None, Facts, bool, tuple[str, ...]]:
    stated = json.loads(facts or "{}")
    lists = {name: tuple(value) for name, value in stated.items() if isinstance(value, list)}
    return charset, Facts(**{**stated, **lists}), bool(is_body), tuple(json.loads(aliases or "[]"))


def _unpack(content: bytes, digest: str, place: str) -> bytes:
    """A stored page's bytes. Raises IndexBroken where they are not the ones that were kept."""
    try:
        unpacked = zlib.decompressobj().decompress(content, _MAX_UNPACKED_BYTES)
    except zlib.error:
        unpacked = b""
    if hashlib.sha256(unpacked).hexdigest() != digest:
        raise IndexBroken(
            f"The archive's copy of {place} is damaged; {_REPAIR}"
        )
    return unpacked
