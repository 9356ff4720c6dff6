"""Chroma: a persistent collection with its own embedding function. It searches by meaning alone (HNSW)."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.benchmarks.peers.driving import batches, drive

_COLLECTION = "passages"


class Chroma:
    """See above."""

    def __init__(self, model: str, folder: Path) -> None:
        """Open the client, which is asked not to report its use."""
        import chromadb
        from chromadb.utils.embedding_functions import SentenceTransformerEmbeddingFunction

        settings = chromadb.Settings(anonymized_telemetry=False)
        self._client = chromadb.PersistentClient(str(folder / "chroma"), settings)
        self._embed = SentenceTransformerEmbeddingFunction(model_name=model, normalize_embeddings=True)
        self._collection: Any = None

    def load(self) -> None:
        """Nothing: making the embedding function has loaded the model."""

    def index(self, texts: Sequence[str], embeddings: NDArray[np.float32] | None) -> None:
        """Embed in its own way where there are no embeddings."""
        collection = self._client.create_collection(
            _COLLECTION, embedding_function=self._embed, configuration={"hnsw": {"space": "cosine"}}
        )
        for some in batches(len(texts), self._client.get_max_batch_size()):
            places = [str(place) for place in range(some.start, some.stop)]
            rows = None if embeddings is None else embeddings[some]
            collection.add(ids=places, documents=list(texts[some]), embeddings=rows)

    def open(self) -> None:
        """Open the collection."""
        self._collection = self._client.get_collection(_COLLECTION, embedding_function=self._embed)

    def search(self, question: str, top_k: int) -> list[int]:
        """Its query, as it is."""
        found = self._collection.query(query_texts=[question], n_results=top_k)
        return [int(place) for place in found["ids"][0]]


if __name__ == "__main__":
    drive(Chroma)
