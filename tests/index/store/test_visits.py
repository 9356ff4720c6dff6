"""What crawls learnt of each address: kept, gone on with, and let go."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.records import Page, Visit
from index.store.archive import Archive, open_archive
from index.store.visits import Visits, _end_of

BLOG, OTHER = "https://salt.example/", "https://other.example/"


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with open_archive(tmp_path / "archive.sqlite") as opened:
        yield opened


@pytest.fixture
def visits(archive: Archive) -> Visits:
    return Visits(archive.connection)


def visit(path: str, role: str = "post", status: int = 200, **known: object) -> Visit:
    return Visit(f"{BLOG}{path}", role, status, "because", **known)  # type: ignore[arg-type]


def page(path: str) -> Page:
    return Page(f"{BLOG}{path}", f"{BLOG}{path}", b"<p>Salt", "text/html")


def test_a_stopped_crawl_is_gone_on_with_and_a_finished_one_is_not(visits: Visits) -> None:
    first = visits.begin(BLOG)
    other = visits.begin(OTHER)
    visits.keep(BLOG, BLOG, visit("a"), first)
    assert visits.begin(BLOG) == first
    assert visits.done(BLOG, first) == {f"{BLOG}a"}
    assert visits.done(OTHER, other) == frozenset()
    visits.finish(first)
    second = visits.begin(BLOG)
    assert second not in (first, other)
    assert visits.done(BLOG, second) == frozenset(), "each is to be asked again"
    assert visits.begin(OTHER) == other, "another source's crawl is not touched"


def test_a_visit_comes_back_as_it_was_kept(visits: Visits) -> None:
    whole = visit(
        "a",
        "alias",
        301,
        final_url=f"{BLOG}b",
        etag='"é"',
        last_modified="Mon, 01 Jan 2024 00:00:00 GMT",
        listed_as="2024-01-01",
        misses=1,
        links=(f"{BLOG}c", f"{BLOG}ü"),
    )
    crawl_id = visits.begin(BLOG)
    visits.keep(BLOG, BLOG, whole, crawl_id)
    visits.keep(BLOG, BLOG, visit("plain"), crawl_id)
    assert visits.get(BLOG, whole.url) == whole
    assert visits.get(OTHER, whole.url) is None
    assert sorted(visits.known(BLOG), key=lambda v: v.url) == [whole, visit("plain")]


def test_the_last_word_on_an_address_holds(visits: Visits) -> None:
    first = visits.begin(BLOG)
    visits.keep(BLOG, BLOG, visit("a", links=(f"{BLOG}b",)), first)
    visits.keep(BLOG, BLOG, visit("a", "failed", 404), first)
    assert visits.known(BLOG) == [visit("a", "failed", 404)]


def keep_aliases(visits: Visits, **leads_to: str) -> None:
    crawl_id = visits.begin(BLOG)
    for start, end in leads_to.items():
        visits.keep(BLOG, BLOG, visit(start, "alias", 301, final_url=f"{BLOG}{end}"), crawl_id)


def test_every_address_of_a_chain_is_an_alias_of_its_end(visits: Visits) -> None:
    keep_aliases(visits, a="b", b="c", x="c", y="z")
    assert visits.aliases(BLOG) == {
        f"{BLOG}c": (f"{BLOG}a", f"{BLOG}b", f"{BLOG}x"),
        f"{BLOG}z": (f"{BLOG}y",),
    }
    assert visits.aliases(OTHER) == {}


def test_addresses_that_lead_to_each_other_in_a_circle_are_no_trap(visits: Visits) -> None:
    keep_aliases(visits, a="b", b="c", c="a", own="own")
    led = visits.aliases(BLOG)
    assert sorted(url for urls in led.values() for url in urls) == [
        f"{BLOG}{n}" for n in ("a", "b", "c", "own")
    ]


@given(st.dictionaries(st.integers(0, 9), st.integers(0, 9)))
def test_every_chain_ends_where_nothing_leads_on_or_in_a_circle(steps: dict[int, int]) -> None:
    leads_to = {str(start): str(end) for start, end in steps.items()}
    for start in leads_to:
        end = _end_of(start, leads_to)
        path, here = [start], start
        while here in leads_to and leads_to[here] not in path:
            here = leads_to[here]
            path.append(here)
        assert end == path[-1]


def test_sites_that_a_list_names_no_more_are_forgotten_with_their_posts(visits: Visits) -> None:
    crawl_id = visits.begin("list.opml")
    for root, path, role in (
        (BLOG, "a", "post"),
        (BLOG, "b", "list"),
        (OTHER, "c", "post"),
        (OTHER, "d", "page"),
    ):
        visits.keep("list.opml", root, Visit(root + path, role, 200, ""), crawl_id)
    visits.keep("second.opml", OTHER, Visit(OTHER + "c", "post", 200, ""), visits.begin("second.opml"))
    assert visits.drop_sites_except("list.opml", [BLOG]) == [f"{OTHER}c"]
    assert {v.url for v in visits.known("list.opml")} == {f"{BLOG}a", f"{BLOG}b"}
    assert {v.url for v in visits.known("second.opml")} == {f"{OTHER}c"}, "another list still names it"
    assert visits.drop_sites_except("list.opml", [BLOG]) == []
    assert visits.drop_sites_except("list.opml", []) == [f"{BLOG}a"]


def test_what_is_gone_or_refused_is_named_unless_its_page_is_kept(archive: Archive, visits: Visits) -> None:
    crawl_id = visits.begin(BLOG)
    for known in (
        visit("post"),
        visit("refused", "refused"),
        visit("gone", "failed", 410),
        visit("missing", "failed", 404),
        visit("missed-once", "failed", 404),
        visit("down", "failed", 500),
        visit("silent", "failed", 0),
        visit("page", "page"),
        visit("old", "alias", 301, final_url=f"{BLOG}post"),
    ):
        visits.keep(BLOG, BLOG, known, crawl_id)
    archive.keep_pages(BLOG, [page("missed-once"), page("post")])
    archive.keep_pages(OTHER, [page("gone")])  # another source's page is not this one's
    assert sorted(visits.without_page()) == [f"{BLOG}gone", f"{BLOG}missing", f"{BLOG}refused"]
