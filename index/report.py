"""What a reindexing did, and how it tells about it on the way."""

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, TypeVar

from index.records import Skipped
from index.site_chrome import Learnt
from index.store.vector_search import EXACT, VectorSearch

_Thing = TypeVar("_Thing")


class Progress(Protocol):
    """Told how far a stage is. `total` is 0 where it is not known; `note` says more for people."""

    def __call__(self, stage: str, done: int, total: int, note: str = "") -> None:
        """`done` of `total` things of `stage` are done."""


def no_progress(stage: str, done: int, total: int, note: str = "") -> None:
    """Say nothing."""


def telling(stage: str, things: Iterable[_Thing], total: int, progress: Progress) -> Iterator[_Thing]:
    """The `things`, `total` of them; when the next is asked for, `progress` is told that one is done."""
    for done, thing in enumerate(things, start=1):
        yield thing
        progress(stage, done, total)


@dataclass(slots=True)
class SiteTally:
    """What became of the addresses of one crawled site. `failure` says why it was not crawled to its end."""

    root: str
    found: int = 0
    settled: int = 0
    fetched: int = 0  # posts whose page came anew
    unchanged: int = 0
    failed: int = 0
    failure: str = ""

    def line(self) -> str:
        """The tally for people."""
        found = max(self.found, self.fetched)  # what a feed has whole is not asked for by its address
        counts = f"{found:,} found, {self.fetched:,} fetched, {self.unchanged:,} unchanged"
        failed = f", {self.failed:,} failed" if self.failed else ""
        ended = f"; ended early: {self.failure}" if self.failure else ""
        return f"{self.root}: {counts}{failed}{ended}"


@dataclass(frozen=True, slots=True)
class Doubt:
    """A post that was read with little confidence, 0 to 1: somebody should look at it."""

    place: str
    confidence: float


@dataclass(slots=True)
class Report:
    """Counts of posts and passages, what was left out and why, and seconds by stage.

    `merged` posts are the same as another. `learnt` are the lines that were found to be a site's chrome.
    `doubts` are the posts that may have been read wrongly, the most doubtful first. `receipt` says what was
    asked of each host.
    """

    posts: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    merged: int = 0
    learnt: list[Learnt] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    sites: list[SiteTally] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    receipt: list[dict[str, str | int | float | None]] = field(default_factory=list)
    passages: int = 0
    embedded: int = 0
    vector_search: VectorSearch = EXACT
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


def why_nothing(
    report: Report, index_folder: Path, drop: Sequence[str], *, is_as_it_was: bool = True
) -> str:
    """Why there is no post to index, for people; `drop` are the sources that were to be taken out.

    The index `is_as_it_was` unless posts have left it at their owners' wish.
    """
    if drop and not report.skipped and is_as_it_was:
        return (
            f"Without {', '.join(drop)} no post would be in the index at {index_folder}, which is as it was. "
            "Index something else first; to be rid of the index, delete that folder."
        )
    reasons = "; ".join(f"{skip.place}: {skip.reason}" for skip in report.skipped[:5])
    found = f"everything found was left out ({reasons})" if reasons else "no post files were found"
    index = f"index at {index_folder}"
    became = f"The {index} is as it was" if is_as_it_was else f"What owners want out has left the {index}"
    return f"Nothing could be indexed: {found}. {became}."
