"""Embeddings of a question, drawn to some ideas and away from others. Pure."""

from collections.abc import Sequence

import numpy as np

from index.records import Embeddings

# What an idea counts beside the question, as in Rocchio's relevance feedback (1971).
MORE_LIKE_WEIGHT = 0.5
LESS_LIKE_WEIGHT = 0.3


def lean(asked: Embeddings, ideas: Embeddings, are_wanted: Sequence[bool]) -> Embeddings:
    """`asked` (n, dim) plus the wanted of `ideas` (m, dim), minus the others, weighted; rows of unit length.

    Where nothing is asked (n = 0), the mean of what is wanted stands in for it, and the result is (1, dim).
    """
    if not len(ideas):
        return asked
    wanted = np.array(are_wanted, dtype=np.bool_)
    base = asked if len(asked) else ideas[wanted].mean(axis=0, keepdims=True)
    drawn = base - LESS_LIKE_WEIGHT * ideas[~wanted].sum(axis=0)
    if len(asked):
        drawn = drawn + MORE_LIKE_WEIGHT * ideas[wanted].sum(axis=0)
    # A question that says what it does not want may cancel out; then it is left as it is.
    lengths = np.linalg.norm(drawn, axis=1, keepdims=True)
    leaning: Embeddings = np.where(lengths > 1e-6, drawn / np.maximum(lengths, 1e-6), base)
    return leaning.astype(np.float32)
