"""Posts -> groups of posts that are alike, by k-means over the means of their passages' embeddings."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.records import Embeddings
from index.store.layout import starts_of
from search.opened import OpenedGeneration

LEAST_POSTS = 12  # fewer are no map
_MOST_TOPICS = 24  # more than that nobody reads
_PASSAGES_OF_A_POST = 4  # its first ones stand for it
_POSTS_AT_ONCE = 5_000
_STARTS = 3
_FEW = 5_000  # posts that are all looked at in every step; of more, some


def post_embeddings(generation: OpenedGeneration, post_ids: Sequence[int]) -> Embeddings:
    """(len(post_ids), dim), rows of unit length: where each post lies. Each must have a passage."""
    rows = [
        _means(generation, np.array(post_ids[start : start + _POSTS_AT_ONCE], dtype=np.int64))
        for start in range(0, len(post_ids), _POSTS_AT_ONCE)
    ]
    return np.concatenate(rows)


def _means(generation: OpenedGeneration, post_ids: NDArray[np.int64]) -> Embeddings:
    counts = np.minimum(generation.layout.passage_counts(post_ids), _PASSAGES_OF_A_POST)
    starts = starts_of(counts)
    within = np.arange(counts.sum()) - np.repeat(starts, counts)
    passages = np.repeat(generation.layout.first_passages_of(post_ids), counts) + within
    sums = np.add.reduceat(generation.vectors.rows(passages), starts, axis=0)
    means: Embeddings = sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9)
    return means


def group(embeddings: Embeddings) -> NDArray[np.int64]:
    """(n,): the number of the group that each row belongs to. The same rows give the same groups."""
    from sklearn.cluster import KMeans, MiniBatchKMeans

    count = min(_MOST_TOPICS, round(len(embeddings) ** 0.5))
    means = KMeans if len(embeddings) <= _FEW else MiniBatchKMeans
    return np.asarray(means(count, random_state=0, n_init=_STARTS).fit_predict(embeddings), dtype=np.int64)
