"""Topics as they are asked for."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index.store.paths import GenerationPaths
from index.store.topics import Topic
from index.topics.finding import find_topics
from index.topics.posts import Posts
from search.filtering import admit
from search.opened import OpenedGeneration
from search.query import parse_query
from search.topics import map_of_topics, named_topics, posts_of, question_of
from tests.fakes import FakeEncoder
from tests.index.topics.examples import posts_on_two_subjects
from tests.search.generations import open_posts


@pytest.fixture(scope="module")
def generation(tmp_path_factory: pytest.TempPathFactory) -> OpenedGeneration:
    folder = tmp_path_factory.mktemp("topics")
    opened = open_posts(folder, posts_on_two_subjects(), FakeEncoder())
    return replace(opened, topics=find_topics(Posts.open(GenerationPaths(folder)), FakeEncoder()))


def test_the_question_of_a_topic_finds_its_posts_and_no_other(generation: OpenedGeneration) -> None:
    topics = named_topics(generation.topics)
    assert len(topics) >= 2
    for topic in topics:
        admitted = admit(generation, parse_query(question_of(topic)))
        words = parse_query(question_of(topic)).conditions[0][0].value
        assert np.flatnonzero(admitted.posts).tolist() == sorted(posts_of(topics, words))
        assert set(topic.post_ids) <= set(np.flatnonzero(admitted.posts))
        assert admitted.notices == ()


def test_a_topic_is_found_by_words_that_are_several_to_a_search() -> None:
    topic = Topic(("安装", "node.js"), [3], [0])
    ((condition,),) = parse_query(question_of(topic)).conditions
    assert posts_of([Topic(("安", "js"), [1], [0]), topic], condition.value) == [3]


def test_a_topic_can_be_left_out_and_one_that_is_not_there_is_said_to_be_none(
    generation: OpenedGeneration,
) -> None:
    word = named_topics(generation.topics)[0].words[0]
    within = admit(generation, parse_query(f"topic:{word}")).posts
    without = admit(generation, parse_query(f"-topic:{word}")).posts
    assert (within ^ without).all()
    assert within.any()
    nothing = admit(generation, parse_query("topic:knitting"))
    assert not nothing.posts.any()
    assert nothing.notices == ("No post here fits topic:knitting.",)


def test_a_topic_without_a_name_is_none_though_its_posts_are_on_the_map(generation: OpenedGeneration) -> None:
    unnamed, *others = generation.topics.groups
    topics = replace(generation.topics, groups=[replace(unnamed, words=()), *others])
    drawn = map_of_topics(replace(generation, topics=topics))
    assert drawn.topics == tuple(topic for topic in others if topic.words)
    assert len(drawn.dots) == 16
    assert drawn.topic_of.keys() == {i for topic in drawn.topics for i in topic.post_ids}


def test_an_index_that_was_built_without_topics_has_none(tmp_path: Path) -> None:
    opened = replace(open_posts(tmp_path, posts_on_two_subjects(), FakeEncoder()), topics=None)
    assert named_topics(opened.topics) == ()
    assert not admit(opened, parse_query("topic:bread")).posts.any()
