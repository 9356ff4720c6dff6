"""Seconds of calls, and how far they spread."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class Spread:
    """The median of several figures, the least and the most of them, and how many there were."""

    median: float
    least: float
    most: float
    count: int


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds that half and 95 % of `count` searches took at most."""

    p50_ms: float
    p95_ms: float
    count: int


def spread(values: Sequence[float]) -> Spread:
    """How `values` lie.

    >>> spread([3.0, 1.0, 2.0])
    Spread(median=2.0, least=1.0, most=3.0, count=3)
    """
    return Spread(float(np.median(values)), float(min(values)), float(max(values)), len(values))


def latency(each_ms: Sequence[float]) -> Latency:
    """How long searches took."""
    p50, p95 = np.percentile(each_ms, (50, 95))
    return Latency(float(p50), float(p95), len(each_ms))


def seconds_of(call: Callable[[], object]) -> float:
    """How long `call` takes."""
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


def in_turn(calls: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, list[float]]:
    """Seconds of each call in each round. They take turns, so that a change of the machine's speed hits all
    alike, after a round for warming up that does not count."""
    taken: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(rounds + 1):
        for name, call in calls.items():
            taken[name].append(seconds_of(call))
    return {name: seconds[1:] for name, seconds in taken.items()}
