"""The same post found twice (another blog, another title, a word changed) -> one result. Pure.

The index joins records of one post by their addresses and their exact text; this is for what it leaves.
Embeddings cannot tell: with another title the same passage has a cosine of 0.82 to itself (median over
samples; below 0.75 for one in four), which passages of two posts on one subject reach as well. So sentences
are compared, as they stand: the share of them in common is the resemblance of Broder 1997, with sentences for
shingles, and weighed by their length.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from search.results import RankedPost

FOLDED_DEPTH = 20  # posts looked at: two pages of results

_ENDS = ".!?。！？"  # of sentences, besides that of a line
# Of the longer of two posts so much must stand in the other: a post that is taken up whole in a digest is not
# the digest. In feedbackqa 129 pairs of documents share 0.7 and 50 share 0.9: guidance for one kind of
# workplace, repeated for the next. What folding costs there in nDCG@10 (dev part; the folded count as found
# right after the one that they stand in): 0.8 0.0020, 0.9 0.0012, 0.97 0.0008. In xquad-en and scifact no two
# are alike.
_LEAST_SHARE = 0.9
# Less in common says nothing: notes that a post is for members only are all alike.
_LEAST_SHARED_CHARS = 200
_MAX_CHARS = 10_000  # compared of each post, from its beginning


@dataclass(frozen=True, slots=True)
class _Told:
    """What a post says: its sentences, and how many characters they have together."""

    sentences: frozenset[str]
    chars: int


def fold_posts(ranked: Sequence[RankedPost], texts: Mapping[int, str]) -> list[RankedPost]:
    """`ranked`, best first, where a post that says the same as a better one stands in that one's `folded`.

    `texts` holds {post id: text} of the posts to compare; the others stay as they are.
    """
    results: list[RankedPost] = []
    compared: dict[int, _Told] = {}  # {place among the results: what the post there says}
    for post in ranked:
        told = _told(texts.get(post.post_id, ""))
        twin = next((place for place, other in compared.items() if _says_the_same(told, other)), None)
        if twin is None:
            compared[len(results)] = told
            results.append(post)
        else:
            results[twin] = replace(results[twin], folded=(*results[twin].folded, post.post_id))
    return results


def _says_the_same(one: _Told, other: _Told) -> bool:
    least = max(_LEAST_SHARED_CHARS, _LEAST_SHARE * max(one.chars, other.chars))
    if min(one.chars, other.chars) < least:
        return False
    return sum(map(len, one.sentences & other.sentences)) >= least


def _told(text: str) -> _Told:
    said = text[:_MAX_CHARS].casefold()
    for end in _ENDS:  # half of the time that a regular expression takes
        said = said.replace(end, "\n")
    sentences = frozenset(map(str.strip, said.split("\n"))) - {""}
    return _Told(sentences, sum(map(len, sentences)))
