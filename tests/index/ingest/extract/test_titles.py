"""Which of a page's headings is the post's (more of it in test_facts.py and test_html.py)."""

# ruff: noqa: E501 - a made-up page reads best when it is not broken

import pytest

from index.ingest.extract.facts import read_facts
from index.ingest.extract.page_tree import page_tree


@pytest.mark.parametrize(
    "html",
    [
        "<title>The Long Table: Slow bread</title><h1><a href='/'>The Long Table</a></h1><h1>Slow bread</h1>",
        "<title>Slow bread</title><h1><a href='https://example.org'>The Long Table</a></h1><h2>Slow bread</h2>",
        "<title>Slow bread</title><a href='https://example.org/'><h1>The Long Table</h1></a>",
        "<title>Slow bread</title><h1><a href='/2021/slow-bread'>Slow bread</a></h1>",
        "<title>The Long Table: Slow bread</title><h1><a href='/'>The Long Table</a></h1><h3 class='post-title entry-title'>Slow bread</h3><h3>About</h3>",
        "<title>Slow bread</title><h1><a href='#top'>Slow bread</a></h1>",
        "<title>The Long Table: Slow bread</title><h1><a href='/'>The Long Table</a></h1><h3 class='entry-header'>Slow bread</h3>",
    ],
)
def test_a_heading_that_leads_home_is_the_sites_name(html: str) -> None:
    title = read_facts(page_tree(html), "https://example.org/2021/slow-bread").title
    assert title is not None
    assert title.value == "Slow bread"


def test_a_post_under_the_heading_of_its_part_of_the_site_has_its_own_title() -> None:
    html = "<title>Slow bread</title><h1>News</h1><div itemscope><h2 itemprop=headline>Slow bread</h2></div><h2>Contact</h2>"
    title = read_facts(page_tree(html), "https://example.org/2021/slow-bread").title
    assert title is not None
    assert title.value == "Slow bread"


def test_a_title_that_is_a_link_to_nowhere_is_no_sites_name() -> None:
    html = "<title>The Long Table — Slow bread</title><h2><a href='#'>Slow bread</a></h2>"
    facts = read_facts(page_tree(html), "https://example.org/1")
    assert facts.site is None
    assert facts.title is not None
    assert facts.title.value == "Slow bread"


def test_where_there_is_no_first_heading_it_is_the_one_that_the_pages_title_repeats_whole() -> None:
    html = "<title>The Long Table | Slow bread</title><h2>Slow</h2><h2>Slow bread</h2><h2>Bread</h2>"
    title = read_facts(page_tree(html), "https://example.org/1").title
    assert title is not None
    assert title.value == "Slow bread"
