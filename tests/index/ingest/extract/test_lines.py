"""A page's lines come in reading order, each with its kind and with how much of it links."""

import pytest

from index.ingest.extract.lines import Line, key_of, read_lines
from index.ingest.extract.page_tree import page_tree
from index.records import BlockKind


def lines(body: str) -> list[Line]:
    return read_lines(page_tree(f"<html><body>{body}</body></html>"))


def texts(body: str) -> list[str]:
    return [line.text.strip() for line in lines(body)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>one</p>two<p>three</p>", ["one", "two", "three"]),
        ("<p>one <b>and</b> <i>the same</i></p>", ["one and the same"]),
        ("<ul><li>a<ul><li>b</li></ul>c</li></ul>", ["a", "b", "c"]),
        ("<p>one<br>two</p>", ["one\ntwo"]),
        ("<table><tr><th>Lamp<th>Lux<tr><td>Small<td>2</table>", ["Lamp | Lux", "Small | 2"]),
        ("<table><tr><td><p>one</p><p>two</p></table>", ["one", "two"]),
    ],
)
def test_lines_end_where_blocks_do(body: str, expected: list[str]) -> None:
    assert texts(body) == expected


def test_each_line_has_its_kind_and_level() -> None:
    body = (
        "<h2>a</h2><p>b</p><li>c</li><blockquote><p>d</p></blockquote><pre>e\n  f</pre>"
        "<figure><figcaption>g</figcaption></figure><table><tr><td>h</table>"
    )
    assert [(line.kind, line.level, line.text.strip()) for line in lines(body)] == [
        (BlockKind.HEADING, 2, "a"),
        (BlockKind.PARAGRAPH, 0, "b"),
        (BlockKind.LIST_ITEM, 0, "c"),
        (BlockKind.QUOTE, 0, "d"),
        (BlockKind.CODE, 0, "e\n  f"),
        (BlockKind.CAPTION, 0, "g"),
        (BlockKind.TABLE_ROW, 0, "h"),
    ]


def test_a_line_knows_how_much_of_it_links() -> None:
    shares = [line.links for line in lines("<p><a>abcd</a></p><p>abcd</p><p>ab<a>cd</a></p>")]
    assert shares == [1.0, 0.0, 0.5]


def test_two_ways_of_writing_the_same_compare_equal() -> None:
    assert key_of("Don’t  stop—now!") == key_of("don't stop now") == "dontstopnow"
