"""Which vectors may be among the nearest, told by short forms of all of them (FAISS). Row ids are theirs.

A short form has four bits for each two numbers (product quantization, Jégou and others 2011), and 32 of them
are compared at a time in a CPU's registers (fast scan, André and others 2015). All are looked at, so that
neither a filter nor an odd question misses what no list or graph would have led to. What they name is then to
be compared exactly.

Kinds of FAISS's, of 384 numbers each (all-MiniLM-L6-v2): milliseconds of one core for one query, bytes a
vector, recall@10 and @200 of 350 real questions where 400 are compared exactly (faiss 1.15, 2026-11-26). The
100,000 are real passages and sentences, of the 1,000,000 are 455,000; the others are these with noise (cosine
0.86 to the real one).

                                     100,000                      1,000,000
    exact, 16 bits                   1.94   768 B  1       1      20.3  1       1
    IVF1,PQ96x4fs                    0.14    56 B  0.9997  0.888   1.5  0.9991  0.855
    IVF1,PQ128x4fs                   0.20    72 B  1       0.941   3.4  1       0.919
    IVF1,PQ192x4fs (this)            0.24   104 B  1       0.987   4.7  1       0.976
    IVF256 / IVF1024, the same of 128, an eighth or more of the lists
                                     0.10    79 B  0.9914  0.929   0.5  0.9877  0.910
    HNSW32_SQfp16, efSearch 256      0.43  1040 B  0.9957  0.974
    IVF1,RaBitQfs                    0.59    64 B  0.9974  0.820   4.5  0.9929  0.788

Lists are faster, but lose more the fewer rows a filter admits: 0.14 of recall@10 where one in a thousand is.
"""

from pathlib import Path
from typing import Protocol

import faiss
import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from index.errors import REPAIR, IndexBroken
from index.records import Embeddings, Mask
from index.store.faiss_calls import selector, set_threads

Ids = NDArray[np.int64]

# Fewer are compared exactly: at 0.019 µs each, 50,000 take 1 ms for each query, of which a search has one to
# seventeen (wordings, parts of a long question).
SHORTLIST_FROM = 50_000

_NUMBERS_PER_CODE = 2
_DEPTH_PER_FOUND = 3  # times as many as are to be found are compared exactly
_TRAINING_ROWS = 16_384
_ROWS_AT_ONCE = 65_536
_ROW_US = 0.004  # to compare one short form with one query, on one core


def short_kind(dim: int) -> str:
    """What FAISS calls the short forms of vectors of `dim` numbers: one list of all of them.

    >>> short_kind(384)
    'IVF1,PQ192x4fs'
    """
    return f"IVF1,PQ{dim // _NUMBERS_PER_CODE}x4fs"


class Rows(Protocol):
    """Vectors to be shortened."""

    @property
    def count(self) -> int:
        """How many there are."""

    @property
    def dim(self) -> int:
        """Length of one."""

    def rows(self, ids: Ids) -> Embeddings:
        """Those of `ids`, in that order: (len(ids), dim)."""


def write_shortlist(path: Path, vectors: Rows) -> None:
    """Write the short forms of all `vectors`."""
    index = faiss.index_factory(vectors.dim, short_kind(vectors.dim), faiss.METRIC_INNER_PRODUCT)
    drawn = np.random.default_rng(0).permutation(vectors.count)[:_TRAINING_ROWS]
    with threadpool_limits(1):  # its steps are so small that two threads take ten times as long
        index.train(vectors.rows(np.sort(drawn)))
    for start in range(0, vectors.count, _ROWS_AT_ONCE):
        index.add(vectors.rows(np.arange(start, min(start + _ROWS_AT_ONCE, vectors.count))))
    faiss.write_index(index, str(path))


class Shortlist:
    """The short forms of one file of vectors, in memory. Safe to share between threads."""

    def __init__(self, path: Path, least_depth: int) -> None:
        """Open them; `least_depth` is how many are named at least. Raises IndexBroken."""
        try:
            self._index = faiss.read_index(str(path), faiss.IO_FLAG_READ_ONLY)
        except RuntimeError as error:
            raise IndexBroken(f"The short vectors at {path} are damaged; {REPAIR}") from error
        self._least_depth = least_depth

    @property
    def count(self) -> int:
        """How many vectors they are of."""
        return int(self._index.ntotal)

    def candidates(self, queries: Embeddings, count: int, admitted: Mask | None = None) -> Ids:
        """Which rows to compare exactly, to find the `count` nearest `admitted` ones of each query; in order.

        Those of one query are good for the others too, so that they are named together.
        """
        depth = max(self._least_depth, _DEPTH_PER_FOUND * count)
        parameters = faiss.SearchParametersIVF(sel=selector(admitted), nprobe=1)  # type: ignore[call-arg]
        set_threads(len(queries) * self._index.ntotal * _ROW_US)
        _, ids = self._index.search(queries, depth, params=parameters)
        found: Ids = np.unique(ids)
        return found[found >= 0]
