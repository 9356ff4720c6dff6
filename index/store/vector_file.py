"""One file of vectors, mapped from disk (FAISS, 16-bit floats), and the nearest of them to a query."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from index.errors import REPAIR, IndexBroken
from index.records import Embeddings, Mask
from index.store.faiss_calls import selector, set_threads
from index.store.halves import widened
from index.store.shortlist import SHORTLIST_FROM, Shortlist

Ids = NDArray[np.int64]

# Fewer rows are fetched and compared by themselves: sooner done than asking of every row whether it is meant.
_FEW = 4096
_ROWS_AT_ONCE = 4096
_ROW_US = 0.019  # to compare one with one query, on one core
_SKIPPED_ROW_US = 0.002  # to see that one is not admitted


def write_vectors(path: Path, batches: Iterable[Embeddings], dim: int) -> None:
    """Write the rows of `batches` in order, as an exact index of 16-bit floats.

    Half the size and twice the speed of 32 bits, at recall 1.0 (the design page has the figures).
    """
    index = faiss.IndexScalarQuantizer(dim, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)
    for rows in batches:
        index.add(np.ascontiguousarray(rows, dtype=np.float32))
    faiss.write_index(index, str(path))


def add_to_vector_file(path: Path, batches: Iterable[Embeddings]) -> None:
    """Add the rows of `batches` to those in `path`."""
    index = faiss.read_index(str(path))
    for rows in batches:
        index.add(np.ascontiguousarray(rows, dtype=np.float32))
    faiss.write_index(index, str(path))


class VectorFile:
    """Row ids are places in the file. Safe to share between threads."""

    def __init__(self, path: Path, shortlist: Shortlist | None = None) -> None:
        """Open it; `shortlist` is that of its rows. Raises IndexBroken."""
        try:
            self._index = faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC | faiss.IO_FLAG_READ_ONLY)
        except RuntimeError as error:
            raise IndexBroken(f"The vectors at {path} are damaged; {REPAIR}") from error
        codes = faiss.rev_swig_ptr(self._index.codes.data(), self._index.codes.size())  # type: ignore[attr-defined]
        self._halves: NDArray[np.float16] = codes.view(np.float16).reshape(self.count, self.dim)
        self._shortlist = shortlist

    @property
    def count(self) -> int:
        """How many rows there are."""
        return int(self._index.ntotal)

    @property
    def dim(self) -> int:
        """Length of a row."""
        return int(self._index.d)

    def batches(self) -> Iterator[Embeddings]:
        """All rows, in order, some at a time: (_, dim)."""
        for start in range(0, self.count, _ROWS_AT_ONCE):
            yield self.rows(np.arange(start, min(start + _ROWS_AT_ONCE, self.count)))

    def rows(self, ids: Sequence[int] | Ids) -> Embeddings:
        """The rows of `ids`, in that order: (len(ids), dim)."""
        return widened(self._halves[np.asarray(ids, dtype=np.int64)])

    def nearest(
        self, queries: Embeddings, count: int, admitted: Mask | None = None
    ) -> tuple[Ids, NDArray[np.float32]]:
        """(ids, cosines), both (len(queries), count), of the rows nearest to each query, nearest first.

        Only rows that are `admitted` (all rows,) are looked at. Where there are fewer, the id -1 follows.
        Without a shortlist, or where few are admitted, they are those of an exact search.
        """
        admitted_count = self.count if admitted is None else int(np.count_nonzero(admitted))
        if admitted is not None and admitted_count <= _FEW:
            return self._best_of(np.flatnonzero(admitted), queries, count)
        if self._shortlist is None or admitted_count < SHORTLIST_FROM:
            return self._search(queries, count, admitted, admitted_count)
        return self._best_of(self._shortlist.candidates(queries, count, admitted), queries, count)

    def _search(
        self, queries: Embeddings, count: int, admitted: Mask | None, admitted_count: int
    ) -> tuple[Ids, NDArray[np.float32]]:
        skipped_count = self.count - admitted_count
        set_threads(len(queries) * (admitted_count * _ROW_US + skipped_count * _SKIPPED_ROW_US))
        parameters = faiss.SearchParameters(sel=selector(admitted))  # type: ignore[call-arg]
        cosines, ids = self._index.search(queries, count, params=parameters)
        return ids, cosines

    def _best_of(
        self, ids: Ids, queries: Embeddings, count: int
    ) -> tuple[Ids, NDArray[np.float32]]:
        """The nearest among the rows `ids`, compared one by one."""
        cosines = queries @ self.rows(ids).T
        best = np.argsort(-cosines, axis=1, kind="stable")[:, :count]
        shape = (len(queries), count)
        found, found_cosines = np.full(shape, -1, dtype=np.int64), np.full(shape, -np.inf, dtype=np.float32)
        found[:, : best.shape[1]] = ids[best]
        found_cosines[:, : best.shape[1]] = np.take_along_axis(cosines, best, axis=1)
        return found, found_cosines
