"""What the page's process takes of the machine's memory."""

import os
import platform
import subprocess
import sys

import pytest

# Each of 12 threads that run at once takes 20 MB and gives all but the last piece back, one after the other.
_READERS = """
import sys, threading
from pathlib import Path
from search.benchmarks.machine import memory_of_this_process
from search.ui.memory import give_memory_back

if sys.argv[1] == "shared":
    give_memory_back()
turn, kept, all_there = threading.Lock(), [], threading.Barrier(12)

def read():
    piece = bytearray(100_000)
    all_there.wait()
    with turn:
        pieces = [bytearray(10_000) for _ in range(2_000)]
        kept.append(pieces[-1])
        del pieces

threads = [threading.Thread(target=read) for _ in range(12)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(memory_of_this_process().own_mb)
"""

# A piece of 30 MB has been given back, as by the opening of an index; then a search takes 50 MB for a while.
_SEARCH = """
import sys
from search.benchmarks.machine import memory_of_this_process
from search.ui.memory import give_memory_back

if sys.argv[1] == "shared":
    give_memory_back()
piece = bytearray(30_000_000)
del piece
pieces = [bytearray(10_000) for _ in range(5_000)]
del pieces
print(memory_of_this_process().own_mb)
"""

pytestmark = pytest.mark.skipif(
    platform.libc_ver()[0] != "glibc", reason="another C library, which has other pools"
)


def own_mb(program: str, how: str) -> float:
    """What `program` holds itself at its end, MB."""
    command = [sys.executable, "-c", program, how]
    # Dask, once a test has used it, has said to all processes after it what to do with their memory.
    variables = {name: value for name, value in os.environ.items() if not name.startswith("MALLOC_")}
    return float(subprocess.run(command, check=True, capture_output=True, text=True, env=variables).stdout)


def test_what_one_readers_search_has_given_back_serves_the_next_readers() -> None:
    assert own_mb(_READERS, "shared") < own_mb(_READERS, "apart") - 60


def test_what_a_search_no_longer_needs_goes_back_to_the_machine() -> None:
    assert own_mb(_SEARCH, "shared") < own_mb(_SEARCH, "apart") - 30
