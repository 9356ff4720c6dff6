"""The topics of an index in which little has changed."""


import pytest

from index.store.topics import NO_TOPICS, Topics
from index.topics import changing
from index.topics.changing import change_topics
from index.topics.finding import find_topics
from index.topics.posts import Posts
from tests.fakes import FakeEncoder
from tests.index.topics.examples import posts_on_two_subjects, subjects_of, written

NEW = [16, 17, 18, 19]  # two posts on each subject


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Topics:
    return find_topics(written(tmp_path_factory.mktemp("before"), posts_on_two_subjects()), FakeEncoder())


@pytest.fixture(scope="module")
def posts(tmp_path_factory: pytest.TempPathFactory) -> Posts:
    return written(tmp_path_factory.mktemp("after"), posts_on_two_subjects(10))


def test_new_posts_join_the_topic_that_they_are_on_and_lie_beside_its_posts(
    posts: Posts, before: Topics
) -> None:
    after = change_topics(before, posts, [], NEW)
    assert sorted(i for topic in after.groups for i in topic.post_ids) == list(range(20))
    for topic in after.groups:
        assert len(subjects_of(posts, topic.post_ids)) == 1
        facts = posts.catalog.facts_of(topic.post_ids)
        assert topic.years == [int(facts[post_id].published[:4]) for post_id in topic.post_ids]
    places = {dot.post_id: (dot.x, dot.y) for dot in after.dots}
    assert places.keys() == set(range(20))
    for new in NEW:
        nearest = min(range(16), key=lambda i: abs(complex(*places[i]) - complex(*places[new])))
        assert subjects_of(posts, [nearest, new]) == subjects_of(posts, [new])


def test_what_was_there_keeps_its_topic_and_its_place(posts: Posts, before: Topics) -> None:
    after = change_topics(before, posts, [], NEW)
    assert {topic.words for topic in after.groups} == {topic.words for topic in before.groups}
    assert after.dots[:16] == before.dots


def test_posts_that_are_gone_are_on_no_topic_and_on_no_map(posts: Posts, before: Topics) -> None:
    gone = {2, 5}
    after = change_topics(before, posts, gone, NEW)
    assert sorted(i for topic in after.groups for i in topic.post_ids) == sorted(set(range(20)) - gone)
    assert gone.isdisjoint(dot.post_id for dot in after.dots)


def test_a_topic_whose_posts_are_all_gone_is_none(posts: Posts, before: Topics) -> None:
    last = before.groups[-1]
    after = change_topics(before, posts, last.post_ids, [])
    assert len(after.groups) == len(before.groups) - 1
    assert all(topic.post_ids for topic in after.groups)


def test_a_full_map_takes_no_more_dots(
    posts: Posts, before: Topics, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changing, "MOST_DOTS", 17)
    assert len(change_topics(before, posts, [], NEW).dots) == 17


def test_where_there_were_no_topics_new_posts_make_none(posts: Posts) -> None:
    assert change_topics(NO_TOPICS, posts, [], NEW) == NO_TOPICS
