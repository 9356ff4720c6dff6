"""Plain BM25 against arithmetic written out."""

from math import log

import pytest

from search.evaluation.bm25 import PlainBM25, plain_stems

TEXTS = ["Cats chase the cat", "dogs chase", "birds", ""]  # 3, 2, 1 and 0 words


def test_bm25_is_the_formula() -> None:
    scores = PlainBM25(TEXTS).scores("cats")
    rarity = log(1 + (4 - 1 + 0.5) / (1 + 0.5))
    damping = 1.2 * (1 - 0.75 + 0.75 * 3 / 1.5)
    assert scores[0] == pytest.approx(rarity * 2 / (2 + damping))
    assert list(scores[1:]) == [0, 0, 0]


def test_a_word_asked_twice_counts_twice_and_words_add_up() -> None:
    bm25 = PlainBM25(TEXTS)
    assert bm25.scores("dog dog")[1] == pytest.approx(2 * bm25.scores("dog")[1])
    both = bm25.scores("chasing dogs")
    assert both[1] == pytest.approx(bm25.scores("chase")[1] + bm25.scores("dog")[1])
    assert both[1] > both[0] > 0


def test_unknown_words_and_no_words_score_nothing() -> None:
    assert not PlainBM25(TEXTS).scores("the zebra a").any()
    assert not PlainBM25(["", ""]).scores("zebra").any()


def test_words_are_stemmed_and_stop_words_and_letters_left_out() -> None:
    assert plain_stems("The running of a C compiler") == ["run", "compil"]
