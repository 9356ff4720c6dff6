"""Texts -> embeddings, each text once: what the archive holds is not embedded again."""

from collections.abc import Iterator, Sequence

import numpy as np

from index.records import Embeddings, Encoder
from index.report import Progress, no_progress
from index.store.archive import Archive, text_digest

TEXTS_PER_WRITE = 256  # embedded between two writes to the archive: what a stopped run loses at most
ROWS_PER_READ = 4096

Digests = list[bytes]  # of texts that are embedded, in order


def embed_missing(
    texts: Sequence[str], archive: Archive, encoder: Encoder, progress: Progress = no_progress
) -> tuple[Digests, set[bytes]]:
    """Make sure that the archive holds an embedding for each text.

    Returns the digests of all texts, and those of the texts that were embedded now.
    """
    digests = [text_digest(text) for text in texts]
    text_of = dict(zip(digests, texts, strict=True))
    known = archive.known_embeddings(encoder.digest, text_of)
    missing = {digest: text for digest, text in text_of.items() if digest not in known}
    # By length: texts of like length share a batch, so that little of it is padding. Longest first, so
    # that the time left is over- rather than underrated.
    todo = sorted(missing.items(), key=lambda item: -len(item[1]))
    for start in range(0, len(todo), TEXTS_PER_WRITE):
        batch = todo[start : start + TEXTS_PER_WRITE]
        rows = encoder.encode_passages([text for _, text in batch])
        archive.keep_embeddings(encoder.digest, [digest for digest, _ in batch], rows)
        progress("embed", start + len(batch), len(todo))
    return digests, set(missing)


def read_embeddings(archive: Archive, encoder: Encoder, digests: Digests) -> Iterator[Embeddings]:
    """The embeddings of `digests`, in order, batch by batch: (up to ROWS_PER_READ, dim)."""
    for start in range(0, len(digests), ROWS_PER_READ):
        batch = digests[start : start + ROWS_PER_READ]
        known = archive.embeddings(encoder.digest, batch)
        yield np.stack([known[digest] for digest in batch])
