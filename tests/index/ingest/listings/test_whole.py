"""Whether a feed's texts are whole posts: what a beginning looks like, and what a short post looks like."""

import pytest

from index.ingest.listings.whole import Body, ends_as_beginning, which_are_whole
from tests.index.ingest.listings.feeds import WORDS

_LONG = [f"<p>{WORDS * count}</p>" for count in (20, 35, 12, 28, 50)]


def _contents(*markups):
    return [Body(markup, is_content=True) for markup in markups]


def _descriptions(*markups):
    return [Body(markup, is_content=False) for markup in markups]


@pytest.mark.parametrize(
    "end",
    [
        "[…]",
        "[&#8230;]",
        "[...]",
        "(more…)",
        '<a href="/a">Read more</a>',
        "Continue reading on Crumbs »",
        "Read the full post →",
        "Weiterlesen",
        "Lire la suite",
        "Leer más",
        "Читать далее",
        "続きを読む",
        "阅读全文",
    ],
)
def test_a_text_that_sends_its_reader_elsewhere_is_not_whole(end):
    assert which_are_whole(_contents(*_LONG, f"<p>{WORDS * 20}</p> {end}")) == [True] * 5 + [False]


def test_a_post_that_ends_in_dots_among_many_that_do_not_was_written_so():
    assert which_are_whole(_contents(*_LONG * 3, "<p>And so it began…</p>")) == [True] * 16


def test_a_feed_whose_texts_all_end_in_dots_is_one_of_beginnings():
    assert which_are_whole(_contents(*(f"<p>{WORDS * n}…</p>" for n in (7, 8, 9)))) == [False] * 3


def test_a_short_post_in_a_feed_of_long_ones_is_whole():
    assert which_are_whole(_contents(*_LONG, "<p>We are on holiday.</p>")) == [True] * 6


def test_a_feed_of_first_paragraphs_is_not_whole_though_none_ends_in_dots():
    assert which_are_whole(_contents(*(f"<p>{WORDS * n}</p>" for n in (3, 5, 2, 4)))) == [False] * 4


def test_texts_cut_to_one_length_are_not_whole():
    assert (
        which_are_whole(_contents(*(f"<p>{(WORDS * 20)[: 1_000 + n]}</p>" for n in range(6)))) == [False] * 6
    )


def test_descriptions_must_be_as_long_as_posts():
    assert which_are_whole(_descriptions(*_LONG)) == [True] * 5
    assert which_are_whole(_descriptions(*(f"<p>{WORDS * n}</p>" for n in (8, 12, 5)))) == [False] * 3
    assert which_are_whole(_descriptions(*_LONG, f"<p>{WORDS * 9}</p> Read more")) == [False] * 6


def test_nothing_is_not_a_whole_post():
    assert which_are_whole(_contents(*_LONG, "", '<p><img src="a.png"></p>')) == [True] * 5 + [False] * 2
    assert which_are_whole([]) == []


def test_what_a_page_builder_left_unrun_is_not_a_text():
    assert which_are_whole(_contents(*_LONG, f"[vc_row][vc_column]{WORDS * 20}[/vc_column]")) == [
        True
    ] * 5 + [False]


def test_reading_more_in_the_middle_of_a_post_is_no_end():
    assert not ends_as_beginning(f"Read more books. {WORDS * 3}")
