"""The topics of a generation, and the map of its posts."""

from pathlib import Path

import numpy as np
import pytest

from index.store.topics import NO_TOPICS, Topics
from index.topics import grouping, places
from index.topics.finding import LEAST_POSTS, find_topics
from index.topics.places import place_beside
from index.topics.posts import Posts
from tests.fakes import FakeEncoder, make_post
from tests.index.topics.examples import BIKES, BREAD, posts_on_two_subjects, subjects_of, written


@pytest.fixture(scope="module")
def posts(tmp_path_factory: pytest.TempPathFactory) -> Posts:
    return written(tmp_path_factory.mktemp("topics"), posts_on_two_subjects())


@pytest.fixture(scope="module")
def topics(posts: Posts) -> Topics:
    return find_topics(posts, FakeEncoder())


def nearest_are_alike(posts: Posts, topics: Topics) -> float:
    """For how many of the dots the nearest one is on the same subject."""
    at = np.array([(dot.x, dot.y) for dot in topics.dots])
    is_bread = np.array([subjects_of(posts, [dot.post_id]) == {"Sourdough"} for dot in topics.dots])
    distances = np.linalg.norm(at[:, None] - at[None, :], axis=2)
    np.fill_diagonal(distances, np.inf)
    return float((is_bread[distances.argmin(axis=1)] == is_bread).mean())


def test_posts_that_are_alike_are_a_topic_named_by_their_own_words(posts: Posts, topics: Topics) -> None:
    assert len(topics.groups) >= 2
    for topic in topics.groups:
        (subject,) = subjects_of(posts, topic.post_ids)  # none has posts of both
        assert topic.words or len(topic.post_ids) == 1
        assert set(topic.words) <= set((BREAD if subject == "Sourdough" else BIKES).split())
    assert sorted(i for topic in topics.groups for i in topic.post_ids) == list(range(16))


def test_the_largest_topic_comes_first_and_each_knows_the_years_of_its_posts(
    posts: Posts, topics: Topics
) -> None:
    sizes = [len(topic.post_ids) for topic in topics.groups]
    assert sizes == sorted(sizes, reverse=True)
    for topic in topics.groups:
        facts = posts.catalog.facts_of(topic.post_ids)
        assert topic.years == [int(facts[post_id].published[:4]) for post_id in topic.post_ids]


def test_every_post_has_a_place_near_those_that_are_like_it(posts: Posts, topics: Topics) -> None:
    assert sorted(dot.post_id for dot in topics.dots) == list(range(16))
    assert all(max(abs(dot.x), abs(dot.y)) <= 1 for dot in topics.dots)
    assert nearest_are_alike(posts, topics) > 0.9


def test_the_same_posts_make_the_same_topics_and_the_same_map(posts: Posts, topics: Topics) -> None:
    assert find_topics(posts, FakeEncoder()) == topics


def test_of_many_posts_some_are_fitted_and_the_others_join_those_that_they_are_like(
    posts: Posts, topics: Topics, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grouping, "_FITTED_POSTS", 8)
    monkeypatch.setattr(places, "_PLACED_POSTS", 8)
    joined = find_topics(posts, FakeEncoder())
    assert joined != topics
    assert sorted(i for topic in joined.groups for i in topic.post_ids) == list(range(16))
    assert all(len(subjects_of(posts, topic.post_ids)) == 1 for topic in joined.groups)
    assert sorted(dot.post_id for dot in joined.dots) == list(range(16))
    assert len({(dot.x, dot.y) for dot in joined.dots}) == 16  # none hides another
    assert nearest_are_alike(posts, joined) > 0.9


def test_the_map_of_very_many_posts_shows_some_of_each_topic(
    posts: Posts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "MOST_DOTS", 6)
    drawn = find_topics(posts, FakeEncoder())
    assert 4 <= len(drawn.dots) <= 6
    assert {i for dot in drawn.dots for i in subjects_of(posts, [dot.post_id])} == {"Sourdough", "Bicycle"}


def test_of_few_posts_there_are_no_topics_and_no_map(tmp_path: Path) -> None:
    few = written(tmp_path, posts_on_two_subjects()[: LEAST_POSTS - 1])
    assert find_topics(few, FakeEncoder()) == NO_TOPICS


def test_a_post_without_text_is_on_no_topic_and_disturbs_none(tmp_path: Path) -> None:
    empty = make_post("", title="", url="https://empty.example/")
    posts = written(tmp_path, [empty, *posts_on_two_subjects()])
    with_text = posts.with_passages(range(17))
    found = find_topics(posts, FakeEncoder())
    assert sorted(i for topic in found.groups for i in topic.post_ids) == with_text.tolist()


def test_nothing_is_placed_beside_nothing(posts: Posts) -> None:
    assert place_beside(posts, np.array([1, 2]), []) == []


def test_a_post_lies_where_its_passages_do(posts: Posts) -> None:
    rows = posts.embeddings(np.array([3, 0]))
    first = [stored.passage_id for stored in posts.catalog.passages_of(3)][:4]
    mean = posts.vectors.rows(first).mean(axis=0)
    assert rows.shape == (2, FakeEncoder().dim)
    np.testing.assert_allclose(rows[0], mean / np.linalg.norm(mean), atol=1e-3)
