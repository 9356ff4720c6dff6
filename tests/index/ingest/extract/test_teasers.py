"""Who and when is said of other posts, beside the links to them."""

import time

import pytest

from index.ingest.extract.facts import ToldFacts, read_facts
from index.ingest.extract.page_tree import page_tree
from index.ingest.extract.survey import Survey
from index.ingest.extract.teasers import Teasers
from tests.index.ingest.extract.signed import TEXT

URL = "https://example.org/slow-bread"
ABOUT = "<p class=byline>By Bob Day</p><time datetime=2017-01-02>January 2, 2017</time>"


def facts(html: str) -> ToldFacts:
    return read_facts(page_tree(html), URL)


@pytest.mark.parametrize(
    "teaser",
    [
        f"<article><h3><a href='/rye'>Rye</a></h3>{ABOUT}</article>",
        f"<div><a href='/rye'><h3>Rye</h3></a><div>{ABOUT}</div></div>",
        f"<div><a href='/rye'>How to bake rye bread in a cold oven</a>{ABOUT}</div>",
    ],
)
def test_what_a_teaser_says_is_not_the_posts_before_it_or_behind(teaser: str) -> None:
    for page in (f"<h1>Slow bread</h1>{TEXT}{teaser}", f"{teaser}<h1>Slow bread</h1>{TEXT}"):
        assert (facts(page).authors, facts(page).published) == (None, None)


@pytest.mark.parametrize(
    "beside",
    [
        "<a href='/category/bread'>All that we ever wrote about bread</a>",
        "<a href='/slow-bread/?print=1'>Show this post about bread for a printer</a>",
        "<a href='#comments'>Tell us what you think of this bread</a>",
        "<a href='/bread'>Bread and cake</a>",
        "<h2><a href='/u/7'>Emily Lee</a></h2>",
    ],
)
def test_links_that_lead_to_no_other_post_make_no_teaser(beside: str) -> None:
    found = facts(f"<h1>Slow bread</h1><div>{beside}{ABOUT}</div>{TEXT}")
    assert found.authors is not None
    assert found.authors.value == ("Bob Day",)
    assert found.published is not None


@pytest.mark.parametrize(
    "foot",
    [
        "<footer>{}<p><a href='/rye'>How to bake rye bread in a cold oven</a></p></footer>",
        "<div>{}<nav><a href='/rye'>How to bake rye bread in a cold oven</a></nav></div>",
    ],
)
def test_what_the_foot_of_a_post_says_beside_the_way_to_the_next_is_the_posts(foot: str) -> None:
    tags = "<a rel=tag href='/tags/rye/'>Rye</a> <a rel=tag href='/tags/oven/'>Oven</a>"
    found = facts(f"<article><h1>Slow bread</h1>{TEXT}{foot.format(f'<p>{tags}</p>{ABOUT}')}</article>")
    assert found.authors is not None
    assert found.authors.value == ("Bob Day",)
    assert found.published is not None
    assert found.tags is not None
    assert found.tags.value == ("Rye", "Oven")


def test_a_title_that_is_a_link_is_the_posts_own() -> None:
    found = facts(f"<title>Slow bread</title><div><h2><a href='/p?7'>Slow bread</a></h2>{ABOUT}</div>{TEXT}")
    assert found.authors is not None
    assert found.published is not None


def test_to_look_around_in_a_deep_page_takes_no_long_time() -> None:
    page = Survey(page_tree("<div>" * 2_000 + "<a href=/x><b></b></a>" * 20_000))
    page.set_aside(Teasers(page, None, (URL,)).has)
    started = time.monotonic()
    assert not any(map(page.is_by_others, page.named("a")))
    assert time.monotonic() - started < 2
