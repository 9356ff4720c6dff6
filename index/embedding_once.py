"""Passages -> embeddings, each once: what the archive holds is not embedded again."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, islice, pairwise
from typing import TYPE_CHECKING

import numpy as np

from index.crew import Crew
from index.records import Embeddings, PassageText
from index.report import Progress, no_progress
from index.store.archive import Archive, text_digest

if TYPE_CHECKING:
    from concurrent.futures import Future

# Sorted by length together, so that the texts of a batch are about as long and little of it is padding.
TEXTS_PER_WINDOW = 8192
# Embedded between two writes to the archive. What a stopped run loses is at most three times as many for each
# call at once.
TEXTS_PER_CALL = 128
ROWS_PER_READ = 4096

Digests = list[bytes]  # of texts that are embedded, in order
_Batch = Sequence[tuple[bytes, PassageText]]


def embed_missing(
    texts: Iterable[PassageText],
    archive: Archive,
    model_digest: str,
    crew: Crew,
    progress: Progress = no_progress,
    *,
    count: int = 0,
) -> tuple[Digests, set[bytes]]:
    """Make sure that the archive holds the embeddings of each text and its sentences.

    `crew` embeds, while this reads further texts and writes what has come. `count` is how many texts there
    are, for the progress. Returns the digests of all texts, and those of the texts that were embedded now.
    """
    digests: Digests = []
    new: set[bytes] = set()

    def missing() -> Iterator[_Batch]:
        remaining = iter(texts)
        while window := list(islice(remaining, TEXTS_PER_WINDOW)):
            of_window = [text_digest(text) for text in window]
            known = archive.known_embeddings(model_digest, of_window)
            text_of = dict(zip(of_window, window, strict=True))
            todo = [(d, text) for d, text in text_of.items() if d not in known and d not in new]
            digests.extend(of_window)
            new.update(digest for digest, _ in todo)
            todo.sort(key=lambda item: -len(item[1].text))
            for start in range(0, len(todo), TEXTS_PER_CALL):
                yield todo[start : start + TEXTS_PER_CALL]

    done = 0
    for batch, rows in _embedded(missing(), crew):
        archive.keep_embeddings(model_digest, [digest for digest, _ in batch], rows)
        done += len(batch)
        progress("embed", len(digests) - len(new) + done, count)
    return digests, new


def read_passages(archive: Archive, model_digest: str, digests: Digests) -> Iterator[Embeddings]:
    """The embeddings of the passages with `digests`, in order, batch by batch: (up to ROWS_PER_READ, dim)."""
    for start in range(0, len(digests), ROWS_PER_READ):
        found = archive.embeddings(model_digest, digests[start : start + ROWS_PER_READ])
        yield np.stack([rows[0] for rows in found])


def read_sentences(archive: Archive, model_digest: str, digests: Digests) -> Iterator[Embeddings]:
    """The embeddings of the sentences of the passages with `digests`, in order, batch by batch: (_, dim)."""
    for start in range(0, len(digests), ROWS_PER_READ):
        found = archive.embeddings(model_digest, digests[start : start + ROWS_PER_READ])
        yield np.concatenate([rows[1:] for rows in found])


def _embedded(batches: Iterable[_Batch], crew: Crew) -> Iterator[tuple[_Batch, list[Embeddings]]]:
    """Each batch, and of each of its texts the rows; some wait for the crew, and never it for them."""
    pending: deque[tuple[_Batch, Future[Embeddings]]] = deque()
    for batch in batches:
        pending.append((batch, crew.submit([text for _, text in batch])))
        if len(pending) > 2 * crew.at_once:
            yield _finished(*pending.popleft())
    while pending:
        yield _finished(*pending.popleft())


def _finished(batch: _Batch, future: "Future[Embeddings]") -> tuple[_Batch, list[Embeddings]]:
    ends = accumulate((text.row_count for _, text in batch), initial=0)
    rows = future.result()
    return batch, [rows[start:end] for start, end in pairwise(ends)]
