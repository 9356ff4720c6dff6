"""Several rankings of posts -> one. Pure."""

import math
from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]

RRF_K = 60  # Cormack, Clarke and Büttcher 2009 found it good on TREC collections

# The standing of a post is told from this many of the best. nDCG@10 of the fused ranking (dev parts, mean
# of nine collections): 20 0.824, 50 0.826, 100 0.827, 200 0.829, 400 0.828.
STANDING_DEPTH = 200
# Scores that differ by less say nothing, as those of a few posts. The spread of a question's 200 best
# scores is larger for nine questions in ten, of both kinds of score.
_LEAST_SPREAD = 0.03

# How much meaning weighs against words, which weigh the rest: the logistic function of
# _EVEN + _SLOPE * (standing of the post nearest in meaning - its usual standing). Where a question's nearest
# post stands far out from all others, its words matter less. nDCG@10 on the dev parts (mean of nine
# collections), and where the right posts use other words for a tenth, a fifth and a third of the
# question's (made so; five collections): at any fixed weight 0.5 0.828, 0.719, 0.669, 0.584;
# 0.55 0.827, 0.727, 0.688, 0.611; 0.7 0.821, 0.742, 0.715, 0.667; slope 0.1 0.827, 0.728, 0.688, 0.618;
# 0.2 0.827, 0.730, 0.690, 0.627; 0.3 0.829, 0.731, 0.691, 0.632; 0.5 0.826, 0.729, 0.693, 0.638; all of
# these with _EVEN 0.2. With slope 0.3, _EVEN 0.4 0.828, 0.737, 0.703, 0.648; 0.5 0.827, 0.739, 0.707, 0.659.
# It is set higher than the dev parts by themselves ask for: where words mislead, they cost far more.
# Since sentences are embedded in the same pass as their passage, with search.scoring.SENTENCE_SHARE 0.5 (400
# questions of xquad-en, feedbackqa and scifact, dev): 0.7 0.980, 0.622, 0.750; 0.8 0.981, 0.621, 0.753; and
# with a share of 0.3: 0.7 0.980, 0.619, 0.755; 0.9 0.981, 0.620, 0.753; 1.1 0.982, 0.618, 0.745. Of these
# only 0.8 puts the right post first for all questions in other words that the tests ask of small indexes.
# Learnt on all collections but one and measured on that one, no other sign that can be seen without
# judgements did better than no sign: gaps and standings of the words' scores, the share of the question that
# the best post holds, the overlap of the two first tens, length and rarity of the question, cosines.
# Nor does feedback from what is found first: RM3 (Lavrenko and Croft 2001; 5 or 10 posts, 10 or 30 words, at
# 0.15 to 0.5) takes 0.01 to 0.05 from the ranking by words of each collection, and the fused one from 0.613,
# 0.751, 0.982 and 0.850 (feedbackqa, scifact, xquad-en, medquad; dev) to 0.613, 0.751, 0.983 and 0.853 with
# the best setting of each, lower with any one of them for all; Rocchio's on the embeddings gives nothing.
# The words that the nearest passage of a post holds itself, added to how near it is, give 0.002 at weights
# that lose nothing where words mislead (mean of seven collections, -0.001 to +0.006), for 0.7 to 1.5 ms of
# each search. Scores smoothed over like posts lose 0.001 to 0.005.
# Embeddings freed of what all of the index have in common give nothing (gained on scifact, xquad-en and
# feedbackqa; 149, 600 and 400 questions, dev): without their mean +0.003, 0.000, -0.001, and without their
# two main directions -0.005, 0.000, +0.005 (Mu and Viswanath 2018); whitened to the power of 0.1 and 0.5
# -0.004, +0.001, +0.003 and -0.011, -0.004, +0.007. Each takes 0.026 to 0.047 from long meetings. Nor do more
# lists: standings of the nearest passage and of the nearest sentence by themselves +0.001, 0.000, +0.002; the
# passages' BM25 as a fifth of the words -0.003, -0.001, +0.003; both -0.003, -0.001, +0.004.
# To look for each word of the question among those of the best passages, by what the model makes of each
# where it stands (late interaction, Khattab and Zaharia 2020; of the 50 best posts two passages each, half
# of their meaning), gains on scifact, xquad-en, feedbackqa, medquad, blog posts by their titles and long
# meetings (dev, 149 to 400 questions each) +0.011, +0.006, +0.013, -0.002, +0.011 and +0.006, for 160 times
# the room of the passages' embeddings. With the signs of 96 and 128 random projections at right angles (Ji
# et al. 2012; five draws) of each passage's 64 rarest words the mean of the six is +0.005 and +0.006, with
# projections learned on 6,000 questions of the other collections +0.006 and +0.005; with 64, +0.003. With
# all else in its place 96 bits, for which an index is 15 % larger and a search 0.6 ms slower, give +0.006,
# +0.003, +0.003, -0.004, +0.014 and +0.011. It was left out, since it takes away what a reader is here for:
# words come forward again. Of the samples' 95 questions in everyday words 0.905 instead of 0.916 have the
# right post first; pots that burst are answered by a pot that bread is baked in. By meaning alone whole
# words gain +0.044, +0.027, +0.038, +0.012 and +0.069 on the first five, most of which the other half of
# the ranking knows. With sentences instead of words it gives nothing (mean of eight collections +0.001).
_EVEN = 0.8
_SLOPE = 0.3
# Of n candidates the best stands out the farther the more there are: the largest of n normal deviates about
# as sqrt(2 ln n) (extreme value theory), and that of 200 posts on the dev parts by 4.0, 1.23 times as much.
_USUAL_STANDING = 1.23


def standings(scores: Scores) -> Scores:
    """How many standard deviations each score (n,) stands above the mean of the best `STANDING_DEPTH`.

    A score says little by itself: what is near for one question is far for another. How far it stands out
    from the other candidates says as much of one ranking as of the other, so that they can be added.
    """
    best = np.sort(scores)[-STANDING_DEPTH:]
    standing: Scores = (scores - best.mean()) / max(float(best.std()), _LEAST_SPREAD)
    return standing


def fuse(meaning: Scores, words: Scores, *, is_weighed: bool = True) -> Scores:
    """The mean of the standings of both scores (n,) of the same posts, weighed for this question."""
    by_meaning, by_words = standings(meaning), standings(words)
    weight = _meaning_weight(by_meaning) if is_weighed else 0.5
    fused: Scores = weight * by_meaning + (1 - weight) * by_words
    return fused


def _meaning_weight(by_meaning: Scores) -> float:
    usual = _USUAL_STANDING * math.sqrt(2 * math.log(min(len(by_meaning), STANDING_DEPTH)))
    return 1 / (1 + math.exp(-_EVEN - _SLOPE * (float(by_meaning.max()) - usual)))


def reciprocal_rank_fusion(rankings: Sequence[Sequence[int]]) -> dict[int, float]:
    """{id: score}, the sum of 1 / (RRF_K + rank), rank from 1 (Cormack, Clarke and Büttcher 2009)."""
    scores: defaultdict[int, float] = defaultdict(float)
    for ranking in rankings:
        for rank, each in enumerate(ranking, start=1):
            scores[each] += 1 / (RRF_K + rank)
    return dict(scores)
