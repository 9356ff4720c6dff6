"""Who embeds: threads of this process, further processes of this machine, or a Dask cluster.

Each is an Executor of the standard library, so that the caller need not know which it is.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any

from index.embedding import SentenceEncoder
from index.errors import ModelError, SettingsError
from index.records import Embeddings, PassageEncoder, PassageText
from index.settings import EmbeddingSettings

if TYPE_CHECKING:
    from collections.abc import Callable

_SECONDS_TO_CONNECT = 30


@dataclass(frozen=True, slots=True)
class Crew:
    """Takes `at_once` calls at a time; more wait their turn."""

    executor: Executor
    encode: "Callable[[Sequence[PassageText]], Embeddings]"
    at_once: int

    def submit(self, texts: Sequence[PassageText]) -> "Future[Embeddings]":
        """What `encode_with_sentences` makes of them, some time."""
        return self.executor.submit(self.encode, texts)


@contextmanager
def hire(encoder: PassageEncoder, settings: EmbeddingSettings) -> Iterator[Crew]:
    """The crew that `settings` ask for; when the block is left it goes, whatever it was still to do.

    Raises SettingsError where there is no such cluster, it has no workers, or nothing can reach it.
    """
    elsewhere = partial(encode_elsewhere, encoder.name, encoder.passage_digest, settings.batch_tokens)
    if settings.cluster:
        client = _client(settings.cluster)
        try:
            yield Crew(client.get_executor(pure=False), elsewhere, _thread_count(client, settings.cluster))
        finally:
            client.close()
        return
    at_once = settings.workers if settings.workers > 1 else encoder.calls_at_once
    executor: Executor
    if settings.workers > 1:
        # Not forked: a copy of this process's threads, which hold locks, would not run in it.
        executor = ProcessPoolExecutor(settings.workers, get_context("spawn"))
    else:
        executor = ThreadPoolExecutor(at_once)
    try:
        yield Crew(executor, elsewhere if settings.workers > 1 else encoder.encode_with_sentences, at_once)
    finally:
        executor.shutdown(cancel_futures=True)


def encode_elsewhere(
    name: str, digest: str, batch_tokens: int, texts: Sequence[PassageText]
) -> Embeddings:
    """What the model `name` makes of `texts`, in a process of its own that loads it once.

    Raises ModelError where neither it nor a copy of it there has this `digest`.
    """
    encoder = _load(name, batch_tokens, digest)
    if encoder.passage_digest != digest:
        raise ModelError(
            f"A worker has another model by the name {name}, or not its copy in int8; "
            "put the same on each machine."
        )
    return encoder.encode_with_sentences(texts)


@cache
def _load(name: str, batch_tokens: int, digest: str) -> SentenceEncoder:
    encoder = SentenceEncoder(name, batch_tokens=batch_tokens)
    return encoder.with_copy(digest) or encoder


def _client(address: str) -> Any:
    try:
        from distributed import Client
    except ImportError as error:
        raise SettingsError(
            "[embedding] cluster needs Dask; run: python -m pip install distributed"
        ) from error
    try:
        return Client(address, timeout=_SECONDS_TO_CONNECT, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise SettingsError(
            f"[embedding] cluster: no Dask scheduler answers at {address} ({error}); start one with: "
            "dask scheduler"
        ) from error


def _thread_count(client: Any, address: str) -> int:
    """How many calls the cluster takes at once."""
    threads = int(sum(client.nthreads().values()))
    if threads == 0:
        raise SettingsError(
            f"[embedding] cluster: the Dask scheduler at {address} has no workers; start some with: "
            f"dask worker {address}"
        )
    return threads
