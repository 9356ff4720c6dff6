"""Words and runs of words in common, with the arithmetic written out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.measures.overlap import Counts, Overlap, harmonic_mean, shingle_counts, token_overlap


def test_words_count_as_often_as_they_stand_in_both() -> None:
    overlap = token_overlap("the cat and the dog", "The cat sat")
    assert (overlap.precision, overlap.recall) == (2 / 5, 2 / 3)  # the, cat; one "the" too many
    assert overlap.f1 == pytest.approx(2 * (2 / 5) * (2 / 3) / (2 / 5 + 2 / 3))


def test_order_and_punctuation_do_not_matter() -> None:
    assert token_overlap("Dog, cat!", "cat dog") == Overlap(1.0, 1.0)


@pytest.mark.parametrize(
    ("text", "wanted", "f1"), [("", "", 1.0), ("", "a", 0.0), ("a", "", 0.0), ("…", "", 1.0)]
)
def test_no_words_are_right_where_none_are_wanted(text: str, wanted: str, f1: float) -> None:
    assert token_overlap(text, wanted).f1 == f1


def test_where_words_are_not_spaced_each_character_is_one() -> None:
    assert token_overlap("日本語", "日本") == Overlap(2 / 3, 1.0)


def test_a_run_of_four_words_is_one_unit() -> None:
    # wanted: abcd, bcde; found: abcd, bcdx
    assert shingle_counts("a b c d x", "a b c d e") == Counts(right=1, wrong=1, missed=1)


def test_a_text_of_fewer_words_is_one_run() -> None:
    assert shingle_counts("a b", "a b") == Counts(1, 0, 0)
    assert shingle_counts("", "a b") == Counts(0, 0, 1)


def test_the_harmonic_mean_of_nothing_is_nothing() -> None:
    assert harmonic_mean(0.0, 0.0) == 0.0
    assert harmonic_mean(1.0, 0.5) == pytest.approx(2 / 3)


@given(st.text(max_size=60), st.text(max_size=60))
def test_to_swap_the_texts_swaps_precision_and_recall(one: str, other: str) -> None:
    forth, back = token_overlap(one, other), token_overlap(other, one)
    assert (forth.precision, forth.recall) == (back.recall, back.precision)
    assert 0.0 <= forth.f1 <= 1.0
