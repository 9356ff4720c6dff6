"""Whether a post answers, or is but the nearest there is: its evidence against the index's noise. Pure.

The weights are those of a logistic regression on the dev halves of: the samples' questions against
samples/unanswerable.tsv, and the questions of the samples, xquad-en, scifact (1,500 documents) and feedbackqa
against each other's and medquad's indexes, by two models, the same weights for both (2026-11-26).
On the test halves, means over these sets of questions:

                                       says nothing though answered   says answered though not
    all-MiniLM-L6-v2                                          0.055                      0.082
    a model with other cosines                                0.100                      0.070

On all of the samples' questions alone it is 0.084 and 0.191, by the first: most of the unanswerable ones
are on subjects that the samples are about. At worst 0.22 (the samples' own questions, by the other model)
and 0.36 (questions of medicine to an index of medicine). The weights of a fit on sentences that are embedded
without their titles (1, 1.35, 11, 1.6 and 2.95) give 0.065 and 0.057 by the first, 0.155 and 0.041 by the
other model. Without `kinship` such a fit was wrong in 0.18 and 0.11 on the dev halves, with it in 0.08 and
0.07. The other model is the first four layers of all-MiniLM-L6-v2, trained further on blog posts at a
temperature of 0.01: unrelated texts have a cosine of about 0.68 there, where it is 0.03 here.
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


_PASSAGE_WEIGHT, _SENTENCE_WEIGHT = 0.9, 1.1  # for each spread above the noise
_WORDS_WEIGHT = 11.5
_KINSHIP_WEIGHT = 1.3  # for each spread that the index's own posts lie above the noise
_BIAS = 2.7


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
