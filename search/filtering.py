"""Conditions -> the posts for which they hold. What is found by meaning or by words is among them.

Among 20,000 posts of 100,000 passages, a fact takes 0.2 ms, a phrase 1 ms, or 4 ms where most posts have it;
among 196,000 posts of a million passages 2, 3 and 50 ms. What was then found among the rest took 3 and 8 ms
longer than a search of all; 15 and 65 ms where a question has rewordings and its best posts are not admitted.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import and_, or_

from index.store.concordance import Part
from index.store.facets import Facet, folded
from index.store.reading import Chosen
from search.conditions import Condition, Kind
from search.languages import codes_within
from search.opened import OpenedGeneration
from search.query import Query
from search.topics import named_topics, posts_of


@dataclass(frozen=True, slots=True)
class Admitted:
    """The posts that a search may find, and their passages."""

    posts: Chosen
    passages: Chosen
    notices: tuple[str, ...] = ()  # sentences about conditions that hold for no post at all


def admit(generation: OpenedGeneration, query: Query) -> Admitted | None:
    """The posts for which all of the query's conditions hold; None where it has none."""
    if not query.conditions:
        return None
    holding = [_any_holds(generation, any_of) for any_of in query.conditions]
    notices = tuple(
        f"No post here fits {' OR '.join(map(str, any_of))}."
        for any_of, chosen in zip(query.conditions, holding, strict=True)
        if not chosen.any()
    )
    posts = reduce(and_, holding)
    return Admitted(posts, generation.layout.passages_in(posts), notices)


def _any_holds(generation: OpenedGeneration, any_of: Sequence[Condition]) -> Chosen:
    return reduce(or_, [_holds(generation, condition) for condition in any_of])


def _holds(generation: OpenedGeneration, condition: Condition) -> Chosen:
    """The posts for which `condition` holds."""
    so = _TESTS[condition.kind](generation, condition.value)
    return ~so if condition.is_excluded else so


def _has_words(generation: OpenedGeneration, words: str) -> Chosen:
    return generation.concordance.posts_with(words.split())


def _has_title_words(generation: OpenedGeneration, words: str) -> Chosen:
    return generation.concordance.posts_with(words.split(), [Part.TITLE])


def _is_from_site(generation: OpenedGeneration, value: str) -> Chosen:
    """From a host, what is below it, or a path on it; or from the site whose name has these words."""
    facets = generation.facets
    if "/" in value:
        return facets.below(value)
    return facets.on_host(value) | facets.with_words(Facet.SITE_NAME, folded(value))


def _is_by(generation: OpenedGeneration, value: str) -> Chosen:
    """By an author of whose name this is a part."""
    return generation.facets.with_words(Facet.AUTHOR, value)


def _is_tagged(generation: OpenedGeneration, value: str) -> Chosen:
    return generation.facets.with_value(Facet.TAG, value)


def _is_in_language(generation: OpenedGeneration, value: str) -> Chosen:
    codes = sorted(codes_within(value))
    return reduce(or_, [generation.facets.with_value(Facet.LANGUAGE, code) for code in codes])


def _is_on_topic(generation: OpenedGeneration, words: str) -> Chosen:
    return generation.facets.just(posts_of(named_topics(generation.topics), words))


def _is_before(generation: OpenedGeneration, day: str) -> Chosen:
    return generation.facets.published(None, date.fromisoformat(day))


def _is_after(generation: OpenedGeneration, day: str) -> Chosen:
    return generation.facets.published(date.fromisoformat(day), None)


_TESTS: Mapping[Kind, Callable[[OpenedGeneration, str], Chosen]] = {
    Kind.WORDS: _has_words,
    Kind.TITLE: _has_title_words,
    Kind.SITE: _is_from_site,
    Kind.AUTHOR: _is_by,
    Kind.TAG: _is_tagged,
    Kind.LANG: _is_in_language,
    Kind.TOPIC: _is_on_topic,
    Kind.BEFORE: _is_before,
    Kind.AFTER: _is_after,
}
