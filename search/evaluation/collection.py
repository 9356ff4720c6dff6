"""A collection to evaluate on: questions and the posts that answer them."""

import csv
from dataclasses import dataclass
from pathlib import Path

from index.errors import SourceError
from search.evaluation.metrics import Grades


@dataclass(frozen=True, slots=True)
class JudgedQuestion:
    """A question, and how well each judged post answers it: {place of the post: grade}."""

    query_id: str
    text: str
    grades: Grades


def read_questions(path: Path) -> list[JudgedQuestion]:
    """Read a file of lines `question <TAB> post`, the first line a header. Raises SourceError.

    A question that stands on several lines has several right answers. Their ids are their numbers.
    """
    grades: dict[str, dict[str, int]] = {}
    try:
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                grades.setdefault(row["question"], {})[row["post"]] = 1
    except (OSError, UnicodeDecodeError, KeyError) as error:
        raise SourceError(
            f"{path} cannot be read as questions ({error}); it needs lines of: question <TAB> post"
        ) from error
    if not grades:
        raise SourceError(f"{path} holds no questions.")
    numbered = enumerate(grades.items(), start=1)
    return [JudgedQuestion(str(number), text, posts) for number, (text, posts) in numbered]
