"""What ranking is made of, so that each part can be left out and what it gives be measured."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RankingParts:
    """Which parts take part, in the order in which they build on each other. Searching uses all.

    Without any, posts are ranked by reciprocal rank fusion of their nearest passage's cosine and of BM25.
    """

    scores: bool = True  # fusion of scores rather than ranks
    sentences: bool = True  # the nearest sentence of a passage, beside the passage
    word_pairs: bool = True  # words that follow each other as in the question
    question_parts: bool = True  # each sentence of a long question is looked for, too
    query_weight: bool = True  # meaning weighs by how far its best post stands out
    rewordings: bool = True  # everyday words exchanged for those that articles use
    folding: bool = True  # posts that say the same are one result
    variety: bool = True  # a page that is full of the same thing is mixed with what comes next


ALL_PARTS = RankingParts()
