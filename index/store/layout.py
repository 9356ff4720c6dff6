"""Which rows belong together: the passages of a post, the sentences of a passage. Kept in memory."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from index.records import Mask
from index.store.catalog import Catalog

Ids = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Layout:
    """Where each post's passages begin (posts + 1,) and each passage's sentences (passages + 1,).

    The last entry of both is where the last one's end.
    """

    first_passages: Ids
    first_sentences: Ids

    @classmethod
    def read(cls, catalog: Catalog) -> Self:
        """Read it out of a catalog. Raises IndexBroken."""
        return cls(_starts(catalog.passage_counts()), _starts(catalog.sentence_counts()))

    def posts_of(self, passage_ids: Ids) -> Ids:
        """The post of each passage."""
        posts: Ids = np.searchsorted(self.first_passages, passage_ids, side="right") - 1
        return posts

    def passages_of(self, post_ids: Ids) -> Ids:
        """The passages of the posts, one post after the other."""
        return _members(self.first_passages, post_ids)

    def first_passages_of(self, post_ids: Ids) -> Ids:
        """The first passage of each of the posts, which have one."""
        return self.first_passages[post_ids]

    def passages_in(self, posts: Mask) -> Mask:
        """(passages,): those of `posts` (posts,)."""
        return np.repeat(posts, np.diff(self.first_passages))

    def just(self, passage_ids: Ids) -> Mask:
        """(passages,): these and no other."""
        mask = np.zeros(self.first_passages[-1], dtype=np.bool_)
        mask[passage_ids] = True
        return mask

    def with_passages(self) -> Mask:
        """(posts,): those that have a passage."""
        mask: Mask = np.diff(self.first_passages) > 0
        return mask

    def sentences_of(self, passage_ids: Ids) -> Ids:
        """The sentences of the passages, one passage after the other; each has one at least."""
        return _members(self.first_sentences, passage_ids)

    def passage_counts(self, post_ids: Ids) -> Ids:
        """How many passages each of the posts has."""
        return self.first_passages[post_ids + 1] - self.first_passages[post_ids]

    def sentence_counts(self, passage_ids: Ids) -> Ids:
        """How many sentences each of the passages has."""
        return self.first_sentences[passage_ids + 1] - self.first_sentences[passage_ids]


def starts_of(counts: Ids) -> Ids:
    """Where groups of `counts` rows begin that follow each other.

    >>> starts_of(np.array([2, 3, 1])).tolist()
    [0, 2, 5]
    """
    starts: Ids = np.cumsum(counts) - counts
    return starts


def _starts(counts: Sequence[int]) -> Ids:
    return np.concatenate(([0], np.cumsum(np.array(counts, dtype=np.int64))))


def _members(firsts: Ids, groups: Ids) -> Ids:
    counts = firsts[groups + 1] - firsts[groups]
    members: Ids = np.repeat(firsts[groups] - starts_of(counts), counts) + np.arange(counts.sum())
    return members
