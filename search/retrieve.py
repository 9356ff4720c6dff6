"""A query -> the passages nearest to it, by meaning and by words."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.records import Embeddings, Encoder, Mask
from index.store.lexicon import Lexicon
from index.store.vectors import Vectors
from search.ideas import lean
from search.query import Query
from search.results import Hit

CANDIDATE_COUNT = 100  # from each retriever; a page shows ten posts of up to three passages

# What a rewording counts beside the reader's own words. On the dev parts of xquad-en, feedbackqa and
# scifact the thesaurus moves nDCG@10 by less than 0.001 at this weight; it is there for questions that
# share no word with their answer, of which those have few.
REWORDING_WEIGHT = 0.95

# Added to what all the words of a question could score, so that a question of one or two common words
# is not taken as answered wherever they stand. From 0 to 20, with LEXICAL_WEIGHT chosen along, nDCG@10
# moves by at most 0.001 on xquad-en, 0.002 on feedbackqa and 0.004 on scifact (dev parts).
WORDS_SMOOTHING = 10.0


@dataclass(frozen=True, slots=True)
class QueryEmbeddings:
    """The query's wordings, embedded: `rows` (n, dim), each with its weight (n,)."""

    rows: Embeddings
    weights: NDArray[np.float32]

    def similarity(self, passages: NDArray[np.floating]) -> NDArray[np.float32]:
        """How near each of `passages` (m, dim) is to the nearest of the wordings, weighted: (m,)."""
        cosines = passages.astype(np.float32) @ self.rows.T * self.weights
        nearest: NDArray[np.float32] = cosines.max(axis=1)
        return nearest


def embed_query(encoder: Encoder, query: Query) -> QueryEmbeddings:
    """Embed all wordings in one go, each drawn to the ideas that are wanted, and away from the others."""
    texts = [wording.text for wording in query.wordings]
    rows = encoder.encode_queries([*texts, *(idea.text for idea in query.ideas)])
    asked, ideas = rows[: len(texts)], rows[len(texts) :]
    leaning = lean(asked, ideas, [idea.is_wanted for idea in query.ideas])
    return QueryEmbeddings(leaning, np.array(_weights(query), dtype=np.float32))


def dense_hits(
    vectors: Vectors, query: QueryEmbeddings, admitted: Mask | None = None, count: int = CANDIDATE_COUNT
) -> list[Hit]:
    """The `count` admitted passages nearest in meaning to any wording (cosine), best first."""
    ids, cosines = vectors.nearest(query.rows, count, admitted)
    best: dict[int, float] = {}
    for passage_id, score in zip(ids.ravel(), (cosines * query.weights[:, None]).ravel(), strict=True):
        # FAISS pads with id -1 when there are fewer passages than asked for.
        if passage_id >= 0:
            best[int(passage_id)] = max(float(score), best.get(int(passage_id), -1.0))
    return _ranked(best, count)


def lexical_hits(
    lexicon: Lexicon, query: Query, admitted: Mask | None = None, count: int = CANDIDATE_COUNT
) -> list[Hit]:
    """The `count` admitted passages that hold the words of any wording best, best first.

    The score is the share of the question that the words make up: the lexicon's score over what a passage
    with all of them would get. By itself it says as much about how long and rare a question is.
    """
    best: dict[int, float] = {}
    for wording, weight in zip(query.wordings, _weights(query), strict=False):
        for reading in wording.readings:
            stems = reading.stems + lexicon.known(reading.names)
            all_of_it = lexicon.ceiling(stems) + WORDS_SMOOTHING
            for passage_id, score in lexicon.best(stems, count, admitted):
                best[passage_id] = max(weight * score / all_of_it, best.get(passage_id, 0.0))
    return _ranked(best, count)


def _weights(query: Query) -> list[float]:
    """One for each wording; where there is none, for the ideas that stand in for it."""
    return [1.0] + [REWORDING_WEIGHT] * (len(query.wordings) - 1)


def _ranked(scores: dict[int, float], count: int) -> list[Hit]:
    hits = [Hit(passage_id, score) for passage_id, score in scores.items()]
    return sorted(hits, key=lambda hit: -hit.score)[:count]
