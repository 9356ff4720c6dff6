"""A query -> the passages nearest to it, by meaning and by words."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.records import Embeddings, Encoder, Mask
from index.store.lexicon import Lexicon
from index.store.vectors import Vectors
from search.ideas import drawn_to, turned_away
from search.query import Query
from search.results import Hit

UNWANTED_DEPTH = 5  # times as many are looked at where some may fall for being like an unwanted idea
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
    """The query, embedded: its wordings `rows` (n, dim), each with its weight (n,); `unwanted` ideas."""

    rows: Embeddings
    weights: NDArray[np.float32]
    unwanted: Embeddings

    def similarity(self, passages: NDArray[np.floating]) -> NDArray[np.float32]:
        """How near each of `passages` (k, dim) is to the nearest of the wordings, weighted: (k,)."""
        rows = passages.astype(np.float32)
        nearest: NDArray[np.float32] = (rows @ self.rows.T * self.weights).max(axis=1)
        return turned_away(nearest, rows @ self.unwanted.T)


def embed_query(encoder: Encoder, query: Query) -> QueryEmbeddings:
    """Embed wordings and ideas in one go."""
    texts = [wording.text for wording in query.wordings]
    rows = encoder.encode_queries([*texts, *(idea.text for idea in query.ideas)])
    asked, ideas = rows[: len(texts)], rows[len(texts) :]
    is_wanted = np.array([idea.is_wanted for idea in query.ideas], dtype=np.bool_)
    weights = np.array(_weights(query), dtype=np.float32)
    return QueryEmbeddings(drawn_to(asked, ideas[is_wanted]), weights, ideas[~is_wanted])


def dense_hits(
    vectors: Vectors, query: QueryEmbeddings, admitted: Mask | None = None, count: int = CANDIDATE_COUNT
) -> list[Hit]:
    """The `count` admitted passages nearest in meaning to any wording (cosine), best first."""
    depth = count * (UNWANTED_DEPTH if len(query.unwanted) else 1)
    ids, _ = vectors.nearest(query.rows, depth, admitted)
    found = np.unique(ids)
    found = found[found >= 0]  # FAISS pads with id -1 when there are fewer passages than asked for
    scores = query.similarity(vectors.rows(found.tolist())) if len(found) else ()
    return _ranked(dict(zip(found.tolist(), map(float, scores), strict=True)), count)


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
