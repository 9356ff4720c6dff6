"""Whether the engine knows when it has no answer: of questions that posts answer, and of others."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from index.errors import SourceError
from search.engine import SearchEngine
from search.query import plain_query

UNANSWERABLE = "unanswerable.tsv"


@dataclass(frozen=True, slots=True)
class Silence:
    """`false_silence`: the share of answerable questions that are said to have no answer; `false_answer`: the
    share of the others that are said to have one."""

    false_silence: float
    false_answer: float

    def __str__(self) -> str:
        return f"said to have no answer: {self.false_silence:.3f}; answered wrongly: {self.false_answer:.3f}"


def read_unanswerable(path: Path) -> list[str]:
    """The questions of a file of lines `question <TAB> topic` below a header. Raises SourceError."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            return [row["question"] for row in rows]
    except (OSError, UnicodeDecodeError, KeyError) as error:
        raise SourceError(
            f"{path} cannot be read as questions ({error}); it needs lines of: question <TAB> topic"
        ) from error


def measure_silence(
    engine: SearchEngine, answerable: Sequence[str], unanswerable: Sequence[str]
) -> Silence:
    """Ask all questions; nothing in them is an operator."""
    return Silence(1 - _share_answered(engine, answerable), _share_answered(engine, unanswerable))


def _share_answered(engine: SearchEngine, questions: Sequence[str]) -> float:
    answered = sum(engine.search(plain_query(text, engine.languages)).is_answered for text in questions)
    return answered / max(1, len(questions))
