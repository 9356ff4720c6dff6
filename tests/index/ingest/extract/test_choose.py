"""What trafilatura loses between its paragraphs is read from the page; what stands beside them is not."""

import pytest

from index.ingest.extract.choose import choose_lines
from index.ingest.extract.lines import read_lines
from index.ingest.extract.page_tree import page_tree

FIRST = "The dough rests in the cellar overnight, and by the morning it has doubled."
LAST = "Then it is baked for an hour on a hot stone, and it cools under a cloth."
LONG = "A loaf that is cut too early is wet inside, whatever the oven did, as every baker knows."


def chosen(body: str, *found: str) -> list[str]:
    """What is chosen of a page where these lines were found."""
    lines = read_lines(page_tree(f"<html><body>{body}</body></html>"))
    for line in lines:
        line.is_found = line.text.strip() in found
    return [line.text.strip() for line in choose_lines(lines)]


@pytest.mark.parametrize(
    ("between", "kept"),
    [
        ("<h3>Baking</h3>", ["Baking"]),
        ("<ul><li>flour<li>water</ul>", ["flour", "water"]),
        ("<table><tr><td>Flour<td>500 g</table>", ["Flour | 500 g"]),
        ("<pre>bake(8)\n  wait()</pre>", ["bake(8)\n  wait()"]),
        ('<pre>{"oven": {"hours": 8}}</pre>', ['{"oven": {"hours": 8}}']),
        (f"<p>{LONG}</p>", [LONG]),
        ("<div><ul><li><a href=/1>Ten cakes</a><li><a href=/2>Nine pies</a></ul></div>", []),
        ("<blockquote><p><a href=/1>Ten cakes</a></p></blockquote>", ["Ten cakes"]),
        ("<blockquote>Wait.</blockquote>", ["Wait."]),
        ("<figure><blockquote>Wait.</blockquote><figcaption>Ann</figcaption></figure>", ["Wait.", "Ann"]),
        (
            "<ol><li><p><a href=/1>Ten</a> cakes</p><li><p><a href=/2>Nine pies</a> so</p></ol>",
            ["Ten cakes", "Nine pies so"],
        ),
        ("<p>Menu</p>", []),
        ("<p>It rose.</p>", ["It rose."]),
        ("<figure><figcaption>Steam in the morning</figcaption></figure>", ["Steam in the morning"]),
        ("<figure><figcaption>Fig. 12</figcaption></figure>", []),
        ("<p><a href=/1>Ten cakes that every baker should know</a></p>", []),
        ('<p>{"layout": 2, "text": "Buy now"}</p>', []),
        ('<p>[player id="5" name="How to knead it well"]</p>', []),
        ("<ul><li>Embed &lt;iframe src='/player/5'&gt;&lt;/iframe&gt;</ul>", []),
        ("<p>[they laugh and clap for a while here]</p>", ["[they laugh and clap for a while here]"]),
    ],
)
def test_what_stands_between_found_lines(between: str, kept: list[str]) -> None:
    body = f"<article><p>{FIRST}</p>{between}<p>{LAST}</p></article>"
    assert chosen(body, FIRST, LAST) == [FIRST, *kept, LAST]


def test_a_list_of_links_among_the_paragraphs_is_the_posts() -> None:
    links = "<ul><li><a href=/1>Ten cakes</a><li><p><a href=/2>Nine pies</a></p></ul>"
    post = f"<article><div><p>{LONG}</p>{{}}<p>{FIRST}</p></div>{{}}<p>{LAST}</p></article>"
    found = (LONG, FIRST, LAST)
    assert chosen(post.format(links, ""), *found) == [LONG, "Ten cakes", "Nine pies", FIRST, LAST]
    assert chosen(post.format("", f"<div>{links}</div>"), *found) == [LONG, FIRST, LAST]


def test_what_stands_outside_the_element_of_the_post_is_left() -> None:
    post = f"<div><p>{FIRST}</p><p>{LAST}</p></div>"
    assert chosen(f"<div><h2>Bread</h2></div>{post}<div><p>{LONG}</p></div>", FIRST, LAST) == [FIRST, LAST]


def test_code_after_the_last_paragraph_is_kept() -> None:
    body = f"<article><p>{FIRST}</p><p>{LAST}</p><pre>bake(8)</pre></article>"
    assert chosen(body, FIRST, LAST)[-1] == "bake(8)"


def test_a_list_after_the_last_paragraph_is_kept_whole() -> None:
    items = [f"Loaf {n}" for n in range(5)]
    ends = f"<ul><li>{'<li>'.join(items)}</ul><ul><li><a href=/>Home</a></ul>"
    body = f"<article><p>{FIRST}</p><p>{LAST}</p>{ends}</article>"
    assert chosen(body, FIRST, LAST) == [FIRST, LAST, *items]


def test_short_last_words_that_were_found_are_kept() -> None:
    body = f"<article><p>{FIRST}</p><p>{LAST}</p><p>Good luck.</p><p>Menu</p></article>"
    assert chosen(body, FIRST, LAST, "Good luck.") == [FIRST, LAST, "Good luck."]


def test_a_post_of_short_lines_is_kept_whole() -> None:
    body = "<article><p>Roses are red.</p><p>Bread is brown.</p></article>"
    assert chosen(body, "Roses are red.", "Bread is brown.") == ["Roses are red.", "Bread is brown."]


def test_nothing_found_is_nothing_chosen() -> None:
    assert chosen(f"<p>{FIRST}</p>") == []
