"""Query -> posts, ranked: candidates by meaning and by words, scored, grouped."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.records import Mask
from index.store.catalog import StoredPassage
from search.fusion import reciprocal_rank_fusion
from search.opened import OpenedGeneration
from search.query import Query
from search.results import Hit, RankedPost, SearchMode
from search.retrieve import QueryEmbeddings, dense_hits, embed_query, lexical_hits
from search.scoring import PASSAGE_WEIGHT_IN_POST, Evidence, score_candidates

PASSAGES_PER_POST = 3  # shown at most


@dataclass(frozen=True, slots=True)
class Nearness:
    """How near a passage, and each of its sentences (n,), are to the query (cosines)."""

    passage: float
    sentences: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Ranking:
    """The ranked posts, best first, and what was looked up about their passages on the way."""

    posts: Sequence[RankedPost]
    passages: Mapping[int, StoredPassage]
    nearness: Mapping[int, Nearness]  # none where nothing was compared


def rank_posts(
    generation: OpenedGeneration, query: Query, mode: SearchMode, admitted: Mask | None = None
) -> Ranking:
    """Every post that a retriever found among the `admitted` passages (all where it is None), best first."""
    embedded = embed_query(generation.encoder, query)
    by_meaning = dense_hits(generation.vectors, embedded, admitted) if mode is not SearchMode.LEXICAL else []
    by_words = lexical_hits(generation.lexicon, query, admitted) if mode is not SearchMode.DENSE else []
    hits = reciprocal_rank_fusion([by_meaning, by_words])
    passages = generation.catalog.passages([hit.passage_id for hit in hits])
    nearness = _nearness(generation, embedded, passages)
    in_post = hits
    if mode is SearchMode.HYBRID and hits:
        ids = [hit.passage_id for hit in hits]
        word_shares = {hit.passage_id: hit.score for hit in by_words}
        evidence = Evidence(
            passage_cosines=np.array([nearness[i].passage for i in ids], dtype=np.float32),
            sentence_cosines=np.array([nearness[i].sentences.max() for i in ids], dtype=np.float32),
            word_shares=np.array([word_shares.get(i, 0.0) for i in ids], dtype=np.float32),
        )
        in_post = score_candidates(hits, evidence, PASSAGE_WEIGHT_IN_POST)
        hits = score_candidates(hits, evidence)
    return Ranking(_group_by_post(hits, in_post, passages), passages, nearness)


def _nearness(
    generation: OpenedGeneration, query: QueryEmbeddings, passages: Mapping[int, StoredPassage]
) -> dict[int, Nearness]:
    ids = list(passages)
    cosines = query.similarity(generation.vectors.rows(ids)).tolist() if ids else []
    return {
        i: Nearness(cosine, query.similarity(_sentence_rows(generation, passages[i])))
        for i, cosine in zip(ids, cosines, strict=True)
    }


def _sentence_rows(generation: OpenedGeneration, stored: StoredPassage) -> NDArray[np.float16]:
    return generation.sentences[stored.first_sentence : stored.first_sentence + len(stored.passage.sentences)]


def _group_by_post(
    hits: Sequence[Hit], in_post: Sequence[Hit], passages: Mapping[int, StoredPassage]
) -> list[RankedPost]:
    """A post ranks by its best passage in `hits`, and shows its passages in the order of `in_post`."""
    best: dict[int, float] = {}
    for hit in hits:
        best.setdefault(passages[hit.passage_id].post_id, hit.score)
    shown: dict[int, list[Hit]] = {post_id: [] for post_id in best}
    for hit in in_post:
        shown[passages[hit.passage_id].post_id].append(hit)
    return [
        RankedPost(post_id, score, tuple(shown[post_id][:PASSAGES_PER_POST]))
        for post_id, score in best.items()
    ]
