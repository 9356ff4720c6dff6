"""Measures of a ranking -> tables for people, and objects for programs. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from index.measures.markdown import markdown_table
from search.evaluation.beir import Collection
from search.evaluation.bootstrap import Estimate, estimate
from search.evaluation.metrics import MEASURES
from search.evaluation.run import Values
from search.evaluation.study import Study
from search.results import SearchMode

OURS = SearchMode.HYBRID.value  # what a reader gets, and what the others are compared with
STRONGEST = "cc 0.5"  # the baseline that is hardest to beat on most collections
EITHER = SearchMode.DENSE.value, SearchMode.LEXICAL.value
EITHER_HEADING = "better of two"  # what there would be to gain for who knew beforehand which of them to trust
_SHOWN = ("ndcg@10", "recall@100", "mrr@10")


def study_text(collection: Collection, study: Study) -> str:
    """What came out for one collection."""
    embedded = f"{study.embedded:,} embedded now" if study.embedded else "none embedded now"
    lines = [
        f"{collection.name}: {len(collection.questions):,} questions, {len(collection.posts):,} posts, "
        f"{study.passages:,} passages ({embedded}); means and 95 % intervals",
        "",
        systems_table(study.values, _SHOWN, study.median_ms),
        "",
        differences_table(study.values, _SHOWN),
    ]
    for what, values in study.shown.items():
        lines += ["", f"{what}: {_percent(estimate(values))} of {len(values):,} questions"]
    if collection.empty:
        lines += ["", f"without a word, and so not indexed: {len(collection.empty):,} documents"]
    return "\n".join(lines)


def study_object(collection: Collection, study: Study) -> dict[str, Any]:
    """The same, and every measure, for programs."""
    systems = {
        system: {name: estimate(values) for name, values in measured.items()}
        for system, measured in study.values.items()
    }
    means = {
        system: {name: found.mean for name, found in measured.items()} for system, measured in systems.items()
    }
    modes = [mode.value for mode in SearchMode]
    return {
        "collection": collection.name,
        "questions": len(collection.questions),
        "posts": len(collection.posts),
        "passages": study.passages,
        "embedded": study.embedded,
        "modes": {mode: means[mode] for mode in modes},
        "baselines": {system: found for system, found in means.items() if system not in modes},
        "intervals": {
            system: {name: [found.low, found.high] for name, found in measured.items()}
            for system, measured in systems.items()
        },
        "differences": {
            f"{OURS} - {other}": {name: _object(found) for name, found in measured.items()}
            for other, measured in differences(study.values).items()
        },
        "median_ms": dict(study.median_ms),
        "shown": {
            what: {**_object(estimate(values)), "questions": len(values)}
            for what, values in study.shown.items()
        },
    }


def systems_table(
    values: Mapping[str, Values],
    measures: Sequence[str] = tuple(MEASURES),
    median_ms: Mapping[str, float] | None = None,
) -> str:
    """A line for each system: the mean of each of `measures` over the questions, and its interval."""
    heading = ["", *measures, *(["ms"] if median_ms else [])]
    rows = [heading]
    for system, measured in values.items():
        cells = [_interval(estimate(measured[name])) for name in measures]
        speed = [f"{median_ms[system]:.0f}" if system in median_ms else "–"] if median_ms else []
        rows.append([system, *cells, *speed])
    return markdown_table(rows)


def differences_table(values: Mapping[str, Values], measures: Sequence[str]) -> str:
    """A line for each other system: how much better ours is; an interval without 0 settles it."""
    rows = [[f"{OURS} over", *measures]]
    for other, found in differences(values).items():
        rows.append([other, *(_interval(found[name], signed=True) for name in measures)])
    return markdown_table(rows)


def differences(values: Mapping[str, Values]) -> dict[str, dict[str, Estimate]]:
    """{other system: {measure: ours less the other's, question by question}}."""
    ours = values[OURS]
    return {
        system: {name: estimate(ours[name] - measured[name]) for name in MEASURES}
        for system, measured in values.items()
        if system != OURS
    }


def collections_table(studies: Mapping[str, Study]) -> str:
    """For each measure a table: a line for each system, a column for each collection. Then what is shown.

    Below the systems stands what whoever took the better of `EITHER` for each question would have.
    """
    tables = [_one_measure(studies, measure) for measure in ("ndcg@10", "recall@100")]
    shown = [
        f"{name}: {what} for {_percent(estimate(values))} of {len(values):,} questions."
        for name, study in studies.items()
        for what, values in study.shown.items()
    ]
    return "\n\n".join([*tables, *shown])


def _one_measure(studies: Mapping[str, Study], measure: str) -> str:
    values = {name: study.values for name, study in studies.items()}
    systems = list(next(iter(values.values())))
    rows = [[measure, *values]]
    rows += [
        [system, *(f"{found[system][measure].mean():.3f}" for found in values.values())] for system in systems
    ]
    if set(EITHER) <= set(systems):
        best = (np.maximum(*(found[mode][measure] for mode in EITHER)).mean() for found in values.values())
        rows.append([EITHER_HEADING, *(f"{mean:.3f}" for mean in best)])
    if STRONGEST in systems:
        leads = (estimate(found[OURS][measure] - found[STRONGEST][measure]) for found in values.values())
        rows.append([f"{OURS} over {STRONGEST}", *(_interval(lead, signed=True) for lead in leads)])
    return markdown_table(rows)


def _interval(found: Estimate, *, signed: bool = False) -> str:
    sign = "+" if signed else ""
    return f"{found.mean:{sign}.3f} ({found.low:{sign}.3f} … {found.high:{sign}.3f})"


def _percent(found: Estimate) -> str:
    return f"{100 * found.mean:.1f} % ({100 * found.low:.1f} … {100 * found.high:.1f})"


def _object(found: Estimate) -> dict[str, float]:
    return {"mean": found.mean, "low": found.low, "high": found.high}
