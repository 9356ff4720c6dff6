"""Much work of one kind, in other processes: on all cores, and in order."""

import multiprocessing
import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import TypeVar

from pebble import ProcessFuture, ProcessPool

Item = TypeVar("Item")
Done = TypeVar("Done")

_UNDER_WAY = 8  # for each core: enough to keep it at work, and little in memory


def on_all_cores(
    work: Callable[[Item], Done], items: Iterable[Item], *, longest_s: float | None = None
) -> Iterator[tuple[Item, ProcessFuture[Done]]]:
    """Each of `items`, in order, and what `work` makes of it, or fails with.

    Its result raises TimeoutError where it takes longer than `longest_s`, and pebble's ProcessExpired where
    it brings its process down.
    """
    workers = os.cpu_count() or 1
    under_way: deque[tuple[Item, ProcessFuture[Done]]] = deque()
    context = multiprocessing.get_context("spawn")
    with _main_module_hidden(), ProcessPool(max_workers=workers, context=context) as pool:
        for item in items:
            under_way.append((item, pool.schedule(work, args=[item], timeout=longest_s)))
            if len(under_way) > _UNDER_WAY * workers:
                yield under_way.popleft()
        yield from under_way


@contextmanager
def _main_module_hidden() -> Iterator[None]:
    """Keep new processes from running the program's main module, whose work is not theirs.

    A program that has no `if __name__ == "__main__"` would do everything again in each of them.
    """
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main
