"""How near to an index comes what has nothing to do with it: what a search's cosines are held against."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from index.errors import REPAIR, IndexBroken


@dataclass(frozen=True, slots=True)
class Level:
    """Cosines that a question reaches by chance: their median, and the width of their middle half."""

    median: float
    spread: float

    def above(self, cosine: float) -> float:
        """How many spreads `cosine` lies above the median."""
        return (cosine - self.median) / self.spread


@dataclass(frozen=True, slots=True)
class Noise:
    """What `passages` and `sentences` reach for questions from other texts, each with its best.

    `kinship` is the median cosine of a sentence of the index to the nearest passage of another post: high
    where all posts are about one field, so that an alien question from that field comes near as well.
    """

    passages: Level
    sentences: Level
    kinship: float


def noise_of(fields: Mapping[str, Any]) -> Noise:
    """The Noise that `asdict` gave these fields. Raises KeyError, TypeError or ValueError for others."""
    levels = (Level(**fields["passages"]), Level(**fields["sentences"]))
    return Noise(*levels, kinship=float(fields["kinship"]))


def write_noise(path: Path, noise: Noise) -> None:
    """Write `noise` as JSON."""
    path.write_text(json.dumps(asdict(noise), indent=1), encoding="utf-8")


def read_noise(path: Path) -> Noise:
    """Read what `write_noise` wrote. Raises IndexBroken."""
    try:
        return noise_of(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IndexBroken(f"The noise at {path} cannot be read; {REPAIR}") from error
