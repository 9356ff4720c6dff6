"""Topics -> a place on a plane for each post: near is alike (PCA, then t-SNE, van der Maaten 2008).

2,000 posts take 3 s; of more, every so-manieth of each topic is drawn.
"""

from dataclasses import dataclass

import numpy as np

from search.opened import OpenedGeneration
from search.topics.found import Topics
from search.topics.grouping import post_embeddings

_MOST_DOTS = 2_000
_DIMENSIONS = 30  # kept of the embeddings
_MOST_PERPLEXITY = 20.0
_ITERATIONS = 500


@dataclass(frozen=True, slots=True)
class Dot:
    """A post on the map. `topic` is its place among the topics."""

    post_id: int
    topic: int
    x: float
    y: float


def place_posts(generation: OpenedGeneration, topics: Topics) -> tuple[Dot, ...]:
    """The posts of all topics, or of very many some of each topic. The same posts lie at the same places."""
    from sklearn.decomposition import PCA
    from sklearn.manifold import TSNE

    drawn = _some(topics)
    if not drawn:
        return ()
    embeddings = post_embeddings(generation, [post_id for post_id, _ in drawn])
    count = min(_DIMENSIONS, *embeddings.shape)
    reduced = PCA(count, random_state=0, svd_solver="full").fit_transform(embeddings)
    perplexity = min(_MOST_PERPLEXITY, (len(drawn) - 1) / 3)
    plane = TSNE(2, init="pca", random_state=0, perplexity=perplexity, max_iter=_ITERATIONS, n_jobs=1)
    places = plane.fit_transform(reduced)
    places /= max(float(np.abs(places).max()), 1e-9)
    return tuple(
        Dot(post_id, topic, round(float(x), 4), round(float(y), 4))
        for (post_id, topic), (x, y) in zip(drawn, places, strict=True)
    )


def _some(topics: Topics) -> list[tuple[int, int]]:
    """(post, topic)."""
    total = sum(len(topic.post_ids) for topic in topics.topics)
    step = max(1, -(-total // _MOST_DOTS))
    return [(i, place) for place, topic in enumerate(topics.topics) for i in topic.post_ids[::step]]
