"""Newer posts before older ones that answer as well, where `[ranking] recency` asks for it. Pure."""

import numpy as np
from numpy.typing import NDArray

from index.settings import RankingSettings
from search.fusion import Scores, standings

# Ages whose freshness differs by less say nothing: with a half-life of a year, two months.
_LEAST_SPREAD = 0.1


def freshen(scores: Scores, days: NDArray[np.int32], today: int, settings: RankingSettings) -> Scores:
    """`scores` (n,) of posts published on `days` (n,), blended with their freshness.

    Days are those of date.toordinal, 0 where a post has no date. What is blended are the standings of both
    (see search.fusion), as meaning and words are: with a recency of 0 the date does not count, with 1
    nothing else does.
    """
    if not settings.recency:
        return scores
    fresh = freshness_standings(days, today, settings.half_life_days)
    blended: Scores = (1 - settings.recency) * standings(scores) + settings.recency * fresh
    return blended


def freshness_standings(days: NDArray[np.int32], today: int, half_life_days: float) -> Scores:
    """How many standard deviations each post is fresher than the others that have a date, (n,).

    A post is half as fresh after each half-life. One without a date is neither fresh nor old: 0.
    """
    is_dated = days > 0
    if not is_dated.any():
        return np.zeros(len(days), dtype=np.float32)
    ages = np.maximum(0, today - days)  # one from tomorrow is as fresh as one from today
    fresh = np.exp2(-ages / half_life_days)
    dated = fresh[is_dated]
    standing = (fresh - dated.mean()) / max(float(dated.std()), _LEAST_SPREAD)
    return np.where(is_dated, standing, 0).astype(np.float32)
