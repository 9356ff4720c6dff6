"""What a page holds twice is read once; what a writer says twice stays."""

from index.ingest.extract.lines import read_lines
from index.ingest.extract.page_tree import page_tree
from index.ingest.extract.repeats import without_refrains, without_repeats

FIRST = "<h2>Bread</h2><p>A loaf that is cut too early is wet inside, whatever the oven did.</p>"
SECOND = "<p>Let it stand for an hour on a rack, and do not cover it with a cloth.</p>"


def texts(body: str) -> list[str]:
    lines = read_lines(page_tree(f"<html><body>{body}</body></html>"))
    return [line.text.strip() for line in without_repeats(lines)]


def test_a_post_that_is_there_for_two_widths_of_screen_is_read_once() -> None:
    once = texts(FIRST + SECOND)
    assert texts(f"<div>{FIRST}{SECOND}</div><div>{FIRST}{SECOND}</div>") == once
    assert len(once) == 3


def test_one_line_may_be_said_again() -> None:
    assert len(texts(FIRST + SECOND + "<p>And once more:</p>" + SECOND)) == 5


def test_a_lead_that_stands_there_twice_is_read_once() -> None:
    assert texts(SECOND + SECOND + FIRST) == texts(SECOND + FIRST)


def test_links_that_come_again_and_again_are_buttons() -> None:
    part = "<h2>Oven</h2><p>It bakes.</p><p><a href='/{n}'>Check the price</a></p>"
    lines = read_lines(page_tree("".join(part.format(n=n) for n in range(3)) + "<p>Buy one.</p>"))
    assert [line.text for line in without_refrains(lines)] == ["Oven", "It bakes."] * 3 + ["Buy one."]
    said = read_lines(page_tree("<p>Check the price</p>"))
    assert without_refrains([*lines, *said])[-1:] == said  # by the writer
    assert without_refrains(lines[:6]) == lines[:6]  # twice is not again and again


def test_short_lines_may_be_said_again() -> None:
    assert len(texts("<p>Pros</p><p>Cheap</p><p>Light</p>" * 3)) == 9


def test_the_same_code_and_the_same_rows_stay() -> None:
    code = "<pre>knead(dough, minutes=10); wait(dough, hours=2); shape(dough)</pre>"
    row = "<tr><td>Flour, the strong kind from the mill at Bath</td><td>500 g</td></tr>"
    assert len(texts(code * 2 + f"<table>{row}{row}</table>")) == 4
