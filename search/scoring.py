"""Candidates -> the final ranking: three kinds of evidence, weighed against each other. Pure.

Reciprocal rank fusion decides which passages are candidates. It sees ranks alone, so a word that happens
to stand in a passage counts as much as a close likeness in meaning; the scores below do not.

nDCG@10 on up to 400 questions of each dev part, 2026-11-23, every passage scored:

                                       xquad-en  feedbackqa  scifact (3,000 documents)
    dense (cosine of the passage)         0.947       0.555    0.736
    lexical (words, weighed by rarity)    0.969       0.570    0.680
    reciprocal rank fusion of the two     0.973       0.605    0.762
    the sum below                         0.985       0.626    0.789

The sentence's part is kept for what those collections hardly test: one sentence that answers, in a post
about something else. On questions about such sentences it is worth several ranks.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from search.results import Hit

PASSAGE_WEIGHT = 0.7
SENTENCE_WEIGHT = 0.3
LEXICAL_WEIGHT = 0.5


def score_candidates(
    candidates: Sequence[Hit],
    passage_cosines: NDArray[np.float32],
    sentence_cosines: NDArray[np.float32],
    word_shares: Mapping[int, float],
) -> list[Hit]:
    """Order `candidates` by evidence, best first.

    `passage_cosines` and `sentence_cosines` (the nearest sentence's) go along with them, both (n,).
    `word_shares` are the scores of the lexical retriever; a passage it did not find has none of the words.
    """
    shares = np.array([word_shares.get(hit.passage_id, 0.0) for hit in candidates], dtype=np.float32)
    scores = PASSAGE_WEIGHT * passage_cosines + SENTENCE_WEIGHT * sentence_cosines + LEXICAL_WEIGHT * shares
    scored = [Hit(hit.passage_id, float(score)) for hit, score in zip(candidates, scores, strict=True)]
    return sorted(scored, key=lambda hit: -hit.score)
