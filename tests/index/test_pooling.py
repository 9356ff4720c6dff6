"""Each sentence's embedding is made of its own tokens and its context's."""

import numpy as np

from index.pooling import pool, pooling_weights
from index.records import PassageText

SPECIAL = (0, 0)
CONTEXT, REST, BAKE = [(0, 4), (5, 10)], [(11, 15), (16, 18), (18, 19)], [(20, 24), (25, 27), (27, 28)]
PLACES = np.array([SPECIAL, *CONTEXT, *REST, *BAKE, SPECIAL])
TEXT = PassageText("Slow bread\nRest it. Bake it.", 10, ((11, 19), (20, 28)))


def test_a_passage_is_the_mean_of_all_of_its_tokens() -> None:
    assert np.allclose(pooling_weights(TEXT, PLACES)[0], 0.1)


def test_a_sentence_is_the_mean_of_its_own_tokens_and_the_contexts() -> None:
    weights = pooling_weights(TEXT, PLACES)
    expected = np.array([0, 1, 1, 1, 1, 1, 0, 0, 0, 0]) / 5
    assert np.allclose(weights[1], expected)
    assert np.allclose(weights[2], expected[[0, 1, 2, 6, 7, 8, 3, 4, 5, 9]])


def test_a_token_that_spans_two_sentences_counts_in_both() -> None:
    weights = pooling_weights(PassageText("abcdef", 0, ((0, 3), (3, 6))), np.array([(0, 2), (2, 4), (4, 6)]))
    assert (weights[1:] > 0).tolist() == [[True, True, False], [False, True, True]]


def test_for_a_sentence_beyond_what_the_model_reads_the_passage_stands() -> None:
    cut = PLACES[[0, 1, 2, 3, 4, 5, 9]]
    weights = pooling_weights(TEXT, cut)
    assert np.array_equal(weights[2], weights[0])
    assert not np.array_equal(weights[1], weights[0])


def test_a_text_without_a_word_has_an_embedding() -> None:
    weights = pooling_weights(PassageText("", 0, ((0, 0),)), np.array([(0, 0), (0, 0)]))
    assert np.allclose(weights, 0.5)


def test_rows_are_sums_of_tokens_of_unit_length() -> None:
    tokens = np.array([[3.0, 0.0], [0.0, 4.0]], dtype=np.float32)
    rows = pool(tokens, np.array([[1, 1], [0, 2], [0, 0]], dtype=np.float32))
    assert np.allclose(rows, [[0.6, 0.8], [0, 1], [0, 0]])
