"""All that was found for a question, before any of it is shown: what to choose by, what comes close."""

from dataclasses import dataclass

from index.store.catalog import PostFacts
from search.opened import OpenedGeneration
from search.query import Query
from search.ranking import Ranking
from search.results import RankedPost
from search.support import close_posts

# Posts looked at. Of the five best known questions of an index of 1,600 posts, 100 hold 24 answers and 200
# hold 25: beyond, next to none comes close.
SURVEY_DEPTH = 200


@dataclass(frozen=True, slots=True)
class Found:
    """A ranked post, what it can be chosen by, and whether it is admitted as an answer."""

    ranked: RankedPost
    facts: PostFacts
    is_close: bool


@dataclass(frozen=True, slots=True)
class Survey:
    """The best posts for a question, best first, at most `SURVEY_DEPTH`; whoever shows some asks the engine.

    The answers are those that come close: they alone are counted, and chosen among. It keeps the generation
    that it was taken of, so that an index published meanwhile changes nothing in it.
    """

    query: Query
    found: tuple[Found, ...]
    seconds: float
    notices: tuple[str, ...]
    ranking: Ranking
    generation: OpenedGeneration

    @property
    def answers(self) -> tuple[Found, ...]:
        """The posts that come close."""
        return tuple(each for each in self.found if each.is_close)

    @property
    def nearest(self) -> tuple[Found, ...]:
        """The posts that do not: the nearest there are beside the answers."""
        return tuple(each for each in self.found if not each.is_close)


def look_over(generation: OpenedGeneration, query: Query, ranking: Ranking) -> tuple[Found, ...]:
    """The first posts of `ranking`, with what is known of each."""
    posts = ranking.posts[:SURVEY_DEPTH]
    close = close_posts(generation, query, ranking, posts)
    facts = generation.catalog.facts_of([post.post_id for post in posts])
    return tuple(Found(post, facts[post.post_id], post.post_id in close) for post in posts)
