"""Measures against hand-worked arithmetic, and against ir-measures (trec_eval's numbers)."""

import random
from math import log2

import ir_measures
import pytest
from ir_measures import RR, R, nDCG

from search.evaluation.metrics import MEASURES, mrr_at_k, ndcg_at_k, recall_at_k

RANKING = ["a", "b", "c", "d"]


def test_mrr_is_one_over_the_first_relevant_rank() -> None:
    assert mrr_at_k(RANKING, {"c": 1, "d": 1}) == pytest.approx(1 / 3)
    assert mrr_at_k(RANKING, {"d": 1}, k=3) == 0
    assert mrr_at_k(RANKING, {"a": 0, "b": 1}) == pytest.approx(1 / 2)


def test_recall_is_the_share_of_the_relevant_that_were_found() -> None:
    assert recall_at_k(RANKING, {"a": 1, "d": 1, "x": 1, "y": 0}) == pytest.approx(2 / 3)
    assert recall_at_k(RANKING, {"a": 1, "d": 1}, k=1) == pytest.approx(1 / 2)
    assert recall_at_k(RANKING, {}) == 0


def test_ndcg_discounts_by_rank_and_divides_by_the_best_that_could_be() -> None:
    gained = 3 / log2(2) + 1 / log2(4)
    best = 3 / log2(2) + 2 / log2(3) + 1 / log2(4)
    assert ndcg_at_k(RANKING, {"a": 3, "c": 1, "x": 2}) == pytest.approx(gained / best)
    assert ndcg_at_k(RANKING, {"x": 1}) == 0


def test_measures_agree_with_another_implementation() -> None:
    chance = random.Random(7)
    posts = [f"p{n}" for n in range(300)]
    rankings = {f"q{n}": chance.sample(posts, 150) for n in range(40)}
    grades = {q: {p: chance.choice([0, 1, 1, 2, 3]) for p in chance.sample(posts, 60)} for q in rankings}
    qrels = [ir_measures.Qrel(q, p, grade) for q, judged in grades.items() for p, grade in judged.items()]
    run = [
        ir_measures.ScoredDoc(q, p, -float(rank))
        for q, found in rankings.items()
        for rank, p in enumerate(found)
    ]
    theirs = ir_measures.calc_aggregate([RR @ 10, R @ 1, R @ 10, R @ 100, nDCG @ 10], qrels, run)
    for name, measure in (
        ("mrr@10", RR @ 10),
        ("recall@1", R @ 1),
        ("recall@10", R @ 10),
        ("recall@100", R @ 100),
        ("ndcg@10", nDCG @ 10),
    ):
        ours = sum(MEASURES[name](rankings[q], grades[q]) for q in rankings) / len(rankings)
        assert ours == pytest.approx(theirs[measure], abs=1e-9), name
