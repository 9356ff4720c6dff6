"""Posts about the same things as a post: by its passages, each of which may have its own kin."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.store.catalog import StoredPost
from index.store.layout import Ids
from search.opened import OpenedGeneration

# Of a long post, passages spread evenly over it stand for all.
_MOST_PASSAGES = 24
_NEIGHBOURS = 100  # looked at for each passage
_LEAST_TITLE_WORDS = 3  # a shorter title may stand in a text by chance


@dataclass(frozen=True, slots=True)
class Related:
    """A post, and the mean cosine of the asked post's passages to its nearest."""

    stored: StoredPost
    score: float


def related_posts(generation: OpenedGeneration, stored: StoredPost, top_k: int) -> tuple[Related, ...]:
    """The `top_k` posts nearest to `stored`, never itself; those that it leads to already come last."""
    scores = _scores(generation, stored.post_id)
    ranked = sorted(scores, key=lambda post_id: -scores[post_id])[: 2 * top_k]
    posts = generation.catalog.posts(ranked)
    ranked.sort(key=lambda post_id: names_post(stored.post.text, posts[post_id]))  # stable: else by score
    return tuple(Related(posts[post_id], scores[post_id]) for post_id in ranked[:top_k])


def names_post(text: str, other: StoredPost) -> bool:
    """Whether `text` leads to the other post already: its title or one of its addresses stands there."""
    post = other.post
    titles = [post.title] if len(post.title.split()) >= _LEAST_TITLE_WORDS else []
    return any(name in text for name in (*titles, post.link, *post.addresses) if name)


def _scores(generation: OpenedGeneration, post_id: int) -> dict[int, float]:
    """{other post: mean over the passages of the cosine to its nearest passage}."""
    own = generation.layout.passages_of(np.array([post_id])).tolist()
    asked = _spread(own)
    count = min(_NEIGHBOURS + len(own), generation.vectors.count)
    ids, cosines = generation.vectors.nearest(generation.vectors.rows(asked), count)
    total: dict[int, float] = {}
    for of_passage, near in zip(ids, cosines, strict=True):
        best = _best_of_posts(generation.layout.posts_of(of_passage), near)
        # A post that is not among the neighbours is at most as near as the last of them.
        floor = float(near[-1])
        for other, cosine in best.items():
            total[other] = total.get(other, 0.0) + cosine - floor
    floors = float(cosines[:, -1].sum())
    return {other: (gain + floors) / len(asked) for other, gain in total.items() if other != post_id}


def _best_of_posts(posts: Ids, cosines: NDArray[np.float32]) -> dict[int, float]:
    best: dict[int, float] = {}
    for post_id, cosine in zip(posts.tolist(), cosines.tolist(), strict=True):
        best.setdefault(post_id, cosine)  # nearest first
    return best


def _spread(passage_ids: list[int]) -> list[int]:
    if len(passage_ids) <= _MOST_PASSAGES:
        return passage_ids
    return [passage_ids[i] for i in np.linspace(0, len(passage_ids) - 1, _MOST_PASSAGES).astype(int)]
