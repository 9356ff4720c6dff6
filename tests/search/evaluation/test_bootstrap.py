"""Intervals by resampling, against the normal approximation and against what must hold."""

import numpy as np
import pytest

from search.evaluation.bootstrap import estimate


def test_the_interval_is_about_two_standard_errors_to_either_side() -> None:
    values = np.random.default_rng(3).normal(0.6, 0.2, size=400)
    found = estimate(values)
    error = values.std() / np.sqrt(400)
    assert found.mean == pytest.approx(values.mean())
    assert found.low == pytest.approx(found.mean - 1.96 * error, abs=error / 10)
    assert found.high == pytest.approx(found.mean + 1.96 * error, abs=error / 10)


def test_paired_differences_settle_what_two_wide_intervals_leave_open() -> None:
    chance = np.random.default_rng(5)
    hard = chance.uniform(0, 0.9, size=200)  # how hard a question is moves both systems alike
    worse, better = hard, hard + chance.uniform(0, 0.04, size=200)
    assert estimate(better).low < estimate(worse).high
    assert estimate(better - worse).low > 0


def test_the_same_questions_give_the_same_interval() -> None:
    values = np.array([0.0, 1.0, 1.0, 0.5])
    assert estimate(values) == estimate(values)
    assert abs(estimate(values, seed=1).low - estimate(values).low) < 0.02


def test_one_value_has_no_width() -> None:
    found = estimate(np.array([0.25]))
    assert (found.mean, found.low, found.high) == (0.25, 0.25, 0.25)
