"""Posts are found in the archive as if all of its pages were read each time, and few of them are."""

import random
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from index import finding
from index.finding import find_posts
from index.records import Page, Post
from index.report import Report, no_progress
from index.store.archive import Archive, open_archive
from index.store.tombstones import Tombstones
from index.store.visits import Visits
from tests.fakes import html_post

NOTICE = "Our letter comes every other Sunday, with seeds, tools and weather."
WORDS = "soil rain frost spade hedge apple root bulb shed path worm leaf mulch twig pond moss".split()


def page_of(host: str, name: str, content: str) -> Page:
    return Page(f"https://{host}/{name}", f"{host}/{name}", content.encode(), "text/html")


def a_post(chance: random.Random, name: str, *, with_notice: bool) -> str:
    paragraphs = [" ".join(chance.choices(WORDS, k=40)) + f" {chance.random()}." for _ in range(3)]
    return html_post(f"On {name}", *paragraphs, *([NOTICE] if with_notice else []))


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """Two sources of two blogs; what both have of b.example is the same."""
    chance = random.Random(3)
    with open_archive(tmp_path / "archive.sqlite") as archive:
        shared = [page_of("b.example", f"{n}", a_post(chance, f"b{n}", with_notice=False)) for n in range(6)]
        for source in ("one", "other"):
            archive.keep_source(source, "folder")
            archive.keep_pages(source, shared)
        own = (page_of("a.example", f"{n}", a_post(chance, f"a{n}", with_notice=n < 6)) for n in range(12))
        archive.keep_pages("one", own)
        archive.keep_pages("other", [page_of("c.example", "empty", "<html></html>")])
        yield archive


def found(archive: Archive, unwanted: Tombstones | None = None) -> tuple[list[tuple[str, Post]], Report]:
    """All that is found and reported; and each post is what it was said to be."""
    report = Report()
    posts = find_posts(archive, unwanted or Tombstones(), report, no_progress)
    read = [(post.source, post.read()) for post in posts]
    for post, (source, itself) in zip(posts, read, strict=True):
        assert finding.FoundPost.of(source, itself).digest == post.digest
        assert itself.url == post.url
    return read, report


def found_anew(archive: Archive) -> tuple[list[tuple[str, Post]], Report]:
    """The same without anything that was kept of earlier times."""
    archive.connection.execute("DELETE FROM outline")
    archive.connection.execute("DELETE FROM site")
    return found(archive)


def change(archive: Archive, chance: random.Random) -> None:
    for _ in range(chance.randint(1, 4)):
        host, name = chance.choice("ab") + ".example", str(chance.randrange(15))
        source = "one" if host == "a.example" else chance.choice(["one", "other"])
        if chance.random() < 0.3:
            archive.drop_page(source, f"https://{host}/{name}")
        else:
            content = a_post(chance, f"{host[0]}{name}", with_notice=chance.random() < 0.5)
            archive.keep_pages(source, [page_of(host, name, content)])


@pytest.mark.parametrize("seed", range(4))
def test_whatever_changes_what_is_found_is_what_reading_all_would_find(archive: Archive, seed: int) -> None:
    chance = random.Random(seed)
    found(archive)
    for _ in range(4):
        change(archive, chance)
        assert found(archive) == found_anew(archive)
        change(archive, chance)
        assert found(archive) == found(archive)


def test_chrome_is_learnt_and_twins_are_one(archive: Archive) -> None:
    posts, report = found(archive)
    assert len(posts) == 12 + 6
    assert report.merged == 6
    assert [(line.site, line.line, line.posts) for line in report.learnt] == [("a.example", NOTICE, 6)]
    assert not any(NOTICE in post.text for _, post in posts)
    assert [skip.place for skip in report.skipped if "same post" not in skip.reason] == ["c.example/empty"]


def test_of_an_unchanged_archive_only_what_is_merged_is_read(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    found(archive)
    unpack, read = finding.unpack, []
    monkeypatch.setattr(finding, "unpack", lambda packed: read.append(packed) or unpack(packed))
    find_posts(archive, Tombstones(), Report(), no_progress)
    assert len(read) == 12
    archive.keep_pages("one", [page_of("a.example", "3", a_post(random.Random(9), "a3", with_notice=True))])
    read.clear()
    find_posts(archive, Tombstones(), Report(), no_progress)
    assert len(read) == 12 + 1 + 12  # and the page that is new, and all posts of its site


def test_a_further_address_and_a_wish_are_heeded_at_once(archive: Archive) -> None:
    found(archive)
    with closing(archive.connection.cursor()) as cursor:
        cursor.execute(
            "INSERT INTO visit (source, url, root, role, status, reason, final_url, checked_in) VALUES "
            "('one', 'https://a.example/short', 'https://a.example/', 'alias', 301, '', "
            "'https://a.example/3', 1)"
        )
    assert Visits(archive.connection).aliases("one")
    posts, _ = found(archive)
    assert [post.url for _, post in posts if "https://a.example/short" in post.addresses] == [
        "https://a.example/3"
    ]
    posts, report = found(archive, Tombstones.of(["https://a.example/short"]))
    assert not any(post.url == "https://a.example/3" for _, post in posts)
    assert [skip.place for skip in report.skipped if skip.reason == finding.LEFT_OUT] == ["a.example/3"]


def test_no_outline_outlives_its_page(archive: Archive) -> None:
    found(archive)
    query = "SELECT count(*) FROM outline WHERE url LIKE '%a.example%'"
    before = archive.connection.execute(query).fetchall()
    for number in range(12):
        archive.drop_page("one", f"https://a.example/{number}")
    assert (before, archive.connection.execute(query).fetchall()) == ([(12,)], [(0,)])
    assert archive.connection.execute("SELECT site FROM site").fetchall() == [("b.example",)]


def test_two_posts_of_one_title_are_compared_once_and_again_when_one_has_changed(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(5)

    def links(number: int) -> Page:
        return page_of(f"{number}.example", "links", a_post(chance, "Weekly links", with_notice=False))

    archive.keep_pages("one", [links(1), links(2)])
    found(archive)
    unpack, read = finding.unpack, []
    monkeypatch.setattr(finding, "unpack", lambda packed: read.append(packed) or unpack(packed))
    find_posts(archive, Tombstones(), Report(), no_progress)
    assert len(read) == 12  # of those that are merged
    read.clear()
    archive.keep_pages("one", [links(2)])
    find_posts(archive, Tombstones(), Report(), no_progress)
    assert len(read) == 12 + 2 + 2  # the new page, for its outline and its site, and both to be compared
    kept = archive.connection.execute("SELECT one, other FROM verdict").fetchall()
    outlines = [row for (row,) in archive.connection.execute("SELECT outline FROM outline")]
    assert kept
    assert all(any(digest in row for row in outlines) for pair in kept for digest in pair)
