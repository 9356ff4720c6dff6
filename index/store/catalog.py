"""The facts about posts and passages, in SQLite. Written once per generation, then only read.

A passage's id is its row in the vectors, so ids run from 0 without gaps.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from index.errors import REPAIR, IndexBroken
from index.records import Block, BlockKind, Passage, Post

_SCHEMA = """
CREATE TABLE post (
    post_id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, source TEXT NOT NULL, digest TEXT NOT NULL,
    url TEXT NOT NULL, place TEXT NOT NULL, link TEXT NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL,
    authors TEXT NOT NULL, published TEXT, tags TEXT NOT NULL, language TEXT, site TEXT,
    updated TEXT, description TEXT, image TEXT, addresses TEXT NOT NULL, fact_sources TEXT NOT NULL,
    confidence REAL
);
CREATE TABLE passage (
    passage_id INTEGER PRIMARY KEY, post_id INTEGER NOT NULL REFERENCES post,
    start_char INTEGER NOT NULL, end_char INTEGER NOT NULL, heading_path TEXT NOT NULL,
    sentences TEXT NOT NULL, first_sentence INTEGER NOT NULL
);
CREATE TABLE block (
    post_id INTEGER NOT NULL REFERENCES post, ordinal INTEGER NOT NULL, kind TEXT NOT NULL,
    level INTEGER NOT NULL, start_char INTEGER NOT NULL, end_char INTEGER NOT NULL, language TEXT NOT NULL,
    PRIMARY KEY (post_id, ordinal)
) WITHOUT ROWID;
CREATE INDEX passage_of_post ON passage (post_id, passage_id);
"""
_Row = tuple[Any, ...]  # as sqlite3 gives it
_PASSAGE_COLUMNS = "passage_id, post_id, start_char, end_char, heading_path, sentences, first_sentence"
_FACT_COLUMNS = "link, place, site, authors, tags, language, published"
_POST_COLUMNS = (
    "url, place, link, title, text, authors, published, tags, language, site, "
    "updated, description, image, addresses, fact_sources, confidence"
)


@dataclass(frozen=True, slots=True)
class CatalogEntry:
    """A post on its way into the catalog: which source gave it, and how it was split."""

    source: str
    post: Post
    passages: Sequence[Passage]


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage as the catalog holds it. Its sentences' embeddings begin at row `first_sentence`."""

    passage_id: int
    post_id: int
    passage: Passage
    first_sentence: int


@dataclass(frozen=True, slots=True)
class StoredPost:
    """A post as the catalog holds it. `key` names it in links and outlives the generation."""

    post_id: int
    key: str
    post: Post


@dataclass(frozen=True, slots=True)
class PostFacts:
    """What a post can be chosen by."""

    link: str
    place: str
    site: str | None
    authors: tuple[str, ...]
    tags: tuple[str, ...]
    language: str | None
    published: str | None


def known_facts(post: Post) -> PostFacts:
    """What `post` can be chosen by."""
    return PostFacts(
        post.link, post.place, post.site, post.authors, post.tags, post.language, post.published
    )


def post_key(url: str) -> str:
    """A short name for the post found at `url`, the same in every generation."""
    return hashlib.sha256(url.encode()).hexdigest()[:12]


def post_digest(post: Post) -> str:
    """SHA-256 (hex) of all that is known of the post."""
    return hashlib.sha256(repr(post).encode()).hexdigest()


def write_catalog(path: Path, entries: Iterable[CatalogEntry]) -> None:
    """Write a new catalog; post ids and passage ids follow the order of `entries`."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript(_SCHEMA)
        passage_id = first_sentence = 0
        for post_id, entry in enumerate(entries):
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
    row = (post_id, post_key(post.url), entry.source, post_digest(post))
    facts = (post.url, post.place, post.link, post.title, post.text, json.dumps(post.authors))
    more = (post.published, json.dumps(post.tags), post.language, post.site)
    last = (post.updated, post.description, post.image)
    lists = (json.dumps(post.addresses), json.dumps(post.fact_sources))
    values = (*row, *facts, *more, *last, *lists, post.confidence)
    connection.execute(f"INSERT INTO post VALUES ({', '.join('?' * len(values))})", values)
    connection.executemany(
        "INSERT INTO block VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            (post_id, ordinal, block.kind, block.level, block.start_char, block.end_char, block.language)
            for ordinal, block in enumerate(post.blocks)
        ),
    )


class Catalog:
    """Reads one catalog. Opens a connection for each call, since threads cannot share one."""

    def __init__(self, path: Path) -> None:
        """Name the file; it is opened when first asked."""
        self._path = path
        self._uri = f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1"

    def counts(self) -> tuple[int, int]:
        """(posts, passages)."""
        with self._connection() as connection:
            row = connection.execute(
                "SELECT (SELECT count(*) FROM post), (SELECT count(*) FROM passage)"
            ).fetchone()
        return int(row[0]), int(row[1])

    def digests(self) -> dict[str, tuple[str, str]]:
        """{address of a post: (source, digest)}, to tell what has changed."""
        with self._connection() as connection:
            rows = connection.execute("SELECT url, source, digest FROM post").fetchall()
        return {url: (source, digest) for url, source, digest in rows}

    def addresses(self) -> dict[str, str]:
        """{address: the post's own}, of every address that leads to a post; a post's own leads to itself."""
        with self._connection() as connection:
            rows = connection.execute("SELECT url, link, addresses FROM post ORDER BY post_id").fetchall()
        found = {url: url for url, _, _ in rows}
        for url, link, others in rows:
            for address in (link, *json.loads(others)):
                found.setdefault(address, url)
        return found

    def facts(self) -> Iterator[PostFacts]:
        """The facts of every post, by post id."""
        with self._connection() as connection:
            for row in connection.execute(f"SELECT {_FACT_COLUMNS} FROM post ORDER BY post_id"):
                yield _post_facts(row)

    def facts_of(self, post_ids: Sequence[int]) -> dict[int, PostFacts]:
        """{id: facts of the post} for the ids that exist."""
        query = f"SELECT post_id, {_FACT_COLUMNS} FROM post"
        with self._connection() as connection:
            rows = _select(connection, query, "post_id", post_ids)
        return {row[0]: _post_facts(row[1:]) for row in rows}

    def passage_counts(self) -> list[int]:
        """How many passages each post has, by post id; those of one post follow each other."""
        query = (
            "SELECT (SELECT count(*) FROM passage WHERE passage.post_id = post.post_id) FROM post "
            "ORDER BY post_id"
        )
        with self._connection() as connection:
            return [count for (count,) in connection.execute(query)]

    def sentence_counts(self) -> list[int]:
        """How many sentences each passage has, by passage id."""
        query = "SELECT json_array_length(sentences) FROM passage ORDER BY passage_id"
        with self._connection() as connection:
            return [count for (count,) in connection.execute(query)]

    def passages(self, passage_ids: Sequence[int]) -> dict[int, StoredPassage]:
        """{id: passage} for the ids that exist."""
        query = f"SELECT {_PASSAGE_COLUMNS} FROM passage"
        with self._connection() as connection:
            rows = _select(connection, query, "passage_id", passage_ids)
        return {row[0]: _stored_passage(row) for row in rows}

    def passages_of(self, post_id: int) -> list[StoredPassage]:
        """Every passage of one post, in order."""
        query = f"SELECT {_PASSAGE_COLUMNS} FROM passage"
        with self._connection() as connection:
            rows = connection.execute(f"{query} WHERE post_id = ? ORDER BY passage_id", (post_id,))
            return [_stored_passage(row) for row in rows]

    def posts(self, post_ids: Sequence[int]) -> dict[int, StoredPost]:
        """{id: post} for the ids that exist, without their blocks."""
        query = f"SELECT post_id, key, {_POST_COLUMNS} FROM post"
        with self._connection() as connection:
            rows = _select(connection, query, "post_id", post_ids)
        return {row[0]: _stored_post(row, ()) for row in rows}

    def texts(self, post_ids: Sequence[int]) -> dict[int, str]:
        """{id: text of the post} for the ids that exist."""
        with self._connection() as connection:
            return dict(_select(connection, "SELECT post_id, text FROM post", "post_id", post_ids))

    def post_by_key(self, key: str) -> StoredPost | None:
        """The whole post called `key`, with its blocks; None where there is none."""
        with self._connection() as connection:
            query = f"SELECT post_id, key, {_POST_COLUMNS} FROM post WHERE key = ?"
            row = connection.execute(query, (key,)).fetchone()
            if row is None:
                return None
            blocks = connection.execute(
                "SELECT kind, start_char, end_char, level, language FROM block "
                "WHERE post_id = ? ORDER BY ordinal",
                (row[0],),
            ).fetchall()
        return _stored_post(row, tuple(Block(BlockKind(kind), *rest) for kind, *rest in blocks))

    def post_at(self, address: str) -> StoredPost | None:
        """The whole post that any of its addresses leads to; None where there is none."""
        url = self.addresses().get(address)
        return None if url is None else self.post_by_key(post_key(url))

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(self._uri, uri=True)) as connection:
                yield connection
        except sqlite3.Error as error:
            raise IndexBroken(f"The catalog at {self._path} is damaged ({error}); {REPAIR}") from error


def _select(connection: sqlite3.Connection, query: str, column: str, ids: Sequence[int]) -> list[_Row]:
    # json_each takes any number of ids, where a list of ? marks ends at SQLite's limit of variables.
    where = f"WHERE {column} IN (SELECT value FROM json_each(?))"
    return connection.execute(f"{query} {where}", (json.dumps(list(ids)),)).fetchall()


def _stored_passage(row: _Row) -> StoredPassage:
    passage_id, post_id, start_char, end_char, heading_path, sentences, first_sentence = row
    places = tuple((start, end) for start, end in json.loads(sentences))
    passage = Passage(start_char, end_char, tuple(json.loads(heading_path)), places)
    return StoredPassage(passage_id, post_id, passage, first_sentence)


def _post_facts(row: _Row) -> PostFacts:
    link, place, site, authors, tags, language, published = row
    return PostFacts(
        link, place, site, tuple(json.loads(authors)), tuple(json.loads(tags)), language, published
    )


def _stored_post(row: _Row, blocks: tuple[Block, ...]) -> StoredPost:
    post_id, key, url, place, link, title, text, authors, published, tags, language, site, *last = row
    updated, description, image, addresses, fact_sources, confidence = last
    post = Post(
        url=url,
        place=place,
        link=link,
        title=title,
        text=text,
        blocks=blocks,
        authors=tuple(json.loads(authors)),
        published=published,
        tags=tuple(json.loads(tags)),
        language=language,
        site=site,
        updated=updated,
        description=description,
        image=image,
        addresses=tuple(json.loads(addresses)),
        fact_sources=tuple((name, source) for name, source in json.loads(fact_sources)),
        confidence=confidence,
    )
    return StoredPost(post_id, key, post)
