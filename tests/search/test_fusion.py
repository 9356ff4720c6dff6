"""Reciprocal rank fusion, by hand."""

import pytest

from search.fusion import RRF_K, reciprocal_rank_fusion
from search.results import Hit


def ranking(*ids: int) -> list[Hit]:
    return [Hit(passage_id, 100.0 - rank) for rank, passage_id in enumerate(ids)]


def test_scores_are_sums_of_one_over_sixty_plus_rank() -> None:
    fused = {hit.passage_id: hit.score for hit in reciprocal_rank_fusion([ranking(7, 3), ranking(3, 9)])}
    assert RRF_K == 60
    assert fused[3] == pytest.approx(1 / 62 + 1 / 61)
    assert fused[7] == pytest.approx(1 / 61)
    assert fused[9] == pytest.approx(1 / 62)


def test_what_both_retrievers_found_comes_before_what_one_found_first() -> None:
    fused = reciprocal_rank_fusion([ranking(1, 2), ranking(3, 2)])
    assert [hit.passage_id for hit in fused] == [2, 1, 3]


def test_one_ranking_keeps_its_order_and_none_gives_none() -> None:
    assert [hit.passage_id for hit in reciprocal_rank_fusion([ranking(5, 4, 6), []])] == [5, 4, 6]
    assert reciprocal_rank_fusion([[], []]) == []
