"""Embeddings on disk, and the nearest of them to a query (FAISS). Row ids are passage ids."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from index.errors import REPAIR, IndexBroken
from index.records import Embeddings, Mask
from index.store.halves import widened
from index.store.layout import Ids, Layout


def write_vectors(path: Path, batches: Iterable[Embeddings], dim: int) -> None:
    """Write the rows of `batches` in order, as an exact index of 16-bit floats.

    Half the size and twice the speed of 32 bits, at recall 1.0 (the design page has the figures).
    """
    index = faiss.IndexScalarQuantizer(dim, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)
    for rows in batches:
        index.add(np.ascontiguousarray(rows, dtype=np.float32))
    faiss.write_index(index, str(path))


def write_sentences(path: Path, batches: Iterable[Embeddings], count: int, dim: int) -> None:
    """Write `count` rows, in order, as 16-bit floats that are read where they lie."""
    array = np.lib.format.open_memmap(path, mode="w+", dtype=np.float16, shape=(count, dim))
    start = 0
    for rows in batches:
        array[start : start + len(rows)] = rows
        start += len(rows)
    array.flush()


def read_sentences(path: Path) -> NDArray[np.float16]:
    """The sentences' embeddings (count, dim), mapped from disk. Raises IndexBroken."""
    try:
        rows = np.load(path, mmap_mode="r", allow_pickle=False)
    except (OSError, ValueError, EOFError) as error:
        raise IndexBroken(f"The sentences at {path} are damaged; {REPAIR}") from error
    return rows  # type: ignore[no-any-return]  # numpy's stubs do not say what load gives


class Sentences:
    """The sentences' embeddings of one generation, by the passages that they stand in."""

    def __init__(self, rows: NDArray[np.float16], layout: Layout) -> None:
        """`rows` (count, dim) are in the order of `layout`."""
        self._rows = rows
        self._layout = layout

    def of(self, passage_ids: Ids) -> Embeddings:
        """(m, dim): those of all sentences of the passages, one passage after the other."""
        return widened(self._rows[self._layout.sentences_of(passage_ids)])


class Vectors:
    """The vectors of one generation, mapped from disk. Safe to share between threads."""

    def __init__(self, path: Path) -> None:
        """Open the file. Raises IndexBroken."""
        try:
            self._index = faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC | faiss.IO_FLAG_READ_ONLY)
        except RuntimeError as error:
            raise IndexBroken(f"The vectors at {path} are damaged; {REPAIR}") from error

    @property
    def count(self) -> int:
        """How many rows there are."""
        return int(self._index.ntotal)

    @property
    def dim(self) -> int:
        """Length of a row."""
        return int(self._index.d)

    def nearest(
        self, queries: Embeddings, count: int, admitted: Mask | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """(ids, cosines), both (len(queries), count), of the rows nearest to each query, nearest first.

        Only rows that are `admitted` (count,) are looked at. FAISS pads with id -1 where there are fewer
        rows; the caller drops those.
        """
        only = None
        if admitted is not None:
            named = faiss.IDSelectorBitmap(np.packbits(admitted, bitorder="little"))  # type: ignore[call-arg, arg-type]
            only = faiss.SearchParameters(sel=named)  # type: ignore[call-arg]  # the stubs know C++'s names only
        scores, ids = self._index.search(queries, count, params=only)
        return ids, scores

    def rows(self, ids: Sequence[int] | NDArray[np.int64]) -> Embeddings:
        """The rows of `ids`, in that order: (len(ids), dim)."""
        rows: Embeddings = self._index.reconstruct_batch(np.asarray(ids, dtype=np.int64))
        return rows
