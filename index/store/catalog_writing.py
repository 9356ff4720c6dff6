"""Catalogs are written here: whole, or as what is added to an earlier one, which stays as it is."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from index.records import Passage, Post
from index.store.block_rows import BLOCK_TABLES, insert_blocks
from index.store.catalog import NextIds, post_digest, post_key

_SCHEMA = """
CREATE TABLE post (
    post_id INTEGER PRIMARY KEY, key TEXT NOT NULL, source TEXT NOT NULL, digest TEXT NOT NULL,
    url TEXT NOT NULL, place TEXT NOT NULL, link TEXT NOT NULL, addresses TEXT NOT NULL, title TEXT NOT NULL,
    authors TEXT NOT NULL, published TEXT, tags TEXT NOT NULL, language TEXT, site TEXT, updated TEXT,
    image TEXT, fact_sources TEXT NOT NULL, confidence REAL,
    description TEXT, text TEXT NOT NULL  -- last: whoever wants the facts alone has not to read past them
);
CREATE TABLE passage (
    passage_id INTEGER PRIMARY KEY, post_id INTEGER NOT NULL REFERENCES post,
    start_char INTEGER NOT NULL, end_char INTEGER NOT NULL, heading_path TEXT NOT NULL,
    sentences TEXT NOT NULL, first_sentence INTEGER NOT NULL
);
CREATE INDEX passage_of_post ON passage (post_id, passage_id);
"""
_UNIQUE_KEYS = "CREATE UNIQUE INDEX post_of_key ON post (key);"
_ADDED = """
CREATE TABLE gone (post_id INTEGER PRIMARY KEY);
CREATE INDEX post_of_key ON post (key);  -- a post that has changed twice is there twice, once as gone
"""


@dataclass(frozen=True, slots=True)
class CatalogEntry:
    """A post on its way into the catalog: which source gave it, and how it was split."""

    source: str
    post: Post
    passages: Sequence[Passage]


def write_catalog(path: Path, entries: Iterable[CatalogEntry]) -> None:
    """Write a new catalog; post ids and passage ids follow the order of `entries`."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript(_SCHEMA + BLOCK_TABLES + _UNIQUE_KEYS)
        _insert(connection, entries, NextIds())


def add_to_catalog(
    path: Path, entries: Iterable[CatalogEntry], next_ids: NextIds, gone: Iterable[int]
) -> None:
    """Write into `path`, the file of what was added to a catalog, or a new one, `entries` from `next_ids` on,
    and that the posts of the ids `gone` are no more, whether they lie there or in the catalog itself."""
    is_new = not path.exists()
    with closing(sqlite3.connect(path)) as connection, connection:
        if is_new:
            connection.executescript(_SCHEMA + BLOCK_TABLES + _ADDED)
        connection.executemany("INSERT INTO gone VALUES (?)", ((post_id,) for post_id in gone))
        _insert(connection, entries, next_ids)


def _insert(connection: sqlite3.Connection, entries: Iterable[CatalogEntry], next_ids: NextIds) -> None:
    passage_id, first_sentence = next_ids.passage, next_ids.sentence
    for post_id, entry in enumerate(entries, next_ids.post):
        _insert_post(connection, post_id, entry)
        for passage in entry.passages:
            place = (passage_id, post_id, passage.start_char, passage.end_char)
            lists = (json.dumps(passage.heading_path), json.dumps(passage.sentences))
            connection.execute(
                "INSERT INTO passage VALUES (?, ?, ?, ?, ?, ?, ?)", (*place, *lists, first_sentence)
            )
            passage_id += 1
            first_sentence += len(passage.sentences)


def _insert_post(connection: sqlite3.Connection, post_id: int, entry: CatalogEntry) -> None:
    post = entry.post
    row = {
        "post_id": post_id,
        "key": post_key(post.url),
        "source": entry.source,
        "digest": post_digest(post),
        "url": post.url,
        "place": post.place,
        "link": post.link,
        "addresses": json.dumps(post.addresses),
        "title": post.title,
        "authors": json.dumps(post.authors),
        "published": post.published,
        "tags": json.dumps(post.tags),
        "language": post.language,
        "site": post.site,
        "updated": post.updated,
        "image": post.image,
        "fact_sources": json.dumps(post.fact_sources),
        "confidence": post.confidence,
        "description": post.description,
        "text": post.text,
    }
    names = ", ".join(row)
    connection.execute(f"INSERT INTO post ({names}) VALUES (:{', :'.join(row)})", row)
    insert_blocks(connection, post_id, post.blocks)
