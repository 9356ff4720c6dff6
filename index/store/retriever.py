"""Candidates for a question, in a folder: by meaning from the vectors, by words from the post lexicon."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from index.records import Embeddings, Mask
from index.store.analysis import Reading
from index.store.post_lexicon import PostLexicon
from index.store.reading import Candidates
from index.store.vectors import Vectors


@dataclass(frozen=True, slots=True)
class FolderRetriever:
    """A reading.Retriever over two files."""

    vectors: Vectors
    post_lexicon: PostLexicon

    def retrieve(
        self,
        embeddings: Callable[[], Embeddings],
        depth: int,
        questions: Sequence[Reading],
        count: int,
        admitted: tuple[Mask, Mask] | None = None,
        *,
        with_pairs: bool = True,
    ) -> Candidates:
        """Look in both; see reading.Retriever."""
        posts, passages = admitted or (None, None)
        # First the words, while the question is being embedded.
        by_words = self.post_lexicon.best_of_each(questions, count, posts, with_pairs=with_pairs)
        near, asked = np.empty(0, dtype=np.int64), embeddings()
        if len(asked):
            ids, _ = self.vectors.nearest(asked, depth, passages)
            near = np.unique(ids)
        # FAISS pads with id -1 when there are fewer passages than asked for.
        return Candidates(near[near >= 0], by_words)
