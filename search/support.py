"""What speaks for the ranked posts, looked up rather than read, and which of them come close to an answer."""

from collections.abc import Mapping, Sequence, Set

import numpy as np

from search.closeness import Support, closeness
from search.opened import OpenedGeneration
from search.overlap import DOUBT, words_of
from search.query import Query
from search.ranking import Ranking
from search.results import RankedPost
from search.to_the_letter import posts_to_the_letter


def close_posts(
    generation: OpenedGeneration, query: Query, ranking: Ranking, posts: Sequence[RankedPost]
) -> Set[int]:
    """The ids of those of `posts` that come nearer than what does not answer.

    All of them where nothing was asked that they could be near to; and what is asked for to the letter.
    """
    compared = [hit.passage_id for post in posts for hit in post.hits if hit.passage_id in ranking.nearness]
    shares = word_shares(generation, query, compared)
    supports = {post.post_id: _support(post, ranking, shares) for post in posts}
    close = {
        post_id
        for post_id, support in supports.items()
        if support is None or closeness(support, generation.noise) > 0
    }
    return close | posts_to_the_letter(generation, query, list(supports))


def _support(post: RankedPost, ranking: Ranking, shares: Mapping[int, float]) -> Support | None:
    """The best of each kind that the passages of `post` have; None where none was compared."""
    passage_ids = [hit.passage_id for hit in post.hits if hit.passage_id in ranking.nearness]
    if not passage_ids:
        return None
    near = [ranking.nearness[passage_id] for passage_id in passage_ids]
    return Support(
        max(each.passage for each in near),
        max(float(each.sentences.max()) for each in near),
        max(shares.get(passage_id, 0.0) for passage_id in passage_ids),
    )


def word_shares(generation: OpenedGeneration, query: Query, passage_ids: Sequence[int]) -> dict[int, float]:
    """{passage: share of the question's words, in its likest wording, that stand in it}."""
    only = generation.layout.just(np.array(passage_ids, dtype=np.int64))
    shares: dict[int, float] = {}
    for rarities in words_of(query, generation.lexicon):
        all_of_it = sum(rarities.values()) + DOUBT
        for passage_id, held in generation.lexicon.held(rarities, only).items():
            shares[passage_id] = max(held / all_of_it, shares.get(passage_id, 0.0))
    return shares
