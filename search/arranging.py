"""The ranked posts as a reader wants them: newer ones first if so set, each text once, subjects mixed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import takewhile

import numpy as np

from index.settings import RankingSettings
from index.store.layout import Ids
from search.folding import FOLDED_DEPTH, fold_posts
from search.freshness import freshen
from search.opened import OpenedGeneration
from search.results import RankedPost
from search.variety import VARIED_DEPTH, varied_order

# Posts whose best passages are less alike are not compared word by word, which takes longer. With another
# title, a passage of the samples has a cosine of 0.44 to itself at least. Where a model finds everything
# alike, more posts are compared, and that is all.
_TWIN_COSINE = 0.4


def by_freshness(
    generation: OpenedGeneration, ranked: Sequence[RankedPost], settings: RankingSettings
) -> list[RankedPost]:
    """`ranked`, with their dates blended into their scores."""
    if not settings.recency or not ranked:
        return list(ranked)
    scores = np.array([post.score for post in ranked], dtype=np.float32)
    days = generation.facets.days_of([post.post_id for post in ranked])
    fresh = freshen(scores, days, datetime.now(UTC).toordinal(), settings)
    return [replace(ranked[i], score=float(fresh[i])) for i in np.argsort(-fresh, kind="stable")]


def fold(generation: OpenedGeneration, ranked: Sequence[RankedPost], best_passages: Ids) -> list[RankedPost]:
    """`ranked`, those folded that say the same as a better one; `best_passages` are those of the first."""
    count = min(FOLDED_DEPTH, len(best_passages))
    rows = generation.vectors.rows(best_passages[:count])
    cosines = rows @ rows.T
    np.fill_diagonal(cosines, 0)
    alike = np.flatnonzero((cosines >= _TWIN_COSINE).any(axis=1))
    texts = generation.catalog.texts([ranked[i].post_id for i in alike.tolist()])
    return [*fold_posts(ranked[:count], texts), *ranked[count:]]


def mix(generation: OpenedGeneration, ranked: Sequence[RankedPost], best_passages: Ids) -> list[RankedPost]:
    """`ranked`, the first of them in another order; `best_passages` are theirs."""
    count = min(VARIED_DEPTH, len(best_passages))
    scores = np.array([post.score for post in ranked], dtype=np.float32)
    order = varied_order(scores, generation.vectors.rows(best_passages[:count]))
    return reordered(ranked, order)


def reordered(ranked: Sequence[RankedPost], order: Sequence[int]) -> list[RankedPost]:
    """`ranked`, the first of them in this `order` of their places, from 0; the others stay where they are.

    The scores stay with the places: only which post holds which place changes.
    """
    moved = [replace(ranked[i], score=place.score) for i, place in zip(order, ranked, strict=False)]
    return [*moved, *ranked[len(moved) :]]


def mix_shown(generation: OpenedGeneration, ranked: Sequence[RankedPost]) -> list[RankedPost]:
    """The same of posts that have their hits, which the first of `ranked` have."""
    shown = takewhile(lambda post: post.hits, ranked)
    return mix(generation, ranked, np.array([post.hits[0].passage_id for post in shown], dtype=np.int64))
