"""What the page's process takes of the machine's memory beyond what it holds."""

import contextlib
import ctypes
import sys

# Enough for two cores. What the process holds itself after 200 searches of 20 readers, 100,000 passages:
# 690 MB with up to 16 pools, glibc's own choice there; 398 MB with 2, 385 MB with 1.
_MOST_POOLS = 2
_M_ARENA_MAX = -8  # as glibc's malloc.h has it


def share_pools_of_memory() -> None:
    """Let all threads take their memory from few pools, in the whole process.

    The page is drawn in a thread for each reader. glibc gives each thread that runs beside others a pool of
    its own, and in each stays what a search once needed. Where there is no glibc, nothing is done.
    """
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).mallopt(_M_ARENA_MAX, _MOST_POOLS)
