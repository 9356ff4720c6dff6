"""What a model makes of each token of a passage -> embeddings of the passage and of its sentences. Pure.

A passage is read once, and each of its sentences is the mean of its own tokens and of those of the passage's
title and headings ("late pooling"), so that sentences cost next to nothing.

nDCG@10 of the hybrid ranking and by meaning alone on dev parts (400, 300, 300 and 150 questions,
all-MiniLM-L6-v2, 2026-11-26), and the share of xquad-en's questions whose answer stands in what is marked:

                                   feedbackqa     scifact        xquad-en       qmsum-long     marked
    each sentence with its title,
      by itself: 2-3 times the work 0.682, 0.605   0.756, 0.710   0.985, 0.959   0.908, 0.637   0.873
    its tokens and the context's    0.674, 0.597   0.757, 0.691   0.986, 0.955   0.913, 0.612   0.887*
    its tokens alone                0.664, 0.585   0.747, 0.679   0.986, 0.959                  0.887
    as the second, less half of
      the passage's mean            0.676, 0.595   0.752, 0.695   0.984, 0.959   0.914, 0.596   0.870

The context at twice the weight, and shares of the passage added to it or taken off, are no better than
that. Nor are tokens weighed by how rare they are. By meaning alone, and hybrid, on xquad-en, feedbackqa and
scifact (dev, 400, 400 and 149 questions), that gains: idf +0.002, +0.009, -0.001 and +0.001, +0.008,
+0.001; its root +0.004, +0.008, -0.001 and 0.000, +0.006, -0.001; the logarithm of a token's place in the
vocabulary, where the frequent ones come first, on xquad-en and scifact +0.002, +0.002 and 0.000, -0.008.
"""

import numpy as np
from numpy.typing import NDArray

from index.records import Embeddings, PassageText

TokenPlaces = NDArray[np.int64]  # (tokens, 2): where in the text each begins and ends; equal for special ones


def pooling_weights(text: PassageText, places: TokenPlaces) -> NDArray[np.float32]:
    """(1 + sentences, tokens): what each token counts in the passage's embedding and in each sentence's."""
    starts, ends = places[:, 0], places[:, 1]
    is_word = starts < ends
    whole = np.full(len(places), 1 / len(places), dtype=np.float32)
    in_context = is_word & (ends <= text.context_chars)
    weights = np.tile(whole, (1 + len(text.sentences), 1))
    for row, (start, end) in enumerate(text.sentences, start=1):
        inside = is_word & (starts < end) & (ends > start)
        if inside.any():  # otherwise it lies beyond what the model reads, and the passage stands for it
            own = inside | in_context
            weights[row] = own / own.sum()
    return weights


def pool(tokens: Embeddings, weights: NDArray[np.float32]) -> Embeddings:
    """(rows, dim), of unit length: `tokens` (tokens, dim) summed by `weights` (rows, tokens)."""
    rows = weights @ tokens
    lengths = np.linalg.norm(rows, axis=1, keepdims=True).astype(np.float32)
    pooled: Embeddings = rows / np.maximum(lengths, 1e-12)
    return pooled
