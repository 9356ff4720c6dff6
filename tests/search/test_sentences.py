"""The answering sentence is chosen by meaning and by the question's words; a second where as good."""

import numpy as np

from search.sentences import choose_sentences


def _chosen(cosines: list[float], shares: list[float], spread: float = 0.1) -> tuple[int, ...]:
    return choose_sentences(np.array(cosines, dtype=np.float32), shares, spread)


def test_the_nearest_sentence_answers_where_no_word_is_shared() -> None:
    assert _chosen([0.2, 0.6, 0.3], [0, 0, 0]) == (1,)


def test_the_questions_own_words_decide_between_like_meanings() -> None:
    assert _chosen([0.5, 0.45, 0.1], [0.1, 0.6, 0.0]) == (1,)


def test_two_are_marked_where_both_are_as_good_and_never_three() -> None:
    assert _chosen([0.50, 0.51, 0.505], [0, 0, 0]) == (1, 2)


def test_a_models_narrow_cosines_change_nothing() -> None:
    wide = _chosen([0.2, 0.6, 0.3], [0.2, 0.1, 0.5], spread=0.2)
    narrow = _chosen([0.82, 0.86, 0.83], [0.2, 0.1, 0.5], spread=0.02)
    assert wide == narrow
