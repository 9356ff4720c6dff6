"""The topics of a generation -> those of the next one, in which little has changed: nothing is found anew.

A new post joins the topic whose middle is nearest, and lies beside the dot that it is most like. When a tenth
of an index has changed, all of it is built anew, and its topics with it (see index.changes).
"""

from collections.abc import Collection, Iterable, Mapping

import numpy as np

from index.records import Embeddings
from index.store.layout import Ids
from index.store.topics import Topic, Topics
from index.topics.grouping import nearest_middle
from index.topics.places import MOST_DOTS, place_beside
from index.topics.posts import Posts, some_of

_POSTS_OF_A_MIDDLE = 100


def change_topics(topics: Topics, posts: Posts, gone: Collection[int], new: Iterable[int]) -> Topics:
    """`topics` without the posts of the ids `gone`, and with those of the ids `new`, which are in `posts`."""
    absent = set(gone)
    kept = topics.kept({i: i for topic in topics.groups for i in topic.post_ids if i not in absent})
    groups = [topic for topic in kept.groups if topic.post_ids]
    joining = posts.with_passages(new)
    if not groups or not len(joining):
        return Topics(groups, kept.dots)
    middles = np.stack([_middle(posts, topic) for topic in groups])
    numbers = nearest_middle(posts.embeddings(joining), middles)
    facts = posts.catalog.facts_of(joining.tolist())
    years = {post_id: facts[post_id].year for post_id in facts}
    grown = [_joined(topic, joining[numbers == number], years) for number, topic in enumerate(groups)]
    shown = joining[: max(MOST_DOTS - len(kept.dots), 0)]
    return Topics.of(grown, [*kept.dots, *place_beside(posts, shown, kept.dots)])


def _middle(posts: Posts, topic: Topic) -> Embeddings:
    some = some_of(np.array(topic.post_ids, dtype=np.int64), _POSTS_OF_A_MIDDLE)
    middle: Embeddings = posts.embeddings(some).mean(axis=0)
    return middle


def _joined(topic: Topic, joining: Ids, years: Mapping[int, int]) -> Topic:
    ids = joining.tolist()
    return Topic(topic.words, [*topic.post_ids, *ids], [*topic.years, *(years[i] for i in ids)])
