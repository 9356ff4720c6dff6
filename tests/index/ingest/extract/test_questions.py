"""Questions and answers below a post are the post's, however they are folded up; other sections are not."""

import time

import pytest

from index.ingest.extract.lines import read_lines
from index.ingest.extract.main_text import main_text
from index.ingest.extract.page_tree import page_tree
from index.ingest.extract.questions import answered_questions, questions_of

LINE = "The dough of loaf {0} rests in the cellar overnight, and by the morning of day {0} it has doubled."
BODY = "".join(f"<p>{LINE.format(n)}</p>" for n in "123456")
ASKED = {
    "Is rye harder?": "It takes up more water than wheat, and rises by half as much in the tin.",
    "And spelt?": "Knead it for a minute or two and no longer, or the threads in it will tear.",
}
MARKUPS = {
    "details": "<details><summary>{}</summary><div><p>{}</p></div></details>",
    "accordion": "<div><div role=button><a tabindex=0>{}</a></div><div><p>{}</p></div></div>",
    "numbered": "<div><span>1</span><div>{}</div><div><p>{}</p></div></div>",
    "folded": "<div><div>{}</div><div style='height: 0'>{}</div></div>",
    "headed": "<li><h3>{}</h3><div>{}</div></li>",
    "hidden": "<div><button>{}</button><div hidden>{}</div></div>",
    "dropdown": "<div><div>{}</div><nav><p>{}</p></nav></div>",
    "paragraphs": "<p>{}</p><p>{}</p>",
}


def section(markup: str, heading: str = "<h2>Questions</h2>") -> str:
    return heading + "".join(markup.format(*pair) for pair in ASKED.items())


def texts(page: str) -> list[str]:
    text = main_text(page_tree(f"<html><body>{page}</body></html>"))
    return [piece.text.strip() for piece in text.pieces]


EXPECTED = ["Questions", *(text for pair in ASKED.items() for text in pair)]


@pytest.mark.parametrize("markup", MARKUPS.values(), ids=MARKUPS)
def test_they_are_kept_below_the_body_of_the_post(markup: str) -> None:
    post = f"<article><h1>Bread</h1><div class=post-body>{BODY}</div></article>"
    page = f"<main>{post}<section>{section(markup)}</section></main><footer><p>The Long Table</p></footer>"
    assert [text for text in texts(page) if text != "1"][-len(EXPECTED) :] == EXPECTED


@pytest.mark.parametrize(("beside", "are_kept"), [("", True), ("<p>Seven minutes to read</p>", False)])
def test_those_of_another_part_of_the_page_are_not(beside: str, are_kept: bool) -> None:
    column = f"<div><p>By Ann Lee</p><div id=body>{BODY}</div></div>"
    page = f"<main><div>{column}{beside}</div><section>{section(MARKUPS['folded'])}</section></main>"
    tree = page_tree(page)
    lines = read_lines(tree)
    body = tree.get_element_by_id("body")
    assert bool(questions_of(lines, range(1, 7), body)) == are_kept


def test_thousands_of_questions_below_a_post_are_read_in_good_time() -> None:
    page = "".join(f"<div><p>{LINE.format(n)}</p>{section(MARKUPS['folded'])}</div>" for n in range(3000))
    tree = page_tree(f"<main><div id=body>{BODY}</div>{page}</main>")
    lines = read_lines(tree)
    started = time.monotonic()
    assert len(questions_of(lines, range(6), tree.get_element_by_id("body"))) == 5 * 3000
    assert time.monotonic() - started < 5


def test_one_question_is_the_sites() -> None:
    lines = read_lines(page_tree("<p>Was this helpful?</p><p>Tell us what you would like to know next.</p>"))
    assert answered_questions(lines) == []


def test_an_answer_ends_with_its_element() -> None:
    page = f"<div>{section(MARKUPS['folded'], '')}</div><p>{LINE.format(7)}</p>"
    assert answered_questions(read_lines(page_tree(page))) == [[0, 1, 2, 3]]


def test_questions_without_answers_are_left() -> None:
    page = "<ul><li>Are you new here?</li><li>Do you bake?</li></ul><p><a href=/1>Come and see</a></p>"
    assert answered_questions(read_lines(page_tree(page))) == []
