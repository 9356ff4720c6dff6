"""An address that must not come back is known again in every dress, and cannot be read off its tombstone."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.store.archive import open_archive
from index.store.tombstones import (
    Tombstones,
    drop_tombstones,
    drop_tombstones_except,
    keep_tombstones,
    list_tombstones,
    mark_of,
    read_tombstones,
    stands_for_all_below,
)


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with open_archive(tmp_path / "archive.sqlite") as archive:
        yield archive.connection


@pytest.mark.parametrize(
    ("forgotten", "address", "covered"),
    [
        ("https://a.example/x", "http://www.a.example/x/?utm_source=feed#top", True),
        ("https://a.example/x", "https://a.example/x/amp/", True),
        ("https://a.example/x", "https://a.example/x/y", False),
        ("https://a.example/x", "https://a.example/xy", False),
        ("https://a.example/x", "https://a.example/", False),
        ("https://a.example/?p=1", "https://a.example/?p=1", True),
        ("https://a.example/?p=1", "https://a.example/?p=2", False),
        ("https://a.example/x/", "https://a.example/x", True),
        ("https://a.example/x/", "https://a.example/x/y/z?p=1", True),
        ("https://a.example/x/", "https://a.example/xy", False),
        ("https://a.example/x/", "https://b.example/x/y", False),
        ("https://a.example/", "https://www.a.example/any/thing", True),
        ("https://a.example", "http://a.example/any?p=3", True),
        ("https://a.example/", "https://a.example.org/any", False),
        ("https://a.example/", "https://sub.a.example/any", False),
        ("https://a.example:8080/", "https://a.example/any", False),
        ("file:///blog/a.html", "file:///blog/a.html", True),
        ("file:///blog/", "file:///blog/deep/er/a.html", True),
        ("file:///blog/", "file:///blogs/a.html", False),
        ("file:///export.zip", "file:///export.zip#posts/1.html", True),
        ("file:///export.zip#posts/1.html", "file:///export.zip#posts/1.html", True),
        ("file:///export.zip#posts/1.html", "file:///export.zip#posts/2.html", False),
        ("file:///export.zip#posts/1.html", "file:///export.zip", False),
    ],
)
def test_what_an_address_covers(forgotten: str, address: str, covered: bool) -> None:
    tombstones = Tombstones.of([forgotten])
    assert tombstones.covers(address) is covered
    assert tombstones.covers(None, "", "https://other.example/", address) is covered


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_text_can_be_asked_for_and_covers_itself(one: str, other: str) -> None:
    assert Tombstones.of([one]).covers(one) is bool(one)
    Tombstones.of([one]).covers(other)


def test_none_covers_nothing() -> None:
    assert not Tombstones()
    assert not Tombstones().covers("https://a.example/", "")


@pytest.mark.parametrize(
    ("address", "below"),
    [
        ("https://a.example/x/", True),
        ("https://a.example", True),
        ("https://a.example/x", False),
        ("https://a.example/?next=/", False),
        ("file:///blog/", True),
    ],
)
def test_a_slash_at_the_end_means_all_below(address: str, below: bool) -> None:
    assert stands_for_all_below(address) is below


def test_a_whole_site_is_told_from_its_front_page() -> None:
    assert Tombstones.of(["https://a.example/"]).covers_all_below("http://www.a.example/blog")
    assert not Tombstones([mark_of("https://a.example/", below=False)]).covers_all_below("https://a.example/")


def test_the_address_cannot_be_read_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "archive.sqlite"
    with open_archive(path) as archive, archive.transaction():
        marks = Tombstones.of(["https://a.example/secret-diary"]).marks
        for mark in marks:
            keep_tombstones(
                archive.connection, mark, "asked for", [mark_of("file:///secret.md", below=False)]
            )
    assert b"secret" not in path.read_bytes()
    assert b"a.example" not in path.read_bytes()
    with open_archive(path) as archive:
        assert read_tombstones(archive.connection).covers("https://a.example/secret-diary", "file:///x")
        assert read_tombstones(archive.connection).covers("file:///secret.md")


def test_the_list_names_what_was_asked_for_and_counts_what_goes_with_it(
    connection: sqlite3.Connection,
) -> None:
    keep_tombstones(connection, "aa", "asked for", ["c1", "c2"])
    keep_tombstones(connection, "bb/", "named in [optout]")
    assert [(t.mark, t.reason, t.companions) for t in list_tombstones(connection)] == [
        ("aa", "asked for", 2),
        ("bb/", "named in [optout]", 0),
    ]


def test_taking_one_away_takes_away_what_goes_with_it_and_no_other(connection: sqlite3.Connection) -> None:
    one, other = "https://a.example/one", "https://a.example/other"
    for address, companions in ((one, ["c1", "both"]), (other, ["c2", "both"])):
        keep_tombstones(connection, mark_of(address, below=False), "asked for", companions)
    assert drop_tombstones(connection, "http://www.a.example/one/?utm_source=x")
    assert not drop_tombstones(connection, one)
    assert read_tombstones(connection).marks == {mark_of(other, below=False), "c2"}


def test_asking_for_a_companion_itself_makes_it_stand_alone(connection: sqlite3.Connection) -> None:
    keep_tombstones(connection, mark_of("https://a.example/one", below=False), "asked for", ["c1"])
    keep_tombstones(connection, "c1", "named in [optout]", outranks=False)
    drop_tombstones(connection, "https://a.example/one")
    assert read_tombstones(connection).marks == {"c1"}


def test_what_stands_for_a_reason_of_its_own_is_outranked_only_on_purpose(
    connection: sqlite3.Connection,
) -> None:
    keep_tombstones(connection, "aa", "asked for")
    keep_tombstones(connection, "aa", "named in [optout]", outranks=False)
    keep_tombstones(connection, "bb", "named in [optout]")
    keep_tombstones(connection, "bb", "asked for")
    drop_tombstones_except(connection, "named in [optout]", Tombstones())
    assert read_tombstones(connection).marks == {"aa", "bb"}


def test_what_the_settings_name_no_more_is_let_in_again(connection: sqlite3.Connection) -> None:
    keep_tombstones(connection, "aa", "named in [optout]", ["c1"])
    keep_tombstones(connection, "bb", "named in [optout]", ["c2"])
    drop_tombstones_except(connection, "named in [optout]", Tombstones(["bb"]))
    assert read_tombstones(connection).marks == {"bb", "c2"}


def test_they_outlive_the_closing_only_where_they_were_committed(tmp_path: Path) -> None:
    path = tmp_path / "archive.sqlite"
    with open_archive(path) as archive:
        keep_tombstones(archive.connection, "aa", "asked for")
    with closing(sqlite3.connect(path)) as connection:
        assert not read_tombstones(connection)
