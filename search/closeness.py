"""Whether a post answers, or is but the nearest there is: its evidence against the index's noise. Pure.

The weights are those of a logistic regression on the dev halves of: the samples' questions against
samples/unanswerable.tsv, and the questions of the samples, xquad-en, scifact (1,500 documents) and feedbackqa
against each other's and medquad's indexes, by two models, the same weights for both (2026-11-26).
On the test halves, means over these sets of questions:

                                       says nothing though answered   says answered though not
    all-MiniLM-L6-v2                                          0.040                      0.096
    a model with other cosines                                0.095                      0.090

On all of the samples' questions alone it is 0.063 and 0.218, by the first: most of the unanswerable ones
are on subjects that the samples are about. At worst 0.26 (the samples' own questions, by the other model)
and 0.40 (questions of medicine to an index of medicine). On the dev halves it is 0.026 and 0.074 by the
first, 0.101 and 0.074 by the other model. The weights of a fit on sentences that were embedded by themselves
(0.9, 1.1, 11.5, 1.3 and 2.7) give 0.040 and 0.076 by the first, 0.125 and 0.054 by the other. Without
`kinship` such a fit was wrong in 0.18 and 0.11 on the dev halves, with it in 0.08 and 0.07. The other model
is the first four layers of all-MiniLM-L6-v2, trained further on blog posts at a temperature of 0.01:
unrelated texts have a cosine of about 0.68 there, where it is 0.03 here.

Where a reranker is set, it has no say in this. A small cross-encoder (that of docs/quality.md) read the
best 16 posts for 709 of these questions, none of which it was trained on. How far its best stands above the
second, or above the median, tells answered questions from others hardly better than chance (area under the
curve 0.57 and 0.63, closeness 0.98), and beside closeness it changes nothing on the test halves: 0.048 and
0.124 with and without. Its best score as it is, no margin, gives 0.048 and 0.113 (mean error -0.006, -0.016
to +0.001), but each model has a scale of its own.
"""

from dataclasses import dataclass

from index.store.noise import Noise


@dataclass(frozen=True, slots=True)
class Support:
    """What speaks for a post: the best cosine of its passages and of their sentences, and the largest share
    of the question's words that one passage holds."""

    passage: float
    sentence: float
    words: float


_PASSAGE_WEIGHT, _SENTENCE_WEIGHT = 0.95, 0.7  # for each spread above the noise
_WORDS_WEIGHT = 10.6
_KINSHIP_WEIGHT = 1.0  # for each spread that the index's own posts lie above the noise
_BIAS = 2.35


def closeness(support: Support, noise: Noise) -> float:
    """The logarithm of the odds that a post with this `support` answers."""
    kinship = max(noise.passages.above(noise.kinship), 0.0)
    return (
        _PASSAGE_WEIGHT * noise.passages.above(support.passage)
        + _SENTENCE_WEIGHT * noise.sentences.above(support.sentence)
        + _WORDS_WEIGHT * support.words
        - _KINSHIP_WEIGHT * kinship
        - _BIAS
    )
