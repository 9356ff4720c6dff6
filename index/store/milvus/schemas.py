"""The collections of a generation, and what they are called."""

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from index.errors import IndexBroken
from index.store.milvus.server import Server


class Kind(StrEnum):
    """The collections of one generation."""

    ABOUT = "about"  # one row: what built it, its noise and topics; written last, so that it says "whole"
    POSTS = "posts"  # a row for each post: what is shown of it, and what it is chosen by
    PASSAGES = "passages"  # a row for each passage: its embedding, its sentences' embeddings, its words
    TEXTS = "texts"  # the words of titles and texts, in order, for phrases
    TERMS = "terms"  # how many posts and passages hold a word


_UNSUITABLE = re.compile(r"[^A-Za-z0-9]")
_PIECES = {"element_type": "VARCHAR", "max_capacity": 4096, "max_length": 65_535}
_VARCHAR = {"max_length": 65_535}
# A collection must have a vector. Those that need none have this one, always the same.
PASSAGE_BITS = 20  # of a passage id, its place in its post; those before them are the post's id

NO_VECTOR = "nothing"
NOTHING = [0.0, 1.0]

# What posts are chosen by, in posts and, so that they can be chosen there as well, in passages.
_FACTS: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    "host": ("VARCHAR", _VARCHAR),
    "address": ("VARCHAR", _VARCHAR),
    "site_name": ("VARCHAR", _VARCHAR),
    "authors": ("VARCHAR", _VARCHAR),
    "tags": ("ARRAY", _PIECES),
    "language": ("VARCHAR", _VARCHAR),
    "day": ("INT64", {}),
}
# Passages have four vectors, the most that Milvus allows without being told to allow more.
_FIELDS: Mapping[Kind, Mapping[str, tuple[str, Mapping[str, Any]]]] = {
    Kind.ABOUT: {
        "about_id": ("INT64", {}),
        "about": ("ARRAY", _PIECES),
        NO_VECTOR: ("FLOAT_VECTOR", {"dim": 2}),
    },
    Kind.POSTS: {
        "post_id": ("INT64", {}),
        "post_key": ("VARCHAR", {"max_length": 64}),
        "addresses": ("ARRAY", _PIECES),
        "post": ("ARRAY", _PIECES),
        "passage_count": ("INT64", {}),
        "newest": ("SPARSE_FLOAT_VECTOR", {}),  # the day, as a vector of one dimension
        **_FACTS,
    },
    Kind.PASSAGES: {
        "passage_id": ("INT64", {}),
        "post_id": ("INT64", {}),
        "passage": ("ARRAY", _PIECES),
        "embedding": ("FLOAT_VECTOR", {}),
        # The same and those of the sentences, to be fetched: 500 in 6 ms, where pymilvus takes 10 ms to make
        # lists of the floats of the first alone.
        "rows": ("ARRAY", _PIECES),
        "words": ("SPARSE_FLOAT_VECTOR", {}),
        "held": ("SPARSE_FLOAT_VECTOR", {}),  # 1 for each word that stands there
        "post_words": ("SPARSE_FLOAT_VECTOR", {}),  # of the whole post, in its first passage
        **_FACTS,
    },
    Kind.TEXTS: {
        "text_id": ("INT64", {}),
        "post_id": ("INT64", {}),
        "part": ("VARCHAR", {"max_length": 16}),
        "text": ("VARCHAR", _VARCHAR),
        NO_VECTOR: ("FLOAT_VECTOR", {"dim": 2}),
    },
    Kind.TERMS: {
        "term": ("VARCHAR", {"max_length": 1024}),
        "number": ("INT64", {}),
        "posts": ("INT64", {}),
        "passages": ("INT64", {}),
        NO_VECTOR: ("FLOAT_VECTOR", {"dim": 2}),
    },
}
# Looked up by these, besides the first field of each, which Milvus finds by itself.
_LOOKED_UP = ("post_id", "post_key", "host", "address", "tags", "language", "day", "addresses")
_BUILT_WITH: Mapping[str, Mapping[str, int]] = {
    "FLAT": {},
    "HNSW": {"M": 16, "efConstruction": 200},
    "DISKANN": {},
}
_EFFORT: Mapping[str, str] = {"HNSW": "ef", "DISKANN": "search_list"}


@dataclass(frozen=True, slots=True)
class Names:
    """What the collections of the generation `generation` are called, all beginning with `prefix`."""

    prefix: str
    generation: str

    def of(self, kind: Kind) -> str:
        """The name of one of them; Milvus takes letters, digits and _ only."""
        return f"{self.prefix}_{_UNSUITABLE.sub('_', self.generation)}_{kind}"


def effort(vector_index: str, count: int) -> dict[str, int]:
    """How many candidates an approximate index is to weigh for the `count` nearest."""
    return {_EFFORT[vector_index]: 2 * count} if vector_index in _EFFORT else {}


def create(server: Server, names: Names, kind: Kind, dim: int) -> None:
    """Make one empty collection, without its indexes. Raises IndexBroken."""
    from pymilvus import DataType, MilvusClient

    schema = MilvusClient.create_schema(auto_id=False, enable_dynamic_field=False)
    for place, (field, (data_type, options)) in enumerate(_FIELDS[kind].items()):
        given = dict(options)
        if "element_type" in given:
            given["element_type"] = DataType[given["element_type"]]
        if data_type == "FLOAT_VECTOR":
            given.setdefault("dim", dim)
        schema.add_field(field, DataType[data_type], is_primary=place == 0, **given)
    server.ask("create_collection", names.of(kind), schema=schema)


def make_ready(server: Server, names: Names, kind: Kind) -> None:
    """Index a collection that has all its rows, and load it. Raises IndexBroken."""
    from pymilvus import MilvusClient

    indexes, of_arrays = MilvusClient.prepare_index_params(), MilvusClient.prepare_index_params()
    for place, (field, (data_type, _)) in enumerate(_FIELDS[kind].items()):
        if data_type == "SPARSE_FLOAT_VECTOR":
            indexes.add_index(field, index_type="SPARSE_INVERTED_INDEX", metric_type="IP")
        elif data_type == "FLOAT_VECTOR":
            index = server.settings.vector_index if field == "embedding" else "FLAT"
            indexes.add_index(field, index_type=index, metric_type="IP", params=dict(_BUILT_WITH[index]))
        elif place and field in _LOOKED_UP:
            (of_arrays if data_type == "ARRAY" else indexes).add_index(field, index_type="INVERTED")
    server.ask("flush", names.of(kind))
    server.ask("create_index", names.of(kind), indexes)
    if of_arrays:
        with suppress(IndexBroken):  # milvus-lite has none for arrays, and finds the same without
            server.ask("create_index", names.of(kind), of_arrays)
    server.ask("load_collection", names.of(kind))


def load(server: Server, names: Names) -> None:
    """Have Milvus hold all collections of a generation ready, as it does from `make_ready` on."""
    for kind in Kind:
        server.ask("load_collection", names.of(kind))


def release(server: Server, names: Names) -> None:
    """Give back the memory of a generation, but for what says what it is. Raises IndexBroken."""
    for kind in set(Kind) - {Kind.ABOUT}:
        server.ask("release_collection", names.of(kind))


def count_rows(server: Server, collection: str) -> int:
    """How many rows it has, those just written included. Raises IndexBroken."""
    asked = {"output_fields": ["count(*)"], "consistency_level": "Strong"}
    (row,) = server.ask("query", collection, filter="", **asked)
    return int(row["count(*)"])
