"""Any HTML becomes a tree that later steps can read."""

import time

from bs4.element import Tag

from index.ingest.extract.parse import parse_html


def depth(tree: Tag) -> int:
    return max((len(list(element.parents)) for element in tree.find_all(True)), default=0)


def test_a_tree_is_never_deep_and_keeps_its_text_in_order() -> None:
    tree = parse_html(
        "<div>" * 1_000 + "<p>one</p><h2>two</h2><pre>a\n b</pre>" + "</div>" * 1_000 + "<p>three</p>"
    )
    assert depth(tree) < 250
    assert tree.get_text(" ", strip=True).split() == ["one", "two", "a", "b", "three"]
    assert [element.name for element in tree.find_all(["p", "h2", "pre"])] == ["p", "h2", "pre", "p"]


def test_elements_that_nobody_closed_keep_their_paragraphs_apart() -> None:
    tree = parse_html("".join(f"<font><p>number {n}</p>" for n in range(500)))
    assert depth(tree) < 250
    assert len(tree.find_all("p")) == 500


def test_a_hundred_thousand_nested_elements_take_seconds_at_most() -> None:
    started = time.monotonic()
    assert parse_html("<b>" * 100_000 + "text").get_text(strip=True) == "text"
    assert time.monotonic() - started < 20


def test_a_shallow_tree_is_left_alone() -> None:
    html = "<div>" * 100 + "<p>one <b>two</b></p>" + "</div>" * 100
    assert html in str(parse_html(html))


def test_what_is_ready_for_scripts_is_out_and_what_a_browser_saved_is_in() -> None:
    tree = parse_html(
        "<template><p>OUT</p><template>OUT</template></template>"
        "<div><template shadowrootmode=open><p>in</p></template></div>"
    )
    assert tree.get_text(strip=True) == "in"
