"""A published generation, opened for reading, with the encoder that its vectors were made with."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from index.embedding import SentenceEncoder
from index.errors import REPAIR, IndexBroken, IndexFault, ModelMismatch
from index.records import Encoder
from index.store.catalog import Catalog
from index.store.concordance import Concordance
from index.store.facets import Facets
from index.store.generation import current_generation
from index.store.layout import Layout
from index.store.lexicon import Lexicon
from index.store.manifest import Manifest, read_manifest
from index.store.noise import Noise, read_noise
from index.store.paths import IndexPaths
from index.store.post_lexicon import PostLexicon
from index.store.vectors import Vectors, read_sentences


@dataclass(frozen=True, slots=True)
class OpenedGeneration:
    """The parts of one generation."""

    manifest: Manifest
    catalog: Catalog
    vectors: Vectors
    sentences: NDArray[np.float16]  # (sentences, dim)
    lexicon: Lexicon
    post_lexicon: PostLexicon
    concordance: Concordance
    facets: Facets
    noise: Noise
    layout: Layout
    encoder: Encoder

    @classmethod
    def open(cls, paths: IndexPaths, name: str, encoder: Encoder) -> Self:
        """Open the generation `name`. Raises IndexBroken; ModelMismatch where `encoder` is another model."""
        files = paths.generation(name)
        manifest = read_manifest(files.manifest)
        if encoder.digest != manifest.model_digest:
            raise ModelMismatch(
                f"The index at {paths.root} was built with the model {manifest.model_name} (digest "
                f"{manifest.model_digest[:8]}), and the one loaded is {encoder.name} (digest "
                f"{encoder.digest[:8]}), so its answers would mean nothing; build the index again with: "
                "python scripts/reindex.py SOURCE --model MODEL"
            )
        catalog = Catalog(files.catalog)
        generation = cls(
            manifest,
            catalog,
            Vectors(files.vectors),
            read_sentences(files.sentences),
            Lexicon(files.lexicon),
            PostLexicon(files.post_lexicon),
            Concordance(files.concordance),
            Facets.read(catalog),
            read_noise(files.noise),
            Layout.read(catalog),
            encoder,
        )
        if generation.catalog.counts() != (manifest.post_count, manifest.passage_count):
            raise IndexBroken(f"The catalog of generation {name} is not the one that was built; {REPAIR}")
        return generation


def open_current(
    paths: IndexPaths, opened: OpenedGeneration | None, given_encoder: Encoder | None
) -> OpenedGeneration:
    """The published generation: `opened` itself where it is that one.

    Its model is `given_encoder`; without one, the model that built it, loaded anew only where `opened` has
    another. Raises IndexMissing, IndexBroken, ModelError or ModelMismatch.
    """
    name = current_generation(paths)
    if opened is not None and opened.manifest.generation == name:
        return opened
    try:
        return OpenedGeneration.open(paths, name, given_encoder or _own_encoder(paths, name, opened))
    except IndexFault:
        # A writer may have taken it away between the two looks; then CURRENT names another by now.
        if current_generation(paths) == name:
            raise
        return open_current(paths, opened, given_encoder)


def _own_encoder(paths: IndexPaths, name: str, opened: OpenedGeneration | None) -> Encoder:
    manifest = read_manifest(paths.generation(name).manifest)
    if opened is not None and opened.encoder.digest == manifest.model_digest:
        return opened.encoder
    return SentenceEncoder(manifest.model_name)
