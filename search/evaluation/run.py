"""Ask every question of a collection, keep the rankings, and measure them."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.engine import SearchEngine
from search.evaluation.collection import JudgedQuestion
from search.evaluation.metrics import MEASURES
from search.query import plain_query
from search.results import SearchMode

DEPTH = 100  # posts asked for: no measure looks further

Run = Mapping[str, Mapping[str, float]]  # {query_id: {post: score}}, best first
Values = Mapping[str, NDArray[np.float64]]  # {measure: one value a question}


@dataclass(frozen=True, slots=True)
class Timed:
    """A run, and the milliseconds that each of its questions took."""

    run: Run
    each_ms: tuple[float, ...]

    @property
    def median_ms(self) -> float:
        """What half of the questions took at most."""
        return float(np.median(self.each_ms))


def ask_in_every_mode(engine: SearchEngine, questions: Sequence[JudgedQuestion]) -> dict[str, Timed]:
    """{mode: its run}."""
    return {mode.value: ask(engine, questions, mode) for mode in SearchMode}


def ask(
    engine: SearchEngine, questions: Sequence[JudgedQuestion], mode: SearchMode = SearchMode.HYBRID
) -> Timed:
    """The `DEPTH` best posts for every question, by their places. Nothing in a question is an operator."""
    run: dict[str, dict[str, float]] = {}
    each_ms: list[float] = []
    for question in questions:
        started = time.perf_counter()
        ranking = engine.rank(plain_query(question.text, engine.languages), DEPTH, mode)
        each_ms.append(1000 * (time.perf_counter() - started))
        run[question.query_id] = {stored.post.place: score for stored, score in ranking}
    return Timed(run, tuple(each_ms))


def measure(run: Run, questions: Sequence[JudgedQuestion]) -> Values:
    """Every measure of every question, in their order."""
    rankings = [list(run[question.query_id]) for question in questions]
    return {
        name: np.array(
            [measure(ranking, q.grades) for ranking, q in zip(rankings, questions, strict=True)], dtype=float
        )
        for name, measure in MEASURES.items()
    }
