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

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.results import Hit

PASSAGE_WEIGHT = 0.7
SENTENCE_WEIGHT = 0.3
LEXICAL_WEIGHT = 0.5

# Among the passages of one post, which all share its subject, the passage as a whole says less. On 219
# questions about 70 long meetings (QMSum, dev part) a right passage is first, and among the first three:
# with 0.7 in 53 and 71 %, with 0.3 in 51 and 74 %, with 0.2 in 49 and 74 %.
PASSAGE_WEIGHT_IN_POST = 0.25


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for each of n candidates, in their order; all arrays are (n,).

    `sentence_cosines` are those of the nearest sentence, `word_shares` the lexical retriever's scores, 0
    for a passage that it did not find.
    """

    passage_cosines: NDArray[np.float32]
    sentence_cosines: NDArray[np.float32]
    word_shares: NDArray[np.float32]


def score_candidates(
    candidates: Sequence[Hit], evidence: Evidence, passage_weight: float = PASSAGE_WEIGHT
) -> list[Hit]:
    """Order `candidates` by the weighted sum of the evidence, best first."""
    scores = (
        passage_weight * evidence.passage_cosines
        + SENTENCE_WEIGHT * evidence.sentence_cosines
        + LEXICAL_WEIGHT * evidence.word_shares
    )
    scored = [Hit(hit.passage_id, float(score)) for hit, score in zip(candidates, scores, strict=True)]
    return sorted(scored, key=lambda hit: -hit.score)
