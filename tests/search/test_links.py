"""Links to posts."""

import pytest

from search.links import link_to_place, web_link
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


def test_where_no_words_lead_just_there_the_link_is_plain() -> None:
    assert link_to_place("http://site.org/p", make_post("Salt.", "Salt."), (0, 5)) == "http://site.org/p"
