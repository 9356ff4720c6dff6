"""The topics of a generation, as they are shown and asked for. See index.topics for how they are found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.store.catalog import Outline
from index.store.facets import folded
from index.store.topics import Dot, Topic, Topics
from search.conditions import Condition, Kind
from search.opened import OpenedGeneration


@dataclass(frozen=True, slots=True)
class TopicMap:
    """The topics, the dots of the map, and by post id the topics, if any, and the outlines of those posts."""

    topics: Sequence[Topic]
    dots: Sequence[Dot]
    topic_of: Mapping[int, Topic]
    outlines: Mapping[int, Outline]


def named_topics(topics: Topics | None) -> tuple[Topic, ...]:
    """Those that have a name, the largest first; none in an index that was built without."""
    return tuple(topic for topic in topics.groups if topic.words) if topics else ()


def map_of_topics(generation: OpenedGeneration) -> TopicMap:
    """All that is to be drawn. Takes a tenth of a second, for 2,000 dots."""
    dots = generation.topics.dots if generation.topics else ()
    outlines = generation.catalog.outlines([dot.post_id for dot in dots])
    topics = named_topics(generation.topics)
    topic_of = {post_id: topic for topic in topics for post_id in topic.post_ids if post_id in outlines}
    return TopicMap(topics, [dot for dot in dots if dot.post_id in outlines], topic_of, outlines)


def name_of(topic: Topic) -> str:
    """As it is shown."""
    return ", ".join(topic.words)


def question_of(topic: Topic) -> str:
    """What to ask for its posts."""
    return str(Condition(Kind.TOPIC, folded(" ".join(topic.words))))


def posts_of(topics: Sequence[Topic], words: str) -> list[int]:
    """The posts of all of `topics` whose names have these words, folded, in whatever order.

    >>> posts_of([Topic(("rye", "bread"), [1], [0]), Topic(("bikes",), [2], [0])], "bread rye")
    [1]
    """
    wanted = set(words.split())
    found = (topic for topic in topics if wanted <= set(folded(" ".join(topic.words)).split()))
    return [post_id for topic in found for post_id in topic.post_ids]
