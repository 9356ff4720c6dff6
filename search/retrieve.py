"""A query -> the passages nearest to it in meaning, and the posts and passages that hold its words best."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.records import Embeddings, Encoder
from index.store.reading import Chosen, Lexicon, PostLexicon, Vectors
from search.ideas import drawn_to, turned_away
from search.query import Query
from search.question_parts import question_parts

UNWANTED_DEPTH = 5  # times as many are looked at where some may fall for being like an unwanted idea
CANDIDATE_COUNT = 200  # passages by meaning, posts by words: as many as search.fusion tells a standing from

# What a rewording counts beside the reader's own words. On the dev parts of xquad-en, feedbackqa and
# scifact the thesaurus moves nDCG@10 by less than 0.001 at this weight; it is there for questions that
# share no word with their answer, of which those have few.
REWORDING_WEIGHT = 0.95

# Added to what all the words of a question could score, so that a question of one or two common words
# is not taken as answered wherever they stand.
WORDS_SMOOTHING = 10.0


@dataclass(frozen=True, slots=True)
class QueryEmbeddings:
    """The query, embedded: its wordings `rows` (n, dim), each with its weight (n,); its `parts` (m, dim).

    `unwanted` are ideas.
    """

    rows: Embeddings
    weights: NDArray[np.float32]
    parts: Embeddings
    unwanted: Embeddings

    def similarity(self, passages: Embeddings) -> NDArray[np.float32]:
        """How near each of `passages` (k, dim) is to the nearest of the wordings, weighted: (k,)."""
        nearest: NDArray[np.float32] = (passages @ self.rows.T * self.weights).max(axis=1)
        return turned_away(nearest, passages @ self.unwanted.T)

    def similarities(self, passages: Embeddings) -> NDArray[np.float32]:
        """The same (k, 1 + parts), with how near each is to each of the parts."""
        to_unwanted = passages @ self.unwanted.T
        to_parts = [turned_away(cosines, to_unwanted) for cosines in self.parts @ passages.T]
        return np.column_stack([self.similarity(passages), *to_parts])


def embed_query(encoder: Encoder, query: Query, *, with_parts: bool = True) -> QueryEmbeddings:
    """Embed wordings, parts and ideas in one go."""
    wordings = [wording.text for wording in query.wordings]
    parts = question_parts(query.text) if with_parts else []
    texts = [*wordings, *parts]
    rows = encoder.encode_queries([*texts, *(idea.text for idea in query.ideas)])
    asked, ideas = rows[: len(texts)], rows[len(texts) :]
    is_wanted = np.array([idea.is_wanted for idea in query.ideas], dtype=np.bool_)
    drawn = drawn_to(asked, ideas[is_wanted])
    whole = len(drawn) - len(parts)
    weights = np.array(_weights(query), dtype=np.float32)
    return QueryEmbeddings(drawn[:whole], weights, drawn[whole:], ideas[~is_wanted])


def nearest_passages(
    vectors: Vectors, query: QueryEmbeddings, admitted: Chosen | None = None, count: int = CANDIDATE_COUNT
) -> NDArray[np.int64]:
    """The ids of the `count` admitted passages nearest to each wording and part, each once."""
    depth = count * (UNWANTED_DEPTH if len(query.unwanted) else 1)
    ids, _ = vectors.nearest(np.concatenate([query.rows, query.parts]), depth, admitted)
    found = np.unique(ids)
    return found[found >= 0]  # FAISS pads with id -1 when there are fewer passages than asked for


def posts_by_words(
    lexicon: PostLexicon,
    query: Query,
    admitted: Chosen | None = None,
    count: int = CANDIDATE_COUNT,
    *,
    with_pairs: bool = True,
) -> dict[int, float]:
    """{post id: share of the question that its words make up} of the `count` admitted posts that are best."""
    best: dict[int, float] = {}
    for wording, weight in zip(query.wordings, _weights(query), strict=False):
        for reading in wording.readings:
            for post_id, share in lexicon.best(reading, count, admitted, with_pairs=with_pairs):
                best[post_id] = max(weight * share, best.get(post_id, 0.0))
    return dict(sorted(best.items(), key=lambda item: -item[1])[:count])


def passages_by_words(lexicon: Lexicon, query: Query, admitted: Chosen, count: int) -> dict[int, float]:
    """{passage id: share of the question that its words make up} of the `count` admitted passages, as far as
    they hold any."""
    best: dict[int, float] = {}
    for wording, weight in zip(query.wordings, _weights(query), strict=False):
        for reading in wording.readings:
            stems = reading.stems + lexicon.known(reading.names)
            all_of_it = lexicon.ceiling(stems) + WORDS_SMOOTHING
            for passage_id, score in lexicon.best(stems, count, admitted):
                best[passage_id] = max(weight * score / all_of_it, best.get(passage_id, 0.0))
    return best


def _weights(query: Query) -> list[float]:
    """One for each wording; where there is none, for the ideas that stand in for it."""
    return [1.0] + [REWORDING_WEIGHT] * (len(query.wordings) - 1)
