"""How rankings become one, by hand."""

import math

import numpy as np
import pytest

from search.fusion import RRF_K, STANDING_DEPTH, Scores, fuse, reciprocal_rank_fusion, standings


def scores(*values: float) -> Scores:
    return np.array(values, dtype=np.float32)


def test_a_standing_is_a_distance_from_the_mean_in_standard_deviations() -> None:
    # mean 0.5, squared distances 0.09 0.01 0.01 0.09, so a standard deviation of sqrt(0.05)
    expected = [distance / math.sqrt(0.05) for distance in (0.3, 0.1, -0.1, -0.3)]
    assert standings(scores(0.8, 0.6, 0.4, 0.2)) == pytest.approx(expected, abs=1e-5)


def test_scores_that_hardly_differ_stand_together() -> None:
    assert np.abs(standings(scores(0.501, 0.5, 0.499))).max() < 0.05
    assert standings(scores(0.4)).tolist() == [0.0]


def test_what_is_far_down_does_not_change_how_the_best_stand() -> None:
    best = np.linspace(0.9, 0.5, STANDING_DEPTH, dtype=np.float32)
    with_others = np.concatenate([best, np.zeros(1000, dtype=np.float32)])
    assert standings(with_others)[:STANDING_DEPTH] == pytest.approx(standings(best), abs=1e-4)


def test_both_kinds_of_score_count_alike_whatever_their_scale() -> None:
    meaning, words = scores(0.9, 0.5, 0.4, 0.2), scores(0.2, 0.9, 0.5, 0.4)
    fused = fuse(meaning, words, is_weighed=False)
    assert fused == pytest.approx((standings(meaning) + standings(words)) / 2, abs=1e-6)
    assert fuse(meaning / 2, words, is_weighed=False) == pytest.approx(fused, abs=1e-5)


def test_the_nearer_a_post_stands_out_in_meaning_the_less_its_words_matter() -> None:
    words = scores(0.0, 1.0, *[0.0] * 98)
    clear = fuse(scores(0.9, *np.linspace(0.5, 0.3, 99)), words)
    unclear = fuse(scores(0.52, *np.linspace(0.5, 0.3, 99)), words)
    assert clear[0] > clear[1]
    assert unclear[1] > unclear[0]


def test_reciprocal_ranks_are_sums_of_one_over_sixty_plus_rank() -> None:
    fused = reciprocal_rank_fusion([[7, 3], [3, 9]])
    assert RRF_K == 60
    assert fused == pytest.approx({7: 1 / 61, 3: 1 / 62 + 1 / 61, 9: 1 / 62})
    assert reciprocal_rank_fusion([[], []]) == {}
