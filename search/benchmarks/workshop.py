"""Where benchmarks keep what takes long to make: the corpus, its embeddings, indexes of any size."""

import json
import shutil
from dataclasses import dataclass, field, replace
from pathlib import Path

from index.embedding import SentenceEncoder
from index.errors import IndexFault
from index.extraction import extractor_digest
from index.pipeline import index_posts
from index.report import Progress, no_progress
from index.settings import Settings, StoreSettings, user_cache
from index.store.generation import current_generation
from index.store.manifest import read_manifest
from index.store.paths import IndexPaths
from search.benchmarks.corpus import Corpus, read_corpus
from search.benchmarks.stock import Stock, take_stock


@dataclass(frozen=True, slots=True)
class Workshop:
    """What benchmarks are made with. All that is in `cache` can be made again; a run that was stopped goes on
    from there.
    """

    shared: Path
    encoder: SentenceEncoder
    real_count: int  # passages that the model embeds; beyond them, posts are recombined
    settings: Settings = field(default_factory=Settings)
    cache: Path = field(default_factory=lambda: user_cache() / "benchmarks")
    progress: Progress = no_progress

    def corpus(self) -> Corpus:
        """Real posts and questions. Raises SourceError."""
        return read_corpus(self.shared, self.cache)

    def stock(self, corpus: Corpus) -> Stock:
        """Posts of the corpus that are embedded, now or in an earlier run."""
        archive = self.cache / "embeddings.sqlite"
        return take_stock(corpus, self.real_count, self.encoder, archive, self.settings, self.progress)

    def index(self, stock: Stock, size: int) -> "Prepared":
        """The index of about `size` passages, built unless an earlier run has built the same."""
        folder = self.cache / f"index-{size}"
        note = folder / "made-of.json"
        made_of = {
            "real": stock.real_count,
            "model": stock.encoder.digest,
            "extractor": extractor_digest(),
        }
        if not _is_there(folder, note, made_of):
            shutil.rmtree(folder, ignore_errors=True)
            report = index_posts(
                stock.of_size(size), folder, self.kept_settings, stock.encoder, progress=self.progress
            )
            built = {**made_of, "build_s": sum(report.seconds.values())}
            note.write_text(json.dumps(built), encoding="utf-8")
        build_s = json.loads(note.read_text(encoding="utf-8"))["build_s"]
        paths = IndexPaths(folder)
        manifest = read_manifest(paths.generation(current_generation(paths)).manifest)
        real = min(stock.real_count, manifest.passage_count)
        return Prepared(folder, manifest.passage_count, manifest.post_count, real, build_s)

    @property
    def kept_settings(self) -> Settings:
        """The settings, with two generations kept: one in use, and one to go back to."""
        return replace(self.settings, store=StoreSettings(generations_kept=2))


@dataclass(frozen=True, slots=True)
class Prepared:
    """An index to measure, the number of its passages that are real, and the seconds it took to build."""

    folder: Path
    passages: int
    posts: int
    real: int
    build_s: float


def _is_there(folder: Path, note: Path, made_of: dict[str, object]) -> bool:
    """Whether an index in today's format, and made of the same, is at `folder`."""
    paths = IndexPaths(folder)
    try:
        known = json.loads(note.read_text(encoding="utf-8"))
        read_manifest(paths.generation(current_generation(paths)).manifest)
    except (OSError, ValueError, IndexFault):
        return False
    return all(known.get(name) == value for name, value in made_of.items())
