"""A collection, measured: indexed by itself, asked in every mode, compared with the baselines."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.crew import hire
from index.embedding_once import embed_missing, read_passages
from index.pipeline import index_posts
from index.records import PassageEncoder, PassageText
from index.report import Progress, no_progress
from index.settings import Settings, StoreSettings, user_cache
from index.store.archive import open_archive
from index.store.paths import IndexPaths
from search.engine import SearchEngine
from search.evaluation.answers import ANSWERS, answers_marked, read_answers
from search.evaluation.baselines import baseline_runs, whole_texts
from search.evaluation.beir import Collection
from search.evaluation.files import find_file
from search.evaluation.run import Run, Values, ask_in_every_mode, measure
from search.evaluation.spans import SPANS, passages_in_place, read_placed_questions
from search.rerank import Reranking

ANSWER_MARKED = "the marked sentence holds the answer"
PASSAGE_IN_PLACE = "the best passage is one that answers"


@dataclass(frozen=True, slots=True)
class Study:
    """What came out, question by question.

    `runs` and `values` are of every mode and, where they were asked for, of the baselines; `median_ms` of the
    modes. `shown` says of what a result shows whether it is right: {what: 1 or 0 a question}.
    """

    runs: Mapping[str, Run]
    values: Mapping[str, Values]
    median_ms: Mapping[str, float]
    shown: Mapping[str, NDArray[np.float64]]
    passages: int
    embedded: int  # passages that the cache did not have


@dataclass(frozen=True, slots=True)
class Laboratory:
    """What collections are measured with. Each keeps its embeddings in a folder of its own in `cache`."""

    encoder: PassageEncoder
    settings: Settings = field(default_factory=Settings)
    cache: Path = field(default_factory=lambda: user_cache() / "evaluation")
    progress: Progress = no_progress
    reranking: Reranking | None = None

    def index(self, collection: Collection) -> "Indexed":
        """Index `collection`, and nothing else. Only what was never embedded is embedded."""
        folder = self.cache / collection.name
        settings = replace(self.settings, store=StoreSettings(generations_kept=1))
        posts = [(collection.name, post) for post in collection.posts]
        report = index_posts(posts, folder, settings, self.encoder, progress=self.progress)
        engine = SearchEngine.open(folder, self.encoder, reranking=self.reranking)
        return Indexed(collection, engine, IndexPaths(folder), report.passages, report.embedded)

    def study(self, collection: Collection, *, with_baselines: bool = False) -> Study:
        """Measure `collection`. Raises BlogseekError."""
        indexed = self.index(collection)
        asked = ask_in_every_mode(indexed.engine, collection.questions)
        runs = {mode: timed.run for mode, timed in asked.items()}
        if with_baselines:
            runs |= self._baselines(indexed)
        return Study(
            runs=runs,
            values={system: measure(run, collection.questions) for system, run in runs.items()},
            median_ms={mode: timed.median_ms for mode, timed in asked.items()},
            shown=_shown(indexed),
            passages=indexed.passages,
            embedded=indexed.embedded,
        )

    def _baselines(self, indexed: "Indexed") -> dict[str, Run]:
        posts, questions = indexed.collection.posts, indexed.collection.questions
        with open_archive(indexed.paths.archive) as archive:
            texts, model = map(PassageText, whole_texts(posts)), self.encoder.digest
            with hire(self.encoder, self.settings.embedding) as crew:
                digests, _ = embed_missing(texts, archive, model, crew, self.progress, count=len(posts))
            documents = np.concatenate(list(read_passages(archive, model, digests)))
        return baseline_runs(posts, documents, self.encoder, questions)


@dataclass(frozen=True, slots=True)
class Indexed:
    """A collection, and the engine that searches it."""

    collection: Collection
    engine: SearchEngine
    paths: IndexPaths
    passages: int
    embedded: int


def _shown(indexed: Indexed) -> dict[str, NDArray[np.float64]]:
    """What can be said of the snippets, by the files that lie beside the collection."""
    collection, engine = indexed.collection, indexed.engine
    shown: dict[str, NDArray[np.float64]] = {}
    if path := find_file(collection.folder, ANSWERS):
        shown[ANSWER_MARKED] = answers_marked(engine, collection.questions, read_answers(path))
    if path := find_file(collection.folder, SPANS):
        asked = {question.query_id for question in collection.questions}
        placed = [question for question in read_placed_questions(path) if question.query_id in asked]
        posts = {post.place: post for post in collection.posts}
        shown[PASSAGE_IN_PLACE] = passages_in_place(engine, placed, posts)
    return {what: values for what, values in shown.items() if len(values)}
