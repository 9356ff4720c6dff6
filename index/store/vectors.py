"""Embeddings on disk, and the nearest of them to a query (FAISS). Row ids are passage ids."""

from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from index.errors import REPAIR, IndexBroken
from index.records import Embeddings, Mask
from index.store.halves import widened
from index.store.joined_rows import JoinedRows
from index.store.layout import Ids, Layout
from index.store.paths import added_to, gone_from


def write_vectors(path: Path, batches: Iterable[Embeddings], dim: int) -> None:
    """Write the rows of `batches` in order, as an exact index of 16-bit floats.

    Half the size and twice the speed of 32 bits, at recall 1.0 (the design page has the figures).
    """
    index = faiss.IndexScalarQuantizer(dim, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)
    for rows in batches:
        index.add(np.ascontiguousarray(rows, dtype=np.float32))
    faiss.write_index(index, str(path))


def write_sentences(path: Path, batches: Iterable[NDArray[np.floating]], count: int, dim: int) -> None:
    """Write `count` rows, in order, as 16-bit floats that are read where they lie."""
    array = np.lib.format.open_memmap(path, mode="w+", dtype=np.float16, shape=(count, dim))
    start = 0
    for rows in batches:
        array[start : start + len(rows)] = rows
        start += len(rows)
    array.flush()


def read_sentences(path: Path) -> NDArray[np.float16] | JoinedRows:
    """The sentences' embeddings (count, dim), mapped from disk; added ones too. Raises IndexBroken."""
    added = added_to(path)
    return JoinedRows(_mapped(path), _mapped(added)) if added.exists() else _mapped(path)


def _mapped(path: Path) -> NDArray[np.float16]:
    try:
        rows = np.load(path, mmap_mode="r", allow_pickle=False)
    except (OSError, ValueError, EOFError) as error:
        raise IndexBroken(f"The sentences at {path} are damaged; {REPAIR}") from error
    return rows  # type: ignore[no-any-return]  # numpy's stubs do not say what load gives


class Sentences:
    """The sentences' embeddings of one generation, by the passages that they stand in."""

    def __init__(self, rows: NDArray[np.float16] | JoinedRows, layout: Layout) -> None:
        """`rows` (count, dim) are in the order of `layout`."""
        self._rows = rows
        self._layout = layout

    def of(self, passage_ids: Ids) -> Embeddings:
        """(m, dim): those of all sentences of the passages, one passage after the other."""
        return widened(self._rows[self._layout.sentences_of(passage_ids)])


def add_vectors(path: Path, batches: Iterable[Embeddings], dim: int, gone: NDArray[np.int64]) -> None:
    """Add the rows of `batches` to those in `path`, where there are any, as they were added to other vectors.

    `gone` are the ids of all rows that are not to be found any more, whether they lie there or in the others.
    """
    if not path.exists():
        write_vectors(path, batches, dim)
    else:
        index = faiss.read_index(str(path))
        for rows in batches:
            index.add(np.ascontiguousarray(rows, dtype=np.float32))
        faiss.write_index(index, str(path))
    np.save(gone_from(path), gone)


def add_sentences(path: Path, batches: Iterable[Embeddings], count: int, dim: int) -> None:
    """Add the `count` rows of `batches` to those in `path`, where there are any."""
    before: NDArray[np.floating] = np.load(path) if path.exists() else np.empty((0, dim), dtype=np.float16)
    write_sentences(path, chain([before], batches), len(before) + count, dim)


class Vectors:
    """The vectors of one generation, mapped from disk. Safe to share between threads."""

    def __init__(self, path: Path) -> None:
        """Open the file, and that of what was added to it. Raises IndexBroken."""
        added = added_to(path)
        self._parts = [_open(path), *([_open(added)] if added.exists() else [])]
        self._live: Mask | None = None
        if gone_from(added).exists():
            self._live = np.ones(self.count, dtype=np.bool_)
            self._live[_read_ids(gone_from(added))] = False

    @property
    def count(self) -> int:
        """How many rows there are, those that are gone among them."""
        return sum(int(part.ntotal) for part in self._parts)

    @property
    def dim(self) -> int:
        """Length of a row."""
        return int(self._parts[0].d)

    def nearest(
        self, queries: Embeddings, count: int, admitted: Mask | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """(ids, cosines), both (len(queries), count), of the rows nearest to each query, nearest first.

        Only rows that are `admitted` (count,) are looked at. FAISS pads with id -1 where there are fewer
        rows; the caller drops those.
        """
        if self._live is not None:
            admitted = self._live if admitted is None else self._live & admitted
        if len(self._parts) == 1:
            return _search(self._parts[0], queries, count, admitted)
        found, first = [], 0
        for part in self._parts:
            rows = None if admitted is None else admitted[first : first + part.ntotal]
            ids, cosines = _search(part, queries, count, rows)
            found.append((np.where(ids < 0, ids, ids + first), cosines))
            first += part.ntotal
        ids, cosines = (np.concatenate(columns, axis=1) for columns in zip(*found, strict=True))
        best = np.argsort(-cosines, axis=1, kind="stable")[:, :count]
        return np.take_along_axis(ids, best, axis=1), np.take_along_axis(cosines, best, axis=1)

    def rows(self, ids: Sequence[int] | NDArray[np.int64]) -> Embeddings:
        """The rows of `ids`, in that order: (len(ids), dim)."""
        places = np.asarray(ids, dtype=np.int64)
        rows: Embeddings = np.empty((len(places), self.dim), dtype=np.float32)
        first = 0
        for part in self._parts:
            inside = (places >= first) & (places < first + part.ntotal)
            if inside.any():
                rows[inside] = part.reconstruct_batch(places[inside] - first)
            first += part.ntotal
        return rows


def _search(
    part: faiss.Index, queries: Embeddings, count: int, admitted: Mask | None
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    only = None
    if admitted is not None:
        named = faiss.IDSelectorBitmap(np.packbits(admitted, bitorder="little"))  # type: ignore[call-arg, arg-type]
        only = faiss.SearchParameters(sel=named)  # type: ignore[call-arg]  # the stubs know C++'s names only
    scores, ids = part.search(queries, count, params=only)
    return ids, scores


def _open(path: Path) -> faiss.Index:
    try:
        return faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC | faiss.IO_FLAG_READ_ONLY)
    except RuntimeError as error:
        raise IndexBroken(f"The vectors at {path} are damaged; {REPAIR}") from error


def _read_ids(path: Path) -> NDArray[np.int64]:
    try:
        ids: NDArray[np.int64] = np.load(path, allow_pickle=False)
    except (OSError, ValueError, EOFError) as error:
        raise IndexBroken(f"The list at {path} is damaged; {REPAIR}") from error
    return ids
