"""The search engine: one index, opened; a question in, ranked results out."""

import threading
import time
from pathlib import Path
from typing import Self

from index.errors import IndexBroken, IndexMissing
from index.records import Encoder
from index.store.catalog import StoredPost
from index.store.generation import current_generation
from index.store.manifest import Manifest
from index.store.paths import IndexPaths
from index.store.words import exact_words
from search.filtering import admit
from search.newest import newest_posts
from search.opened import OpenedGeneration, open_current
from search.query import Query, parse_query
from search.ranking import Ranking, rank_posts
from search.results import Result, SearchMode, SearchResponse, Snippet
from search.snippets import query_word_places


class SearchEngine:
    """Answers questions from one index. Safe to share between threads.

    Each search uses the generation that is published when it begins; a new one is picked up without
    a restart, and one that cannot be opened leaves the engine on the one before.
    """

    def __init__(self, paths: IndexPaths, encoder: Encoder | None) -> None:
        """Use `SearchEngine.open`."""
        self._paths = paths
        self._given_encoder = encoder
        self._lock = threading.Lock()
        self._generation = open_current(paths, None, encoder)

    @classmethod
    def open(cls, index_folder: Path, encoder: Encoder | None = None) -> Self:
        """Open the index at `index_folder` with the model that built it, or with `encoder`.

        Raises IndexMissing, IndexBroken, ModelError, or ModelMismatch where `encoder` is another model.
        """
        return cls(IndexPaths(index_folder), encoder)

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
        query = _query(asked, generation)
        ranking, notices = _rank(generation, query, mode, top_k)
        results = _present(generation, query, ranking, top_k)
        seconds = time.perf_counter() - started
        return SearchResponse(query, results, generation.manifest.post_count, seconds, notices)

    def rank(
        self, asked: str | Query, top_k: int = 10, mode: SearchMode = SearchMode.HYBRID
    ) -> list[tuple[StoredPost, float]]:
        """The posts that `search` finds and their scores, without looking for what to show of them."""
        generation = self._current()
        ranking, _ = _rank(generation, _query(asked, generation), mode, top_k)
        ranked = ranking.posts[:top_k]
        posts = generation.catalog.posts([post.post_id for post in ranked])
        return [(posts[post.post_id], post.score) for post in ranked]

    def post(self, key: str) -> StoredPost | None:
        """The post called `key`, whole; None where the index has none of that name."""
        return self._current().catalog.post_by_key(key)

    def _current(self) -> OpenedGeneration:
        """The published generation, opened if it is new."""
        try:
            if current_generation(self._paths) == self._generation.manifest.generation:
                return self._generation
            with self._lock:
                self._generation = open_current(self._paths, self._generation, self._given_encoder)
        except (IndexMissing, IndexBroken):
            pass  # the generation in use still answers
        return self._generation


def _query(asked: str | Query, generation: OpenedGeneration) -> Query:
    return parse_query(asked, generation.facets.languages) if isinstance(asked, str) else asked


def _rank(
    generation: OpenedGeneration, query: Query, mode: SearchMode, top_k: int
) -> tuple[Ranking, tuple[str, ...]]:
    """The posts that answer `query`, and what its reader is to be told about it."""
    admitted = admit(generation, query)
    ranking = Ranking((), {}, {})
    if query.has_meaning:
        ranking = rank_posts(generation, query, mode, admitted.passages if admitted else None)
    elif admitted:
        ranking = newest_posts(generation, admitted.posts, top_k)
    return ranking, query.problems + (admitted.notices if admitted else ())


def _present(generation: OpenedGeneration, query: Query, ranking: Ranking, top_k: int) -> tuple[Result, ...]:
    """The best posts with their passages, marked."""
    ranked = ranking.posts[:top_k]
    posts = generation.catalog.posts([post.post_id for post in ranked])
    results = []
    for post in ranked:
        stored = posts[post.post_id]
        snippets = tuple(_snippet(stored, query, ranking, hit.passage_id) for hit in post.hits)
        results.append(Result(stored, post.score, _phrases_first(snippets, query)))
    return tuple(results)


def _phrases_first(snippets: tuple[Snippet, ...], query: Query) -> tuple[Snippet, ...]:
    """In their order, but those first that show most of the phrases that were asked for."""
    if not query.phrases:
        return snippets

    def phrases_shown(snippet: Snippet) -> int:
        words = f" {' '.join(exact_words(snippet.text))} "
        return sum(f" {phrase} " in words for phrase in query.phrases)

    return tuple(sorted(snippets, key=phrases_shown, reverse=True))


def _snippet(stored: StoredPost, query: Query, ranking: Ranking, passage_id: int) -> Snippet:
    passage = ranking.passages[passage_id].passage
    text = stored.post.text[passage.start_char : passage.end_char]
    start, end = ranking.answers[passage_id].place
    return Snippet(
        text=text,
        heading_path=passage.heading_path,
        start_char=passage.start_char,
        answer=(start - passage.start_char, end - passage.start_char),
        words=query_word_places(text, query, stored.post.language),
    )
