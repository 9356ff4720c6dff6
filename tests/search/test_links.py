"""Links to posts."""

import re
from urllib.parse import unquote

import pytest

from index.records import Block, BlockKind
from search.links import anchor_above, link_to_place, web_link
from tests.fakes import make_post


@pytest.mark.parametrize(
    "link",
    [
        "file:///tmp/a.txt",
        "javascript:alert(1)",
        "data:text/html,x",
        "https://blog.example/a",
        "http://x.test/",
        "",
        "http://[broken",
        "https://example.org/a",
        "ftp://blog.net/a",
        "//blog.net/a",
    ],
)
def test_what_no_browser_should_follow_is_no_web_link(link: str) -> None:
    assert web_link(link) is None


@pytest.mark.parametrize("link", ["https://blog.net/a?b=c#d", "http://127.0.0.1:8000/post/"])
def test_a_web_address_is_a_web_link(link: str) -> None:
    assert web_link(link) == link


def test_an_address_keeps_its_query_and_its_own_fragment() -> None:
    post = make_post("Salt helps.")
    link = link_to_place("http://site.org/p?a=1&b=2#top:~:text=old", post, (0, 11))
    assert link == "http://site.org/p?a=1&b=2#top:~:text=Salt%20helps."


def test_where_no_words_lead_just_there_the_heading_above_does() -> None:
    post = make_post("Salt.", "Salt.")
    assert link_to_place("http://site.org/p", post, (0, 5), "why-salt") == "http://site.org/p#why-salt"
    assert link_to_place("http://site.org/p#own", post, (0, 5), "why-salt") == "http://site.org/p#own"
    assert link_to_place("http://site.org/p", post, (0, 5)) == "http://site.org/p"


def test_a_browser_that_finds_the_words_no_more_is_led_to_the_heading() -> None:
    link = link_to_place("http://site.org/p", make_post("Salt helps."), (0, 11), "why-salt")
    assert link == "http://site.org/p#why-salt:~:text=Salt%20helps."


@pytest.mark.parametrize("anchor", ['"><img src=x>', "a b", "a#b", "x:~:text=y", "%41", "é", "a&b"])
def test_no_anchor_breaks_out_of_the_address(anchor: str) -> None:
    link = link_to_place("http://site.org/p", make_post("Salt.", "Salt."), (0, 5), anchor)
    address, _, fragment = link.partition("#")
    assert address == "http://site.org/p"
    assert re.fullmatch(r"[\w.~%-]+", fragment, re.ASCII)
    assert unquote(fragment) == anchor


def test_the_nearest_heading_that_has_an_anchor_counts() -> None:
    blocks = [
        Block(BlockKind.HEADING, 0, 4, 2, anchor="first"),
        Block(BlockKind.PARAGRAPH, 6, 20),
        Block(BlockKind.HEADING, 22, 30, 3),
        Block(BlockKind.HEADING, 40, 50, 2, anchor="last"),
    ]
    assert [anchor_above(blocks, at) for at in (0, 33, 40, 99)] == ["first", "first", "last", "last"]
    assert anchor_above(blocks[1:3], 99) == ""
