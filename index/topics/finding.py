"""The topics of a new generation. Finding them takes one core a second and a half of 19,000 posts, 3.6 s of
196,000 with a million passages, and 60 MB; half of the time there the embeddings are read and compared."""

from collections.abc import Sequence

import numpy as np

from index.records import Encoder
from index.store.catalog import Outline
from index.store.layout import Ids
from index.store.topics import NO_TOPICS, Topic, Topics
from index.topics.grouping import group
from index.topics.naming import name_of, telling_words
from index.topics.places import draw_map
from index.topics.posts import Posts, some_of

LEAST_POSTS = 12  # fewer are no map
_READ_OF_A_GROUP = 60  # posts, to name it


def find_topics(posts: Posts, encoder: Encoder) -> Topics:
    """Group the posts, name the groups and draw the map; of few posts, nothing."""
    years = {post_id: facts.year for post_id, facts in posts.catalog.facts()}
    post_ids = posts.with_passages(list(years))
    if len(post_ids) < LEAST_POSTS:
        return NO_TOPICS
    groups = group(posts, post_ids)
    topics = [
        Topic(name, of_group.tolist(), [years[post_id] for post_id in of_group.tolist()])
        for name, of_group in zip(_names(posts, groups, encoder), groups, strict=True)
    ]
    return Topics.of(topics, draw_map(posts, groups))


def _names(posts: Posts, groups: Sequence[Ids], encoder: Encoder) -> list[tuple[str, ...]]:
    """The words that name each group; none where it has no telling ones."""
    read = [some_of(of_group, _READ_OF_A_GROUP) for of_group in groups]
    telling = telling_words([_texts(posts, of_group) for of_group in read])
    rows = encoder.encode_queries([word for words in telling for word in words])
    embeddings = np.split(rows, np.cumsum([len(words) for words in telling])[:-1])
    middles = [posts.embeddings(of_group).mean(axis=0) for of_group in read]
    return [name_of(*of_group) for of_group in zip(telling, embeddings, middles, strict=True)]


def _texts(posts: Posts, post_ids: Ids) -> list[tuple[Outline, str]]:
    """The posts with their texts."""
    ids = post_ids.tolist()
    outlines, texts = posts.catalog.outlines(ids), posts.catalog.texts(ids)
    return [(outlines[post_id], texts[post_id]) for post_id in ids]
