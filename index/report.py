"""What a reindexing did, and how it tells about it on the way."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Protocol

from index.records import Skipped


class Progress(Protocol):
    """Told how far a stage is. `total` is 0 where it is not known."""

    def __call__(self, stage: str, done: int, total: int) -> None:
        """`done` of `total` things of `stage` are done."""


def no_progress(stage: str, done: int, total: int) -> None:
    """Say nothing."""


@dataclass(slots=True)
class Report:
    """Counts of posts and passages, what was left out and why, and seconds by stage."""

    posts: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    skipped: list[Skipped] = field(default_factory=list)
    passages: int = 0
    embedded: int = 0
    generation: str = ""
    published: bool = False
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        """Add the time spent inside to `stage`."""
        started = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[stage] = self.seconds.get(stage, 0.0) + time.perf_counter() - started
