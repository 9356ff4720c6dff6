"""What stands in the element named as a post's body is the post's, also where the finder stopped early."""

import pytest

from index.ingest.extract.bodies import named_body
from index.ingest.extract.lines import read_lines
from index.ingest.extract.page_tree import page_tree

PARAGRAPH = "<p>A loaf that is cut too early is wet inside, whatever the oven did.</p>"


def body_of(html: str, found: int) -> str | None:
    """The class of the body, where the first `found` lines in #home are found."""
    tree = page_tree(f"<html><body>{html}</body></html>")
    home = tree.get_element_by_id("home")
    lines = read_lines(tree)
    for line in [line for line in lines if line.element in set(home.iter())][:found]:
        line.is_found = True
    body = named_body(home, lines)
    return None if body is None else body.get("class")


@pytest.mark.parametrize(
    "name",
    [
        *("entry-content", "blog-rich-text", "post_body", "e-content", "articleBody", "prose"),
        *("single-post-body", "blog-post__body", "entry-body", "elementor-widget-theme-post-content"),
    ],
)
def test_the_body_around_what_was_found_is_named(name: str) -> None:
    assert body_of(f"<div class='{name}'><div id=home>{PARAGRAPH * 3}</div>{PARAGRAPH}</div>", 3) == name


def test_the_nearest_is_taken() -> None:
    html = f"<div class=post-content><div class='prose' id=home>{PARAGRAPH}</div>{PARAGRAPH}</div>"
    assert body_of(html, 1) == "prose"


def test_an_element_of_which_little_was_found_is_not_believed() -> None:
    assert body_of(f"<div class=entry-content><div id=home>{PARAGRAPH}</div>{PARAGRAPH * 4}</div>", 1) is None


def test_other_names_are_no_bodies() -> None:
    assert body_of(f"<div class=content-sidebar><div id=home>{PARAGRAPH}</div></div>", 1) is None
