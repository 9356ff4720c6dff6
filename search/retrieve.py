"""A query -> the passages nearest to it in meaning, and the posts and passages that hold its words best."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from index.records import Embeddings, Encoder
from index.store.layout import Ids
from index.store.reading import Chosen, Lexicon, Retriever
from search.filtering import Admitted
from search.ideas import drawn_to, turned_away
from search.query import Query
from search.question_parts import question_parts
from search.results import SearchMode

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


def begin_query(encoder: Encoder, query: Query, *, with_parts: bool = True) -> Callable[[], QueryEmbeddings]:
    """Begin to embed wordings, parts and ideas, in one go; what is returned gives the embeddings."""
    wordings = [wording.text for wording in query.wordings]
    parts = question_parts(query.text) if with_parts else []
    texts = [*wordings, *parts]
    begun = encoder.begin_queries([*texts, *(idea.text for idea in query.ideas)])

    @cache
    def embedded() -> QueryEmbeddings:
        rows = begun()
        asked, ideas = rows[: len(texts)], rows[len(texts) :]
        is_wanted = np.array([idea.is_wanted for idea in query.ideas], dtype=np.bool_)
        drawn = drawn_to(asked, ideas[is_wanted])
        whole = len(drawn) - len(parts)
        weights = np.array(_weights(query), dtype=np.float32)
        return QueryEmbeddings(drawn[:whole], weights, drawn[whole:], ideas[~is_wanted])

    return embedded


def find_candidates(
    retriever: Retriever,
    query: Query,
    embedded: Callable[[], QueryEmbeddings],
    admitted: Admitted | None = None,
    mode: SearchMode = SearchMode.HYBRID,
    *,
    count: int = CANDIDATE_COUNT,
    with_pairs: bool = True,
) -> tuple[Ids, dict[int, float]]:
    """The ids of the `count` admitted passages nearest to each wording and part, each once; and
    {post id: share of the question that its words make up} of the `count` admitted posts that are best.
    """
    by_words = mode is not SearchMode.DENSE
    asked = [
        (reading, weight)
        for wording, weight in zip(query.wordings if by_words else (), _weights(query), strict=False)
        for reading in wording.readings
    ]

    def rows() -> Embeddings:
        every = np.concatenate([embedded().rows, embedded().parts])
        return every if mode is not SearchMode.LEXICAL else every[:0]

    found = retriever.retrieve(
        rows,
        count * (1 if all(idea.is_wanted for idea in query.ideas) else UNWANTED_DEPTH),
        [reading for reading, _ in asked],
        count,
        (admitted.posts, admitted.passages) if admitted else None,
        with_pairs=with_pairs,
    )
    best: dict[int, float] = {}
    for (_, weight), posts in zip(asked, found.posts, strict=True):
        for post_id, share in posts:
            best[post_id] = max(weight * share, best.get(post_id, 0.0))
    return found.passage_ids, dict(sorted(best.items(), key=lambda item: -item[1])[:count])


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
