"""Marks and links."""

from urllib.parse import unquote

import pytest

from search.snippets import link_to_sentence, web_link


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


def test_a_short_sentence_is_named_whole_with_its_special_marks_encoded() -> None:
    link = link_to_sentence("https://blog.net/a", "Well-known, isn't it? Salt & time")
    assert link.startswith("https://blog.net/a#:~:text=")
    directive = link.partition(":~:text=")[2]
    assert not set(directive) & set(",-& ")
    assert unquote(directive) == "Well-known, isn't it? Salt & time"


def test_a_long_sentence_is_named_by_its_ends() -> None:
    words = [f"w{n}" for n in range(40)]
    start, end = link_to_sentence("https://blog.net/a", " ".join(words)).partition("text=")[2].split(",")
    assert unquote(start).split() == words[:5]
    assert unquote(end).split() == words[-5:]


def test_an_address_that_has_a_fragment_keeps_it() -> None:
    assert "#part:~:text=" in link_to_sentence("https://blog.net/a#part", "Some words")
