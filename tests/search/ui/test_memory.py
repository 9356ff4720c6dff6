"""What the page's process takes of the machine's memory."""

import platform
import subprocess
import sys

import pytest

# Each of 12 threads that run at once takes 20 MB and gives all but the last piece back, one after the other.
_READERS = """
import sys, threading
from pathlib import Path
from search.benchmarks.machine import memory_of_this_process
from search.ui.memory import share_pools_of_memory

if sys.argv[1] == "shared":
    share_pools_of_memory()
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


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="another C library, which has other pools")
def test_what_one_readers_search_has_given_back_serves_the_next_readers() -> None:
    def own_mb(how: str) -> float:
        command = [sys.executable, "-c", _READERS, how]
        return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)

    assert own_mb("shared") < own_mb("apart") - 60
