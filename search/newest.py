"""Posts by date: what a query of conditions alone asks for."""

from index.records import Mask
from search.opened import OpenedGeneration
from search.ranking import Ranking
from search.results import Hit, RankedPost

_NO_SCORE = 0.0  # nothing was compared


def newest_posts(generation: OpenedGeneration, posts: Mask, count: int) -> Ranking:
    """The `count` newest of `posts` (all posts,), those without a date last, each with its first passage."""
    ranked, passages = [], {}
    for post_id in generation.facets.newest(posts)[:count].tolist():
        first = generation.catalog.passages_of(post_id)[0]
        passages[first.passage_id] = first
        ranked.append(RankedPost(post_id, _NO_SCORE, (Hit(first.passage_id, _NO_SCORE),)))
    return Ranking(ranked, passages, {})  # nothing was asked that they could be near to
