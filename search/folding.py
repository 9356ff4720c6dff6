"""The same post found twice (another blog, another title, a word changed) -> one result. Pure.

The index joins records of one post by their addresses and their exact text; this is for what it leaves.
Embeddings cannot tell: with another title the same passage has a cosine of 0.82 to itself (median over
samples; below 0.75 for one in four), which passages of two posts on one subject reach as well. So sentences
are compared, as they stand: the share of them in common is the resemblance of Broder 1997, with sentences for
shingles, and weighed by their length.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from search.results import RankedPost

FOLDED_DEPTH = 20  # posts looked at: two pages of results

_END = re.compile(r"[.!?。！？\n]+")
# Of the longer of two posts so much must stand in the other: a post that is taken up whole in a digest is not
# the digest. In feedbackqa 129 pairs of documents share 0.7 and 50 share 0.9: guidance for one kind of
# workplace, repeated for the next. Folding at 0.8 moves nDCG@10 there by -0.0011 (500 questions of the dev
# part, the folded right after the one they stand in), in xquad-en by nothing: no two are alike.
_LEAST_SHARE = 0.9
# Less in common says nothing: notes that a post is for members only are all alike.
_LEAST_SHARED_CHARS = 200
_MAX_CHARS = 10_000  # compared of each post, from its beginning


def fold_posts(ranked: Sequence[RankedPost], texts: Mapping[int, str]) -> list[RankedPost]:
    """`ranked`, best first, where a post that says the same as a better one stands in that one's `folded`.

    `texts` holds {post id: text} of the posts to compare; the others stay as they are.
    """
    sentences = {post_id: _sentences(text) for post_id, text in texts.items()}
    holders: dict[str, list[int]] = {}  # {sentence: the results that hold it}
    folded: dict[int, list[int]] = {}  # {result: the posts that say the same}
    results: list[RankedPost] = []
    for post in ranked:
        own = sentences.get(post.post_id, frozenset())
        twin = _twin(own, sentences, holders)
        if twin is not None:
            folded.setdefault(twin, []).append(post.post_id)
            continue
        results.append(post)
        for sentence in own:
            holders.setdefault(sentence, []).append(post.post_id)
    return [
        replace(post, folded=tuple(folded[post.post_id])) if post.post_id in folded else post
        for post in results
    ]


def _twin(
    own: frozenset[str], sentences: Mapping[int, frozenset[str]], holders: Mapping[str, Sequence[int]]
) -> int | None:
    """The first result that says the same as a post of the sentences `own`."""
    shared: dict[int, int] = {}  # {result: characters in common}
    for sentence in own:
        for other in holders.get(sentence, ()):
            shared[other] = shared.get(other, 0) + len(sentence)
    for other, chars in sorted(shared.items()):
        longer = max(sum(map(len, own)), sum(map(len, sentences[other])))
        if chars >= max(_LEAST_SHARED_CHARS, _LEAST_SHARE * longer):
            return other
    return None


def _sentences(text: str) -> frozenset[str]:
    pieces = (piece.strip() for piece in _END.split(text[:_MAX_CHARS].casefold()))
    return frozenset(piece for piece in pieces if piece)
