"""The search engine: one index, opened; a question in, ranked results out."""

import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from index.embedding import SentenceEncoder
from index.errors import IndexBroken, IndexFault, IndexMissing, ModelMismatch
from index.records import Encoder
from index.store.catalog import Catalog, StoredPassage, StoredPost
from index.store.generation import current_generation
from index.store.lexicon import Lexicon
from index.store.manifest import Manifest, read_manifest
from index.store.paths import IndexPaths
from index.store.vectors import Vectors, read_sentences
from search.fusion import reciprocal_rank_fusion
from search.query import Query, parse_query
from search.results import Hit, RankedPost, Result, SearchMode, SearchResponse, Snippet
from search.retrieve import QueryEmbeddings, dense_hits, embed_query, lexical_hits
from search.scoring import score_candidates
from search.snippets import query_word_places

PASSAGES_PER_POST = 3  # shown at most


@dataclass(frozen=True, slots=True)
class _Generation:
    """One generation, opened, and the encoder that its vectors were made with."""

    manifest: Manifest
    catalog: Catalog
    vectors: Vectors
    sentences: NDArray[np.float16]  # (sentences, dim)
    lexicon: Lexicon
    encoder: Encoder


@dataclass(frozen=True, slots=True)
class _Answer:
    """The sentence of a passage nearest to the query: its place in the post, and how near."""

    place: tuple[int, int]
    cosine: float


@dataclass(frozen=True, slots=True)
class _Ranking:
    """The ranked posts, and what was looked up about their passages on the way."""

    posts: Sequence[RankedPost]
    passages: Mapping[int, StoredPassage]
    answers: Mapping[int, _Answer]


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
        self._generation = self._open_current(None)

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

    def search(self, text: str, top_k: int = 10, mode: SearchMode = SearchMode.HYBRID) -> SearchResponse:
        """The `top_k` posts that answer `text` best, best first. Any text at all is a question."""
        started = time.perf_counter()
        generation = self._current()
        query = parse_query(text)
        results: tuple[Result, ...] = ()
        if query.text:
            ranking = _rank(generation, query, embed_query(generation.encoder, query), mode)
            results = _present(generation, query, ranking, top_k)
        seconds = time.perf_counter() - started
        return SearchResponse(query, results, generation.manifest.post_count, seconds)

    def post(self, key: str) -> StoredPost | None:
        """The post called `key`, whole; None where the index has none of that name."""
        return self._current().catalog.post_by_key(key)

    def _current(self) -> _Generation:
        """The published generation, opened if it is new."""
        try:
            if current_generation(self._paths) == self._generation.manifest.generation:
                return self._generation
            with self._lock:
                self._generation = self._open_current(self._generation)
        except (IndexMissing, IndexBroken):
            pass  # the generation in use still answers
        return self._generation

    def _open_current(self, opened: _Generation | None) -> _Generation:
        for attempt in (1, 2):
            name = current_generation(self._paths)
            if opened is not None and opened.manifest.generation == name:
                return opened
            try:
                return self._open(name, opened)
            except IndexFault:
                # Taken away by a writer between the two looks, if CURRENT now names another.
                if attempt == 2 or current_generation(self._paths) == name:
                    raise
        raise AssertionError("unreachable")

    def _open(self, name: str, opened: _Generation | None) -> _Generation:
        files = self._paths.generation(name)
        manifest = read_manifest(files.manifest)
        encoder = self._given_encoder or (opened.encoder if opened else None)
        if self._given_encoder is None and (encoder is None or encoder.digest != manifest.model_digest):
            encoder = SentenceEncoder(manifest.model_name)
        if encoder is None or encoder.digest != manifest.model_digest:
            loaded = encoder.name if encoder else "none"
            raise ModelMismatch(
                f"The index at {self._paths.root} was built with the model {manifest.model_name} "
                f"(digest {manifest.model_digest[:8]}), and the one loaded is {loaded}, so its answers would "
                "mean nothing; build the index again with: python scripts/reindex.py SOURCE --model MODEL"
            )
        generation = _Generation(
            manifest,
            Catalog(files.catalog),
            Vectors(files.vectors),
            read_sentences(files.sentences),
            Lexicon(files.lexicon),
            encoder,
        )
        if generation.catalog.counts() != (manifest.post_count, manifest.passage_count):
            raise IndexBroken(f"The catalog of generation {name} is not the one that was built.")
        return generation


def _rank(generation: _Generation, query: Query, embedded: QueryEmbeddings, mode: SearchMode) -> _Ranking:
    """Candidates, scored, grouped by post, best first."""
    by_meaning = dense_hits(generation.vectors, embedded) if mode is not SearchMode.LEXICAL else []
    by_words = lexical_hits(generation.lexicon, query) if mode is not SearchMode.DENSE else []
    hits = reciprocal_rank_fusion([by_meaning, by_words])
    passages = generation.catalog.passages([hit.passage_id for hit in hits])
    answers = {i: _nearest_sentence(generation, embedded, stored) for i, stored in passages.items()}
    if mode is SearchMode.HYBRID and hits:
        ids = [hit.passage_id for hit in hits]
        hits = score_candidates(
            hits,
            passage_cosines=embedded.similarity(generation.vectors.rows(ids)),
            sentence_cosines=np.array([answers[i].cosine for i in ids], dtype=np.float32),
            word_shares={hit.passage_id: hit.score for hit in by_words},
        )
    return _Ranking(_group_by_post(hits, passages), passages, answers)


def _nearest_sentence(generation: _Generation, query: QueryEmbeddings, stored: StoredPassage) -> _Answer:
    places = stored.passage.sentences
    rows = generation.sentences[stored.first_sentence : stored.first_sentence + len(places)]
    cosines = query.similarity(rows)
    nearest = int(cosines.argmax())
    return _Answer(places[nearest], float(cosines[nearest]))


def _group_by_post(hits: Sequence[Hit], passages: Mapping[int, StoredPassage]) -> list[RankedPost]:
    """A post ranks by its best passage."""
    grouped: dict[int, list[Hit]] = {}
    for hit in hits:
        grouped.setdefault(passages[hit.passage_id].post_id, []).append(hit)
    return [
        RankedPost(post_id, group[0].score, tuple(group[:PASSAGES_PER_POST]))
        for post_id, group in grouped.items()
    ]


def _present(generation: _Generation, query: Query, ranking: _Ranking, top_k: int) -> tuple[Result, ...]:
    """The best posts with their passages, marked."""
    ranked = ranking.posts[:top_k]
    posts = generation.catalog.posts([post.post_id for post in ranked])
    results = []
    for post in ranked:
        stored = posts[post.post_id]
        snippets = tuple(_snippet(stored, query, ranking, hit.passage_id) for hit in post.hits)
        results.append(Result(stored, post.score, snippets))
    return tuple(results)


def _snippet(stored: StoredPost, query: Query, ranking: _Ranking, passage_id: int) -> Snippet:
    passage = ranking.passages[passage_id].passage
    text = stored.post.text[passage.start_char : passage.end_char]
    start, end = ranking.answers[passage_id].place
    return Snippet(
        text=text,
        heading_path=passage.heading_path,
        start_char=passage.start_char,
        answer=(start - passage.start_char, end - passage.start_char),
        words=query_word_places(text, query),
    )
