"""An index in a folder, as a reader sees it."""

from dataclasses import dataclass

from index.errors import REPAIR, IndexBroken
from index.store.catalog import Catalog
from index.store.concordance import Concordance
from index.store.facets import Facets
from index.store.generation import current_generation
from index.store.layout import Layout
from index.store.lexicon import Lexicon
from index.store.manifest import Manifest, read_manifest
from index.store.noise import read_noise
from index.store.paths import IndexPaths
from index.store.post_lexicon import PostLexicon
from index.store.questions import read_questions
from index.store.reading import Generation
from index.store.retriever import FolderRetriever
from index.store.topics import read_topics
from index.store.vectors import Sentences, Vectors


@dataclass(frozen=True, slots=True)
class Folder:
    """A Home over the files of one index."""

    paths: IndexPaths

    @property
    def name(self) -> str:
        """Where it lies."""
        return str(self.paths.root)

    def current(self) -> str:
        """The name of the published generation. Raises IndexMissing or IndexBroken."""
        return current_generation(self.paths)

    def manifest(self, generation: str) -> Manifest:
        """What built it. Raises IndexBroken."""
        return read_manifest(self.paths.generation(generation).manifest)

    def open(self, generation: str) -> Generation:
        """Open its files. Raises IndexBroken."""
        files = self.paths.generation(generation)
        manifest = read_manifest(files.manifest)
        catalog = Catalog(files.catalog)
        layout, facets = Layout.read(catalog), Facets.read(catalog)
        vectors = Vectors(files.vectors, manifest.vector_search)
        opened = Generation(
            manifest=manifest,
            catalog=catalog,
            vectors=vectors,
            sentences=Sentences(files.sentences, layout),
            lexicon=Lexicon(files.lexicon),
            retriever=FolderRetriever(vectors, PostLexicon(files.post_lexicon)),
            concordance=Concordance(files.concordance, facets.live),
            facets=facets,
            noise=read_noise(files.noise),
            layout=layout,
            topics=read_topics(files.topics),
            questions=read_questions(files.questions),
        )
        if catalog.counts() != (manifest.post_count, manifest.passage_count):
            raise IndexBroken(
                f"The catalog of generation {generation} is not the one that was built; {REPAIR}"
            )
        return opened
