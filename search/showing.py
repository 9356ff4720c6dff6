"""Which passages a post is shown by: those that answer best."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from index.store.layout import Ids
from search.conversations import named_speakers, read_conversation, share_said_by
from search.opened import OpenedGeneration
from search.query import Query
from search.results import Hit, SearchMode
from search.retrieve import QueryEmbeddings, passages_by_words
from search.scoring import likely_in_post, worth_in_conversation, worth_in_post
from search.weighing import Nearness, best_of_each, passages_of, weigh

PASSAGES_PER_POST = 3  # shown at most

# Of the shown posts all passages are looked at, best posts first, up to so many passages: of 23 posts as long
# as an hour's talk.
_MAX_PASSAGES = 2_000
# Only the likeliest passages of a post are weighed with their sentences. On 660 questions about 193 long
# meetings (QMSum, dev part) the best passage is a right one as often as with all of them: 0.441; with three,
# 0.447, by chance.
_WEIGHED_PER_POST = 6
# Posts of fewer passages are too short for a conversation that wanders from subject to subject, and most
# posts are: they need not be read.
_LEAST_OF_CONVERSATION = 20


def choose_passages(
    generation: OpenedGeneration,
    query: Query,
    embedded: QueryEmbeddings,
    posts: Sequence[int],
    found: Ids,
    mode: SearchMode,
) -> tuple[dict[int, list[Hit]], dict[int, Nearness]]:
    """({post: the passages to show, best first}, {passage: how near it is}) for `posts`, best first.

    `found` are those of their passages that were found by themselves.
    """
    passage_ids = np.union1d(passages_of(generation.layout, posts, _MAX_PASSAGES), found)
    post_ids = generation.layout.posts_of(passage_ids)
    shares: Mapping[int, float] = {}
    if mode is not SearchMode.DENSE:
        only = generation.layout.just(passage_ids)
        shares = passages_by_words(generation.lexicon, query, only, len(passage_ids))
    word_shares = np.array([shares.get(i, 0.0) for i in passage_ids.tolist()], dtype=np.float32)
    likely = likely_in_post(embedded.similarity(generation.vectors.rows(passage_ids)), word_shares)
    leading = _leading_in_conversations(generation, query, passage_ids, post_ids, likely)
    kept = np.union1d(best_of_each(post_ids, likely, _WEIGHED_PER_POST), leading)
    weighed = weigh(generation, embedded, passage_ids[kept])
    worth = worth_in_post(weighed.passages[:, 0], weighed.sentences[:, 0], word_shares[kept])
    hits: dict[int, list[Hit]] = {post_id: [] for post_id in posts}
    nearness: dict[int, Nearness] = {}
    for i in np.lexsort((-worth, ~np.isin(kept, leading))).tolist():
        of_post, passage_id = hits[int(weighed.post_ids[i])], int(weighed.passage_ids[i])
        if len(of_post) < PASSAGES_PER_POST:
            of_post.append(Hit(passage_id, float(worth[i])))
            nearness[passage_id] = weighed.nearness(i)
    return hits, nearness


def _leading_in_conversations(
    generation: OpenedGeneration, query: Query, passage_ids: Ids, post_ids: Ids, likely: NDArray[np.float32]
) -> Ids:
    """Where the passages are that those posts are to be shown by first which are conversations."""
    ids, firsts, counts = np.unique(post_ids, return_index=True, return_counts=True)
    is_long = (counts >= _LEAST_OF_CONVERSATION) & (counts == generation.layout.passage_counts(ids))
    texts = generation.catalog.texts(ids[is_long].tolist())
    leading: list[int] = []
    for post_id, first, count in zip(ids[is_long].tolist(), firsts[is_long], counts[is_long], strict=True):
        conversation, own = read_conversation(texts[post_id]), slice(first, first + count)
        if conversation is None:
            continue
        language = generation.catalog.posts([post_id])[post_id].post.language
        said = np.zeros(count, dtype=np.float32)
        if named := named_speakers(conversation, query.stems, language):
            stored = generation.catalog.passages(passage_ids[own].tolist())
            passages = [stored[i].passage for i in passage_ids[own].tolist()]
            places = np.array([(passage.start_char, passage.end_char) for passage in passages])
            said = share_said_by(named, conversation, places)
        leading.append(first + int(np.argmax(worth_in_conversation(likely[own], said))))
    return np.array(leading, dtype=np.int64)
