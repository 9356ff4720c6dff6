"""How near passages are to a question -> how well posts answer it. Pure.

Arrays have a column for the whole question and, where it is long, one for each of its parts.
"""

import numpy as np
from numpy.typing import NDArray

Cosines = NDArray[np.float32]

# What the nearest sentence of a passage counts beside the passage. 0.3 and 0.5 do the same on the dev parts
# (search.fusion._EVEN has the experiment), and with 0.5 the seed questions of tests/search/test_engine.py are
# answered by a wider margin. While sentences were embedded by themselves (dev parts: xquad-en, feedbackqa,
# scifact, mean of nine collections): 0.2 0.980, 0.664, 0.748, 0.821; 0.3 0.981, 0.667, 0.748, 0.824; 0.5
# 0.984, 0.679, 0.751, 0.827.
# Nothing else gives more on all of them (hybrid nDCG@10, gained on scifact, xquad-en and feedbackqa, 149,
# 400 and 400 questions): the mean of its two nearest sentences -0.001, -0.002, +0.002; a quarter told by
# the mean of the post's passages -0.002, 0.000, +0.007; 35 % by the embedding of the whole post +0.003,
# 0.000, +0.007; cosines from which is taken off half of how near a passage is to questions of any kind
# +0.002, -0.001, +0.001, or to all sentences -0.002, 0.000, -0.003.
SENTENCE_SHARE = 0.5

# What the parts of a question count beside the whole. nDCG@10 by meaning alone, and fused (dev parts, long
# meetings by what was said in them; first paragraphs of posts): 0 0.569, 0.728 and 0.894, 0.785;
# 0.3 0.642, 0.773 and 0.902, 0.789; 0.5 0.681, 0.774 and 0.906, 0.789; 0.7 0.720, 0.767 and 0.909, 0.784;
# 1 0.746, 0.733 and 0.912, 0.772.
PARTS_SHARE = 0.5

# Among the passages of one post, which all share its subject, the passage as a whole says less than its
# sentence that answers. On 657 questions about 193 long meetings (QMSum, dev part) a right passage is first,
# and among the first three, in 42.5 and 67.1 %; with 0.7, as between posts, in 44.3 and 66.5 %: by chance.
# But with 0.7 one of the questions in tests/search/test_engine.py has its answer further down the card.
_PASSAGE_WEIGHT_IN_POST = 0.25
_SENTENCE_WEIGHT_IN_POST = 0.3
_WORDS_WEIGHT_IN_POST = 0.5

# In a conversation an answer is given in many turns, over several passages, and by those whom the question
# names. So that passage is shown first whose neighbours fit, too. A right one is first (660 questions about
# 193 meetings, QMSum, dev part, the right meeting given): as in other posts 44.1 %; with neighbours alone, at
# 0.3, 0.7 and 1 times their own weight, 44.5, 46.8 and 46.5 %; with what is said by those who are named alone
# 46.1 %; with both 52.0 % (+7.9, 4.1 to 11.7), from 50.0 to 52.0 % with 0.6 to 0.8 and 0.1 to 0.15, 50.5 %
# with two neighbours on each side. Where the paragraphs of an encyclopedia's article make one post (xquad-en,
# dev, 604 questions), neighbours only take: 94.2 % without, 91.9 and 73.8 % with 0.3 and 0.7.
# These alone give nothing (42.6 to 45.6 %): words as rare as they are within the post; cosines without the
# mean of the post's passages, or without its share in the question; the question without stop words, names or
# frame; feedback from the post's best passages; passages that are like each other. All of these and more, 60
# signs weighed by a regression or boosted trees that were learnt on other meetings, give 47.6 and 46.8 %.
# To look for each word of the question among the passage's (search.fusion tells how) gives 45.5 % as in other
# posts and 51.2 % as in conversations, at best.
_NEIGHBOUR_WEIGHT = 0.7
_SAID_WEIGHT = 0.125


def meaning_of_passages(passages: Cosines, sentences: Cosines, share: float = SENTENCE_SHARE) -> Cosines:
    """How well each passage answers: its cosines (n, columns) and those of its nearest sentences."""
    meaning: Cosines = (1 - share) * passages + share * sentences
    return meaning


def meaning_of_posts(passages: Cosines, first_of_post: NDArray[np.int64]) -> NDArray[np.float32]:
    """(posts,): by the passage that answers best, and of a long question by the best for each part.

    `passages` (n, columns) follow each other post by post; `first_of_post` (posts,) is where each begins.
    Neither the mean of a post's passages nor that of its best three, added to this, gives more (dev parts).
    """
    best = np.maximum.reduceat(passages, first_of_post, axis=0)
    whole: NDArray[np.float32] = best[:, 0]
    if best.shape[1] == 1:
        return whole
    meaning: NDArray[np.float32] = (1 - PARTS_SHARE) * whole + PARTS_SHARE * best[:, 1:].mean(axis=1)
    return meaning


def worth_in_post(
    passages: NDArray[np.float32], sentences: NDArray[np.float32], word_shares: NDArray[np.float32]
) -> NDArray[np.float32]:
    """(n,): in which order the passages of one post are shown."""
    worth: NDArray[np.float32] = (
        _PASSAGE_WEIGHT_IN_POST * passages
        + _SENTENCE_WEIGHT_IN_POST * sentences
        + _WORDS_WEIGHT_IN_POST * word_shares
    )
    return worth


def likely_in_post(passages: NDArray[np.float32], word_shares: NDArray[np.float32]) -> NDArray[np.float32]:
    """(n,): the same before their sentences are looked at, as if the nearest were as near as the passage."""
    return worth_in_post(passages, passages, word_shares)


def worth_in_conversation(likely: NDArray[np.float32], said: NDArray[np.float32]) -> NDArray[np.float32]:
    """(n,): which passage of a conversation is to be shown first.

    `likely` (n,) is that of all of them, in order; `said` (n,) how much of each is said by those whom the
    question names, 0 to 1.
    """
    sums, weights = likely.copy(), np.ones_like(likely)
    for here, there in ((slice(1, None), slice(None, -1)), (slice(None, -1), slice(1, None))):
        sums[here] += _NEIGHBOUR_WEIGHT * likely[there]
        weights[here] += _NEIGHBOUR_WEIGHT
    worth: NDArray[np.float32] = sums / weights + _SAID_WEIGHT * said
    return worth
