"""Query -> posts, ranked: candidates by meaning and by words, scored, fused; what to show of the best."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from index.settings import RankingSettings
from index.store.layout import Ids
from search.arranging import by_freshness, fold, mix
from search.filtering import Admitted
from search.folding import FOLDED_DEPTH
from search.fusion import fuse, reciprocal_rank_fusion
from search.opened import OpenedGeneration
from search.query import Query
from search.ranking_parts import ALL_PARTS, RankingParts
from search.results import Evidence, RankedPost, SearchMode
from search.retrieve import CANDIDATE_COUNT, begin_query, find_candidates
from search.scoring import SENTENCE_SHARE, meaning_of_passages, meaning_of_posts
from search.showing import choose_passages
from search.variety import VARIED_DEPTH
from search.weighing import Nearness, Weighed, passages_of, weigh_nearest

DEFAULT_SETTINGS = RankingSettings()

# Of posts that were found by their words all passages are compared, best posts first, up to so many passages;
# of those beyond, the first passage stands for the post.
_MAX_PASSAGES = 1000
# Of each of these posts only the passages that are nearest to the question, or to one of its parts, are
# weighed with their sentences: half of all on blog posts. nDCG@10 with 1, 2, 3, 4 and 6 of them, beside that
# with all (dev parts of scifact, xquad-en, feedbackqa and medquad, and blog posts by their titles and first
# paragraphs; 149 to 400 questions each): -0.0010, +0.0004, +0.0009, +0.0004, 0.0000; on long meetings 0.
_WEIGHED_PER_POST = 3


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
    candidates = np.union1d(near, passages_of(generation.layout, list(by_words), _MAX_PASSAGES))
    if not len(candidates):
        return NOTHING
    weighed = weigh_nearest(generation, embedded, candidates, _WEIGHED_PER_POST)
    ranked, evidence = _rank(weighed, by_words, mode, parts)
    ranked = by_freshness(generation, ranked, settings)
    if parts.folding:
        ranked = fold(generation, ranked, _best_passages(weighed, ranked[:FOLDED_DEPTH]))
    if parts.variety:
        ranked = mix(generation, ranked, _best_passages(weighed, ranked[:VARIED_DEPTH]))
    shown = [post.post_id for post in ranked[:shown_count]]
    found = weighed.passage_ids[np.isin(weighed.post_ids, shown)]
    hits, nearness = choose_passages(generation, query, embedded, shown, found, mode)
    with_passages = [
        replace(post, hits=tuple(hits[post.post_id]), evidence=evidence(post.post_id))
        for post in ranked[:shown_count]
    ]
    return Ranking([*with_passages, *ranked[shown_count:]], nearness)


def _rank(
    weighed: Weighed, by_words: Mapping[int, float], mode: SearchMode, parts: RankingParts
) -> tuple[list[RankedPost], Callable[[int], Evidence]]:
    """The posts of the weighed passages, best first, without hits; and what tells the evidence for each."""
    post_ids, first_of_post = np.unique(weighed.post_ids, return_index=True)
    share = SENTENCE_SHARE if parts.sentences else 0.0
    by_passage = meaning_of_passages(weighed.passages, weighed.sentences, share)
    scores = meaning = meaning_of_posts(by_passage, first_of_post)
    if mode is not SearchMode.DENSE:
        # A post beyond those that were found by words holds at most as much as the last of them; and nothing
        # where fewer were found than are looked for, since those are all. Taken as holding as much even
        # then, a word that one or two posts have tells nothing: of 150 codes and 150 other words that stand
        # in one to three of 1,990 blog posts, asked by themselves, 56 and 35 % found one of these first,
        # and now 75 and 54 %. On xquad-en, feedbackqa and scifact (dev) nothing changes (+0.0001 at most).
        is_cut = mode is SearchMode.HYBRID and len(by_words) >= CANDIDATE_COUNT
        least = min(by_words.values()) if is_cut else 0.0
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


def _best_passages(weighed: Weighed, posts: Sequence[RankedPost]) -> Ids:
    """The passage of each of `posts` that is nearest to the question."""
    near = meaning_of_passages(weighed.passages[:, 0], weighed.sentences[:, 0])
    post_ids = np.array([post.post_id for post in posts], dtype=np.int64)
    firsts = np.searchsorted(weighed.post_ids, post_ids, side="left").tolist()
    ends = np.searchsorted(weighed.post_ids, post_ids, side="right").tolist()
    best = [first + int(np.argmax(near[first:end])) for first, end in zip(firsts, ends, strict=True)]
    return weighed.passage_ids[best]
