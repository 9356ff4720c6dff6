"""What every call of FAISS needs: which rows may be found, and how many threads may look for them."""

import os

import faiss
import numpy as np

from index.records import Mask

# Threads of FAISS's that wait for more to do spin, and so take a core from the next step of a search.
_WORTH_SHARING_US = 5_000


def selector(admitted: Mask | None) -> faiss.IDSelector | None:
    """One of the rows that are `admitted` (all rows,); None for all."""
    if admitted is None:
        return None
    return faiss.IDSelectorBitmap(np.packbits(admitted, bitorder="little"))  # type: ignore[call-arg, arg-type]


def set_threads(work_us: float) -> None:
    """Let FAISS, as far as this thread calls it, use all cores for `work_us` of work if they are many."""
    faiss.omp_set_num_threads((os.cpu_count() or 1) if work_us > _WORTH_SHARING_US else 1)
