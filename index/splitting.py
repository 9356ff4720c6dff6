"""Posts -> passages, as the settings and the model ask for; and what decides how."""

import hashlib
import os
import pickle
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from inspect import getsource
from itertools import chain, islice

from pebble import ProcessExpired, ProcessFuture

from index import passages, sentences
from index.all_cores import on_all_cores
from index.passages import CountTokens, passage_text, split_post
from index.records import Encoder, Passage, PassageText, Post
from index.settings import Settings
from index.store.catalog_writing import CatalogEntry

# Processes take about a second to start, in which this one splits so many.
MANY_POSTS = 2_000
_POSTS_AT_ONCE = 100

# A passage as it travels: where it begins and ends, its heading path and its sentences. As it is, it would
# take ten times as long.
_Row = tuple[int, int, tuple[str, ...], tuple[tuple[int, int], ...]]
_Batch = Sequence[tuple[str, Post]]


def split_posts(
    posts: Iterable[tuple[str, Post]], settings: Settings, encoder: Encoder
) -> list[CatalogEntry]:
    """(source, post) -> each with its passages, in order. Many are split on all cores."""
    splitter = _Splitter(encoder.count_tokens, settings.passages.target_tokens, encoder.max_tokens)
    waiting = iter(posts)
    first = list(islice(waiting, MANY_POSTS))
    portable = splitter.pickled() if len(first) == MANY_POSTS else None
    if portable is None:
        return [splitter.entry(*post) for post in chain(first, waiting)]
    answers = on_all_cores(partial(split_elsewhere, portable), _batches(chain(first, waiting)))
    return [entry for batch, answer in answers for entry in _entries(batch, answer, splitter)]


@dataclass(frozen=True, slots=True)
class _Splitter:
    """How posts are split."""

    count_tokens: CountTokens
    target_tokens: int
    max_tokens: int

    def entry(self, source: str, post: Post) -> CatalogEntry:
        """The post with its passages."""
        passages = split_post(
            post, self.count_tokens, target_tokens=self.target_tokens, max_tokens=self.max_tokens
        )
        return CatalogEntry(source, post, passages)

    def pickled(self) -> bytes | None:
        """To be sent elsewhere; None where it cannot be, since the tokenizer is written in Python."""
        try:
            return pickle.dumps(self)
        except (TypeError, AttributeError, pickle.PicklingError):
            return None


def split_elsewhere(pickled: bytes, batch: _Batch) -> list[list[_Row]]:
    """The passages of each post of a `batch`, made in another process by a splitter that was `pickled`."""
    splitter = _unpickled(pickled)
    return [
        [(p.start_char, p.end_char, p.heading_path, p.sentences) for p in splitter.entry(*post).passages]
        for post in batch
    ]


@cache
def _unpickled(pickled: bytes) -> _Splitter:
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")  # the other cores have other posts
    splitter: _Splitter = pickle.loads(pickled)  # noqa: S301 - by the process that started this one
    return splitter


def _batches(posts: Iterator[tuple[str, Post]]) -> Iterator[_Batch]:
    while batch := list(islice(posts, _POSTS_AT_ONCE)):
        yield batch


def _entries(
    batch: _Batch, answer: "ProcessFuture[list[list[_Row]]]", splitter: _Splitter
) -> Iterator[CatalogEntry]:
    """The posts of the `batch`, with the passages of the `answer`."""
    try:
        rows = answer.result()
    except ProcessExpired:  # somebody has ended it; here it is not in anybody's way
        yield from (splitter.entry(*post) for post in batch)
        return
    for (source, post), of_post in zip(batch, rows, strict=True):
        yield CatalogEntry(source, post, [Passage(*row) for row in of_post])


def splitter_digest(settings: Settings, encoder: Encoder) -> str:
    """SHA-256 (hex) of all that decides where a post is cut, and what of it is embedded."""
    asked = f"{encoder.digest} {settings.passages.target_tokens} {encoder.max_tokens} {_code_digest()}"
    return hashlib.sha256(asked.encode()).hexdigest()


def passage_texts(entries: Iterable[CatalogEntry]) -> Iterator[PassageText]:
    """What is embedded of each passage, in order."""
    return (passage_text(entry.post, passage) for entry in entries for passage in entry.passages)


def passage_count(entries: Iterable[CatalogEntry]) -> int:
    """How many passages there are in all."""
    return sum(len(entry.passages) for entry in entries)


def sentence_count(entries: Iterable[CatalogEntry]) -> int:
    """How many sentences are embedded of all passages."""
    return sum(len(passage.sentences) for entry in entries for passage in entry.passages)


@cache
def _code_digest() -> str:
    digest = hashlib.sha256()
    for module in (passages, sentences):
        digest.update(getsource(module).encode())
    return digest.hexdigest()
