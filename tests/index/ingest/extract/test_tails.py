"""Sections about other matters are taken out; sections of the post that are so called are not."""

import pytest

from index.ingest.extract.lines import read_lines
from index.ingest.extract.page_tree import page_tree
from index.ingest.extract.tails import without_tails

LONG = "A loaf that is cut too early is wet inside, whatever the oven did, as every baker knows well. " * 3
POST = f"<p>{LONG}</p>" * 4


def kept(body: str) -> str:
    lines = read_lines(page_tree(f"<html><body>{POST}{body}</body></html>"))
    return "\n".join(line.text.strip() for line in without_tails(lines)[4:])


@pytest.mark.parametrize(
    "body",
    [
        "<h2>Related posts</h2><p><a href=/1>Ten cakes</a></p><p><a href=/2>Nine pies</a></p>",
        "<h3>About the author</h3><p>Ann Lee bakes in Bath.</p>",
        "<p>More like this</p><p><a href=/1>Ten cakes</a></p>",
        "<h3>You’ll also love …</h3><ul><li><a href=/1>Ten cakes</a><li><a href=/2>Nine pies</a></ul>",
        "<p>Related articles from our kitchen:</p><ul><li><a href=/1>Ten cakes</a></ul>",
        "<p>If you liked this loaf, you might also like:</p><ul><li><a href=/1>Ten cakes</a></ul>",
        "<p>More helpful articles by the bakers of the Slow Loaf at Bath:</p><p><a href=/1>Ten cakes</a></p>",
        f"<h2>Disclaimer:</h2><p>{LONG}</p>",
        "<h2>Sign up for our newsletter</h2><p>Every Sunday, in your inbox.</p>",
        "<h2>Related reading</h2><ul><li><a href=https://a.example/1>Ten</a><li><a href=https://a.example/2>Nine</a></ul>",
        "<h2>Follow us</h2><ul><li><a href=https://a.example/1>Here</a><li><a href=https://b.example/2>There</a></ul>",
        "<h2>Comments</h2><p>Ann Lee</p><p>It takes a day in my kitchen, and two in the winter.</p>",
        "<h2>Leave a reply</h2><p>Your email address will not be published. Required fields are marked.</p>",
        "<h2>More stories</h2><p>What the baker said of it.</p><p><a href=/1>Read it</a></p>",
    ],
)
def test_a_section_about_other_matters_is_out(body: str) -> None:
    assert kept(body) == ""


def test_the_section_after_it_stays() -> None:
    body = "<h2>Related posts</h2><p><a href=/1>Ten cakes</a></p><h2>Method</h2><p>Mix and wait.</p>"
    assert kept(body) == "Method\nMix and wait."


@pytest.mark.parametrize(
    "body",
    [
        f"<h2>Related topics</h2><p>{LONG}</p>",
        "<h2>Related work</h2><p>Others baked before us.</p>",
        "<p>You’ll love these easy loaves!</p>",
        "<p>Share this list with the guests to be sure that all is there.</p>",
        f"<h2>Disclaimers in law</h2><p>{LONG}</p>",
        "<h2>Comments on the method</h2><p>It takes a day.</p>",
        "<h2>Comments</h2><p>It takes a day in my kitchen, and two in the winter.</p>",
        "<h2>See also</h2><p>The loaf that I baked in May, and the one after it.</p>",
        "<h2>See also</h2><ul><li><a href=https://a.example>Ten</a><li><a href=https://b.example>Nine</a></ul>",
        f"<h2>More recent news</h2><p>{LONG}</p><p>{LONG}</p><p>{LONG}</p><p>{LONG}</p>",
    ],
)
def test_a_section_of_the_writers_stays(body: str) -> None:
    assert kept(body).splitlines()[0] in body
