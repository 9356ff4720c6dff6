"""What goes into the catalog comes out of it, character by character."""

import contextlib
import dataclasses
import gc
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from index.errors import IndexBroken
from index.records import Block, BlockKind, Passage, Post
from index.store.catalog import Catalog, post_digest, post_key
from index.store.catalog_writing import CatalogEntry, add_to_catalog, write_catalog
from index.store.paths import added_to
from tests.fakes import make_post

ODD = Post(
    url="file:///blog/%23%20odd.html",
    place="odd \udcff #%?'\"; DROP TABLE post;--.html".replace("\udcff", "ÿ"),
    link="https://example.org/a?b=c&d=é#f",
    title="Zoë’s “naïve” <b>title</b> \\ 👩‍👩‍👧 日本語",
    text="First\ttab.\n\nline one\nline two   spaced\n\n𝕬stral 𐍈 and \u202f narrow\x00nul",
    blocks=(
        Block(BlockKind.HEADING, 0, 10, 3, anchor='§Ünï"code'),
        Block(BlockKind.CODE, 12, 38, language="python"),
        Block(BlockKind.TABLE_ROW, 40, 60),
    ),
    authors=("Jürgen Groß, MD", 'O"Neil'),
    published="2021-02-03",
    tags=("c++", "a,b", "日本"),
    language="de",
    site="Ünïcode & Söhne",
    updated="2022-03-04T05:06:07+08:00",
    description="Über Öl & “Essig”",
    image="https://example.org/ö.jpg",
    addresses=("https://example.org/ö?x='1", "http://example.org/a"),
    fact_sources=(("title", "heading"), ("published", "guessed")),
    confidence=0.87,
)


def write(path: Path, *entries: CatalogEntry) -> Catalog:
    write_catalog(path, entries)
    return Catalog(path)


def test_a_post_with_odd_characters_comes_back_equal(tmp_path: Path) -> None:
    catalog = write(tmp_path / "catalog.sqlite", CatalogEntry("source", ODD, [Passage(0, 10)]))
    stored = catalog.post_by_key(post_key(ODD.url))
    assert stored is not None
    assert stored.post == ODD


def test_a_post_that_says_little_of_itself_comes_back_equal(tmp_path: Path) -> None:
    bare = make_post("Only this.")
    catalog = write(tmp_path / "catalog.sqlite", CatalogEntry("source", bare, [Passage(0, 10)]))
    stored = catalog.post_by_key(post_key(bare.url))
    assert stored is not None
    assert stored.post == bare


def test_a_catalog_from_before_headings_kept_their_anchors_is_read_without(tmp_path: Path) -> None:
    path = tmp_path / "catalog.sqlite"
    entry = CatalogEntry("source", ODD, [Passage(0, 10)])
    write_catalog(path, [entry])
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TABLE anchor")
    without = (dataclasses.replace(ODD.blocks[0], anchor=""), *ODD.blocks[1:])
    assert Catalog(path).blocks([0, 1]) == {0: without}
    add_to_catalog(added_to(path), [entry], Catalog(path).next_ids(), [0])
    assert Catalog(path).blocks([0, 1]) == {1: without}


def test_passages_are_numbered_through_all_posts_without_gaps(tmp_path: Path) -> None:
    first, second = make_post("One. Two.", url="file:///a"), make_post("Three. Four.", url="file:///b")
    parts = [Passage(0, 4, ("A – b", '"c"')), Passage(5, 9)]
    catalog = write(
        tmp_path / "catalog.sqlite",
        CatalogEntry("s", first, parts),
        CatalogEntry("s", second, [Passage(0, 12)]),
    )
    assert catalog.counts() == (2, 3)
    found = catalog.passages([0, 1, 2])
    assert [found[i].passage for i in range(3)] == [*parts, Passage(0, 12)]
    assert [found[i].post_id for i in range(3)] == [0, 0, 1]
    assert [stored.passage for stored in catalog.passages_of(0)] == parts


def test_ids_that_do_not_exist_are_left_out(tmp_path: Path) -> None:
    catalog = write(tmp_path / "catalog.sqlite", CatalogEntry("s", make_post("One."), [Passage(0, 4)]))
    assert catalog.passages([-1, 0, 7]).keys() == {0}
    assert catalog.posts([5]) == {}
    assert catalog.post_by_key("nothing") is None


def test_more_ids_than_sqlite_takes_variables(tmp_path: Path) -> None:
    post = make_post("x" * 40_000)
    catalog = write(
        tmp_path / "catalog.sqlite", CatalogEntry("s", post, [Passage(i, i + 1) for i in range(40_000)])
    )
    assert len(catalog.passages(range(40_000))) == 40_000


def test_any_changed_fact_changes_the_digest() -> None:
    changes = [
        {"title": "Other"}, {"text": ODD.text + "!"}, {"authors": ()}, {"published": None}, {"tags": ("c",)},
        {"language": None}, {"site": None}, {"link": "https://example.org/"}, {"blocks": ODD.blocks[:2]},
        {"updated": None}, {"description": None}, {"image": None}, {"addresses": ODD.addresses[:1]},
        {"fact_sources": (("title", "guessed"),)},
    ]  # fmt: skip
    digests = {post_digest(dataclasses.replace(ODD, **change)) for change in changes}
    assert len(digests | {post_digest(ODD)}) == len(changes) + 1


def test_every_address_that_leads_to_a_post_is_known(tmp_path: Path) -> None:
    bare = make_post("Only this.", url="file:///bare")
    entries = [CatalogEntry("s", post, [Passage(0, 4)]) for post in (ODD, bare)]
    assert write(tmp_path / "catalog.sqlite", *entries).addresses() == {
        ODD.url: ODD.url,
        ODD.link: ODD.url,
        "https://example.org/ö?x='1": ODD.url,
        "http://example.org/a": ODD.url,
        "file:///bare": "file:///bare",
    } | {bare.link: bare.url}


def test_an_address_that_two_posts_claim_leads_to_the_one_that_lies_there(tmp_path: Path) -> None:
    claims = dataclasses.replace(make_post("One.", url="https://a.example/1"), link="https://a.example/2")
    lies_there = make_post("Two.", url="https://a.example/2")
    entries = [CatalogEntry("s", post, [Passage(0, 4)]) for post in (claims, lies_there)]
    assert write(tmp_path / "c.sqlite", *entries).addresses() == {
        "https://a.example/1": "https://a.example/1",
        "https://a.example/2": "https://a.example/2",
    }


def test_a_catalog_in_a_folder_with_an_odd_name_opens(tmp_path: Path) -> None:
    folder = tmp_path / "50% #1 what?&mode=rwc"
    folder.mkdir()
    assert write(folder / "catalog.sqlite", CatalogEntry("s", ODD, [Passage(0, 4)])).counts() == (1, 1)


def test_reading_leaves_nothing_beside_the_catalog(tmp_path: Path) -> None:
    write(tmp_path / "catalog.sqlite", CatalogEntry("s", ODD, [Passage(0, 4)])).counts()
    assert [path.name for path in tmp_path.iterdir()] == ["catalog.sqlite"]


@pytest.mark.parametrize(
    "content", [None, b"", b"not a database, but long enough to be read as a header" * 9]
)
def test_a_catalog_that_is_none_is_refused(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "catalog.sqlite"
    if content is not None:
        path.write_bytes(content)
    wrong = "is gone" if content is None else "is damaged"
    with pytest.raises(IndexBroken, match=rf"catalog\.sqlite {wrong}"):
        Catalog(path).counts()


def test_a_failed_write_leaves_no_half_catalog(tmp_path: Path) -> None:
    twice = CatalogEntry("s", ODD, [Passage(0, 4)])
    with pytest.raises(sqlite3.IntegrityError):
        write_catalog(tmp_path / "catalog.sqlite", [twice, twice])


def test_an_outline_has_the_title_the_facts_and_each_heading_once(tmp_path: Path) -> None:
    one = make_post((2, "Salt"), "A.", (3, "Why <salt>?"), "B.", title="One", url="file:///1", tags=("rye",))
    other = make_post("Plain.", title="Other", url="file:///2", published="2024-06-01")
    paths = [("Salt",), ("Salt", "Why <salt>?"), ("Salt",)]
    catalog = write(
        tmp_path / "c.sqlite",
        CatalogEntry("s", one, [Passage(0, 1, path) for path in paths]),
        CatalogEntry("s", other, [Passage(0, 6)]),
    )
    outlines = catalog.outlines([1, 0, 7])
    assert set(outlines) == {0, 1}
    first, last = outlines[0], outlines[1]
    assert (first.post_id, first.title, first.facts.tags) == (0, "One", ("rye",))
    assert first.headings == ("Salt", "Why <salt>?")
    assert (last.post_id, last.facts.published, last.headings) == (1, "2024-06-01", ())
    assert {0: first.facts, 1: last.facts} == dict(catalog.facts())


def test_a_connection_serves_again_unless_it_failed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    catalog = write(tmp_path / "catalog.sqlite", CatalogEntry("s", ODD, []))
    opened: list[sqlite3.Connection] = []
    connect = sqlite3.connect

    def count(*args: Any, **options: Any) -> sqlite3.Connection:
        opened.append(connect(*args, **options))
        return opened[-1]

    monkeypatch.setattr(sqlite3, "connect", count)
    assert catalog.counts() == catalog.counts() == (1, 0)
    assert len(opened) == 1
    with pytest.raises(IndexBroken), catalog._files.open() as connection:
        connection.execute("SELECT nothing")
    with pytest.raises(sqlite3.ProgrammingError):
        opened[0].execute("SELECT 1")
    assert catalog.counts() == (1, 0)
    assert len(opened) == 2
    del catalog
    gc.collect()  # Python 3.13 keeps the failure above, whose traceback has the catalog, until then
    with pytest.raises(sqlite3.ProgrammingError):  # closed with its catalog
        opened[1].execute("SELECT 1")


def test_threads_at_once_have_connections_of_their_own(tmp_path: Path) -> None:
    posts = [make_post(f"Text {n}.", url=f"file:///{n}.html") for n in range(40)]
    catalog = write(tmp_path / "catalog.sqlite", *(CatalogEntry("s", post, []) for post in posts))
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda n: catalog.texts([n])[n], [*range(40)] * 5))
    assert found == [post.text for post in posts] * 5
