"""The topics of a generation. Of 29,000 posts, finding them takes 5 s, once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from index.store.catalog import Outline
from index.store.facets import folded
from search.conditions import Condition, Kind
from search.opened import OpenedGeneration
from search.overview import newest_first
from search.topics.grouping import LEAST_POSTS, group, post_embeddings
from search.topics.naming import name_of, telling_words

_READ_OF_A_GROUP = 60  # posts, to name it


@dataclass(frozen=True, slots=True)
class Topic:
    """Posts that are alike, newest first, and the words that tell them from the others."""

    words: tuple[str, ...]
    post_ids: Sequence[int]

    @property
    def name(self) -> str:
        """As it is shown."""
        return ", ".join(self.words)

    @property
    def question(self) -> str:
        """What to ask for its posts."""
        return str(Condition(Kind.TOPIC, " ".join(map(folded, self.words))))


@dataclass(frozen=True, slots=True)
class Topics:
    """All of them, the largest first, and the outlines of their posts by id."""

    topics: tuple[Topic, ...]
    outlines: Mapping[int, Outline]

    def posts_of(self, words: str) -> list[int]:
        """The posts of all topics whose names have these words, folded, in whatever order.

        >>> Topics((Topic(("rye", "bread"), [1]), Topic(("bikes",), [2])), {}).posts_of("bread rye")
        [1]
        """
        wanted = set(words.split())
        found = (topic for topic in self.topics if wanted <= set(map(folded, topic.words)))
        return [post_id for topic in found for post_id in topic.post_ids]


def find_topics(generation: OpenedGeneration) -> Topics:
    """Group the posts and name the groups; those that have no name are no topics, nor is there any of few."""
    outlines = newest_first(generation)
    if len(outlines) < LEAST_POSTS:
        return Topics((), {})
    embeddings = post_embeddings(generation, [outline.post_id for outline in outlines])
    numbers = group(embeddings)
    members = [np.flatnonzero(numbers == number) for number in np.unique(numbers)]
    groups = [[outlines[i] for i in of_group] for of_group in members]
    telling = telling_words([_some(generation, of_group) for of_group in groups])
    found = []
    for words, rows, of_group in zip(telling, members, groups, strict=True):
        if words:
            name = name_of(words, generation.encoder.encode_queries(words), embeddings[rows].mean(axis=0))
            found.append(Topic(name, [outline.post_id for outline in of_group]))
    largest_first = sorted(found, key=lambda topic: (-len(topic.post_ids), topic.words))
    return Topics(tuple(largest_first), {outline.post_id: outline for outline in outlines})


def _some(generation: OpenedGeneration, outlines: Sequence[Outline]) -> list[tuple[Outline, str]]:
    """Some of the posts, spread evenly over time, with their texts."""
    step = -(-len(outlines) // _READ_OF_A_GROUP)
    chosen = outlines[::step]
    texts = generation.catalog.texts([outline.post_id for outline in chosen])
    return [(outline, texts[outline.post_id]) for outline in chosen if outline.post_id in texts]
