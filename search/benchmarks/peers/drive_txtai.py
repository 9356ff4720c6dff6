"""txtai's Embeddings with content and its own hybrid search (BM25 and vectors, half each)."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.benchmarks.peers.driving import drive


class Txtai:
    """See above."""

    def __init__(self, model: str, folder: Path) -> None:
        """Remember where things are."""
        self._config = {"path": model, "hybrid": True, "content": True}
        self._path = str(folder / "txtai")
        self._embeddings: Any = None

    def load(self) -> None:
        """Make an empty index, which loads the model."""
        from txtai import Embeddings

        self._embeddings = Embeddings(self._config)

    def index(self, texts: Sequence[str], embeddings: NDArray[np.float32] | None) -> None:
        """Embed in its own way; ready embeddings come in by way of its external vectors."""
        index = self._embeddings if embeddings is None else self._with_ready(texts, embeddings)
        index.index((place, text, None) for place, text in enumerate(texts))
        if embeddings is not None:  # what is saved embeds questions with the model, as any other index of its
            del index.config["method"], index.config["transform"]
            index.config["path"] = self._config["path"]
        index.save(self._path)

    def open(self) -> None:
        """Load what was saved."""
        from txtai import Embeddings

        self._embeddings = Embeddings()
        self._embeddings.load(self._path)

    def search(self, question: str, top_k: int) -> list[int]:
        """Its search, as it is."""
        return [int(found["id"]) for found in self._embeddings.search(question, top_k)]

    def _with_ready(self, texts: Sequence[str], embeddings: NDArray[np.float32]) -> Any:
        from txtai import Embeddings

        row_of = dict(zip(texts, embeddings, strict=True))

        def ready(asked: Sequence[str]) -> NDArray[np.float32]:
            return np.stack([row_of[text] for text in asked])

        return Embeddings({**self._config, "method": "external", "transform": ready})


if __name__ == "__main__":
    drive(Txtai)
