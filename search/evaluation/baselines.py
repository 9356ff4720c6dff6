"""What there is to beat: the same model without passages, plain BM25, and the two common ways to fuse them.

A document is its title and text in one piece, which the model reads as far as it can. None of this shares a
line with Blogseek's ranking, so that it stays what it is when the ranking changes.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from index.records import Embeddings, Encoder, Post
from search.evaluation.bm25 import PlainBM25
from search.evaluation.collection import JudgedQuestion
from search.evaluation.run import DEPTH, Run

BASELINES = ("plain dense", "plain BM25", "RRF 60", "cc 0.5")
FUSED_DEPTH = 200  # documents of each list that are fused
_RRF_K = 60  # Cormack, Clarke and Büttcher 2009

Ranked = dict[int, float]  # {document: score}, best first


def whole_texts(posts: Sequence[Post]) -> list[str]:
    """Each post in one piece."""
    return [f"{post.title} {post.text}".strip() for post in posts]


def baseline_runs(
    posts: Sequence[Post], documents: Embeddings, encoder: Encoder, questions: Sequence[JudgedQuestion]
) -> dict[str, Run]:
    """{baseline: its run}; `documents` (n, dim) are the embeddings of `whole_texts(posts)`."""
    bm25 = PlainBM25(whole_texts(posts))
    embedded = encoder.encode_queries([question.text for question in questions])
    runs: dict[str, dict[str, dict[str, float]]] = {name: {} for name in BASELINES}
    for question, row in zip(questions, embedded, strict=True):
        dense, lexical = best(documents @ row), best(bm25.scores(question.text))
        rankings = dense, lexical, reciprocal_ranks(dense, lexical), convex_combination(dense, lexical)
        for name, ranking in zip(BASELINES, rankings, strict=True):
            first = list(ranking.items())[:DEPTH]
            runs[name][question.query_id] = {posts[document].place: score for document, score in first}
    return dict(runs)


def best(scores: NDArray[np.floating]) -> Ranked:
    """The documents that score highest, of those that score at all."""
    order = np.argsort(-scores, kind="stable")[:FUSED_DEPTH]
    return {int(document): float(scores[document]) for document in order if scores[document] != 0}


def reciprocal_ranks(*rankings: Mapping[int, float]) -> Ranked:
    """The sum of 1 / (60 + rank) over the rankings that hold a document."""
    fused: Ranked = {}
    for ranking in rankings:
        for rank, document in enumerate(ranking, start=1):
            fused[document] = fused.get(document, 0.0) + 1 / (_RRF_K + rank)
    return _sorted(fused)


def convex_combination(*rankings: Mapping[int, float]) -> Ranked:
    """The mean of the scores, each ranking's stretched to 0 … 1; 0 for what it does not hold.

    Bruch, Gai and Ingber 2023 (min-max normalised).
    """
    fused: Ranked = {}
    for ranking in rankings:
        least, most = min(ranking.values(), default=0.0), max(ranking.values(), default=0.0)
        for document, score in ranking.items():
            share = (score - least) / (most - least) if most > least else 1.0
            fused[document] = fused.get(document, 0.0) + share / len(rankings)
    return _sorted(fused)


def _sorted(scores: Ranked) -> Ranked:
    return dict(sorted(scores.items(), key=lambda item: -item[1]))

