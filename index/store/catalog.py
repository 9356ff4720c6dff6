"""The facts about posts and passages, in SQLite. Written once per generation, then only read.

A passage's id is its row in the vectors, so ids run from 0 on. What a later generation adds to a catalog
lies in a file beside it, which also tells what is gone: such ids are nobody's, until all is built anew.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any

from index.records import Block, Passage, Post, day_of
from index.store.block_rows import read_blocks
from index.store.catalog_files import CatalogFiles
from index.store.selecting import Row, select_by_id

_PASSAGE_COLUMNS = "passage_id, post_id, start_char, end_char, heading_path, sentences, first_sentence"
_FACT_COLUMNS = "link, place, site, authors, tags, language, published"
_POST_COLUMNS = (
    "url, place, link, title, text, authors, published, tags, language, site, "
    "updated, description, image, addresses, fact_sources, confidence"
)


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

    @property
    def year(self) -> int:
        """In which the post was published; 0 where no one says so."""
        year = day_of(self.published or "")[:4]
        return int(year) if len(year) == 4 and year.isascii() and year.isdigit() else 0


def known_facts(post: Post) -> PostFacts:
    """What `post` can be chosen by."""
    return PostFacts(
        post.link, post.place, post.site, post.authors, post.tags, post.language, post.published
    )


@dataclass(frozen=True, slots=True)
class NextIds:
    """What the next post, passage and row of a sentence are to be called."""

    post: int = 0
    passage: int = 0
    sentence: int = 0


@dataclass(frozen=True, slots=True)
class KnownPost:
    """A post as it is compared with what it is now."""

    post_id: int
    source: str
    digest: str


@dataclass(frozen=True, slots=True)
class Outline:
    """What is said of a post, without its text. `headings` are those above its passages, each once."""

    post_id: int
    key: str
    title: str
    facts: PostFacts
    headings: tuple[str, ...]


def post_key(url: str) -> str:
    """A short name for the post found at `url`, the same in every generation."""
    return hashlib.sha256(url.encode()).hexdigest()[:12]


def post_digest(post: Post) -> str:
    """SHA-256 (hex) of all that is known of the post."""
    return hashlib.sha256(repr(post).encode()).hexdigest()


class Catalog:
    """Reads one catalog. Safe to share between threads."""

    def __init__(self, path: Path) -> None:
        """Name the file; it is opened when first asked."""
        self._files = CatalogFiles(path)

    def counts(self) -> tuple[int, int]:
        """(posts, passages)."""
        with self._files.open() as connection:
            row = connection.execute(
                "SELECT (SELECT count(*) FROM post), (SELECT count(*) FROM passage)"
            ).fetchone()
        return int(row[0]), int(row[1])

    def next_ids(self) -> NextIds:
        """What follows all ids that were ever given out, those that are nobody's now among them."""
        posts = self._files.all_rows("SELECT coalesce(max(post_id) + 1, 0) FROM {file}.post")
        last = self._files.all_rows(
            "SELECT passage_id + 1, first_sentence + json_array_length(sentences) "
            "FROM {file}.passage ORDER BY passage_id DESC LIMIT 1"
        )
        passage, sentence = max(last, default=(0, 0))
        return NextIds(max(posts)[0], passage, sentence)

    def known(self) -> dict[str, KnownPost]:
        """{address: post} of every post, to tell what has changed."""
        with self._files.open() as connection:
            rows = connection.execute("SELECT url, post_id, source, digest FROM post").fetchall()
        return {url: KnownPost(*row) for url, *row in rows}

    def addresses(self) -> dict[str, str]:
        """{address: the post's own}, of every address that leads to a post; a post's own leads to itself."""
        with self._files.open() as connection:
            rows = connection.execute("SELECT url, link, addresses FROM post ORDER BY post_id").fetchall()
        found = {url: url for url, _, _ in rows}
        for url, link, others in rows:
            for address in (link, *json.loads(others)):
                found.setdefault(address, url)
        return found

    def records(self) -> Iterator[tuple[int, str, str, tuple[str, ...]]]:
        """(id, address, link, other addresses) of every post, by post id: also of what is gone, and of which
        the files still hold the text."""
        query = "SELECT post_id, url, link, addresses FROM {file}.post ORDER BY post_id"
        for post_id, url, link, addresses in self._files.all_rows(query):
            yield post_id, url, link, tuple(json.loads(addresses))

    def facts(self) -> Iterator[tuple[int, PostFacts]]:
        """(id, facts) of every post, by post id."""
        with self._files.open() as connection:
            for row in connection.execute(f"SELECT post_id, {_FACT_COLUMNS} FROM post ORDER BY post_id"):
                yield row[0], _post_facts(row[1:])

    def facts_of(self, post_ids: Sequence[int]) -> dict[int, PostFacts]:
        """{id: facts of the post} for the ids that exist."""
        query = f"SELECT post_id, {_FACT_COLUMNS} FROM post"
        with self._files.open() as connection:
            rows = select_by_id(connection, query, "post_id", post_ids)
        return {row[0]: _post_facts(row[1:]) for row in rows}

    def outlines(self, post_ids: Sequence[int]) -> dict[int, Outline]:
        """{id: outline of the post} for the ids that exist."""
        headings: dict[int, dict[str, None]] = {}
        chosen = "post_id IN (SELECT value FROM json_each(?))"
        paths = (
            f"SELECT post_id, heading_path FROM passage WHERE {chosen} AND heading_path != '[]' "
            "ORDER BY post_id, passage_id"
        )
        posts = f"SELECT post_id, key, title, {_FACT_COLUMNS} FROM post WHERE {chosen}"
        wanted = (json.dumps(list(post_ids)),)
        with self._files.open() as connection:  # row by row: of very many, all would take hundreds of MB
            # Passages that follow each other often stand under the same headings.
            for (post_id, path), _ in groupby(connection.execute(paths, wanted)):
                headings.setdefault(post_id, {}).update(dict.fromkeys(json.loads(path)))
            return {
                post_id: Outline(post_id, key, title, _post_facts(facts), tuple(headings.get(post_id, ())))
                for post_id, key, title, *facts in connection.execute(posts, wanted)
            }

    def passage_counts(self) -> list[int]:
        """How many passages each post id has, also where the post is gone; those of one follow each other."""
        query = (
            "SELECT (SELECT count(*) FROM {file}.passage AS own WHERE own.post_id = post.post_id) "
            "FROM {file}.post AS post ORDER BY post_id"
        )
        return [count for (count,) in self._files.all_rows(query)]

    def sentence_counts(self) -> list[int]:
        """How many sentences each passage id has, also where the passage is gone."""
        query = "SELECT json_array_length(sentences) FROM {file}.passage ORDER BY passage_id"
        return [count for (count,) in self._files.all_rows(query)]

    def passages(self, passage_ids: Sequence[int]) -> dict[int, StoredPassage]:
        """{id: passage} for the ids that exist."""
        query = f"SELECT {_PASSAGE_COLUMNS} FROM passage"
        with self._files.open() as connection:
            rows = select_by_id(connection, query, "passage_id", passage_ids)
        return {row[0]: _stored_passage(row) for row in rows}

    def passages_of(self, post_id: int) -> list[StoredPassage]:
        """Every passage of one post, in order."""
        query = f"SELECT {_PASSAGE_COLUMNS} FROM passage"
        with self._files.open() as connection:
            rows = connection.execute(f"{query} WHERE post_id = ? ORDER BY passage_id", (post_id,))
            return [_stored_passage(row) for row in rows]

    def posts(self, post_ids: Sequence[int]) -> dict[int, StoredPost]:
        """{id: post} for the ids that exist, without their blocks."""
        query = f"SELECT post_id, key, {_POST_COLUMNS} FROM post"
        with self._files.open() as connection:
            rows = select_by_id(connection, query, "post_id", post_ids)
        return {row[0]: _stored_post(row, ()) for row in rows}

    def blocks(self, post_ids: Sequence[int]) -> dict[int, tuple[Block, ...]]:
        """{id: blocks of the post} for the ids that exist."""
        with self._files.open() as connection:
            return read_blocks(connection, post_ids)

    def texts(self, post_ids: Sequence[int]) -> dict[int, str]:
        """{id: text of the post} for the ids that exist."""
        with self._files.open() as connection:
            return dict(select_by_id(connection, "SELECT post_id, text FROM post", "post_id", post_ids))

    def post_by_key(self, key: str) -> StoredPost | None:
        """The whole post called `key`, with its blocks; None where there is none."""
        with self._files.open() as connection:
            query = f"SELECT post_id, key, {_POST_COLUMNS} FROM post WHERE key = ?"
            row = connection.execute(query, (key,)).fetchone()
            if row is None:
                return None
            blocks = read_blocks(connection, [row[0]])
        return _stored_post(row, blocks.get(row[0], ()))

    def post_at(self, address: str) -> StoredPost | None:
        """The whole post that any of its addresses leads to; None where there is none."""
        own = self.post_by_key(post_key(address))
        if own is not None and own.post.url == address:
            return own
        url = self.addresses().get(address)
        return None if url is None else self.post_by_key(post_key(url))


def _post_facts(row: Sequence[Any]) -> PostFacts:
    link, place, site, authors, tags, language, published = row
    return PostFacts(link, place, site, _names(authors), _names(tags), language, published)


@lru_cache(maxsize=4096)
def _names(written: str) -> tuple[str, ...]:
    """As the catalog has them. Many posts have the same, which all of them then share."""
    return tuple(json.loads(written))


def _stored_passage(row: Row) -> StoredPassage:
    passage_id, post_id, start_char, end_char, heading_path, sentences, first_sentence = row
    places = tuple((start, end) for start, end in json.loads(sentences))
    passage = Passage(start_char, end_char, _names(heading_path), places)
    return StoredPassage(passage_id, post_id, passage, first_sentence)


def _stored_post(row: Row, blocks: tuple[Block, ...]) -> StoredPost:
    post_id, key, url, place, link, title, text, authors, published, tags, language, site, *last = row
    updated, description, image, addresses, fact_sources, confidence = last
    post = Post(
        url=url,
        place=place,
        link=link,
        title=title,
        text=text,
        blocks=blocks,
        authors=_names(authors),
        published=published,
        tags=_names(tags),
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
