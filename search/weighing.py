"""Passages -> how near each, and each of its sentences, is to a query."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.store.layout import Ids, starts_of
from index.store.reading import Layout
from search.opened import OpenedGeneration
from search.retrieve import QueryEmbeddings


@dataclass(frozen=True, slots=True)
class Nearness:
    """How near a passage, and each of its sentences (n,), are to the query (cosines)."""

    passage: float
    sentences: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Weighed:
    """Passages by id, and how near they and their nearest sentences are: (n, 1 + parts of the question).

    `all_sentences` (m,) says how near each sentence is to the whole question; those of each passage begin at
    its `first_sentences` (n,).
    """

    passage_ids: Ids
    post_ids: Ids  # of each passage
    passages: NDArray[np.float32]
    sentences: NDArray[np.float32]
    all_sentences: NDArray[np.float32]
    first_sentences: Ids

    def nearness(self, position: int) -> Nearness:
        """That of the passage at a position among them."""
        first, *following = self.first_sentences[position : position + 2].tolist()
        end = following[0] if following else len(self.all_sentences)
        return Nearness(float(self.passages[position, 0]), self.all_sentences[first:end])


def weigh(generation: OpenedGeneration, embedded: QueryEmbeddings, passage_ids: Ids) -> Weighed:
    """`passage_ids`, which ascend, weighed."""
    near = embedded.similarities(generation.vectors.rows(passage_ids))
    return _with_sentences(generation, embedded, passage_ids, near)


def weigh_nearest(
    generation: OpenedGeneration, embedded: QueryEmbeddings, passage_ids: Ids, of_each_post: int
) -> Weighed:
    """Of `passage_ids`, which ascend, weighed, so many `of_each_post` as are nearest to the question; and as
    many for each of its parts."""
    near = embedded.similarities(generation.vectors.rows(passage_ids))
    post_ids = generation.layout.posts_of(passage_ids)
    kept = np.unique(np.concatenate([best_of_each(post_ids, column, of_each_post) for column in near.T]))
    return _with_sentences(generation, embedded, passage_ids[kept], near[kept])


def _with_sentences(
    generation: OpenedGeneration,
    embedded: QueryEmbeddings,
    passage_ids: Ids,
    near: NDArray[np.float32],
) -> Weighed:
    """The passages, which are `near` (n, 1 + parts), with how near their sentences are."""
    layout = generation.layout
    sentences = embedded.similarities(generation.sentences.of(passage_ids))
    first_of_passage = starts_of(layout.sentence_counts(passage_ids))
    return Weighed(
        passage_ids,
        layout.posts_of(passage_ids),
        near,
        np.maximum.reduceat(sentences, first_of_passage, axis=0),
        sentences[:, 0],
        first_of_passage,
    )


def best_of_each(post_ids: Ids, worth: NDArray[np.float32], count: int) -> Ids:
    """Where the `count` best passages of each post are, ascending; `post_ids` (n,) ascend."""
    order = np.lexsort((-worth, post_ids))
    _, firsts, counts = np.unique(post_ids, return_index=True, return_counts=True)
    rank = np.arange(len(post_ids)) - np.repeat(firsts, counts)
    best: Ids = np.sort(order[rank < count])
    return best


def passages_of(layout: Layout, posts: Sequence[int], most: int) -> Ids:
    """The passages of `posts`, best first, as long as there are no more than `most`; the first of each of
    those beyond."""
    ids = np.array(posts, dtype=np.int64)
    counts = layout.passage_counts(ids)
    ids, counts = ids[counts > 0], counts[counts > 0]
    is_whole = np.cumsum(counts) <= most
    return np.concatenate([layout.passages_of(ids[is_whole]), layout.first_passages_of(ids[~is_whole])])
