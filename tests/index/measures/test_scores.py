"""Readings of a few pages, and what they are worth."""

import pytest

from index.measures.scores import Reading, score, token_f1s
from tests.index.measures.pages import label

LABELS = [
    label(
        "a",
        text="one two three four",
        title="Bread",
        author="Ann Lee",
        date="2021-06-10",
        holds=("two three",),
    ),
    label("b", text="five six", title="Rain", holds=("six",), lacks=("Menu",), headings=("Clouds",)),
]


def test_every_measure_of_two_pages() -> None:
    readings = {
        "a": Reading("one two three four", "Bread", "Ann Lee", "2021-06-10", cpu_s=0.5),
        "b": Reading("Menu\nClouds", "Sun", "Bob Roe", None, cpu_s=0.3),
    }
    scores = score(LABELS, readings)
    assert (scores.pages, scores.failed, scores.empty) == (2, 0, 0)
    assert (scores.token_f1, scores.token_precision, scores.token_recall) == (0.5, 0.5, 0.5)
    assert scores.snippet_f1 == 0.5  # right 1, wrong 1, missed 1
    assert scores.shingle_f1 == 0.5
    assert (scores.title, scores.author, scores.author_invented) == (0.5, 1.0, 1.0)
    assert (scores.date, scores.headings) == (1.0, 1.0)
    assert scores.pages_per_s == pytest.approx(2.5)


def test_what_no_page_is_labelled_with_is_not_measured() -> None:
    scores = score([label("a", title="Bread")], {"a": Reading("some text", "Bread", "Ann Lee", "2021-06-10")})
    assert (scores.token_f1, scores.snippet_f1, scores.shingle_f1) == (None, None, None)
    assert (scores.author, scores.date, scores.headings, scores.pages_per_s) == (None, None, None, None)
    assert (scores.title, scores.author_invented) == (1.0, 1.0)


def test_an_extractor_that_names_no_author_is_not_praised_for_inventing_none() -> None:
    scores = score(LABELS, {"a": Reading("text"), "b": Reading("text")})
    assert (scores.author, scores.author_invented, scores.date) == (None, None, None)


def test_a_page_that_broke_the_extractor_counts_as_nothing_read() -> None:
    readings = {"a": Reading(error="ValueError: no"), "b": Reading("five six", author="")}
    scores = score(LABELS, readings)
    assert (scores.failed, scores.empty, scores.token_f1) == (1, 1, 0.5)
    assert scores.author_invented == 0.0
    assert token_f1s(LABELS, readings) == {"a": 0.0, "b": 1.0}
