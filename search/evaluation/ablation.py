"""What each part of the ranking gives and costs: added one after the other, and left out by itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.measures.markdown import markdown_table
from index.records import Encoder
from search.engine import SearchEngine
from search.evaluation.bootstrap import estimate
from search.evaluation.run import ask, measure
from search.evaluation.study import Indexed
from search.ranking_parts import ALL_PARTS, RankingParts

MEASURE = "ndcg@10"


@dataclass(frozen=True, slots=True)
class Step:
    """A ranking of some of the parts, and the one that it is held against; the first has none."""

    name: str
    parts: RankingParts
    against: str | None


@dataclass(frozen=True, slots=True)
class Measured:
    """What a step came to: {collection: a value for each question}, and the time of half of the searches."""

    values: Mapping[str, NDArray[np.float64]]
    median_ms: float


def steps() -> list[Step]:
    """No part, then each added to those before, and then all but each."""
    names = [part.name for part in fields(RankingParts)]
    built = [Step("no part", RankingParts(**dict.fromkeys(names, False)), None)]
    for name in names:
        before = built[-1]
        built.append(Step(f"+ {_words(name)}", replace(before.parts, **{name: True}), before.name))
    whole = built[-1].name
    return built + [Step(f"all but {_words(n)}", replace(ALL_PARTS, **{n: False}), whole) for n in names]


def ablate(collections: Sequence[Indexed], encoder: Encoder) -> dict[str, Measured]:
    """{step: what it came to on the collections}."""
    return {step.name: _measure(step, collections, encoder) for step in steps()}


def ablation_table(measured: Mapping[str, Measured]) -> str:
    """A line for each step: nDCG@10, and the change that it makes; * where its 95 % interval leaves out 0."""
    rows = [["", *next(iter(measured.values())).values, "ms"]]
    for step in steps():
        found = measured[step.name]
        before = measured[step.against].values if step.against else {}
        cells = [_cell(values, before.get(name)) for name, values in found.values.items()]
        rows.append([step.name, *cells, f"{found.median_ms:.1f}"])
    return markdown_table(rows)


def ablation_object(measured: Mapping[str, Measured]) -> dict[str, Any]:
    """The same for programs: {step: its means by collection, its median_ms}."""
    return {
        step: {
            MEASURE: {name: float(values.mean()) for name, values in found.values.items()},
            "median_ms": found.median_ms,
        }
        for step, found in measured.items()
    }


def _measure(step: Step, collections: Sequence[Indexed], encoder: Encoder) -> Measured:
    values: dict[str, NDArray[np.float64]] = {}
    each_ms: list[float] = []
    for indexed in collections:
        questions = indexed.collection.questions
        asked = ask(SearchEngine.open(indexed.paths.root, encoder, step.parts), questions)
        values[indexed.collection.name] = measure(asked.run, questions)[MEASURE]
        each_ms += asked.each_ms
    return Measured(values, float(np.median(each_ms)))


def _cell(values: NDArray[np.float64], before: NDArray[np.float64] | None) -> str:
    if before is None:
        return f"{values.mean():.3f}"
    change = estimate(values - before)
    settled = "*" if change.low > 0 or change.high < 0 else ""
    return f"{values.mean():.3f} ({change.mean:+.3f}{settled})"


def _words(name: str) -> str:
    return name.replace("_", " ")
