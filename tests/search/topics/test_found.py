"""The topics of a generation, and the map of its posts."""

from pathlib import Path

import numpy as np
import pytest

from search.filtering import admit
from search.opened import OpenedGeneration
from search.query import parse_query
from search.topics.found import Topics, find_topics
from search.topics.grouping import LEAST_POSTS, post_embeddings
from search.topics.places import place_posts
from tests.fakes import FakeEncoder
from tests.search.generations import open_posts
from tests.search.topics.examples import BIKES, BREAD, posts


@pytest.fixture(scope="module")
def generation(tmp_path_factory: pytest.TempPathFactory) -> OpenedGeneration:
    return open_posts(tmp_path_factory.mktemp("topics"), posts(), FakeEncoder())


@pytest.fixture(scope="module")
def topics(generation: OpenedGeneration) -> Topics:
    return find_topics(generation)


def test_posts_that_are_alike_are_a_topic_named_by_their_own_words(topics: Topics) -> None:
    assert len(topics.topics) >= 2
    for topic in topics.topics:
        subjects = {topics.outlines[post_id].title.split()[0] for post_id in topic.post_ids}
        assert len(subjects) == 1  # none has posts of both
        assert set(topic.words) <= set((BREAD if subjects == {"Sourdough"} else BIKES).split())
    assert sorted(i for topic in topics.topics for i in topic.post_ids) == list(range(16))


def test_the_newest_posts_of_a_topic_come_first_and_the_largest_topic(topics: Topics) -> None:
    sizes = [len(topic.post_ids) for topic in topics.topics]
    assert sizes == sorted(sizes, reverse=True)
    for topic in topics.topics:
        days = [topics.outlines[post_id].facts.published for post_id in topic.post_ids]
        assert days == sorted(days, reverse=True)


def test_the_question_of_a_topic_finds_its_posts_and_no_other(
    generation: OpenedGeneration, topics: Topics
) -> None:
    for topic in topics.topics:
        admitted = admit(generation, parse_query(topic.question), topics.posts_of)
        assert set(topic.post_ids) <= set(np.flatnonzero(admitted.posts))
        assert admitted.notices == ()


def test_a_topic_can_be_left_out_and_one_that_is_not_there_is_said_to_be_none(
    generation: OpenedGeneration, topics: Topics
) -> None:
    word = topics.topics[0].words[0]
    within = admit(generation, parse_query(f"topic:{word}"), topics.posts_of).posts
    without = admit(generation, parse_query(f"-topic:{word}"), topics.posts_of).posts
    assert (within ^ without).all()
    assert within.any()
    nothing = admit(generation, parse_query("topic:knitting"), topics.posts_of)
    assert not nothing.posts.any()
    assert nothing.notices == ("No post here fits topic:knitting.",)


def test_of_few_posts_there_are_no_topics_and_no_map(tmp_path: Path) -> None:
    few = open_posts(tmp_path, posts()[: LEAST_POSTS - 1], FakeEncoder())
    assert find_topics(few).topics == ()
    assert place_posts(few, find_topics(few)) == ()


def test_every_post_has_a_place_near_those_that_are_like_it(
    generation: OpenedGeneration, topics: Topics
) -> None:
    dots = place_posts(generation, topics)
    assert sorted(dot.post_id for dot in dots) == list(range(16))
    assert all(max(abs(dot.x), abs(dot.y)) <= 1 for dot in dots)
    places = np.array([(dot.x, dot.y) for dot in dots])
    is_bread = np.array([topics.outlines[dot.post_id].title.startswith("Sourdough") for dot in dots])
    distances = np.linalg.norm(places[:, None] - places[None, :], axis=2)
    np.fill_diagonal(distances, np.inf)
    nearest = distances.argmin(axis=1)
    assert (is_bread[nearest] == is_bread).mean() > 0.9


def test_the_same_posts_make_the_same_map(generation: OpenedGeneration, topics: Topics) -> None:
    assert find_topics(generation) == topics
    assert place_posts(generation, topics) == place_posts(generation, topics)


def test_a_post_lies_where_its_passages_do(generation: OpenedGeneration) -> None:
    rows = post_embeddings(generation, [3, 0])
    first = generation.layout.passages_of(np.array([3]))[:4]
    mean = generation.vectors.rows(first).mean(axis=0)
    assert rows.shape == (2, generation.encoder.dim)
    np.testing.assert_allclose(rows[0], mean / np.linalg.norm(mean), atol=1e-3)
