"""Ideas beside a question: it is drawn to those wanted, and answers like the unwanted ones fall. Pure.

Weighed by the cosines of whole posts, on the dev parts of xquad-en and feedbackqa, 2026-11-26. Another
question on the same post is the idea wanted, MRR of that post; then one on another post, on a like subject,
nDCG@10 of both posts:

    MORE_LIKE_WEIGHT       0     0.3    0.5    0.75   1.0    1.5
    xquad-en, same       0.916  0.967  0.978  0.984  0.983  0.983
    xquad-en, both       0.802  0.903  0.935  0.949  0.950  0.944
    feedbackqa, same     0.526  0.571  0.597  0.598  0.598  0.599
    feedbackqa, both     0.449  0.525  0.563  0.586  0.583  0.562

The question on the other post is the idea unwanted, MRR of the post asked for / share of questions for which
the other post is among the first ten; first where the idea's embedding is subtracted from the question's with
a weight (Rocchio 1971), then as it is done here:

    subtracted                    0          0.2          0.3          0.5
    xquad-en                0.919 / 0.76  0.896 / 0.56  0.877 / 0.46  0.807 / 0.27
    feedbackqa              0.540 / 0.33  0.509 / 0.20  0.484 / 0.15  0.403 / 0.07
    LESS_LIKE_WEIGHT              0.5          1            2            3
    xquad-en                0.910 / 0.50  0.897 / 0.39  0.883 / 0.26  0.876 / 0.21
    feedbackqa              0.533 / 0.22  0.522 / 0.19  0.512 / 0.16  0.504 / 0.15
"""

import numpy as np
from numpy.typing import NDArray

from index.records import Embeddings

MORE_LIKE_WEIGHT = 0.75
LESS_LIKE_WEIGHT = 2.0


def drawn_to(asked: Embeddings, wanted: Embeddings) -> Embeddings:
    """`asked` (n, dim) with the ideas `wanted` (m, dim) added, weighted; rows of unit length.

    Where nothing is asked (n = 0), the mean of the ideas stands in for it, and the result is (1, dim).
    """
    if not len(wanted):
        return asked
    if len(asked):
        drawn = asked + MORE_LIKE_WEIGHT * wanted.sum(axis=0)
    else:
        drawn = wanted.mean(axis=0, keepdims=True)
    unit: Embeddings = drawn / np.maximum(np.linalg.norm(drawn, axis=1, keepdims=True), 1e-6)
    return unit


def turned_away(similarity: NDArray[np.float32], to_unwanted: NDArray[np.float32]) -> NDArray[np.float32]:
    """`similarity` (n,) of passages to the question, less for those nearer to an unwanted idea than to it.

    `to_unwanted` is (n, m), of each passage to each of these ideas.
    """
    if not to_unwanted.shape[1]:
        return similarity
    nearer_by = np.maximum(to_unwanted.max(axis=1) - similarity, 0.0)
    turned: NDArray[np.float32] = similarity - LESS_LIKE_WEIGHT * nearer_by
    return turned
