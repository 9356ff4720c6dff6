"""How many of the passages that are nearest by the index are nearest indeed."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.records import Encoder
from index.store.folder import Folder
from index.store.paths import IndexPaths

DEPTH = 10
_ROWS_AT_ONCE = 50_000
_ROUNDING = 1e-6  # two ways to add up the same products differ by so much


def recall_of_index(index_folder: Path, encoder: Encoder, questions: list[str]) -> float:
    """The share of the `DEPTH` passages nearest to each question that the index's own search finds, 0 to 1.

    Held against all rows as the index keeps them, compared one by one in float32; none may be gone.
    """
    home = Folder(IndexPaths(index_folder))
    vectors = home.open(home.current()).vectors
    queries = encoder.encode_queries(questions)
    found, _ = vectors.nearest(queries, DEPTH)
    scores = np.empty((len(questions), vectors.count), dtype=np.float32)
    for start in range(0, vectors.count, _ROWS_AT_ONCE):
        ids = np.arange(start, min(start + _ROWS_AT_ONCE, vectors.count))
        scores[:, ids] = queries @ vectors.rows(ids).T
    return recall(found, scores)


def recall(found: NDArray[np.int64], scores: NDArray[np.float32]) -> float:
    """The share of each query's nearest rows, by `scores` (queries, rows), that are `found` (queries, k).

    A row that scores as high as the last of the nearest is as good as it.

    >>> recall(np.array([[2, 0]]), np.array([[0.5, 0.5, 0.9]], dtype=np.float32))
    1.0
    """
    count = min(found.shape[1], scores.shape[1])
    least = -np.partition(-scores, count - 1, axis=1)[:, count - 1]
    found_scores = np.take_along_axis(scores, np.maximum(found[:, :count], 0), axis=1)
    is_near = (found[:, :count] >= 0) & (found_scores >= least[:, None] - _ROUNDING)
    return float(is_near.mean())

