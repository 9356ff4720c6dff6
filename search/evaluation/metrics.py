"""Measures of a ranking against judgements. Pure.

`ranking` is a list of post ids, best first, each once; `grades` says how relevant each judged post is
(1 or more: relevant; an unjudged post counts as not relevant).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import log2

Grades = Mapping[str, int]
Measure = Callable[[Sequence[str], Grades], float]


def mrr_at_k(ranking: Sequence[str], grades: Grades, k: int = 10) -> float:
    """One over the rank of the first relevant post among the first `k`; 0 where there is none."""
    for rank, post_id in enumerate(ranking[:k], start=1):
        if grades.get(post_id, 0) > 0:
            return 1 / rank
    return 0.0


def recall_at_k(ranking: Sequence[str], grades: Grades, k: int = 10) -> float:
    """The share of all relevant posts that stand among the first `k`."""
    relevant = {post_id for post_id, grade in grades.items() if grade > 0}
    return len(relevant & set(ranking[:k])) / len(relevant) if relevant else 0.0


def ndcg_at_k(ranking: Sequence[str], grades: Grades, k: int = 10) -> float:
    """Normalised discounted cumulative gain (Järvelin and Kekäläinen 2002), gain = grade."""
    gained = _discounted(grades.get(post_id, 0) for post_id in ranking[:k])
    best = _discounted(sorted(grades.values(), reverse=True)[:k])
    return gained / best if best else 0.0


def _discounted(gains: Iterable[int]) -> float:
    return sum(max(gain, 0) / log2(rank + 1) for rank, gain in enumerate(gains, start=1))


MEASURES: Mapping[str, Measure] = {
    "mrr@10": lambda ranking, grades: mrr_at_k(ranking, grades, 10),
    "recall@1": lambda ranking, grades: recall_at_k(ranking, grades, 1),
    "recall@10": lambda ranking, grades: recall_at_k(ranking, grades, 10),
    "recall@100": lambda ranking, grades: recall_at_k(ranking, grades, 100),
    "ndcg@10": lambda ranking, grades: ndcg_at_k(ranking, grades, 10),
}
