"""Posts -> groups of posts that are alike, by k-means over where they lie."""

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from index.records import Embeddings
from index.store.layout import Ids
from index.topics.posts import Posts, some_of

_MOST_TOPICS = 24  # more than that nobody reads
_STARTS = 3
# Posts from which the middles of the groups are found; all others join the nearest. Of 19,034 posts, 2,000
# leave 0.600 between a post and its middle (squared, mean), 5,000 leave 0.595 and take 0.2 s, 10,000 leave
# 0.591 and take 0.65 s.
_FITTED_POSTS = 5_000


def group(posts: Posts, post_ids: Ids) -> list[Ids]:
    """The ids of each group, of which none is empty. The same posts make the same groups."""
    from sklearn.cluster import KMeans

    fitted = posts.embeddings(some_of(post_ids, _FITTED_POSTS))
    count = min(_MOST_TOPICS, round(len(post_ids) ** 0.5))
    with threadpool_limits(limits=1):  # sums of several threads differ from run to run
        means = KMeans(count, random_state=0, n_init=_STARTS).fit(fitted)
    middles = means.cluster_centers_.astype(np.float32)
    numbers = np.concatenate([nearest_middle(rows, middles) for rows in posts.batches(post_ids)])
    return [post_ids[numbers == number] for number in np.unique(numbers)]


def nearest_middle(rows: Embeddings, middles: Embeddings) -> NDArray[np.int64]:
    """(len(rows),): which of `middles` (groups, dim) each of `rows` (_, dim) is nearest to.

    >>> nearest_middle(np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([[0.1, 0.9], [0.8, 0.1]])).tolist()
    [1, 0]
    """
    # |row - middle|^2 without what is the same for all middles, halved.
    nearness = rows @ middles.T - (middles**2).sum(axis=1) / 2
    return np.asarray(nearness.argmax(axis=1), dtype=np.int64)
