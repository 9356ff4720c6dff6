"""Topics on disk, and what is left of them when posts are taken out."""

from pathlib import Path

import pytest

from index.errors import IndexBroken
from index.store.topics import NO_TOPICS, Dot, Topic, Topics, read_topics, write_topics

TOPICS = Topics(
    [Topic(("rye", "dough"), [0, 2, 4], [2020, 0, 2022]), Topic((), [1, 3], [2021, 2021])],
    [Dot(0, 0.5, -0.25), Dot(4, 1.0, 0.0)],
)


@pytest.mark.parametrize("topics", [TOPICS, NO_TOPICS], ids=["some", "none"])
def test_what_was_written_is_read(tmp_path: Path, topics: Topics) -> None:
    write_topics(tmp_path / "topics.json", topics)
    assert read_topics(tmp_path / "topics.json") == topics


def test_an_index_without_the_file_has_topics_that_are_not_known(tmp_path: Path) -> None:
    assert read_topics(tmp_path / "topics.json") is None


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"groups": [{}], "dots": []}', '{"groups": 3}', "\0"])
def test_a_damaged_file_is_told(tmp_path: Path, content: str) -> None:
    path = tmp_path / "topics.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(IndexBroken, match="topics"):
        read_topics(path)


def test_posts_that_are_taken_out_are_nowhere_and_the_largest_topic_comes_first() -> None:
    kept = TOPICS.kept({1: 0, 3: 1, 4: 2})
    assert kept == Topics(
        [Topic((), [0, 1], [2021, 2021]), Topic(("rye", "dough"), [2], [2022])], [Dot(2, 1.0, 0.0)]
    )


def test_a_topic_is_not_called_by_what_nobody_says_any_more() -> None:
    renamed = TOPICS.renamed(lambda word, topic: word == "dough" and 4 in topic.post_ids)
    assert [topic.words for topic in renamed.groups] == [("dough",), ()]
    assert renamed.dots == TOPICS.dots
