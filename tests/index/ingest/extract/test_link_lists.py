"""A post that sends its readers to other sites is kept whole; lists of pages of its own site are none."""

import time

import pytest

from index.ingest.extract import extract
from index.ingest.extract.lines import read_lines
from index.ingest.extract.link_lists import lists_of_links
from index.ingest.extract.page_tree import page_tree
from index.records import Page

HERE = "https://www.table.example/links-of-the-week"
NAMES = ("Salt", "A loaf for one", "Against the tin", "The last mill", "Notes on rye")
MENU = "<header><nav><ul><li><a href=/>Home</a><li><a href=/all>All posts</a></ul></nav></header>"
RELATED = "<section><h2>Earlier</h2><ul><li><a href=/7>Salt, 7</a><li><a href=/6>Salt, 6</a></ul></section>"
MARKUPS = {
    "items": "<li><a href={}>{}</a></li>",
    "paragraphs": "<p><a href={}>{}</a></p>",
    "items with words": "<li><p><a href={}>{}</a>, once more</p></li>",
    "linked headings": "<h3><a href={}>{}</a></h3>",
}
PAGES = {
    "article": "{0}<main><article><h1>Links</h1><div class=post-content>{1}</div></article>{2}</main>",
    "main": "{0}<main><h1>Links</h1>{1}</main>{2}",
    "named": "<div>{0}</div><div><div class=entry-content>{1}</div>{2}</div>",
    "bare": "{0}<div>{1}</div>",
}


def links(markup: str, address: str = "https://site-{}.example/post") -> str:
    return "".join(markup.format(address.format(n), name) for n, name in enumerate(NAMES))


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
@pytest.mark.parametrize("markup", MARKUPS.values(), ids=MARKUPS)
def test_a_post_of_links_is_kept_whole(page: str, markup: str) -> None:
    body = f"<p>A short list, this time.</p><ul>{links(markup)}</ul><p>So long.</p>"
    html = f"<html><title>Links</title><body>{page.format(MENU, body, RELATED)}</body></html>"
    text = extract(Page(HERE, HERE, html.encode(), "text/html")).text.replace(", once more", "")
    assert text.split("\n\n") == ["A short list, this time.", *NAMES, "So long."]


@pytest.mark.parametrize("markup", [MARKUPS["items"], MARKUPS["paragraphs"]])
def test_a_round_up_of_a_sites_own_posts_is_kept_where_it_is_called_the_body(markup: str) -> None:
    body = f"<p>What we wrote in May.</p><ul>{links(markup, '/post-{}')}</ul>"
    html = f"<html><title>May</title><body>{PAGES['named'].format(MENU, body, RELATED)}</body></html>"
    text = extract(Page(HERE, HERE, html.encode(), "text/html")).text.replace(", once more", "")
    assert text.split("\n\n") == ["What we wrote in May.", *NAMES]


@pytest.mark.parametrize(
    "address",
    [
        "/post-{}",
        "https://table.example/post-{}",
        "https://site-{}.example/share?u=https://www.table.example/links",
        "https://one-shop.example/{}",
        "mailto:{}@site.example",
        "https://[site-{}",
    ],
)
def test_links_to_its_own_site_or_to_one_alone_are_no_such_list(address: str) -> None:
    lines = read_lines(page_tree(links(MARKUPS["items"], address)))
    assert lists_of_links(lines, HERE) == []


def test_without_an_address_no_site_is_another() -> None:
    assert lists_of_links(read_lines(page_tree(links(MARKUPS["items"]))), "notes/links.html") == []


def test_a_thousand_links_in_one_element_are_read_in_good_time() -> None:
    lines = read_lines(page_tree("<div>" + links("<p></p><a href={}>{}</a>") * 4000 + "</div>"))
    started = time.monotonic()
    assert [len(run) for run in lists_of_links(lines, HERE)] in ([], [20_000])
    assert time.monotonic() - started < 5
