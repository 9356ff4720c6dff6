"""How far a mean over questions could have come out otherwise, had other questions been asked. Pure."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 5000  # the ends of an interval then move by less than 0.001 from seed to seed
_LEVEL = 0.95
_AT_ONCE = 2_000_000  # numbers drawn at a time


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean and the ends of its 95 % interval."""

    mean: float
    low: float
    high: float


def estimate(values: NDArray[np.float64], seed: int = 0) -> Estimate:
    """The mean of `values` (n,), n > 0, with its percentile bootstrap interval (Efron 1979).

    Of two systems on the same questions, give the differences question by question: what is hard about a
    question then cancels out, and the interval says whether one is better (Sakai 2006).
    """
    chance = np.random.default_rng(seed)
    count = len(values)
    rows = max(1, _AT_ONCE // count)
    means = [
        values[chance.integers(0, count, size=(min(rows, RESAMPLES - done), count))].mean(axis=1)
        for done in range(0, RESAMPLES, rows)
    ]
    edge = (1 - _LEVEL) / 2
    low, high = np.quantile(np.concatenate(means), (edge, 1 - edge))
    return Estimate(float(values.mean()), float(low), float(high))
