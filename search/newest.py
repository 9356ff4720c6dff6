"""Posts by date: what a query of conditions alone asks for."""

from index.records import Mask
from search.opened import OpenedGeneration
from search.ranking import Answer, Ranking
from search.results import Hit, RankedPost

_NO_SCORE = 0.0  # nothing was compared


def newest_posts(generation: OpenedGeneration, posts: Mask, count: int) -> Ranking:
    """The `count` newest of `posts` (all posts,), those without a date last, each with its first passage."""
    ranked, passages, answers = [], {}, {}
    for post_id in generation.facets.newest(posts)[:count].tolist():
        first = generation.catalog.passages_of(post_id)[0]
        start = first.passage.start_char
        passages[first.passage_id] = first
        answers[first.passage_id] = Answer((start, start), _NO_SCORE)  # nothing was asked that it answers
        ranked.append(RankedPost(post_id, _NO_SCORE, (Hit(first.passage_id, _NO_SCORE),)))
    return Ranking(ranked, passages, answers)
