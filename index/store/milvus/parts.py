"""The other parts of a generation, asked of Milvus: see index.store.reading for what they are."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from index.records import Block, BlockKind, Embeddings
from index.store import layout
from index.store.catalog import Outline, PostFacts, StoredPassage, StoredPost, known_facts
from index.store.facets import Facet
from index.store.halves import widened
from index.store.layout import Ids
from index.store.milvus import facts
from index.store.milvus.facts import Filter, quoted
from index.store.milvus.fetched import Fetched
from index.store.milvus.impacts import DAY
from index.store.milvus.pieces import unpack_post
from index.store.milvus.schemas import PASSAGE_BITS, Kind, Names, count_rows, effort
from index.store.milvus.server import MAX_ROWS, Row, Server

_MOST_OUTLINES = 2_000  # of some 7 KB each


class MilvusCatalog:
    """A reading.Catalog."""

    def __init__(self, server: Server, names: Names, fetched: Fetched) -> None:
        """Nothing is asked yet."""
        self._server, self._names, self._fetched = server, names, fetched

    def counts(self) -> tuple[int, int]:
        """(posts, passages)."""
        posts = count_rows(self._server, self._names.of(Kind.POSTS))
        return posts, count_rows(self._server, self._names.of(Kind.PASSAGES))

    def posts(self, post_ids: Sequence[int]) -> Mapping[int, StoredPost]:
        """{id: post} for the ids that exist, without their blocks."""
        return self._fetched.posts(post_ids)

    def blocks(self, post_ids: Sequence[int]) -> Mapping[int, tuple[Block, ...]]:
        """{id: blocks of the post} for the ids that exist."""
        rows = self._server.rows(self._names.of(Kind.POSTS), "post_id", post_ids, ["post"])
        return {row["post_id"]: unpack_post(row["post"], with_blocks=True).blocks for row in rows}

    def facts_of(self, post_ids: Sequence[int]) -> Mapping[int, PostFacts]:
        """{id: what the post can be chosen by} for the first of the ids: all are too many to fetch."""
        posts = self.posts(post_ids[:_MOST_OUTLINES])
        return {post_id: known_facts(stored.post) for post_id, stored in posts.items()}

    def outlines(self, post_ids: Sequence[int]) -> Mapping[int, Outline]:
        """{id: outline of the post} for the first of the ids: all are too many to fetch."""
        some = post_ids[:_MOST_OUTLINES]
        rows = self._server.rows(self._names.of(Kind.POSTS), "post_id", some, ["post_key", "post"])
        return {stored.post_id: _outline(stored) for stored in map(_stored, rows)}

    def texts(self, post_ids: Sequence[int]) -> Mapping[int, str]:
        """{id: text of the post} for the ids that exist."""
        return {post_id: stored.post.text for post_id, stored in self.posts(post_ids).items()}

    def passages(self, passage_ids: Sequence[int]) -> Mapping[int, StoredPassage]:
        """{id: passage} for the ids that exist."""
        rows = self._fetched.passages(passage_ids)
        return {i: StoredPassage(i, i >> PASSAGE_BITS, row.passage, 0) for i, row in rows.items()}

    def post_by_key(self, key: str) -> StoredPost | None:
        """The whole post called `key`, with its blocks; None where there is none."""
        return self._whole(f"post_key == {quoted(key)}")

    def post_at(self, address: str) -> StoredPost | None:
        """The whole post that any of its addresses leads to; None where there is none."""
        return self._whole(f"array_contains(addresses, {quoted(address)})", address)

    def _whole(self, chosen: str, address: str = "") -> StoredPost | None:
        rows = self._server.query(self._names.of(Kind.POSTS), chosen, ["post_key", "post"])
        found = [_stored(row) for row in rows]
        # As in a folder: an address is first of all that of the post that was found there.
        return min(found, key=lambda stored: (stored.post.url != address, stored.post_id), default=None)


class MilvusLayout:
    """A reading.Layout: a passage id is its post's, and its place there."""

    def __init__(self, fetched: Fetched, some: Filter) -> None:
        """`some` is any filter on posts."""
        self._fetched, self._some = fetched, some

    def posts_of(self, passage_ids: Ids) -> Ids:
        """The post of each passage."""
        return passage_ids >> PASSAGE_BITS

    def passages_of(self, post_ids: Ids) -> Ids:
        """The passages of the posts, one post after the other."""
        counts = self.passage_counts(post_ids)
        within = np.arange(counts.sum()) - np.repeat(layout.starts_of(counts), counts)
        passages: Ids = np.repeat(self.first_passages_of(post_ids), counts) + within
        return passages

    def first_passages_of(self, post_ids: Ids) -> Ids:
        """The first passage of each of the posts."""
        return post_ids << PASSAGE_BITS

    def passage_counts(self, post_ids: Ids) -> Ids:
        """How many passages each of the posts has."""
        ids = post_ids.tolist()
        outlines = self._fetched.outlines(ids)
        return np.array([outlines[i].passage_count for i in ids], dtype=np.int64)

    def sentence_counts(self, passage_ids: Ids) -> Ids:
        """How many sentences each of the passages has."""
        ids = passage_ids.tolist()
        rows = self._fetched.passages(ids)
        return np.array([len(rows[i].sentences) for i in ids], dtype=np.int64)

    def passages_in(self, posts: Filter) -> Filter:
        """The passages of `posts`, which have the same fields."""
        return posts

    def just(self, passage_ids: Ids) -> Filter:
        """These passages and no other."""
        return Filter(f"passage_id in {passage_ids.tolist()}", self._some.exists)

    def with_passages(self) -> Filter:
        """The posts that have a passage."""
        return Filter("passage_count > 0", self._some.exists)


class MilvusVectors:
    """A reading.Vectors over `count` passages."""

    def __init__(self, server: Server, names: Names, fetched: Fetched, count: int) -> None:
        """Nothing is asked yet."""
        self._server, self._collection, self._fetched = server, names.of(Kind.PASSAGES), fetched
        self.count = count

    def nearest(
        self, queries: Embeddings, count: int, admitted: Filter | None = None
    ) -> tuple[Ids, NDArray[np.float32]]:
        """(ids, cosines), both (len(queries), count), nearest first; where there are fewer, then the id -1.

        An approximate index may miss some (docs/scale.md). All queries go in one call.
        """
        count = min(count, MAX_ROWS)
        chosen = admitted.expression if admitted else ""
        weighed = effort(self._server.settings.vector_index, count)
        found = self._server.search(
            self._collection, "embedding", list(queries), count, chosen=chosen, effort=weighed
        )
        ids = np.full((len(queries), count), -1, dtype=np.int64)
        cosines = np.full((len(queries), count), -np.inf, dtype=np.float32)
        for place, rows in enumerate(found):
            ids[place, : len(rows)] = [row_id for row_id, _ in rows]
            cosines[place, : len(rows)] = [cosine for _, cosine in rows]
        return ids, cosines

    def rows(self, ids: Sequence[int] | Ids) -> Embeddings:
        """The embeddings of the passages `ids`, in that order: (len(ids), dim)."""
        wanted = np.asarray(ids).tolist()
        rows = self._fetched.passages(wanted)
        embeddings = np.array([rows[i].embedding for i in wanted], dtype=np.float16)
        return widened(embeddings.reshape(-1, self._fetched.dim))


class MilvusSentences:
    """A reading.Sentences."""

    def __init__(self, fetched: Fetched) -> None:
        """Nothing is fetched yet."""
        self._fetched = fetched

    def of(self, passage_ids: Ids) -> Embeddings:
        """(m, dim): those of all sentences of the passages, one passage after the other."""
        ids = passage_ids.tolist()
        rows = self._fetched.passages(ids)
        none = np.empty((0, self._fetched.dim), dtype=np.float16)
        return widened(np.concatenate([none, *(rows[i].sentences for i in ids)]))


class MilvusFacets:
    """A reading.Facets."""

    def __init__(
        self, server: Server, names: Names, fetched: Fetched, some: Filter, languages: tuple[str, ...]
    ) -> None:
        """`some` is any filter on posts."""
        self._server, self._collection, self._fetched = server, names.of(Kind.POSTS), fetched
        self._some = some
        self.languages = languages

    def with_value(self, facet: Facet, value: str) -> Filter:
        """The posts of which `value` is a value of `facet`."""
        return self._chosen(facts.has_value(facet, value))

    def with_words(self, facet: Facet, words: str) -> Filter:
        """The posts of a site, or by an author, that has these words in its name."""
        return self._chosen(facts.has_words(facet, words))

    def author_names(self) -> Collection[str]:
        """Of as many posts as Milvus gives for one query."""
        rows = self._server.query(self._collection, self._some.expression, ["authors"])
        return {name for row in rows for name in facts.names_of(row["authors"])}

    def on_host(self, host: str) -> Filter:
        """The posts on `host`, or on a host below it."""
        return self._chosen(facts.on_host(host))

    def below(self, address: str) -> Filter:
        """The post at `address`, a host and a path, and the posts below it."""
        return self._chosen(facts.below(address))

    def just(self, post_ids: Sequence[int]) -> Filter:
        """These posts and no other."""
        return self._chosen(f"post_id in {list(post_ids)}")

    def published(self, start: date | None, end: date | None) -> Filter:
        """The posts published from `start` on and before `end`; never one without a date."""
        first, last = (None if day is None else day.toordinal() for day in (start, end))
        return self._chosen(facts.published(first, last))

    def days_of(self, post_ids: Sequence[int]) -> NDArray[np.int32]:
        """(len(post_ids),): the days of publication, 0 where there is none."""
        outlines = self._fetched.outlines(post_ids)
        return np.array([outlines[i].day for i in post_ids], dtype=np.int32)

    def newest(self, posts: Filter, count: int) -> Ids:
        """The ids of `count` of the `posts`, the newest first and those without a date last."""
        count = min(count, MAX_ROWS)
        # Milvus sorts by nothing but nearness, so the day is a dimension of a vector.
        (found,) = self._server.search(
            self._collection, "newest", [{DAY: 1.0}], count, chosen=posts.expression
        )
        # Of the last day there may be others, with lower ids; below all days come posts without one.
        last = int(found[-1][1]) if len(found) == count else 0
        ids = [i for i, day in found if day > last]
        ids += self._ids(f"({posts.expression}) and day == {last}")
        return np.array(ids[:count], dtype=np.int64)

    def _ids(self, chosen: str) -> list[int]:
        return sorted(row["post_id"] for row in self._server.query(self._collection, chosen, ["post_id"]))

    def _chosen(self, expression: str) -> Filter:
        return Filter(expression, self._some.exists)


def _outline(stored: StoredPost) -> Outline:
    post = stored.post
    headings = (block for block in post.blocks if block.kind is BlockKind.HEADING)
    texts = dict.fromkeys(post.text[block.start_char : block.end_char] for block in headings)
    return Outline(stored.post_id, stored.key, post.title, known_facts(post), tuple(texts))


def _stored(row: Row) -> StoredPost:
    return StoredPost(row["post_id"], row["post_key"], unpack_post(row["post"], with_blocks=True))
