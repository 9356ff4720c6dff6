"""What is costly to get again is kept, and kept right."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from index.errors import IndexBroken
from index.records import Page
from index.store.archive import Archive, open_archive, text_digest
from tests.fakes import FakeEncoder, make_page


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "archive.sqlite"


@pytest.fixture
def archive(path: Path) -> Iterator[Archive]:
    with open_archive(path) as archive:
        yield archive


def row_ids(path: Path) -> dict[str, int]:
    """{address: rowid}: a row that is written again gets another."""
    with closing(sqlite3.connect(path)) as connection:
        return dict(connection.execute("SELECT url, rowid FROM page").fetchall())


def test_pages_come_back_as_they_were(archive: Archive) -> None:
    pages = [make_page(bytes(range(256)) * 50, "a.html"), make_page("naïve 日本語", "sub/b é.md")]
    archive.keep_pages("source", pages)
    assert list(archive.pages("source")) == pages


def test_pages_outlive_the_closing(path: Path) -> None:
    with open_archive(path) as archive, archive.transaction():
        archive.keep_source("source", "folder")
        archive.keep_pages("source", [make_page("text", "a.txt")])
    with open_archive(path) as archive:
        assert [page.content for page in archive.pages("source")] == [b"text"]
        assert archive.sources() == {"source": "folder"}


def test_the_same_page_is_not_written_again(archive: Archive, path: Path) -> None:
    with archive.transaction():
        archive.keep_pages("source", [make_page("one", "a.html"), make_page("two", "b.html")])
    before = row_ids(path)
    with archive.transaction():
        archive.keep_pages("source", [make_page("one", "a.html"), make_page("TWO", "b.html")])
    after = row_ids(path)
    assert after["file:///blog/a.html"] == before["file:///blog/a.html"]
    assert after["file:///blog/b.html"] != before["file:///blog/b.html"]


def test_a_changed_page_replaces_its_former_self(archive: Archive) -> None:
    archive.keep_pages("source", [make_page("old", "a.html")])
    archive.keep_pages("source", [make_page("new", "a.html")])
    assert [page.content for page in archive.pages("source")] == [b"new"]


def test_two_sources_keep_the_same_address_apart(archive: Archive) -> None:
    archive.keep_pages("one", [make_page("text", "a.html")])
    archive.keep_pages("two", [make_page("text", "a.html")])
    archive.drop_pages_except("one", set())
    assert archive.page_count("one") == 0
    assert archive.page_count("two") == 1
    assert archive.page_count("two") == 1


def test_dropping_keeps_what_is_named(archive: Archive) -> None:
    archive.keep_pages("source", [make_page("x", f"{n}.html") for n in range(5)])
    archive.drop_pages_except("source", {"file:///blog/3.html", "file:///blog/unknown.html"})
    assert [page.place for page in archive.pages("source")] == ["3.html"]


def test_a_reader_that_breaks_half_way_changes_nothing(archive: Archive) -> None:
    def pages() -> Iterator[Page]:
        yield make_page("new", "a.html")
        raise OSError("the disk went away")

    with archive.transaction():
        archive.keep_pages("source", [make_page("old", "a.html")])
    with pytest.raises(OSError, match="went away"), archive.transaction():
        archive.keep_pages("source", pages())
    assert [page.content for page in archive.pages("source")] == [b"old"]


def test_embeddings_come_back_bit_by_bit_and_by_model(archive: Archive) -> None:
    rows = FakeEncoder().encode_queries(["one", "two", "three"])
    digests = [text_digest(text) for text in ("one", "two", "three")]
    archive.keep_embeddings("model", digests, rows)
    found = archive.embeddings("model", reversed(digests))
    assert all(np.array_equal(found[digest], row) for digest, row in zip(digests, rows, strict=True))
    assert archive.known_embeddings("model", [*digests, text_digest("four")]) == set(digests)
    assert archive.known_embeddings("other model", digests) == set()


def test_an_embedding_that_is_not_there_is_not_made_up(archive: Archive) -> None:
    with pytest.raises(IndexBroken, match="reindex again"):
        archive.embeddings("model", [text_digest("never seen")])


def test_the_archive_of_a_newer_blogseek_is_refused_and_left_alone(path: Path) -> None:
    with open_archive(path) as archive, archive.transaction():
        archive.keep_pages("source", [make_page("text", "a.txt")])
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")
    before = path.read_bytes()
    with pytest.raises(IndexBroken, match="newer Blogseek"), open_archive(path):
        pass
    assert path.read_bytes() == before


def test_an_archive_that_is_no_database_is_refused_with_what_to_do(path: Path) -> None:
    path.write_bytes(b"this was overwritten by something else " * 200)
    with pytest.raises(IndexBroken, match="Move the file away"), open_archive(path) as archive:
        archive.sources()


def test_an_archive_with_a_broken_page_of_the_database_is_refused(path: Path) -> None:
    with open_archive(path) as archive, archive.transaction():
        archive.keep_pages("source", [make_page(f"text {n} " * 500, f"{n}.txt") for n in range(50)])
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    path.write_bytes(content)
    with pytest.raises(IndexBroken), open_archive(path) as archive:
        list(archive.pages("source"))


@pytest.mark.parametrize("damage", ["flipped", "cut short"])
def test_a_page_whose_stored_bytes_are_damaged_is_not_handed_out(path: Path, damage: str) -> None:
    with open_archive(path) as archive, archive.transaction():
        archive.keep_pages("source", [make_page("some text that is long enough to pack " * 9, "a.txt")])
    with closing(sqlite3.connect(path)) as connection, connection:
        (packed,) = connection.execute("SELECT content FROM page WHERE source = 'source'").fetchone()
        flipped = packed[:9] + bytes([packed[9] ^ 0xFF]) + packed[10:]
        wrong = {"flipped": flipped, "cut short": packed[: len(packed) // 2]}[damage]
        connection.execute("UPDATE page SET content = ? WHERE source = 'source'", (wrong,))
    with pytest.raises(IndexBroken), open_archive(path) as archive:
        list(archive.pages("source"))


def test_lone_surrogates_have_a_digest() -> None:
    assert text_digest("a\ud800b") != text_digest("a\ud801b")
