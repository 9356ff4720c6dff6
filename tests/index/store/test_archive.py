"""What is costly to get again is kept, and kept right."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from index.errors import IndexBroken
from index.records import Page, PassageText
from index.store import schema
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
    rows = FakeEncoder().encode_queries(["one", "two", "three", "four"]).astype(np.float16)
    digests = [text_digest(PassageText(text)) for text in ("one", "two")]
    archive.keep_embeddings("model", digests, [rows[:3], rows[3:]])
    last, first = archive.embeddings("model", reversed(digests))
    assert np.array_equal(first, rows[:3])
    assert np.array_equal(last, rows[3:])
    assert archive.known_embeddings("model", [*digests, text_digest(PassageText("three"))]) == set(digests)
    assert archive.known_embeddings("other model", digests) == set()


def test_an_embedding_that_is_not_there_is_not_made_up(archive: Archive) -> None:
    with pytest.raises(IndexBroken, match="reindex again"):
        list(archive.embeddings("model", [text_digest(PassageText("never seen"))]))


def test_models_of_different_lengths_are_kept_apart(archive: Archive) -> None:
    digest = text_digest(PassageText("one"))
    archive.keep_embeddings("small", [digest], [np.ones((2, 8), dtype=np.float32)])
    archive.keep_embeddings("large", [digest], [np.ones((2, 24), dtype=np.float32)])
    assert [rows.shape for rows in archive.embeddings("small", [digest])] == [(2, 8)]
    assert [rows.shape for rows in archive.embeddings("large", [digest])] == [(2, 24)]


def test_embeddings_take_little_more_room_than_their_numbers(path: Path) -> None:
    count, rows_each, dim = 300, 9, 384
    rows = np.random.default_rng(0).standard_normal((count, rows_each, dim)).astype(np.float32)
    digests = [text_digest(PassageText(str(n))) for n in range(count)]
    with open_archive(path) as archive:
        archive.keep_embeddings("model", digests, list(rows))
    assert path.stat().st_size < 1.25 * count * rows_each * dim * 2


def test_an_archive_of_an_earlier_blogseek_keeps_its_pages_and_embeds_anew(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        for number, migration in enumerate(schema._MIGRATIONS[:2], start=1):
            migration(connection)
            connection.execute(f"PRAGMA user_version = {number}")
        connection.execute("INSERT INTO embedding VALUES ('model', x'00', x'0000')")
        connection.execute(
            "INSERT INTO page (source, url, place, media_type, digest, content) VALUES "
            "('source', 'file:///a', 'a', 'text/html', '', '')"
        )
    with open_archive(path) as archive:
        assert archive.has_page("source", "file:///a")
        assert archive.known_embeddings("model", [b"\x00"]) == set()


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
    with pytest.raises(IndexBroken, match=r"Move archive\.sqlite away"), open_archive(path) as archive:
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
    assert text_digest(PassageText("a\ud800b")) != text_digest(PassageText("a\ud801b"))
