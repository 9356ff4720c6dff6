"""Posts -> their places on a plane, where near is alike (PCA, then t-SNE, van der Maaten 2008).

That takes long, so it places some of very many, and each of the others beside the one that it is most like.
Of 2,000 posts of an index of 19,034, the ten nearest on the plane are near among all 384 dimensions as well
(trustworthiness, Venna and Kaski 2001) to so much, on one core:

    all by t-SNE, 500 iterations            0.962   2.7 s
    all by t-SNE, 300 iterations            0.950   1.7 s
    1,000 by t-SNE, 300 iterations          0.942   0.7 s
    700 by t-SNE, 300 iterations            0.939   0.5 s
    400 by t-SNE, 300 iterations            0.936   0.3 s

Few posts need more iterations and a lower perplexity (the five nearest, means over four draws):

    posts   300 iterations   500 iterations   500, perplexity at most a third of the posts
       36            0.864            0.936                                          0.926
      100            0.932            0.942                                          0.942
      300            0.952            0.957                                          0.957
"""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from index.records import Embeddings
from index.store.layout import Ids
from index.store.topics import Dot
from index.topics.posts import Posts

MOST_DOTS = 2_000
_PLACED_POSTS = 700
_ITERATIONS, _ITERATIONS_OF_FEW = 300, 500
_FEW_POSTS = 300
_DIMENSIONS = 30  # kept of the embeddings
_MOST_PERPLEXITY, _POSTS_PER_PERPLEXITY = 20.0, 6
# How far beside its nearest a dot lies: the median distance of those placed by t-SNE. At twice that, 0.936.
_BESIDE = 0.01
_TURN = math.pi * (3 - math.sqrt(5))  # the golden angle: whatever lies beside one dot goes to different sides

Places = NDArray[np.floating]  # (n, 2)


def draw_map(posts: Posts, groups: Sequence[Ids]) -> list[Dot]:
    """All posts of the `groups`, or of very many some of each. The same posts lie at the same places."""
    drawn = _evenly(np.concatenate(groups), MOST_DOTS)
    placed = _evenly(drawn, _PLACED_POSTS)
    dots = dots_of(placed, _on_a_plane(posts.embeddings(placed)))
    return [*dots, *place_beside(posts, drawn[~np.isin(drawn, placed)], dots)]


def place_beside(posts: Posts, post_ids: Ids, dots: Sequence[Dot]) -> list[Dot]:
    """A dot for each of `post_ids`, beside that one of `dots` that it is most like."""
    if not dots or not len(post_ids):
        return []
    there = posts.embeddings(np.array([dot.post_id for dot in dots], dtype=np.int64))
    nearest = (posts.embeddings(post_ids) @ there.T).argmax(axis=1)
    places = np.array([(dots[i].x, dots[i].y) for i in nearest])
    angles = post_ids * _TURN
    return dots_of(post_ids, places + _BESIDE * np.stack([np.cos(angles), np.sin(angles)], axis=1))


def dots_of(post_ids: Ids, places: Places) -> list[Dot]:
    """The posts at their places."""
    return [
        Dot(int(post_id), round(float(x), 4), round(float(y), 4))
        for post_id, (x, y) in zip(post_ids, places, strict=True)
    ]


def _evenly(post_ids: Ids, most: int) -> Ids:
    """Every so-manieth, so that there are `most` at most: of each group that stands together, its share."""
    return post_ids[:: max(1, -(-len(post_ids) // most))]


def _on_a_plane(embeddings: Embeddings) -> Places:
    """(n, 2), from -1 to 1 both ways."""
    from sklearn.decomposition import PCA
    from sklearn.manifold import TSNE

    count = min(_DIMENSIONS, *embeddings.shape)
    perplexity = min(_MOST_PERPLEXITY, (len(embeddings) - 1) / _POSTS_PER_PERPLEXITY)
    iterations = _ITERATIONS if len(embeddings) > _FEW_POSTS else _ITERATIONS_OF_FEW
    plane = TSNE(2, init="pca", random_state=0, perplexity=perplexity, max_iter=iterations)
    with threadpool_limits(limits=1):  # sums of several threads differ from run to run
        reduced = PCA(count, random_state=0, svd_solver="full").fit_transform(embeddings)
        raw = plane.fit_transform(reduced)
    low, high = raw.min(axis=0), raw.max(axis=0)
    places: Places = (2 * raw - low - high) / np.maximum(high - low, 1e-9)
    return places
