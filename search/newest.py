"""Posts by date: what a query of conditions alone asks for."""

from index.store.reading import Chosen
from search.opened import OpenedGeneration
from search.ranking import Ranking
from search.results import Hit, RankedPost

_NO_SCORE = 0.0  # nothing was compared


def newest_posts(generation: OpenedGeneration, posts: Chosen, count: int) -> Ranking:
    """The `count` newest of `posts`, those without a date last, each with its first passage."""
    layout = generation.layout
    newest = generation.facets.newest(posts & layout.with_passages(), count)
    firsts = layout.first_passages_of(newest).tolist()
    ranked = [
        RankedPost(post_id, _NO_SCORE, (Hit(first, _NO_SCORE),))
        for post_id, first in zip(newest.tolist(), firsts, strict=True)
    ]
    # Nothing was asked that they could be near to.
    return Ranking(ranked, {})
