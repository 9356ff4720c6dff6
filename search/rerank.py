"""The best posts, read again by a slower model that sees question and passage together. Pure but for time."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Protocol

import numpy as np

from index.errors import ModelError
from index.passages import passage_text
from search.arranging import reordered
from search.fusion import Scores, standings
from search.opened import OpenedGeneration
from search.query import Query
from search.ranking import Ranking
from search.results import RankedPost

RERANKED_COUNT = 50  # posts read again at most, however much time there is

# Read between two looks at the clock: few enough that a slow model does not run far past its time.
_BATCH_SIZE = 8

# What the reranker counts beside the ranking as it was. nDCG@10 with a small cross-encoder, trained for two
# minutes of CPU time, that reads 16 posts (questions of the dev parts that it was not trained on: 120 of
# feedbackqa, 80 of xquad-en, 35 of scifact): 0 0.611, 0.969, 0.696; 0.2 0.624, 0.970, 0.710; 0.3 0.629,
# 0.970, 0.722; 0.4 0.625, 0.972, 0.720; 0.5 0.623, 0.972, 0.701; 0.7 0.581, 0.953, 0.659; 1 0.501, 0.848,
# 0.558. A better model would bear more.
_RERANKER_WEIGHT = 0.3


class Reranker(Protocol):
    """A model that says how well texts answer a query."""

    @property
    def name(self) -> str:
        """What a person calls the model: a name or a folder."""

    def score(self, query: str, texts: Sequence[str]) -> Scores:
        """(len(texts),), higher is better; on any scale. Raises ModelError."""


@dataclass(frozen=True, slots=True)
class Reranking:
    """A reranker, and the time that it has for one search."""

    reranker: Reranker
    budget_ms: float = 200
    clock: Callable[[], float] = time.perf_counter  # seconds

    def score_in_time(self, query: str, texts: Sequence[str]) -> Scores:
        """The scores of as many of the first `texts` as there is time for, and of the first batch always.

        A batch is begun where the longest before it would still fit. Raises ModelError.
        """
        started = before = self.clock()
        longest_s = 0.0
        batches: list[Scores] = []
        for first in range(0, len(texts), _BATCH_SIZE):
            if batches and before - started + longest_s > self.budget_ms / 1000:
                break
            batches.append(self.reranker.score(query, texts[first : first + _BATCH_SIZE]))
            after = self.clock()
            longest_s, before = max(longest_s, after - before), after
        return np.concatenate(batches)


def rerank(
    generation: OpenedGeneration, query: Query, ranking: Ranking, reranking: Reranking
) -> tuple[Ranking, tuple[str, ...]]:
    """`ranking` with its best posts reordered, each by its best passage, and what the reader is to be told.

    Posts that there was no time for stay where they are, below. Where the reranker fails, the ranking stays
    as it was.
    """
    candidates = list(takewhile(lambda post: post.hits, ranking.posts[:RERANKED_COUNT]))
    if not query.text or len(candidates) < 2:
        return ranking, ()
    try:
        judged = reranking.score_in_time(query.text, _best_passages(generation, candidates))
    except ModelError as error:
        return ranking, (str(error),)
    places = candidates[: len(judged)]
    blended = blend(np.array([post.score for post in places], dtype=np.float32), judged)
    order = np.argsort(-blended, kind="stable").tolist()
    return replace(ranking, posts=reordered(ranking.posts, order)), ()


def blend(ranked: Scores, judged: Scores) -> Scores:
    """The weighted mean of the standings of the same posts (n,) in the ranking and by the reranker.

    A model that knows little so moves posts a few places; only one that is sure moves them many. With scores
    that are no numbers it says nothing.
    """
    if not np.isfinite(judged).all():
        return ranked
    blended: Scores = (1 - _RERANKER_WEIGHT) * standings(ranked) + _RERANKER_WEIGHT * standings(judged)
    return blended


def _best_passages(generation: OpenedGeneration, candidates: Sequence[RankedPost]) -> list[str]:
    """The best passage of each post, title and headings first."""
    posts = generation.catalog.posts([post.post_id for post in candidates])
    passages = generation.catalog.passages([post.hits[0].passage_id for post in candidates])
    return [
        passage_text(posts[post.post_id].post, passages[post.hits[0].passage_id].passage).text
        for post in candidates
    ]
