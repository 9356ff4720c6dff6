"""What a page says about itself, and which of its words is believed (more of it in test_html.py)."""

# ruff: noqa: E501 - a made-up page reads best when it is not broken

import pytest
from bs4 import BeautifulSoup

from index.ingest.extract.facts import Facts, read_facts
from index.ingest.extract.titles import without_site

URL = "https://example.org/posts/slow-bread"


def facts(html: str, url: str = URL) -> Facts:
    return read_facts(BeautifulSoup(html, "lxml"), url)


@pytest.mark.parametrize(
    ("title", "site", "bare"),
    [
        ("Slow bread | The Long Table", "The Long Table", "Slow bread"),
        ("The Long Table: Slow bread", "The Long Table", "The Long Table: Slow bread"),
        ("The Long Table – Slow bread – Part 2", "the long table", "Slow bread – Part 2"),
        ("Slow bread – Part 2 :: The Long Table", "The Long Table", "Slow bread – Part 2"),
        ("The Long Table", "The Long Table", "The Long Table"),
        ("Slow bread | Baking", None, "Slow bread | Baking"),
        ("Slow-bread", "bread", "Slow-bread"),
    ],
)
def test_a_sites_name_is_taken_off_a_title(title: str, site: str | None, bare: str) -> None:
    assert without_site(title, site) == bare


def test_what_the_reader_sees_goes_before_what_is_stated() -> None:
    found = facts(
        "<title>SEO: buy bread</title><meta property='og:title' content='Buy bread'><h1>Slow bread</h1>"
    )
    assert found.title == "Slow bread"


def test_of_several_headings_the_one_that_the_title_repeats_is_it() -> None:
    found = facts(
        "<title>Slow bread – The Long Table</title><h1>The Long Table</h1><h1>Slow bread</h1><h1>Newsletter</h1>"
    )
    assert found.title == "Slow bread"


def test_an_address_is_made_whole() -> None:
    assert facts("<link rel=canonical href='/slow-bread'>").link == "https://example.org/slow-bread"
    assert facts("<link rel=canonical href='//example.net/x'>").link == "https://example.net/x"


def test_a_saved_page_does_not_make_a_web_address_of_a_local_one() -> None:
    assert facts("<link rel=canonical href='/slow-bread'>", "file:///home/me/page.html").link is None


def test_the_stated_author_goes_before_the_byline() -> None:
    found = facts("<meta name=author content='Ann Lee'><p class=byline>By Bob Day</p>")
    assert found.authors == ("Ann Lee",)


@pytest.mark.parametrize("stated", ["admin", "https://example.org/author/1", "  "])
def test_a_stated_author_who_is_nobody_gives_way_to_the_byline(stated: str) -> None:
    assert facts(f"<meta name=author content='{stated}'><p class=byline>By Bob Day</p>").authors == (
        "Bob Day",
    )


def test_a_commenters_name_is_not_the_author() -> None:
    found = facts(
        "<h1>Slow bread</h1><p>Text.</p><ol class=comment-list><li><span class='comment-author'>By Troll Face</span></li></ol>"
    )
    assert found.authors == ()


def test_the_date_of_another_post_is_not_this_ones() -> None:
    further = "<p>Text of it.</p>" * 40
    found = facts(
        f"<h1>Slow bread</h1><time datetime=2021-02-03>x</time>{further}<time datetime=2024-01-01>y</time>"
    )
    assert found.published == "2021-02-03"


def test_the_address_dates_a_post_that_says_nothing() -> None:
    assert facts("<h1>x</h1>", "https://example.org/2021/02/03/slow-bread").published == "2021-02-03"


def test_the_language_may_be_stated_in_several_ways() -> None:
    assert facts("<html lang='pt-BR'>").language == "pt"
    assert facts("<meta property='og:locale' content='de_DE'>").language == "de"
    assert facts("<html lang='{{ page.lang }}'>").language is None


def test_a_page_that_says_nothing_has_no_facts() -> None:
    assert facts("<p>Text.</p>") == Facts(None, None, (), None, (), None, None, None)
