"""Candidates for a question, by meaning and by words, in one call for each of its readings."""

from collections.abc import Mapping, Sequence

import numpy as np

from index.records import Embeddings
from index.store.analysis import Reading
from index.store.inverted import K1_PLUS_1, rarity
from index.store.milvus.facts import Filter
from index.store.milvus.impacts import Term, pair_dimension, word_dimension
from index.store.milvus.schemas import PASSAGE_BITS, Kind, Names, effort
from index.store.milvus.server import Route, Server
from index.store.milvus.words import Terms
from index.store.post_lexicon import PAIR_WEIGHT, word_pairs, word_weights
from index.store.reading import Candidates

NO_QUESTION = Reading(())


class MilvusRetriever:
    """A reading.Retriever over `post_count` posts. Safe to share between threads.

    Milvus' hybrid search gives each row one score, the weighed sum of what the routes to it found. Meaning
    weighs 0 there: a cosine is worked out again from the rows, as for sentences and parts of the question, so
    that the score is that of the words, and the fusion (search.fusion) has both. Most questions have one
    reading and so take one call. Each further one, in another language, is another call, for of scores from
    several readings the best counts, not the sum.
    """

    def __init__(self, server: Server, names: Names, terms: Terms, post_count: int) -> None:
        """Nothing is asked yet."""
        self._server, self._collection = server, names.of(Kind.PASSAGES)
        self._terms, self._post_count = terms, post_count

    def retrieve(
        self,
        embeddings: Embeddings,
        depth: int,
        questions: Sequence[Reading],
        count: int,
        admitted: tuple[Filter, Filter] | None = None,
        *,
        with_pairs: bool = True,
    ) -> Candidates:
        """Look for both at once; see reading.Retriever. Raises IndexBroken."""
        weighed = effort(self._server.settings.vector_index, depth)
        near = [Route("embedding", row, depth, 0.0, weighed) for row in embeddings]
        chosen = admitted[1].expression if admitted else ""
        passage_ids: set[int] = set()
        posts: list[list[tuple[int, float]]] = []
        for question in questions or [NO_QUESTION]:
            asked, whole = self._asked(question, with_pairs=with_pairs)
            routes = [*near, *([Route("post_words", asked, count, 1.0, {})] if asked else [])]
            found = self._server.hybrid(self._collection, routes, chosen=chosen) if routes else []
            posts.append([(row_id >> PASSAGE_BITS, score / whole) for row_id, score in found if score > 0])
            passage_ids.update(row_id for row_id, _ in found if near)
            near = []  # which are found with the first
        return Candidates(np.array(sorted(passage_ids), dtype=np.int64), posts[: len(questions)])

    def _asked(self, question: Reading, *, with_pairs: bool) -> tuple[Mapping[int, float], float]:
        """({dimension: weight} of what posts know, the score of a post with each word as often as can be)."""
        weights = word_weights(question)
        terms = self._terms.of([*weights, *question.names])
        for name in question.names:  # which no post need know
            if not terms[name].posts:
                weights.pop(name, None)
        asked = {word_dimension(terms[stem].number): w for stem, w in weights.items() if terms[stem].posts}
        if asked and with_pairs:
            asked |= {pair_dimension(pair): PAIR_WEIGHT for pair in word_pairs(question)}
        return asked, sum(weight * self._most(terms[stem]) for stem, weight in weights.items())

    def _most(self, term: Term) -> float:
        return K1_PLUS_1 * rarity(term.posts, self._post_count)
