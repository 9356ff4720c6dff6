"""Mix a page that is full of the same thing with what comes next: maximal marginal relevance. Pure.

Carbonell and Goldstein 1998: the next post is the one with the most of
_LAMBDA * (how well it answers) - (1 - _LAMBDA) * (how like it is to any that stands before it).
"""


import numpy as np
from numpy.typing import NDArray

from index.records import Embeddings
from search.fusion import Scores, standings

VARIED_DEPTH = 30  # posts that may change places: three pages of results

# What it costs in nDCG@10 on xquad-en, feedbackqa and scifact (dev parts), by _LAMBDA and _USUAL_LIKENESS:
# 0.77, 1.5: 0.0000, 0.0010, 0.0008; 0.8, 1.5: 0.0002, 0.0013, 0.0009; 0.77, 2: 0.0002, -0.0002, 0.0010;
# 0.85, 2: 0.0005, -0.0006, 0.0000. With folding 0.8, 1.5: 0.0002, 0.0026, 0.0009; 0.8, 2: 0.0002, 0.0010,
# 0.0008; 0.85, 2: 0.0005, 0.0007, 0.0000. The intervals are 0.001 to 0.002 wide on either side, and nearly
# all questions there have one right answer, so that variety can only cost: as strong as may be was taken.
_LAMBDA = 0.8
# How like two posts are is told by how far their cosine stands out among those of all candidates, so that
# neither a model whose cosines are all high nor a blog on one subject counts as sameness; below so many
# standard deviations it does not count.
_USUAL_LIKENESS = 2.0
_LEAST_SPREAD = 0.03  # of cosines that hardly differ, none stands out


def varied_order(scores: Scores, embeddings: Embeddings) -> list[int]:
    """In which order to show the posts of `embeddings` (n, dim), the rows of their best passages.

    `scores` (at least n,) are those of all that were found, best first; the first post stays first.
    """
    count = len(embeddings)
    if count < 3:  # nothing could change places
        return list(range(count))
    relevance = _LAMBDA * standings(scores)[:count]
    likeness = (1 - _LAMBDA) * _likeness(embeddings)
    order, left = [0], list(range(1, count))
    most_alike = likeness[0]
    while left:
        marginal = (relevance - most_alike)[left]
        chosen = left.pop(int(np.argmax(marginal)))
        order.append(chosen)
        most_alike = np.maximum(most_alike, likeness[chosen])
    return order


def _likeness(embeddings: Embeddings) -> NDArray[np.float32]:
    """(n, n): how far each pair stands out above what is usual among them; 0 where it does not."""
    cosines = embeddings @ embeddings.T
    pairs = cosines[np.triu_indices(len(cosines), 1)]
    spread = max(float(pairs.std()), _LEAST_SPREAD)
    likeness: NDArray[np.float32] = np.maximum(0, (cosines - pairs.mean()) / spread - _USUAL_LIKENESS)
    return likeness
