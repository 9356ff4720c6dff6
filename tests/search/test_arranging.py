"""What a reader of a blog with reposts, series and old posts sees."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index.settings import RankingSettings
from search.arranging import mix_shown
from search.opened import OpenedGeneration
from search.presenting import present
from search.query import parse_query
from search.ranking import Ranking, rank_posts
from search.ranking_parts import ALL_PARTS
from search.results import SearchMode
from tests.fakes import FakeEncoder, make_post
from tests.search.generations import open_posts

BREAD = [
    f"The {word} dough rises slowly in a cold kitchen and wants a longer rest before it goes into the oven."
    for word in ("rye", "wheat", "spelt", "oat")
]
POSTS = [
    make_post(*BREAD, title="Cold dough", url="https://a.example/dough", published="2015-01-01"),
    make_post(*BREAD, title="A cold dough", url="https://b.example/again", published="2024-01-01"),
    make_post("So bakers say: dough.", title="Words", url="https://a.example/words", published="2024-05-01"),
    make_post("My bicycle squeaks when it rains.", title="Squeaks", url="https://a.example/squeaks"),
]


@pytest.fixture
def generation(tmp_path: Path) -> OpenedGeneration:
    return open_posts(tmp_path, POSTS, FakeEncoder())


def search(
    generation: OpenedGeneration, text: str, mode: SearchMode = SearchMode.HYBRID, **how: Any
) -> Ranking:
    return rank_posts(generation, parse_query(text), mode, **how)


@pytest.mark.parametrize("mode", list(SearchMode))
def test_a_repost_is_named_by_the_result_that_says_the_same(
    generation: OpenedGeneration, mode: SearchMode
) -> None:
    query = "rye dough in a cold kitchen"
    ranking = search(generation, query, mode)
    first, *others = present(generation, parse_query(query), ranking, ranking.posts[:10])
    (repost,) = first.also
    assert {first.stored.post.link, repost.post.link} == {"https://a.example/dough", "https://b.example/again"}
    assert not any(result.also for result in others)
    assert {0, 1} - {post.post_id for post in ranking.posts} == {repost.post_id}


def test_without_folding_both_are_results(generation: OpenedGeneration) -> None:
    ranking = search(generation, "rye dough in a cold kitchen", parts=replace(ALL_PARTS, folding=False))
    assert {0, 1} <= {post.post_id for post in ranking.posts}


def test_the_newer_post_comes_first_where_recency_is_asked_for(generation: OpenedGeneration) -> None:
    by_worth = [post.post_id for post in search(generation, "dough in the oven").posts]
    by_date = search(generation, "dough in the oven", settings=RankingSettings(recency=1.0)).posts
    assert by_worth[0] in (0, 1)
    assert by_date[0].post_id == 2


def test_the_scores_fall_from_place_to_place_whatever_was_moved(generation: OpenedGeneration) -> None:
    scores = [post.score for post in search(generation, "dough").posts]
    assert scores == sorted(scores, reverse=True)


def test_posts_that_were_not_looked_at_keep_their_places(generation: OpenedGeneration) -> None:
    ranked = search(generation, "dough", shown_count=2).posts
    mixed = mix_shown(generation, ranked)
    assert mixed[0] == ranked[0]
    assert list(mixed[2:]) == list(ranked[2:])
    assert mix_shown(generation, []) == []


def test_places_are_taken_by_posts_with_their_hits(generation: OpenedGeneration) -> None:
    ranking = search(generation, "dough", shown_count=10)
    assert all(post.hits for post in ranking.posts)
    assert np.isfinite([post.score for post in ranking.posts]).all()
