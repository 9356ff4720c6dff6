"""A query -> the passages nearest to it, by meaning and by words."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.records import Embeddings, Encoder
from index.store.lexicon import Lexicon
from index.store.vectors import Vectors
from search.query import Query
from search.results import Hit

CANDIDATE_COUNT = 100  # from each retriever; a page shows ten posts of up to three passages

# What a rewording counts, and a word put in by one, beside the reader's own words. On the dev parts of
# xquad-en, feedbackqa and scifact the thesaurus moves nDCG@10 by less than 0.001 at this weight; it is
# there for questions that share no word with their answer, of which those have few.
REWORDING_WEIGHT = 0.95
RELATED_WORD_WEIGHT = 0.5


@dataclass(frozen=True, slots=True)
class QueryEmbeddings:
    """The query and its rewordings, embedded: `rows` (n, dim), each with its weight (n,)."""

    rows: Embeddings
    weights: NDArray[np.float32]

    def similarity(self, passages: NDArray[np.floating]) -> NDArray[np.float32]:
        """How near each of `passages` (m, dim) is to the nearest of the rows, weighted: (m,)."""
        cosines = passages.astype(np.float32) @ self.rows.T * self.weights
        nearest: NDArray[np.float32] = cosines.max(axis=1)
        return nearest


def embed_query(encoder: Encoder, query: Query) -> QueryEmbeddings:
    """Embed the query and its rewordings in one go."""
    rows = encoder.encode_queries([query.text, *query.rewordings])
    weights = np.full(len(rows), REWORDING_WEIGHT, dtype=np.float32)
    weights[0] = 1.0
    return QueryEmbeddings(rows, weights)


def dense_hits(vectors: Vectors, query: QueryEmbeddings, count: int = CANDIDATE_COUNT) -> list[Hit]:
    """The `count` passages nearest in meaning to the query or a rewording, best first."""
    ids, cosines = vectors.nearest(query.rows, count)
    best: dict[int, float] = {}
    for passage_id, score in zip(ids.ravel(), (cosines * query.weights[:, None]).ravel(), strict=True):
        # FAISS pads with id -1 when there are fewer passages than asked for.
        if passage_id >= 0:
            best[int(passage_id)] = max(float(score), best.get(int(passage_id), -1.0))
    hits = [Hit(passage_id, score) for passage_id, score in best.items()]
    return sorted(hits, key=lambda hit: -hit.score)[:count]


def lexical_hits(lexicon: Lexicon, query: Query, count: int = CANDIDATE_COUNT) -> list[Hit]:
    """The `count` passages that hold the query's words best (BM25), best first."""
    stems = dict.fromkeys(query.related_stems, RELATED_WORD_WEIGHT) | dict.fromkeys(query.stems, 1.0)
    return [Hit(passage_id, score) for passage_id, score in lexicon.best(stems, count)]
