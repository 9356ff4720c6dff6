"""Ideas draw answers to them, or turn them away."""

import numpy as np
import pytest

from search.ideas import LESS_LIKE_WEIGHT, MORE_LIKE_WEIGHT, drawn_to, turned_away

EAST, NORTH = np.eye(2, dtype=np.float32)


def test_a_question_is_drawn_to_the_sum_of_what_is_wanted() -> None:
    (drawn,) = drawn_to(EAST[None], NORTH[None])
    expected = np.array([1.0, MORE_LIKE_WEIGHT]) / np.hypot(1.0, MORE_LIKE_WEIGHT)
    assert drawn == pytest.approx(expected)


def test_every_wording_is_drawn_and_none_is_changed_where_nothing_is_wanted() -> None:
    both = np.stack([EAST, NORTH])
    assert drawn_to(both, both[:0]) is both
    assert np.linalg.norm(drawn_to(both, EAST[None]), axis=1) == pytest.approx([1.0, 1.0])


def test_without_a_question_the_ideas_stand_in_for_it() -> None:
    (drawn,) = drawn_to(np.empty((0, 2), np.float32), np.stack([EAST, NORTH]))
    assert drawn == pytest.approx([0.5**0.5, 0.5**0.5])


def test_ideas_that_cancel_each_other_out_leave_no_direction_and_raise_nothing() -> None:
    assert drawn_to(EAST[None][:0], np.stack([EAST, -EAST])) == pytest.approx(np.zeros((1, 2)))


def test_only_what_is_nearer_to_an_unwanted_idea_falls_and_by_how_much_it_is_nearer() -> None:
    similarity = np.array([0.6, 0.6, 0.2], dtype=np.float32)
    to_unwanted = np.array([[0.5, 0.1], [0.1, 0.7], [0.2, 0.2]], dtype=np.float32)
    expected = [0.6, 0.6 - LESS_LIKE_WEIGHT * 0.1, 0.2]
    assert turned_away(similarity, to_unwanted) == pytest.approx(expected)
    assert turned_away(similarity, to_unwanted[:, :0]) is similarity
