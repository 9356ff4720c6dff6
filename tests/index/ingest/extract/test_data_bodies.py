"""A page that shows nothing without its scripts has its post in the data that it holds for them."""

import json

import pytest

from index.ingest.extract import extract
from index.records import BlockKind, Post
from tests.fakes import block_texts, make_page

LINES = [
    "The canal was dug by hand over four long winters, and most of those who dug it never saw a boat on it.",
    "The lock keeper still walks the length of it each morning with a stick and a dog that hates water.",
    "On the far bank stands the mill, whose wheel turned for the last time in the year of the great flood.",
    "Whoever wants to see it should come in May, when the reeds are low and the path is dry enough.",
]
MARKUP = "<h2>Digging</h2>" + "".join(f"<p>{line}</p>" for line in LINES)


def read(data: str, shown: str = "Loading...") -> Post:
    """The post in a page that holds `data` and shows `shown`."""
    script = f"<script type='application/json'>{data}</script>"
    head = "<title>The old canal</title><meta property='article:published_time' content='2021-05-06'>"
    body = f"<div id=root>{shown}</div>{script}"
    return extract(make_page(f"<html><head>{head}</head><body>{body}</body></html>"))


def test_markup_in_the_data_is_read() -> None:
    post = read(json.dumps({"props": {"posts": [{"title": "The old canal", "html": MARKUP}]}}))
    assert block_texts(post, BlockKind.HEADING) == ["Digging"]
    assert block_texts(post, BlockKind.PARAGRAPH) == LINES


def test_a_body_stated_as_plain_text_is_read() -> None:
    assert block_texts(read(json.dumps({"articleBody": "\n\n".join(LINES)})), BlockKind.PARAGRAPH) == LINES


def test_data_is_not_read_beside_a_post_that_is_shown() -> None:
    short = "<article><h1>The old canal</h1><p>The canal is closed until the first of May.</p></article>"
    post = read(json.dumps({"next": MARKUP}), short)
    assert post.text == "The canal is closed until the first of May."


def test_of_several_posts_in_the_data_none_is_read() -> None:
    both = {"posts": [MARKUP, MARKUP.replace("canal", "railway")]}
    assert "railway" not in read(json.dumps(both)).text
    assert "reeds" not in read(json.dumps(both)).text


@pytest.mark.parametrize("data", ["{", "[" * 100_000, '"x"', json.dumps({"teaser": "<p>Soon.</p>"})])
def test_data_without_a_post_adds_nothing(data: str) -> None:
    assert "canal" in read(data).title
    assert read(data).text in ("The old canal", "Loading...")
