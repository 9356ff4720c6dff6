"""A post, read with a question in mind: how well each of its passages answers."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from index.store.catalog import StoredPost
from index.store.layout import starts_of
from search.closeness import Support, closeness
from search.opened import OpenedGeneration
from search.query import Query
from search.retrieve import begin_query
from search.support import word_shares


class Grade(IntEnum):
    """How well a passage answers."""

    NOT = 0
    SOMEWHAT = 1  # nearer than the others of its post, but no more than that
    WELL = 2  # it comes nearer than what does not answer
    BEST = 3  # and nearest of all its post's


@dataclass(frozen=True, slots=True)
class GradedPassage:
    """A passage that answers, and its sentence that is nearest: places in the post's text.

    `odds` say how much nearer it comes than what does not answer (see search.closeness).
    """

    start_char: int
    end_char: int
    grade: Grade
    sentence: tuple[int, int]
    odds: float = 0.0


_SOMEWHAT_COUNT = 3  # so many are marked in a post of which no passage answers


def grade_passages(
    generation: OpenedGeneration, query: Query, stored: StoredPost
) -> tuple[GradedPassage, ...]:
    """The passages of a post that answer, in its order; where none does, the nearest of them."""
    ids = generation.layout.passages_of(np.array([stored.post_id], dtype=np.int64))
    if not query.has_meaning or not len(ids):
        return ()
    embedded = begin_query(generation.encoder, query)()
    near = embedded.similarities(generation.vectors.rows(ids))[:, 0]
    sentences = embedded.similarities(generation.sentences.of(ids))[:, 0]
    firsts = starts_of(generation.layout.sentence_counts(ids)).tolist()
    shares = word_shares(generation, query, ids.tolist())
    odds, best_sentences = [], []
    for passage_id, cosine, first, end in zip(
        ids.tolist(), near.tolist(), firsts, [*firsts[1:], len(sentences)], strict=True
    ):
        best_sentences.append(int(np.argmax(sentences[first:end])))
        support = Support(cosine, float(sentences[first:end].max()), shares.get(passage_id, 0.0))
        odds.append(closeness(support, generation.noise))
    passages = generation.catalog.passages(ids.tolist())
    graded = []
    for position, grade in sorted(_grades(odds).items()):
        passage = passages[int(ids[position])].passage
        place = passage.sentences[best_sentences[position]]
        graded.append(GradedPassage(passage.start_char, passage.end_char, grade, place, odds[position]))
    return tuple(graded)


def _grades(odds: list[float]) -> dict[int, Grade]:
    """{place of a passage in its post: its grade} of those that have one."""
    best_first = sorted(range(len(odds)), key=lambda i: -odds[i])
    close = [i for i in best_first if odds[i] > 0]
    if not close:
        return dict.fromkeys(best_first[:_SOMEWHAT_COUNT], Grade.SOMEWHAT)
    return {close[0]: Grade.BEST, **dict.fromkeys(close[1:], Grade.WELL)}
