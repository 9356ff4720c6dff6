"""The search engine: one index, opened; a question in, ranked results out."""

import threading
import time
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Self

from index.errors import IndexBroken, IndexMissing
from index.records import Encoder
from index.settings import RankingSettings
from index.store.catalog import StoredPost
from index.store.folder import Folder
from index.store.manifest import Manifest
from index.store.paths import IndexPaths
from index.store.reading import Home
from index.store.topics import Topic
from search.addressed import addressed_post
from search.arranging import mix_shown
from search.filtering import admit
from search.garbage import keep_out_of_collections
from search.lately import Lately
from search.named_authors import AuthorNames, notices_of_author, with_author
from search.newest import newest_posts
from search.opened import OpenedGeneration, open_current
from search.overview import Overview, overview_of
from search.per_generation import PerGeneration
from search.presenting import present
from search.query import Query, parse_query, plain_query
from search.ranking import DEFAULT_SETTINGS, NOTHING, Ranking, rank_posts
from search.ranking_parts import ALL_PARTS, RankingParts
from search.reading import GradedPassage, grade_passages
from search.related import Related, related_posts
from search.rerank import RERANKED_COUNT, Reranking, rerank
from search.results import Result, SearchMode, SearchResponse
from search.spelling import corrected
from search.suggest import Suggestion, Suggestions
from search.survey import SURVEY_DEPTH, Found, Survey, look_over
from search.threads import calculate_in_one_thread
from search.topics import TopicMap, map_of_topics, named_topics
from search.unknown_names import notices_of_unknown
from search.worth_asking import worth_asking

# For readers who choose among answers or go back to them, and for questions that many ask: each is 25 ms of
# one core and 0.4 MB, at 100,000 passages.
_SURVEYS_KEPT = 64

# Passages from which on Python's garbage collections are long enough to be felt in a search. Below, to look
# through all once more on opening would cost more than it saves wherever many engines are opened.
_LARGE = 5_000


class SearchEngine:
    """Answers questions from one index. Safe to share between threads.

    Each search uses the generation that is published when it begins; a new one is picked up without
    a restart, and one that cannot be opened leaves the engine on the one before.
    """

    def __init__(
        self,
        home: Home,
        encoder: Encoder | None,
        parts: RankingParts = ALL_PARTS,
        reranking: Reranking | None = None,
        settings: RankingSettings = DEFAULT_SETTINGS,
    ) -> None:
        """Use `SearchEngine.open`."""
        self._settings = settings
        self._parts = parts
        self._reranking = reranking
        self._home = home
        self._given_encoder = encoder
        self._lock = threading.Lock()
        self._suggestions = PerGeneration(Suggestions.read)
        self._overview = PerGeneration(overview_of)
        self._questions = PerGeneration(self._worth_asking)
        self._map = PerGeneration(map_of_topics)
        self._author_names = PerGeneration(AuthorNames.read)
        # Searches of one process that run at once hold each other up, and some wait much longer than others.
        # 20 readers who never pause, of pages that took 0.2 s of a core: p50 4.1 and p95 6.7 s; one at a
        # time, 4.1 and 4.2 s.
        self._surveys = PerGeneration(
            lambda generation: Lately(partial(self._survey, generation), _SURVEYS_KEPT)
        )
        calculate_in_one_thread()
        self._generation = open_current(home, None, encoder)
        self._settle()

    @classmethod
    def open(
        cls,
        index: Path | Home,
        encoder: Encoder | None = None,
        parts: RankingParts = ALL_PARTS,
        reranking: Reranking | None = None,
        settings: RankingSettings = DEFAULT_SETTINGS,
    ) -> Self:
        """Open the `index`, a folder or another home, with the model that built it, or with `encoder`.

        Ranking is made of `parts`; to leave some out is for measuring what they give. Where there is a
        `reranking`, it then reorders the best posts. The `settings` say how much dates count.

        Raises IndexMissing, IndexBroken, ModelError, or ModelMismatch where `encoder` is another model.
        """
        home = Folder(IndexPaths(index)) if isinstance(index, Path) else index
        return cls(home, encoder, parts, reranking, settings)

    @property
    def manifest(self) -> Manifest:
        """What built the generation in use."""
        return self._current().manifest

    @property
    def languages(self) -> tuple[str, ...]:
        """Those of the posts in use, as `parse_query` and `plain_query` take them."""
        return self._current().facets.languages

    def search(
        self, asked: str | Query, top_k: int = 10, mode: SearchMode = SearchMode.HYBRID
    ) -> SearchResponse:
        """The `top_k` posts that answer best what was `asked`, best first. Any text at all is a question.

        Where its operators (see search.query) hold posts off, and nothing is asked beside them, the newest
        posts come first.
        """
        started = time.perf_counter()
        generation = self._current()
        query = self._query(asked, generation)
        ranking, notices = self._rank(generation, query, mode, top_k, shown_count=top_k)
        results = present(generation, query, ranking, ranking.posts[:top_k])
        seconds = time.perf_counter() - started
        return SearchResponse(query, results, generation.manifest.post_count, seconds, notices)

    def survey(self, asked: str) -> Survey:
        """The posts that `search` would find, as many as are ever looked at, to be chosen among and counted.

        What to show of some of them, `results` says. Of what was asked lately, the same survey again.
        """
        return self._surveys.of(self._current()).of(asked)

    def results(self, survey: Survey, chosen: Sequence[Found]) -> tuple[Result, ...]:
        """Those `chosen` of a survey, in their order, with their passages."""
        posts = [found.ranked for found in chosen]
        close = {found.ranked.post_id for found in chosen if found.is_close}
        return present(survey.generation, survey.query, survey.ranking, posts, close)

    def rank(
        self, asked: str | Query, top_k: int = 10, mode: SearchMode = SearchMode.HYBRID
    ) -> list[tuple[StoredPost, float]]:
        """The posts that `search` finds and their scores, without looking for what to show of them.

        Those that are folded into another come after it, with its score: a reader is led to them there.
        """
        generation = self._current()
        ranking, _ = self._rank(generation, self._query(asked, generation), mode, top_k, shown_count=0)
        ranked = [(i, post.score) for post in ranking.posts[:top_k] for i in (post.post_id, *post.folded)]
        posts = generation.catalog.posts([post_id for post_id, _ in ranked[:top_k]])
        return [(posts[post_id], score) for post_id, score in ranked[:top_k]]

    def post(self, key: str) -> StoredPost | None:
        """The post called `key`, whole; None where the index has none of that name."""
        return self._current().catalog.post_by_key(key)

    def addressed(self, asked: str) -> StoredPost | None:
        """The post whose address was asked instead of a question, if it was one."""
        return addressed_post(self._current(), asked)

    def graded(self, stored: StoredPost, asked: str | Query) -> tuple[GradedPassage, ...]:
        """The passages of a post that answer what was `asked`, in its order; where none does, the nearest."""
        generation = self._current()
        return grade_passages(generation, self._query(asked, generation), stored)

    def like(self, stored: StoredPost, top_k: int = 10) -> tuple[Related, ...]:
        """The posts about the same things as `stored`, nearest first (see search.related)."""
        return related_posts(self._current(), stored, top_k)

    def suggest(self, typed: str) -> tuple[Suggestion, ...]:
        """What a reader who has `typed` so far may be about to ask; where that is no word, nothing."""
        return self._suggestions.of(self._current()).matching(typed)

    def overview(self) -> Overview:
        """What there is to ask."""
        return self._overview.of(self._current())

    def questions_worth_asking(self) -> tuple[str, ...]:
        """Some that the posts put themselves, and that the engine finds answered there."""
        return self._questions.of(self._current())

    def topics(self) -> tuple[Topic, ...]:
        """What the posts are about, the largest first."""
        return named_topics(self._current().topics)

    def map_of_topics(self) -> TopicMap | None:
        """The topics, and a place for posts among them; None where the index was built without."""
        generation = self._current()
        return None if generation.topics is None else self._map.of(generation)

    def did_you_mean(self, asked: str) -> str | None:
        """`asked` with other words in place of those that no post has, where some are near in spelling."""
        generation = self._current()
        names = self._author_names.of(generation)
        return corrected(generation, asked, self._query(asked, generation), names.words)

    def related(self, address: str, top_k: int = 10) -> tuple[Related, ...] | None:
        """The posts about the same things as the one that `address` leads to, nearest first (see
        search.related); None where the index has no such post."""
        generation = self._current()
        stored = generation.catalog.post_at(address)
        return related_posts(generation, stored, top_k) if stored else None

    def _worth_asking(self, generation: OpenedGeneration) -> tuple[str, ...]:
        def best(question: str) -> Result | None:
            query = plain_query(question, generation.facets.languages)
            ranking, _ = self._rank(generation, query, SearchMode.HYBRID, 1, shown_count=1)
            return next(iter(present(generation, query, ranking, ranking.posts[:1])), None)

        return worth_asking(generation.questions, best)

    def _survey(self, generation: OpenedGeneration, asked: str) -> Survey:
        started = time.perf_counter()
        query = self._query(asked, generation)
        ranking, notices = self._rank(
            generation, query, SearchMode.HYBRID, SURVEY_DEPTH, shown_count=SURVEY_DEPTH
        )
        found = look_over(generation, query, ranking)
        return Survey(query, found, time.perf_counter() - started, notices, ranking, generation)

    def _rank(
        self, generation: OpenedGeneration, query: Query, mode: SearchMode, top_k: int, *, shown_count: int
    ) -> tuple[Ranking, tuple[str, ...]]:
        """The posts that answer `query`, and what its reader is to be told about it."""
        admitted = admit(generation, query)
        notices = query.problems + (admitted.notices if admitted else ())
        notices += notices_of_author(query) + notices_of_unknown(generation, query)
        if not query.has_meaning:
            return newest_posts(generation, admitted.posts, top_k) if admitted else NOTHING, notices
        parts = self._parts
        if self._reranking:
            shown_count = max(shown_count, RERANKED_COUNT)  # it reads what would be shown of them
            parts = replace(parts, variety=False)  # which comes after it
        ranking = rank_posts(
            generation, query, mode, admitted, shown_count=shown_count, parts=parts, settings=self._settings
        )
        if self._reranking:
            ranking, failures = rerank(generation, query, ranking, self._reranking)
            notices += failures
            if self._parts.variety:
                ranking = replace(ranking, posts=mix_shown(generation, ranking.posts))
        return ranking, notices

    def _query(self, asked: str | Query, generation: OpenedGeneration) -> Query:
        """What was `asked`; where that is text, read, also for an author whom it names."""
        if isinstance(asked, Query):
            return asked
        query = parse_query(asked, generation.facets.languages)
        return with_author(generation, query, self._author_names.of(generation))

    def _current(self) -> OpenedGeneration:
        """The published generation, opened if it is new."""
        try:
            if self._home.current() == self._generation.manifest.generation:
                return self._generation
            with self._lock:
                opened = open_current(self._home, self._generation, self._given_encoder)
                if opened is not self._generation:
                    self._generation = opened
                    self._settle()
        except (IndexMissing, IndexBroken):
            pass  # the generation in use still answers
        return self._generation

    def _settle(self) -> None:
        if self._generation.manifest.passage_count >= _LARGE:
            keep_out_of_collections()
