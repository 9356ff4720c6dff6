"""What the page's process takes of the machine's memory beyond what it holds."""

import contextlib
import ctypes
import sys

# Enough for two cores. What the process holds itself after 200 searches of 20 readers, 100,000 passages:
# 690 MB with up to 16 pools, glibc's own choice there; 398 MB with 2, 385 MB with 1.
_MOST_POOLS = 2
# Of what is free at the end of a pool, so much stays. glibc raises it to twice the largest piece ever given
# back, up to 64 MB; then 20 readers' 2,000 searches take 717 MB, and with this 641, in the same time.
_FREE_IN_A_POOL = 4 << 20
# Larger pieces are the system's, which clears each anew. This is the most that glibc allows, and comes to by
# itself if nothing is set. With 1 MB, searches take 7 % longer.
_LARGEST_IN_A_POOL = 32 << 20
# As glibc's malloc.h has them.
_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD, _M_ARENA_MAX = -1, -3, -8


def give_memory_back() -> None:
    """Let the threads of this process take their memory from few pools, and those keep little that is free.

    The page is drawn in a thread for each reader. glibc gives each thread that runs beside others a pool of
    its own, and in each stays what a search once needed. Where there is no glibc, nothing is done.
    """
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            mallopt = ctypes.CDLL(None).mallopt
            mallopt(_M_ARENA_MAX, _MOST_POOLS)
            mallopt(_M_MMAP_THRESHOLD, _LARGEST_IN_A_POOL)
            mallopt(_M_TRIM_THRESHOLD, _FREE_IN_A_POOL)
