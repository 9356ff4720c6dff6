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
    layout = generation.layout
    sentences = embedded.similarities(generation.sentences.of(passage_ids))
    first_of_passage = starts_of(layout.sentence_counts(passage_ids))
    return Weighed(
        passage_ids,
        layout.posts_of(passage_ids),
        embedded.similarities(generation.vectors.rows(passage_ids)),
        np.maximum.reduceat(sentences, first_of_passage, axis=0),
        sentences[:, 0],
        first_of_passage,
    )


def passages_of(layout: Layout, posts: Sequence[int], most: int) -> Ids:
    """The passages of `posts`, best first, as long as there are no more than `most`; the first of each of
    those beyond."""
    ids = np.array(posts, dtype=np.int64)
    counts = layout.passage_counts(ids)
    ids, counts = ids[counts > 0], counts[counts > 0]
    is_whole = np.cumsum(counts) <= most
    return np.concatenate([layout.passages_of(ids[is_whole]), layout.first_passages_of(ids[~is_whole])])
