"""Where posts lie: each at the mean of its first passages."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Self

import numpy as np

from index.records import Embeddings
from index.store.catalog import Catalog
from index.store.layout import Ids, starts_of
from index.store.paths import GenerationPaths
from index.store.vectors import Vectors

_PASSAGES_OF_A_POST = 4  # its first ones stand for it
_POSTS_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Posts:
    """The posts of a generation: what is known of them, and where they lie.

    By post id, those of posts that are gone among them: how many passages each has, and which is the first.
    """

    catalog: Catalog
    vectors: Vectors
    passage_counts: Ids
    first_passages: Ids

    @classmethod
    def open(cls, files: GenerationPaths) -> Self:
        """Those of a generation that has its catalog and its vectors. Raises IndexBroken."""
        catalog = Catalog(files.catalog)
        counts = np.array(catalog.passage_counts(), dtype=np.int64)
        return cls(catalog, Vectors(files.vectors), counts, starts_of(counts))

    def with_passages(self, post_ids: Iterable[int]) -> Ids:
        """Those of `post_ids` that lie anywhere."""
        ids = np.array(list(post_ids), dtype=np.int64)
        return ids[self.passage_counts[ids] > 0]

    def embeddings(self, post_ids: Ids) -> Embeddings:
        """(len(post_ids), dim), rows of unit length. Each post must have a passage."""
        counts = np.minimum(self.passage_counts[post_ids], _PASSAGES_OF_A_POST)
        starts = starts_of(counts)
        within = np.arange(counts.sum()) - np.repeat(starts, counts)
        rows = self.vectors.rows(np.repeat(self.first_passages[post_ids], counts) + within)
        sums = np.add.reduceat(rows, starts, axis=0)
        means: Embeddings = sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9)
        return means

    def batches(self, post_ids: Ids) -> Iterator[Embeddings]:
        """The same, some at a time: (_, dim)."""
        for start in range(0, len(post_ids), _POSTS_AT_ONCE):
            yield self.embeddings(post_ids[start : start + _POSTS_AT_ONCE])


def some_of(post_ids: Ids, most: int) -> Ids:
    """`most` of them at most, in their order, drawn at random; the same of the same.

    >>> some_of(np.arange(10), 4).tolist(), some_of(np.arange(3), 4).tolist()
    ([2, 4, 6, 7], [0, 1, 2])
    """
    drawn = np.random.default_rng(0).permutation(len(post_ids))[:most]
    return post_ids[np.sort(drawn)]
