"""Rows of posts and passages, fetched when they are asked for and kept for a while."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from index.records import Passage
from index.store.catalog import StoredPost
from index.store.milvus.pieces import unpack_passage, unpack_post, unpack_rows
from index.store.milvus.schemas import Kind, Names
from index.store.milvus.server import Server

_KEPT_PASSAGES = 5_000  # of some 10 KB each
_KEPT_POSTS = 2_000
_KEPT_OUTLINES = 50_000

_Kept = TypeVar("_Kept")


@dataclass(frozen=True, slots=True)
class PassageRow:
    """A passage with its embedding (dim,) and those of its sentences (n, dim)."""

    passage: Passage
    embedding: NDArray[np.float16]
    sentences: NDArray[np.float16]


@dataclass(frozen=True, slots=True)
class Outline:
    """What is asked of many posts: how many passages a post has, and its day."""

    passage_count: int
    day: int


class Fetched:
    """The rows of one generation. Safe to share between threads."""

    def __init__(self, server: Server, names: Names, dim: int) -> None:
        """Nothing is fetched yet."""
        self._server, self._names, self.dim = server, names, dim
        self._passages: _Shelf[PassageRow] = _Shelf(_KEPT_PASSAGES, self._fetch_passages)
        self._posts: _Shelf[StoredPost] = _Shelf(_KEPT_POSTS, self._fetch_posts)
        self._outlines: _Shelf[Outline] = _Shelf(_KEPT_OUTLINES, self._fetch_outlines)

    def passages(self, passage_ids: Sequence[int]) -> Mapping[int, PassageRow]:
        """{id: row} for the ids that exist. Raises IndexBroken."""
        return self._passages.get(passage_ids)

    def posts(self, post_ids: Sequence[int]) -> Mapping[int, StoredPost]:
        """{id: post without blocks} for the ids that exist. Raises IndexBroken."""
        return self._posts.get(post_ids)

    def outlines(self, post_ids: Sequence[int]) -> Mapping[int, Outline]:
        """{id: outline} for the ids that exist. Raises IndexBroken."""
        return self._outlines.get(post_ids)

    def _fetch_passages(self, ids: Sequence[int]) -> Iterable[tuple[int, PassageRow]]:
        fields = ["passage", "rows"]
        for row in self._server.rows(self._names.of(Kind.PASSAGES), "passage_id", ids, fields):
            embedding, sentences = np.split(unpack_rows(row["rows"], self.dim), [1])
            yield row["passage_id"], PassageRow(unpack_passage(row["passage"]), embedding[0], sentences)

    def _fetch_posts(self, ids: Sequence[int]) -> Iterable[tuple[int, StoredPost]]:
        for row in self._server.rows(self._names.of(Kind.POSTS), "post_id", ids, ["post_key", "post"]):
            post = unpack_post(row["post"], with_blocks=False)
            yield row["post_id"], StoredPost(row["post_id"], row["post_key"], post)

    def _fetch_outlines(self, ids: Sequence[int]) -> Iterable[tuple[int, Outline]]:
        for row in self._server.rows(self._names.of(Kind.POSTS), "post_id", ids, ["passage_count", "day"]):
            yield row["post_id"], Outline(row["passage_count"], row["day"])


class _Shelf(Generic[_Kept]):
    """The rows asked for last, `size` at most; what is not there is fetched."""

    def __init__(self, size: int, fetch: Callable[[Sequence[int]], Iterable[tuple[int, _Kept]]]) -> None:
        self._size, self._fetch = size, fetch
        self._kept: OrderedDict[int, _Kept] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, ids: Sequence[int]) -> dict[int, _Kept]:
        with self._lock:
            found = {i: self._kept[i] for i in ids if i in self._kept}
            for i in found:
                self._kept.move_to_end(i)
        missing = [i for i in dict.fromkeys(ids) if i not in found]
        if missing:
            fetched = dict(self._fetch(missing))
            found |= fetched
            with self._lock:
                self._kept |= fetched
                while len(self._kept) > self._size:
                    self._kept.popitem(last=False)
        return found
