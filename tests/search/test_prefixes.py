"""Texts found while their words are being typed."""

import pytest

from search.prefixes import PrefixIndex

TEXTS = ["How to feed a rye starter", "Rye, at last", "The .NET runtime", "Käse & Brot", "東京のパン", "…"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("rye", [1, 0]),  # what begins with it comes first
        ("ry", [1, 0]),
        ("ye", []),  # the middle of a word
        ("starter rye", [0]),  # in any order
        ("rye cheese", []),  # all of the words
        ("kase", [3]),
        ("KÄSE B", [3]),
        ("東京", [4]),
        (".net", [2]),
        ("?!", []),
        ("", []),
        ("\U0010ffff", []),
        ("rye " * 5_000, [1, 0]),
    ],
)
def test_every_typed_word_begins_a_word_of_what_is_found(typed: str, found: list[int]) -> None:
    assert PrefixIndex.of(TEXTS).matching(typed, 5) == found


def test_words_that_are_typed_to_their_end_are_taken_as_they_are_before_longer_ones() -> None:
    index = PrefixIndex.of(["Rustup 1.29", "Announcing Rust 1.98", "Rust 1.0"])
    assert index.matching("rust", 5) == [0, 2, 1]
    assert index.matching("rust 1", 5) == [2, 1, 0]


def test_no_more_are_found_than_are_wanted_and_the_better_first() -> None:
    index = PrefixIndex.of([f"rye {number}" for number in range(9)])
    assert index.matching("r", 3) == [0, 1, 2]


def test_of_no_texts_nothing_is_found() -> None:
    assert PrefixIndex.of([]).matching("rye", 5) == []
