"""Query -> posts, ranked: candidates by meaning and by words, scored, fused; what to show of the best."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from index.settings import RankingSettings
from index.store.layout import Ids, starts_of
from index.store.reading import Layout
from search.arranging import by_freshness, fold, mix
from search.filtering import Admitted
from search.folding import FOLDED_DEPTH
from search.fusion import fuse, reciprocal_rank_fusion
from search.opened import OpenedGeneration
from search.query import Query
from search.ranking_parts import ALL_PARTS, RankingParts
from search.results import Evidence, Hit, RankedPost, SearchMode
from search.retrieve import (
    QueryEmbeddings,
    begin_query,
    find_candidates,
    passages_by_words,
)
from search.scoring import SENTENCE_SHARE, meaning_of_passages, meaning_of_posts, worth_in_post
from search.variety import VARIED_DEPTH

DEFAULT_SETTINGS = RankingSettings()
PASSAGES_PER_POST = 3  # shown at most

# Of posts that were found by their words all passages are weighed, best posts first, up to so many passages;
# of those beyond, the first passage stands for the post.
_MAX_PASSAGES = 1000


@dataclass(frozen=True, slots=True)
class Nearness:
    """How near a passage, and each of its sentences (n,), are to the query (cosines)."""

    passage: float
    sentences: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Ranking:
    """The ranked posts, best first, and how near the passages are of those to be shown."""

    posts: Sequence[RankedPost]
    nearness: Mapping[int, Nearness]  # none where nothing was compared


NOTHING = Ranking((), {})


def rank_posts(
    generation: OpenedGeneration,
    query: Query,
    mode: SearchMode,
    admitted: Admitted | None = None,
    *,
    shown_count: int = 10,
    parts: RankingParts = ALL_PARTS,
    settings: RankingSettings = DEFAULT_SETTINGS,
) -> Ranking:
    """Every post that a retriever found among the `admitted`, best first.

    The first `shown_count` come with their best passages; the others have no hits.
    """
    if not query.has_meaning:
        return NOTHING
    if not parts.rewordings:
        query = replace(query, wordings=query.wordings[:1])
    begun = begin_query(generation.encoder, query, with_parts=parts.question_parts)
    near, by_words = find_candidates(
        generation.retriever, query, begun, admitted, mode, with_pairs=parts.word_pairs
    )
    embedded = begun()
    candidates = np.union1d(near, _passages(generation.layout, list(by_words)))
    if not len(candidates):
        return NOTHING
    weighed = _weigh(generation, embedded, candidates)
    ranked, evidence = _rank(weighed, by_words, mode, parts)
    ranked = by_freshness(generation, ranked, settings)
    if parts.folding:
        ranked = fold(generation, ranked, _best_passages(weighed, ranked[:FOLDED_DEPTH]))
    if parts.variety:
        ranked = mix(generation, ranked, _best_passages(weighed, ranked[:VARIED_DEPTH]))
    shown, nearness = _show(generation, query, embedded, ranked[:shown_count], weighed, mode)
    shown = [replace(post, evidence=evidence(post.post_id)) for post in shown]
    return Ranking([*shown, *ranked[shown_count:]], nearness)


@dataclass(frozen=True, slots=True)
class _Weighed:
    """Passages by id, and how near they and their nearest sentences are: (n, 1 + parts of the question).

    `all_sentences` (m,) says how near each sentence is to the whole question; those of each passage begin at
    its `first_sentences` (n,).
    """

    passage_ids: Ids
    post_ids: Ids  # of each passage
    passages: NDArray[np.float32]
    sentences: NDArray[np.float32]
    all_sentences: NDArray[np.float32]
    first_sentences: Ids

    def nearness(self, position: int) -> Nearness:
        """That of the passage at a position among them."""
        first, *following = self.first_sentences[position : position + 2].tolist()
        end = following[0] if following else len(self.all_sentences)
        return Nearness(float(self.passages[position, 0]), self.all_sentences[first:end])


def _weigh(generation: OpenedGeneration, embedded: QueryEmbeddings, passage_ids: Ids) -> _Weighed:
    layout = generation.layout
    sentences = embedded.similarities(generation.sentences.of(passage_ids))
    first_of_passage = starts_of(layout.sentence_counts(passage_ids))
    return _Weighed(
        passage_ids,
        layout.posts_of(passage_ids),
        embedded.similarities(generation.vectors.rows(passage_ids)),
        np.maximum.reduceat(sentences, first_of_passage, axis=0),
        sentences[:, 0],
        first_of_passage,
    )


def _rank(
    weighed: _Weighed, by_words: Mapping[int, float], mode: SearchMode, parts: RankingParts
) -> tuple[list[RankedPost], Callable[[int], Evidence]]:
    """The posts of the weighed passages, best first, without hits; and what tells the evidence for each."""
    post_ids, first_of_post = np.unique(weighed.post_ids, return_index=True)
    share = SENTENCE_SHARE if parts.sentences else 0.0
    by_passage = meaning_of_passages(weighed.passages, weighed.sentences, share)
    scores = meaning = meaning_of_posts(by_passage, first_of_post)
    if mode is not SearchMode.DENSE:
        # A post beyond those that were found by words holds at most as much as the last of them.
        least = min(by_words.values(), default=0.0) if mode is SearchMode.HYBRID else 0.0
        words = np.array([by_words.get(post_id, least) for post_id in post_ids.tolist()], dtype=np.float32)
        scores = words if mode is SearchMode.LEXICAL else fuse(meaning, words, is_weighed=parts.query_weight)
        if mode is SearchMode.HYBRID and not parts.scores:
            by_meaning = post_ids[np.argsort(-meaning, kind="stable")].tolist()
            ranks = reciprocal_rank_fusion([by_meaning, list(by_words)])
            scores = np.array([ranks[post_id] for post_id in post_ids.tolist()], dtype=np.float32)
    order = np.argsort(-scores, kind="stable").tolist()
    ids, their_scores = post_ids[order].tolist(), scores[order].tolist()
    ranked = [RankedPost(*of_post, ()) for of_post in zip(ids, their_scores, strict=True)]
    return ranked, _evidence_of(post_ids, meaning, by_words)


def _evidence_of(
    post_ids: Ids, meaning: NDArray[np.float32], by_words: Mapping[int, float]
) -> Callable[[int], Evidence]:
    """Tells what speaks for a post: `meaning` is that of `post_ids`, which ascend, `by_words` of those that
    were found so, best first."""
    meaning_ranks = np.empty(len(post_ids), dtype=np.int64)
    meaning_ranks[np.argsort(-meaning, kind="stable")] = np.arange(1, len(post_ids) + 1)
    words_ranks = {post_id: rank for rank, post_id in enumerate(by_words, start=1)}

    def evidence(post_id: int) -> Evidence:
        place = int(np.searchsorted(post_ids, post_id))
        words, words_rank = by_words.get(post_id, 0.0), words_ranks.get(post_id)
        return Evidence(float(meaning[place]), int(meaning_ranks[place]), words, words_rank)

    return evidence


def _best_passages(weighed: _Weighed, posts: Sequence[RankedPost]) -> Ids:
    """The passage of each of `posts` that is nearest to the question."""
    near = meaning_of_passages(weighed.passages[:, 0], weighed.sentences[:, 0])
    post_ids = np.array([post.post_id for post in posts], dtype=np.int64)
    firsts = np.searchsorted(weighed.post_ids, post_ids, side="left").tolist()
    ends = np.searchsorted(weighed.post_ids, post_ids, side="right").tolist()
    best = [first + int(np.argmax(near[first:end])) for first, end in zip(firsts, ends, strict=True)]
    return weighed.passage_ids[best]


def _show(
    generation: OpenedGeneration,
    query: Query,
    embedded: QueryEmbeddings,
    posts: Sequence[RankedPost],
    found: _Weighed,
    mode: SearchMode,
) -> tuple[list[RankedPost], dict[int, Nearness]]:
    """`posts` with the passages to show, best first, and how near each of those is."""
    wanted = [post.post_id for post in posts]
    all_of_them = _passages(generation.layout, wanted)
    weighed = _weigh(
        generation, embedded, np.union1d(all_of_them, found.passage_ids[np.isin(found.post_ids, wanted)])
    )
    shares: Mapping[int, float] = {}
    if mode is not SearchMode.DENSE:
        only = generation.layout.just(weighed.passage_ids)
        shares = passages_by_words(generation.lexicon, query, only, len(weighed.passage_ids))
    word_shares = np.array([shares.get(i, 0.0) for i in weighed.passage_ids.tolist()], dtype=np.float32)
    worth = worth_in_post(weighed.passages[:, 0], weighed.sentences[:, 0], word_shares)
    hits: dict[int, list[Hit]] = {post_id: [] for post_id in wanted}
    nearness: dict[int, Nearness] = {}
    for i in np.argsort(-worth, kind="stable").tolist():
        of_post, passage_id = hits[int(weighed.post_ids[i])], int(weighed.passage_ids[i])
        if len(of_post) < PASSAGES_PER_POST:
            of_post.append(Hit(passage_id, float(worth[i])))
            nearness[passage_id] = weighed.nearness(i)
    return [replace(post, hits=tuple(hits[post.post_id])) for post in posts], nearness


def _passages(layout: Layout, posts: Sequence[int]) -> Ids:
    """The passages of `posts`, best first, as far as they can all be weighed; the first of those beyond."""
    ids = np.array(posts, dtype=np.int64)
    counts = layout.passage_counts(ids)
    ids, counts = ids[counts > 0], counts[counts > 0]
    is_whole = np.cumsum(counts) <= _MAX_PASSAGES
    return np.concatenate([layout.passages_of(ids[is_whole]), layout.first_passages_of(ids[~is_whole])])
