"""Whether what a result marks holds the answer: for questions whose answers are known word by word."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.ingest.extract.blocks import tidy_line
from search.engine import SearchEngine
from search.evaluation.collection import JudgedQuestion
from search.evaluation.files import read_objects
from search.query import plain_query
from search.results import Snippet

ANSWERS = "answers.jsonl"

Answers = Mapping[str, Sequence[str]]  # {query_id: ways to give the answer}


def read_answers(path: Path) -> Answers:
    """Read lines of `{"_id": query_id, "answers": [text, …]}`. Raises SourceError."""

    def answers(found: Any) -> tuple[str, list[str]]:
        return str(found["_id"]), [tidy_line(str(answer)) for answer in found["answers"]]

    return dict(read_objects(path, answers, "_id and a list of answers"))


def answers_marked(
    engine: SearchEngine, questions: Sequence[JudgedQuestion], answers: Answers
) -> NDArray[np.float64]:
    """1 or 0 for each question with a known answer and a right post on top: whether the post's first snippet
    marks it, letter by letter."""
    marked: list[float] = []
    for question in questions:
        known = answers.get(question.query_id, ())
        results = engine.search(plain_query(question.text, engine.languages), top_k=1).results
        if known and results and question.grades.get(results[0].stored.post.place, 0) > 0:
            shown = marked_text(results[0].snippets[0])
            marked.append(float(any(answer in shown for answer in known)))
    return np.array(marked)


def marked_text(snippet: Snippet) -> str:
    """What is marked as the answer, on one line."""
    return tidy_line(snippet.excerpt)
