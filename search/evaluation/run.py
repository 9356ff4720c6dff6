"""Ask every question of a collection in every mode, and measure the rankings."""

from collections.abc import Sequence
from statistics import fmean

from search.engine import SearchEngine
from search.evaluation.collection import JudgedQuestion
from search.evaluation.metrics import MEASURES
from search.results import SearchMode

DEPTH = 10  # posts asked for: no measure looks further


def evaluate(engine: SearchEngine, questions: Sequence[JudgedQuestion]) -> dict[str, dict[str, float]]:
    """{mode: {measure: mean over the questions}}."""
    return {mode.value: _evaluate_mode(engine, questions, mode) for mode in SearchMode}


def _evaluate_mode(
    engine: SearchEngine, questions: Sequence[JudgedQuestion], mode: SearchMode
) -> dict[str, float]:
    values: dict[str, list[float]] = {name: [] for name in MEASURES}
    for question in questions:
        results = engine.search(question.text, DEPTH, mode).results
        ranking = [result.stored.post.place for result in results]
        for name, measure in MEASURES.items():
            values[name].append(measure(ranking, question.grades))
    return {name: fmean(of_questions) for name, of_questions in values.items()}
