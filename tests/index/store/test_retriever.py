"""Words are looked for while the question is being embedded."""

from types import SimpleNamespace
from typing import Any

import numpy as np

from index.store.retriever import FolderRetriever


def test_the_words_are_found_before_the_embeddings_are_waited_for() -> None:
    done: list[str] = []

    def by_words(*_: Any, **__: Any) -> list[list[tuple[int, float]]]:
        done.append("words")
        return [[(7, 0.5)]]

    def nearest(*_: Any) -> tuple[Any, Any]:
        done.append("nearest")
        return np.array([[4, 2, -1], [2, 9, -1]]), None

    def embeddings() -> Any:
        done.append("embeddings")
        return np.ones((2, 3), dtype=np.float32)

    parts: tuple[Any, Any] = (SimpleNamespace(nearest=nearest), SimpleNamespace(best_of_each=by_words))
    found = FolderRetriever(*parts).retrieve(embeddings, 3, [], 5)
    assert done == ["words", "embeddings", "nearest"]
    assert found.passage_ids.tolist() == [2, 4, 9]
    assert found.posts == [[(7, 0.5)]]
