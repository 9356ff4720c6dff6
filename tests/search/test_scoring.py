"""The weighing of evidence, by hand."""

import numpy as np
import pytest

from search.scoring import (
    Cosines,
    likely_in_post,
    meaning_of_passages,
    meaning_of_posts,
    worth_in_conversation,
    worth_in_post,
)

FIRST_OF_POST = np.array([0, 2])


def cosines(*rows: list[float]) -> Cosines:
    return np.array(rows, dtype=np.float32)


def test_a_passage_is_weighed_with_its_nearest_sentence() -> None:
    meaning = meaning_of_passages(cosines([0.4, 0.2]), cosines([0.8, 0.3]))
    assert meaning == pytest.approx(cosines([0.5 * 0.4 + 0.5 * 0.8, 0.5 * 0.2 + 0.5 * 0.3]), abs=1e-6)
    assert meaning_of_passages(cosines([0.4]), cosines([0.8]), share=0.0) == pytest.approx(cosines([0.4]))


def test_a_post_is_as_near_as_its_best_passage() -> None:
    passages = cosines([0.1], [0.7], [0.5], [0.6])
    assert meaning_of_posts(passages, FIRST_OF_POST) == pytest.approx([0.7, 0.6])


def test_the_parts_of_a_question_may_be_answered_in_different_passages() -> None:
    whole_and_parts = cosines([0.4, 0.9, 0.1], [0.4, 0.1, 0.7], [0.5, 0.6, 0.2], [0.3, 0.2, 0.4])
    expected = [0.5 * 0.4 + 0.5 * (0.9 + 0.7) / 2, 0.5 * 0.5 + 0.5 * (0.6 + 0.4) / 2]
    assert meaning_of_posts(whole_and_parts, FIRST_OF_POST) == pytest.approx(expected)


def test_within_a_post_passage_sentence_and_words_can_each_decide() -> None:
    none = np.zeros(2, dtype=np.float32)
    second_is_better = np.array([0.0, 0.1], dtype=np.float32)
    for place in range(3):
        evidence = [second_is_better if place == i else none for i in range(3)]
        assert worth_in_post(*evidence).argmax() == 1


def test_before_its_sentences_are_looked_at_a_passage_stands_for_them() -> None:
    cosines_of_both = np.array([0.1, 0.4], dtype=np.float32)
    words = np.array([0.6, 0.2], dtype=np.float32)
    assert likely_in_post(cosines_of_both, words) == pytest.approx(
        worth_in_post(cosines_of_both, cosines_of_both, words)
    )


def test_in_a_conversation_neighbours_and_those_who_are_named_count() -> None:
    likely, said = (np.array(values, dtype=np.float32) for values in ([0.2, 0.4, 0.8], [0, 1, 0]))
    first = (0.2 + 0.7 * 0.4) / 1.7
    middle = (0.4 + 0.7 * (0.2 + 0.8)) / 2.4 + 0.125
    last = (0.8 + 0.7 * 0.4) / 1.7
    assert worth_in_conversation(likely, said) == pytest.approx([first, middle, last])
    assert likely == pytest.approx([0.2, 0.4, 0.8])
    assert worth_in_conversation(likely[:1], said[:1]) == pytest.approx([0.2])
