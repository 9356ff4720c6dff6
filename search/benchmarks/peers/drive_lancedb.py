"""LanceDB: a table with its own embedding function, its full-text index, and its hybrid search (RRF).

It searches vectors exactly, as it advises for tables of this size.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.benchmarks.peers.driving import batches, drive

_ROWS_AT_ONCE = 2000
_TABLE = "passages"


class LanceDB:
    """See above."""

    def __init__(self, model: str, folder: Path) -> None:
        """Connect."""
        import lancedb
        from lancedb.embeddings import get_registry

        self._embed = get_registry().get("sentence-transformers").create(name=model, device="cpu")
        self._database = lancedb.connect(str(folder / "lancedb"))
        self._table: Any = None

    def load(self) -> None:
        """Load the model, which its embedding function does when it is first asked for anything."""
        self._embed.ndims()

    def index(self, texts: Sequence[str], embeddings: NDArray[np.float32] | None) -> None:
        """Embed in its own way where there is no vector; then index the words."""
        from lancedb.index import FTS

        table = self._database.create_table(_TABLE, schema=self._schema(), mode="overwrite")
        for some in batches(len(texts), _ROWS_AT_ONCE):
            rows: list[dict[str, Any]] = [
                {"place": place, "text": text} for place, text in enumerate(texts[some], start=some.start)
            ]
            if embeddings is not None:
                for row, vector in zip(rows, embeddings[some], strict=True):
                    row["vector"] = vector
            table.add(rows)
        table.create_index("text", config=FTS())

    def open(self) -> None:
        """Open the table; the first question loads the model."""
        self._table = self._database.open_table(_TABLE)

    def search(self, question: str, top_k: int) -> list[int]:
        """Its hybrid search, as it is."""
        found = self._table.search(question, query_type="hybrid").limit(top_k).to_list()
        return [int(row["place"]) for row in found]

    def _schema(self) -> Any:
        from lancedb.pydantic import LanceModel, Vector
        from pydantic import create_model

        columns: Any = {
            "place": (int, ...),
            "text": (str, self._embed.SourceField()),
            "vector": (Vector(self._embed.ndims()), self._embed.VectorField()),
        }
        return create_model("Passage", __base__=LanceModel, **columns)


if __name__ == "__main__":
    drive(LanceDB)
