"""Several rankings -> one. Pure."""

from collections import defaultdict
from collections.abc import Sequence

from search.results import Hit

RRF_K = 60  # Cormack, Clarke and Büttcher 2009 found it good on TREC collections; not tuned here yet


def reciprocal_rank_fusion(rankings: Sequence[Sequence[Hit]]) -> list[Hit]:
    """Fuse rankings by the sum of 1 / (RRF_K + rank), rank from 1 (Cormack, Clarke and Büttcher 2009).

    Ties keep the order of the first ranking that holds them.
    """
    scores: defaultdict[int, float] = defaultdict(float)
    for ranking in rankings:
        for rank, hit in enumerate(ranking, start=1):
            scores[hit.passage_id] += 1 / (RRF_K + rank)
    fused = [Hit(passage_id, score) for passage_id, score in scores.items()]
    return sorted(fused, key=lambda hit: -hit.score)
