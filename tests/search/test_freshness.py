"""Newer posts come first as far as `recency` says; a post without a date is neither new nor old."""

import numpy as np
import pytest

from index.settings import RankingSettings
from search.freshness import freshen, freshness_standings

TODAY = 738_000
YEAR = 365
UNDATED = 0


def days(*ages: int) -> np.ndarray:
    return np.array([TODAY - age for age in ages], dtype=np.int32)


def test_half_lives_by_hand() -> None:
    # 1, 1/2 and 1/4 as fresh: mean 7 / 12, deviation sqrt(14) / 12.
    found = freshness_standings(days(0, YEAR, 2 * YEAR), TODAY, YEAR)
    assert found == pytest.approx([5 / 14**0.5, -1 / 14**0.5, -4 / 14**0.5])


def test_a_post_without_a_date_is_the_mean_of_the_others() -> None:
    dated = days(0, YEAR)
    with_undated = np.append(dated, UNDATED).astype(np.int32)
    # 1 and 1/2: mean 3 / 4, deviation 1 / 4.
    assert freshness_standings(with_undated, TODAY, YEAR) == pytest.approx([1, -1, 0])
    assert freshness_standings(np.zeros(2, dtype=np.int32), TODAY, YEAR).tolist() == [0, 0]


def test_a_day_more_or_less_says_nothing() -> None:
    assert np.abs(freshness_standings(days(0, 1, 2), TODAY, YEAR)).max() < 0.02


def test_a_date_to_come_counts_as_today() -> None:
    found = freshness_standings(days(-900, 0, YEAR), TODAY, YEAR)
    assert found[0] == found[1] > found[2]


def test_recency_blends_the_standings_of_both() -> None:
    scores = np.array([2.0, 1.0], dtype=np.float32)  # mean 1.5, deviation 0.5: standings 1 and -1
    ages = days(YEAR, 0)  # standings -1 and 1
    for recency, expected in ((0.25, [0.5, -0.5]), (0.5, [0, 0]), (1.0, [-1, 1])):
        blended = freshen(scores, ages, TODAY, RankingSettings(recency, YEAR))
        assert blended == pytest.approx(expected, abs=1e-6)


def test_without_recency_the_scores_are_what_they_were() -> None:
    scores = np.array([0.9, 0.1], dtype=np.float32)
    assert freshen(scores, days(YEAR, 0), TODAY, RankingSettings()) is scores


def test_the_oldest_of_dates_is_still_a_number() -> None:
    assert np.isfinite(freshness_standings(np.array([1, TODAY], dtype=np.int32), TODAY, 0.001)).all()
