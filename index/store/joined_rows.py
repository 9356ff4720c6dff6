"""Rows in one file, and those that were added in another, read as one array."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


class JoinedRows:
    """The rows (count, dim) of `base`, and those of `added` after them. Copies no more than is asked for."""

    def __init__(self, base: NDArray[np.float16], added: NDArray[np.float16]) -> None:
        """Both have rows of the same length."""
        self._base, self._added = base, added

    @property
    def shape(self) -> tuple[int, int]:
        """(count, dim)."""
        return len(self), int(self._base.shape[1])

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self._base) + len(self._added)

    def __getitem__(self, rows: slice | NDArray[np.int64] | Sequence[int]) -> NDArray[np.float16]:
        """The rows at these places, in that order."""
        if isinstance(rows, slice):
            rows = range(*rows.indices(len(self)))
        places = np.asarray(rows, dtype=np.int64)
        is_added = places >= len(self._base)
        if not is_added.any():
            return self._base[places]
        found = np.empty((len(places), self.shape[1]), dtype=np.float16)
        found[~is_added] = self._base[places[~is_added]]
        found[is_added] = self._added[places[is_added] - len(self._base)]
        return found

    def __array__(self, dtype: type | None = None, copy: bool | None = None) -> NDArray[np.floating]:
        """All of them, copied."""
        return np.concatenate([self._base, self._added]).astype(dtype or np.float16, copy=False)
