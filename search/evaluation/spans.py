"""Whether the passage that a long post is shown by is one that answers, where such places are known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.records import Post
from search.engine import SearchEngine
from search.evaluation.files import read_objects
from search.query import plain_query
from search.results import Snippet

SPANS = "spans.jsonl"
_DEPTH = 100  # how far down the post is looked for


@dataclass(frozen=True, slots=True)
class PlacedQuestion:
    """A question about one post, and the first and last of its paragraphs, from 0, that answer it."""

    query_id: str
    text: str
    place: str
    paragraphs: tuple[tuple[int, int], ...]


def read_placed_questions(path: Path) -> list[PlacedQuestion]:
    """Read lines of `query_id`, `query`, `doc` and `relevant_turns`, pairs of line numbers of the document's
    text; those that have none, being about all of it, are left out. Raises SourceError."""
    needs = "query_id, query, doc and relevant_turns, a list of pairs"
    return [question for question in read_objects(path, _placed_question, needs) if question.paragraphs]


def _placed_question(found: Any) -> PlacedQuestion:
    pairs = found["relevant_turns"] or ()
    return PlacedQuestion(
        query_id=str(found["query_id"]),
        text=str(found["query"]),
        place=str(found["doc"]),
        paragraphs=tuple((int(first), int(last)) for first, last in pairs),
    )


def passages_in_place(
    engine: SearchEngine, questions: Sequence[PlacedQuestion], posts: Mapping[str, Post]
) -> NDArray[np.float64]:
    """1 or 0 for each question: whether its post is found, and most of its first snippet lies in a place."""
    in_place: list[float] = []
    for question in questions:
        found = engine.search(plain_query(question.text, engine.languages), top_k=_DEPTH).results
        snippet = next((r.snippets[0] for r in found if r.stored.post.place == question.place), None)
        in_place.append(
            float(snippet is not None and _share_inside(snippet, question, posts[question.place]) > 1 / 2)
        )
    return np.array(in_place)


def _share_inside(snippet: Snippet, question: PlacedQuestion, post: Post) -> float:
    """The share of the snippet's characters that stand in a paragraph that answers."""
    start, end = snippet.start_char, snippet.start_char + len(snippet.text)
    inside = 0
    for first, last in question.paragraphs:
        blocks = post.blocks[first : last + 1]
        if blocks:
            inside += max(0, min(end, blocks[-1].end_char) - max(start, blocks[0].start_char))
    return inside / max(1, end - start)
