"""Candidates for a question, by meaning and by words, in one call where that can be."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from index.records import Embeddings
from index.store.analysis import Reading
from index.store.inverted import K1_PLUS_1, rarity
from index.store.milvus.facts import Filter
from index.store.milvus.impacts import Term, pair_dimension, word_dimension
from index.store.milvus.schemas import PASSAGE_BITS, Kind, Names, effort
from index.store.milvus.server import Route, Server
from index.store.milvus.words import Terms
from index.store.post_lexicon import PAIR_WEIGHT, faded, word_pairs, word_weights
from index.store.reading import Candidates


class MilvusRetriever:
    """A reading.Retriever over `post_count` posts. Safe to share between threads.

    Milvus' hybrid search gives each row one score, the weighed sum of what the routes to it found. Meaning
    weighs 0 there: a cosine is worked out again from the rows, as for sentences and parts of the question, so
    that the score is that of the words, and the fusion (search.fusion) has both. A question with several
    readings (languages, rewordings) takes two calls, one for all embeddings and one for all readings: of
    their scores the best counts, and a sum would not tell which that is.
    """

    def __init__(self, server: Server, names: Names, terms: Terms, post_count: int) -> None:
        """Nothing is asked yet."""
        self._server, self._collection = server, names.of(Kind.PASSAGES)
        self._terms, self._post_count = terms, post_count

    def retrieve(
        self,
        embeddings: Callable[[], Embeddings],
        depth: int,
        questions: Sequence[Reading],
        count: int,
        admitted: tuple[Filter, Filter] | None = None,
        *,
        with_pairs: bool = True,
    ) -> Candidates:
        """Look for both at once; see reading.Retriever. Raises IndexBroken."""
        chosen = admitted[1].expression if admitted else ""
        wanted = [self._wanted(question, with_pairs=with_pairs) for question in questions]
        asked = embeddings()
        if len(asked) and len(wanted) == 1 and wanted[0].weights:
            return self._both(asked, depth, wanted[0], count, chosen)
        known = [one for one in wanted if one.weights]
        near = self._search("embedding", list(asked), depth, chosen)
        by_words = iter(self._search("post_words", [one.weights for one in known], count, chosen))
        passage_ids = sorted({row_id for rows in near for row_id, _ in rows})
        posts = [_shares(next(by_words), one.whole) if one.weights else [] for one in wanted]
        return Candidates(np.array(passage_ids, dtype=np.int64), posts)

    def _both(
        self, embeddings: Embeddings, depth: int, wanted: "_Wanted", count: int, chosen: str
    ) -> Candidates:
        """In one call. Meaning weighs nothing in its scores, so that they are those of the words."""
        weighed = effort(self._server.settings.vector_index, depth)
        routes = [Route("embedding", row, depth, 0.0, weighed) for row in embeddings]
        routes.append(Route("post_words", wanted.weights, count, 1.0, {}))
        found = self._server.hybrid(self._collection, routes, chosen=chosen)
        of_words = [(row_id, score) for row_id, score in found if score > 0]
        passage_ids = sorted(row_id for row_id, _ in found)
        return Candidates(np.array(passage_ids, dtype=np.int64), [_shares(of_words, wanted.whole)])

    def _search(
        self, field: str, queries: Sequence[Any], count: int, chosen: str
    ) -> list[list[tuple[int, float]]]:
        """What is nearest to each of `queries`, in one call; none where there are none."""
        if not len(queries):
            return []
        weighed = effort(self._server.settings.vector_index, count) if field == "embedding" else {}
        return self._server.search(self._collection, field, queries, count, chosen=chosen, effort=weighed)

    def _wanted(self, question: Reading, *, with_pairs: bool) -> "_Wanted":
        weights = word_weights(question)
        terms = self._terms.of([*weights, *question.names])
        for name in question.names:  # which no post need know
            if not terms[name].posts:
                weights.pop(name, None)
        most = {stem: self._most(terms[stem]) for stem in weights}
        weights = faded(weights, most)
        asked = {word_dimension(terms[stem].number): w for stem, w in weights.items() if terms[stem].posts}
        if asked and with_pairs:
            asked |= {pair_dimension(pair): PAIR_WEIGHT for pair in word_pairs(question)}
        return _Wanted(asked, sum(weight * most[stem] for stem, weight in weights.items()))

    def _most(self, term: Term) -> float:
        return K1_PLUS_1 * rarity(term.posts, self._post_count)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """{dimension: weight} of what posts know of a question, and the score of one that has all as often as
    can be."""

    weights: Mapping[int, float]
    whole: float


def _shares(found: Sequence[tuple[int, float]], whole: float) -> list[tuple[int, float]]:
    return [(row_id >> PASSAGE_BITS, score / whole) for row_id, score in found]
