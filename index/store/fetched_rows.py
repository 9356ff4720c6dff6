"""Rows of a numpy file of 16-bit floats, fetched as they are asked for.

They are read rather than mapped: a system maps 16 pages for each that is touched, so that after some dozen
searches the whole file would count as the process's memory. 4,800 rows in 400 runs take 0.3 ms, mapped 0.1.
"""

import os
import weakref
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.errors import REPAIR, IndexBroken


class FetchedRows:
    """Rows of equal length. Safe to share between threads."""

    def __init__(self, path: Path) -> None:
        """Open the file. Raises IndexBroken."""
        self._path = path
        self._mapped = map_rows(path)
        self._descriptor = os.open(path, os.O_RDONLY)
        weakref.finalize(self, os.close, self._descriptor)

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self._mapped)

    @property
    def dim(self) -> int:
        """Length of a row."""
        return int(self._mapped.shape[1])

    def rows(self, places: NDArray[np.int64]) -> NDArray[np.float16]:
        """The rows at `places`, in that order: (len(places), dim). Raises IndexBroken."""
        if not len(places) or not hasattr(os, "preadv"):  # which Windows lacks
            return self._mapped[places]
        rows = np.empty((len(places), self.dim), dtype=np.float16)
        row_bytes = rows.itemsize * self.dim
        starts = np.flatnonzero(np.diff(places, prepend=-2) != 1)  # of runs of rows that lie side by side
        ends = np.append(starts[1:], len(places))
        targets = rows.reshape(-1).view(np.uint8).data
        offsets = self._mapped.offset + places[starts] * row_bytes
        runs = zip((starts * row_bytes).tolist(), (ends * row_bytes).tolist(), offsets.tolist(), strict=True)
        for start, end, offset in runs:
            if os.preadv(self._descriptor, [targets[start:end]], offset) != end - start:
                raise IndexBroken(f"The file {self._path} has become shorter; {REPAIR}")
        return rows


def map_rows(path: Path) -> np.memmap:
    """All rows, (count, dim), mapped from disk. Raises IndexBroken."""
    try:
        rows = np.load(path, mmap_mode="r", allow_pickle=False)
    except (OSError, ValueError, EOFError) as error:
        raise IndexBroken(f"The sentences at {path} are damaged; {REPAIR}") from error
    return rows  # type: ignore[no-any-return]  # numpy's stubs do not say what load gives
