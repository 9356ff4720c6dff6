"""A published generation, opened for reading, with the encoder that its vectors were made with."""

from dataclasses import dataclass, fields
from typing import Self

from index.embedding import SentenceEncoder
from index.errors import IndexFault, ModelMismatch
from index.light_encoder import load_light
from index.records import Encoder
from index.store.reading import Generation, Home


@dataclass(frozen=True, slots=True)
class OpenedGeneration(Generation):
    """The parts of one generation, and its model."""

    encoder: Encoder

    @classmethod
    def open(cls, home: Home, name: str, encoder: Encoder) -> Self:
        """Open the generation `name`. Raises IndexBroken; ModelMismatch where `encoder` is another model."""
        manifest = home.manifest(name)
        if encoder.digest != manifest.model_digest:
            raise ModelMismatch(
                f"The index at {home.name} was built with the model {manifest.model_name} (digest "
                f"{manifest.model_digest[:8]}), and the one loaded is {encoder.name} (digest "
                f"{encoder.digest[:8]}), so its answers would mean nothing; build the index again with: "
                "python scripts/reindex.py SOURCE --model MODEL"
            )
        generation = home.open(name)
        parts = {part.name: getattr(generation, part.name) for part in fields(generation)}
        return cls(**parts, encoder=encoder)


def open_current(
    home: Home, opened: OpenedGeneration | None, given_encoder: Encoder | None
) -> OpenedGeneration:
    """The published generation: `opened` itself where it is that one.

    Its model is `given_encoder`; without one, the model that built it, loaded anew only where `opened` has
    another. Raises IndexMissing, IndexBroken, ModelError or ModelMismatch.
    """
    name = home.current()
    if opened is not None and opened.manifest.generation == name:
        return opened
    try:
        return OpenedGeneration.open(home, name, given_encoder or _own_encoder(home, name, opened))
    except IndexFault:
        # A writer may have taken it away between the two looks; then another is published by now.
        if home.current() == name:
            raise
        return open_current(home, opened, given_encoder)


def _own_encoder(home: Home, name: str, opened: OpenedGeneration | None) -> Encoder:
    manifest = home.manifest(name)
    if opened is not None and opened.encoder.digest == manifest.model_digest:
        return opened.encoder
    light = load_light(manifest.model_name, manifest.model_digest)
    return light or SentenceEncoder(manifest.model_name)
