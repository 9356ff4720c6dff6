"""Candidates for a question, in a folder: by meaning from the vectors, by words from the post lexicon."""

from collections.abc import Sequence
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
        embeddings: Embeddings,
        depth: int,
        questions: Sequence[Reading],
        count: int,
        admitted: tuple[Mask, Mask] | None = None,
        *,
        with_pairs: bool = True,
    ) -> Candidates:
        """Look in both; see reading.Retriever."""
        posts, passages = admitted or (None, None)
        near = np.empty(0, dtype=np.int64)
        if len(embeddings):
            ids, _ = self.vectors.nearest(embeddings, depth, passages)
            near = np.unique(ids)
        return Candidates(
            near[near >= 0],  # FAISS pads with id -1 when there are fewer passages than asked for
            self.post_lexicon.best_of_each(questions, count, posts, with_pairs=with_pairs),
        )
