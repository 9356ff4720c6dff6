"""A list of what is in a post, at its top, is no text of the post; a list that leads away is."""

import time

import pytest

from index.ingest.extract.contents import without_contents
from index.ingest.extract.lines import read_lines
from index.ingest.extract.page_tree import page_tree

POST = "<p>Bread is flour, water and time.</p>"
NAMES = ("Flour", "Water", "Time")
ITEMS = "".join(f"<li><a href='#{name}'>{name}</a></li>" for name in NAMES)


def kept(body: str) -> list[str]:
    lines = read_lines(page_tree(f"<html><body>{POST}{body}{POST}</body></html>"))
    return [line.text.strip() for line in without_contents(lines)[1:-1]]


@pytest.mark.parametrize(
    "body",
    [
        f"<ul>{ITEMS}</ul>",
        f"<h2>In this article</h2><ol>{ITEMS}</ol>",
        f"<p>Jump to:</p><ul>{ITEMS}</ul>",
        "<div>" + " ".join(f"<a href='#{name}'>{name}</a>" for name in NAMES) + "</div>",
        "".join(f"<a href='#{name}'><p>{name}</p></a>" for name in NAMES),
    ],
)
def test_a_table_of_contents_is_out(body: str) -> None:
    assert kept(body) == []


def test_a_list_of_other_pages_stays() -> None:
    assert kept("<p>Contents</p><ul>" + ITEMS.replace("#", "/bread/") + "</ul>") == ["Contents", *NAMES]


def test_a_heading_above_a_list_of_contents_stays_where_it_is_the_posts() -> None:
    assert kept(f"<h2>Three things</h2><ul>{ITEMS}</ul>") == ["Three things"]


def test_a_link_or_two_to_other_places_and_linked_headings_stay() -> None:
    assert kept("<p><a href='#Time'>See below.</a></p>") == ["See below."]
    headings = "".join(f"<h2><a href='#{name}'>{name}</a></h2>" for name in NAMES)
    assert kept(headings) == list(NAMES)


def test_many_links_in_one_element_are_counted_once() -> None:
    body = "<div>" + "<p></p>".join("<a href='#1'>Flour</a>" for _ in range(20_000)) + "</div>"
    started = time.monotonic()
    assert kept(body) == []
    assert time.monotonic() - started < 5
