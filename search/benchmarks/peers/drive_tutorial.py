"""sentence-transformers, FAISS and rank_bm25 put together as common tutorials do: a flat index of vectors,
BM25 over words in lower case, the two fused by reciprocal ranks.
"""

import pickle
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.benchmarks.peers.driving import FUSED_DEPTH, drive

_RRF_K = 60


class Tutorial:
    """See above."""

    def __init__(self, model: str, folder: Path) -> None:
        """Remember where things are."""
        self._model_folder = model
        self._vectors_path, self._words_path = folder / "vectors.faiss", folder / "words.pickle"
        self._model: Any = None
        self._vectors: Any = None
        self._words: Any = None

    def load(self) -> None:
        """Load the model."""
        from sentence_transformers import SentenceTransformer

        self._model = SentenceTransformer(self._model_folder, device="cpu")

    def index(self, texts: Sequence[str], embeddings: NDArray[np.float32] | None) -> None:
        """Embed in the library's own way, and save both indexes."""
        import faiss
        from rank_bm25 import BM25Okapi

        rows = embeddings
        if rows is None:
            rows = self._model.encode(list(texts), normalize_embeddings=True)
        vectors = faiss.IndexFlatIP(rows.shape[1])
        vectors.add(rows)
        faiss.write_index(vectors, str(self._vectors_path))
        words = BM25Okapi([text.lower().split() for text in texts])
        self._words_path.write_bytes(pickle.dumps(words))

    def open(self) -> None:
        """Load the model and both."""
        import faiss

        self.load()
        self._vectors = faiss.read_index(str(self._vectors_path))
        self._words = pickle.loads(self._words_path.read_bytes())  # noqa: S301 - our own

    def search(self, question: str, top_k: int) -> list[int]:
        """Reciprocal rank fusion of the nearest and of the best by words."""
        row = self._model.encode([question], normalize_embeddings=True)
        depth = max(top_k, FUSED_DEPTH)
        nearest = self._vectors.search(row, depth)[1][0]
        by_words = np.argsort(-self._words.get_scores(question.lower().split()))[:depth]
        scores: dict[int, float] = defaultdict(float)
        for ranking in (nearest, by_words):
            for rank, place in enumerate(ranking, start=1):
                if place >= 0:
                    scores[int(place)] += 1 / (_RRF_K + rank)
        return sorted(scores, key=lambda place: -scores[place])[:top_k]


if __name__ == "__main__":
    drive(Tutorial)
