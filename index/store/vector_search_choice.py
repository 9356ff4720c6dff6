"""How a generation's nearest vectors are to be found: exactly, or by short forms if those find enough."""

from collections.abc import Callable
from pathlib import Path

import numpy as np

from index.records import Embeddings
from index.store.paths import short_forms_of
from index.store.shortlist import SHORTLIST_FROM, Shortlist, short_kind, write_shortlist
from index.store.vector_file import VectorFile
from index.store.vector_search import EXACT, LEAST_RECALL, VectorSearch

_LEAST_DEPTHS = (400, 1600, 6400)  # compared exactly at least: grows until the recall is enough
_TOP = 10
_TIE = 1e-5  # a row as near as the tenth is as good as the tenth


def choose_vector_search(vectors: Path, embed_questions: Callable[[], Embeddings]) -> VectorSearch:
    """The way for the rows of the file `vectors`; writes short forms beside it where it goes by them.

    Exact where the rows are few, which need no questions, or where the recall for those is too low at any
    depth.
    """
    exact = VectorFile(vectors)
    if exact.count < SHORTLIST_FROM:
        return EXACT
    questions = embed_questions()
    if not len(questions):
        return EXACT
    short = short_forms_of(vectors)
    write_shortlist(short, exact)
    _, expected = exact.nearest(questions, _TOP)
    for depth in _LEAST_DEPTHS:
        _, found = VectorFile(vectors, Shortlist(short, depth)).nearest(questions, _TOP)
        recall = float(np.mean(found >= expected[:, -1:] - _TIE))
        if recall >= LEAST_RECALL:
            return VectorSearch(short_kind(exact.dim), depth, recall, len(questions))
    short.unlink()
    return EXACT


def keep_vector_search(chosen: VectorSearch, vectors: Path) -> VectorSearch:
    """The same way for other rows, such as the same without some, that no question is at hand to measure."""
    rows = VectorFile(vectors)
    if chosen.is_exact or rows.count < SHORTLIST_FROM:
        return EXACT
    write_shortlist(short_forms_of(vectors), rows)
    return chosen
