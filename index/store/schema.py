"""The archive's tables, as steps from one version to the next."""

import sqlite3
from collections.abc import Callable

from index.errors import IndexBroken


def migrate(connection: sqlite3.Connection) -> None:
    """Bring an archive up to this version. Raises sqlite3.Error; IndexBroken where it is from a later one."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > len(_MIGRATIONS):
        raise IndexBroken(
            "The index's archive was written by a newer Blogseek; update this one, or name another folder "
            "with --index."
        )
    for number, migration in enumerate(_MIGRATIONS[version:], start=version + 1):
        connection.execute("BEGIN IMMEDIATE")
        with connection:
            migration(connection)
            connection.execute(f"PRAGMA user_version = {number}")


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


def _m002_what_crawls_and_owners_say(connection: sqlite3.Connection) -> None:
    for column in ("etag", "last_modified"):  # never filled; a visit has them
        connection.execute(f"ALTER TABLE page DROP COLUMN {column}")
    for column in ("charset TEXT", "facts TEXT", "is_body INTEGER NOT NULL DEFAULT 0", "aliases TEXT"):
        connection.execute(f"ALTER TABLE page ADD COLUMN {column}")
    # What was read out of the page, and by which version of the reader; gone when the page changes.
    for column in ("extracted_by TEXT", "extracted BLOB"):
        connection.execute(f"ALTER TABLE page ADD COLUMN {column}")
    connection.execute("CREATE TABLE source (name TEXT PRIMARY KEY, kind TEXT NOT NULL)")
    connection.execute("INSERT INTO source SELECT DISTINCT source, 'folder' FROM page")
    # One run over one source; where finished_at is empty, it was stopped, and the next goes on from it.
    connection.execute(
        """CREATE TABLE crawl (
            crawl_id INTEGER PRIMARY KEY AUTOINCREMENT, source TEXT NOT NULL,
            started_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP, finished_at TEXT
        )"""
    )
    # What the crawler knows of an address. `checked_in` is the crawl that asked for it last.
    connection.execute(
        """CREATE TABLE visit (
            source TEXT NOT NULL, url TEXT NOT NULL, root TEXT NOT NULL, role TEXT NOT NULL,
            status INTEGER NOT NULL, reason TEXT NOT NULL, final_url TEXT, etag TEXT,
            last_modified TEXT, listed_as TEXT, misses INTEGER NOT NULL DEFAULT 0, links BLOB,
            checked_in INTEGER NOT NULL, PRIMARY KEY (source, url)
        )"""
    )
    # Addresses that must not come back, by their key.
    connection.execute(
        """CREATE TABLE tombstone (
            address_key TEXT PRIMARY KEY, reason TEXT NOT NULL,
            forgotten_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
        )"""
    )


def _m003_outlines_of_pages(connection: sqlite3.Connection) -> None:
    # What is known of a page's post without reading it, and what was learnt of a site from all of its posts.
    connection.execute(
        """CREATE TABLE outline (
            source TEXT NOT NULL, url TEXT NOT NULL, made_by TEXT NOT NULL, site TEXT NOT NULL,
            outline TEXT NOT NULL, PRIMARY KEY (source, url)
        ) WITHOUT ROWID"""
    )
    connection.execute(
        "CREATE TABLE site (site TEXT PRIMARY KEY, digest TEXT NOT NULL, learnt TEXT NOT NULL) WITHOUT ROWID"
    )
    # Neither may outlive the page that it tells of.
    for event, row in (("DELETE", "OLD"), ("INSERT", "NEW"), ("UPDATE OF extracted", "NEW")):
        connection.execute(
            f"""CREATE TRIGGER outline_after_{event.partition(" ")[0].lower()} AFTER {event} ON page BEGIN
                DELETE FROM site WHERE site =
                    (SELECT site FROM outline WHERE source = {row}.source AND url = {row}.url);
                DELETE FROM outline WHERE source = {row}.source AND url = {row}.url;
            END"""
        )


def _m004_verdicts_on_pairs(connection: sqlite3.Connection) -> None:
    # Why two posts, named by their digests, are one; empty where they are two.
    connection.execute(
        """CREATE TABLE verdict (
            made_by TEXT NOT NULL, judge TEXT NOT NULL, one TEXT NOT NULL, other TEXT NOT NULL,
            reason TEXT NOT NULL, PRIMARY KEY (made_by, judge, one, other)
        ) WITHOUT ROWID"""
    )


def _m005_embeddings_by_passage(connection: sqlite3.Connection) -> None:
    # Embeddings of single texts, a row each, are of no use any more: sentences are now embedded with their
    # passage. The next run embeds anew.
    connection.execute("DROP TABLE embedding")
    connection.execute(
        "CREATE TABLE model (model_id INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE, dim INTEGER NOT NULL)"
    )
    # A row is several kilobytes. Were the key the table's own order, each would end in a page of its own.
    connection.execute(
        """CREATE TABLE embedding (
            embedding_id INTEGER PRIMARY KEY, model_id INTEGER NOT NULL, text_digest BLOB NOT NULL,
            rows BLOB NOT NULL
        )"""
    )
    connection.execute("CREATE UNIQUE INDEX embedding_of_text ON embedding (text_digest, model_id)")


def _m006_what_came_of_files(connection: sqlite3.Connection) -> None:
    # So that a file that is as it was when it was read need not be read again.
    connection.execute(
        """CREATE TABLE reading (
            source TEXT NOT NULL, file BLOB NOT NULL, stamp TEXT NOT NULL, digest TEXT NOT NULL,
            key TEXT NOT NULL, skipped TEXT NOT NULL, PRIMARY KEY (source, file)
        ) WITHOUT ROWID"""
    )
    connection.execute(
        """CREATE TABLE reading_page (
            source TEXT NOT NULL, url TEXT NOT NULL, file BLOB NOT NULL, PRIMARY KEY (source, url)
        ) WITHOUT ROWID"""
    )
    connection.execute("CREATE INDEX reading_page_of_file ON reading_page (source, file)")
    # A page that has left the archive must be read again, should it come back; and nothing may tell of it.
    connection.execute(
        """CREATE TRIGGER reading_after_delete AFTER DELETE ON page BEGIN
            DELETE FROM reading WHERE source = OLD.source AND file =
                (SELECT file FROM reading_page WHERE source = OLD.source AND url = OLD.url);
            DELETE FROM reading_page WHERE source = OLD.source AND url = OLD.url;
        END"""
    )


# Append only: the number of the last one applied is the file's user_version.
_MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (
    _m001_pages_and_embeddings,
    _m002_what_crawls_and_owners_say,
    _m003_outlines_of_pages,
    _m004_verdicts_on_pairs,
    _m005_embeddings_by_passage,
    _m006_what_came_of_files,
)
