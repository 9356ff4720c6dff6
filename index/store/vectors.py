"""Embeddings on disk, and the nearest of them to a query (FAISS). Row ids are passage ids."""

from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.errors import REPAIR, IndexBroken
from index.records import Embeddings, Mask
from index.store.fetched_rows import FetchedRows, map_rows
from index.store.halves import widened
from index.store.joined_rows import JoinedRows
from index.store.layout import Ids, Layout
from index.store.paths import added_to, gone_from, short_forms_of
from index.store.shortlist import Shortlist
from index.store.vector_file import VectorFile, add_to_vector_file, write_vectors
from index.store.vector_search import EXACT, VectorSearch


def write_sentences(path: Path, batches: Iterable[NDArray[np.floating]], count: int, dim: int) -> None:
    """Write `count` rows, in order, as 16-bit floats that are read where they lie."""
    about = {"descr": np.dtype(np.float16).str, "fortran_order": False, "shape": (count, dim)}
    with path.open("wb") as file:  # not mapped: where the disk is full, that ends the process without a word
        np.lib.format.write_array_header_1_0(file, about)
        for rows in batches:
            file.write(np.ascontiguousarray(rows, dtype=np.float16).data)


def read_sentences(path: Path) -> NDArray[np.float16] | JoinedRows:
    """The sentences' embeddings (count, dim), mapped from disk; added ones too. Raises IndexBroken."""
    added = added_to(path)
    return JoinedRows(map_rows(path), map_rows(added)) if added.exists() else map_rows(path)


class Sentences:
    """The sentences' embeddings of one generation, by the passages that they stand in."""

    def __init__(self, path: Path, layout: Layout) -> None:
        """Open the file, whose rows are in the order of `layout`, and that of what was added to it.

        Raises IndexBroken.
        """
        added = added_to(path)
        self._base = FetchedRows(path)
        self._added = FetchedRows(added) if added.exists() else None
        self._layout = layout

    def of(self, passage_ids: Ids) -> Embeddings:
        """(m, dim): those of all sentences of the passages, one passage after the other."""
        places = self._layout.sentences_of(passage_ids)
        if self._added is None:
            return widened(self._base.rows(places))
        is_added = places >= len(self._base)
        rows = np.empty((len(places), self._base.dim), dtype=np.float16)
        rows[~is_added] = self._base.rows(places[~is_added])
        rows[is_added] = self._added.rows(places[is_added] - len(self._base))
        return widened(rows)


def add_vectors(path: Path, batches: Iterable[Embeddings], dim: int, gone: NDArray[np.int64]) -> None:
    """Add the rows of `batches` to those in `path`, where there are any, as they were added to other vectors.

    `gone` are the ids of all rows that are not to be found any more, whether they lie there or in the others.
    """
    if path.exists():
        add_to_vector_file(path, batches)
    else:
        write_vectors(path, batches, dim)
    np.save(gone_from(path), gone)


def add_sentences(path: Path, batches: Iterable[Embeddings], count: int, dim: int) -> None:
    """Add the `count` rows of `batches` to those in `path`, where there are any."""
    before: NDArray[np.floating] = np.load(path) if path.exists() else np.empty((0, dim), dtype=np.float16)
    write_sentences(path, chain([before], batches), len(before) + count, dim)


class Vectors:
    """The vectors of one generation, mapped from disk. Safe to share between threads."""

    def __init__(self, path: Path, search: VectorSearch = EXACT) -> None:
        """Open the file, whose rows are to be searched as `search` says, and that of what was added to it.

        Raises IndexBroken.
        """
        added = added_to(path)
        short = None if search.is_exact else Shortlist(short_forms_of(path), search.least_depth)
        self._parts = [VectorFile(path, short), *([VectorFile(added)] if added.exists() else [])]
        self._live: Mask | None = None
        if gone_from(added).exists():
            self._live = np.ones(self.count, dtype=np.bool_)
            self._live[_read_ids(gone_from(added))] = False

    @property
    def count(self) -> int:
        """How many rows there are, those that are gone among them."""
        return sum(part.count for part in self._parts)

    @property
    def dim(self) -> int:
        """Length of a row."""
        return self._parts[0].dim

    def nearest(
        self, queries: Embeddings, count: int, admitted: Mask | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """(ids, cosines), both (len(queries), count), of the rows nearest to each query, nearest first.

        Only rows that are `admitted` (count,) are looked at. Where there are fewer, the id -1 follows.
        """
        if self._live is not None:
            admitted = self._live if admitted is None else self._live & admitted
        if len(self._parts) == 1:
            return self._parts[0].nearest(queries, count, admitted)
        found, first = [], 0
        for part in self._parts:
            rows = None if admitted is None else admitted[first : first + part.count]
            ids, cosines = part.nearest(queries, count, rows)
            found.append((np.where(ids < 0, ids, ids + first), cosines))
            first += part.count
        ids, cosines = (np.concatenate(columns, axis=1) for columns in zip(*found, strict=True))
        best = np.argsort(-cosines, axis=1, kind="stable")[:, :count]
        return np.take_along_axis(ids, best, axis=1), np.take_along_axis(cosines, best, axis=1)

    def rows(self, ids: Sequence[int] | NDArray[np.int64]) -> Embeddings:
        """The rows of `ids`, in that order: (len(ids), dim)."""
        if len(self._parts) == 1:
            return self._parts[0].rows(ids)
        places = np.asarray(ids, dtype=np.int64)
        rows: Embeddings = np.empty((len(places), self.dim), dtype=np.float32)
        first = 0
        for part in self._parts:
            inside = (places >= first) & (places < first + part.count)
            rows[inside] = part.rows(places[inside] - first)
            first += part.count
        return rows


def _read_ids(path: Path) -> NDArray[np.int64]:
    try:
        ids: NDArray[np.int64] = np.load(path, allow_pickle=False)
    except (OSError, ValueError, EOFError) as error:
        raise IndexBroken(f"The list at {path} is damaged; {REPAIR}") from error
    return ids
