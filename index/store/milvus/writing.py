"""A generation that is kept elsewhere -> the same as collections in Milvus."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, replace

import numpy as np

from index.errors import REPAIR, IndexBroken
from index.store.catalog import StoredPassage, StoredPost
from index.store.milvus.facts import facts_row
from index.store.milvus.impacts import DAY, NO_WORD, Statistics
from index.store.milvus.pieces import cut_short, pack, pack_passage, pack_post, pack_rows
from index.store.milvus.schemas import (
    NO_VECTOR,
    NOTHING,
    PASSAGE_BITS,
    Kind,
    Names,
    count_rows,
    create,
    make_ready,
)
from index.store.milvus.server import Row, Server
from index.store.milvus.texts import text_pieces
from index.store.questions import packed_questions
from index.store.reading import Generation
from index.store.topics import packed_topics

_MOST_ADDRESSES = 4096
# Rows in one message: passages have some 10 KB each, posts some 30, and Milvus takes 64 MB.
_ROWS_AT_ONCE = {Kind.POSTS: 100, Kind.PASSAGES: 200, Kind.TEXTS: 100, Kind.TERMS: 5000, Kind.ABOUT: 1}


def write_generation(server: Server, names: Names, generation: Generation, owner: str) -> None:
    """Write the collections of `generation`, check that they are whole, and only then what they are.

    `owner` is kept with it. Raises IndexBroken.
    """
    statistics = Statistics.of(
        (stored.post, [one.passage for one in passages]) for stored, passages in _posts(generation)
    )
    tables = {
        Kind.TERMS: _term_rows(statistics),
        Kind.TEXTS: _text_rows(generation),
        Kind.POSTS: _post_rows(generation),
        Kind.PASSAGES: _passage_rows(generation, statistics),
        Kind.ABOUT: _about_row(generation, owner),
    }
    for kind, rows in tables.items():
        create(server, names, kind, generation.manifest.dim)
        written = _insert(server, names, kind, rows)
        make_ready(server, names, kind)
        if count_rows(server, names.of(kind)) != written:
            raise IndexBroken(f"Milvus at {server.name} does not hold all that was written there; try again.")


def drop_generation(server: Server, names: Names) -> None:
    """Drop a generation, what says that it is whole first. Raises IndexBroken."""
    for kind in Kind:
        server.ask("drop_collection", names.of(kind))


def _insert(server: Server, names: Names, kind: Kind, rows: Iterable[Row]) -> int:
    batch: list[Row] = []
    written = 0
    for row in rows:
        batch.append(row)
        if len(batch) == _ROWS_AT_ONCE[kind]:
            server.ask("insert", names.of(kind), batch)
            written += len(batch)
            batch = []
    if batch:
        server.ask("insert", names.of(kind), batch)
    return written + len(batch)


def _posts(generation: Generation) -> Iterator[tuple[StoredPost, Sequence[StoredPassage]]]:
    """Every post, whole, with its passages, in order."""
    catalog = generation.catalog
    for post_id in generation.manifest.post_ids:
        found = catalog.posts([post_id]).get(post_id)
        if found is None:
            continue  # it is gone, and the id nobody's
        passage_ids = generation.layout.passages_of(np.array([post_id])).tolist()
        stored = catalog.post_by_key(found.key)
        if stored is None:
            raise IndexBroken(f"The catalog of {generation.manifest.generation} is damaged; {REPAIR}")
        passages = catalog.passages(passage_ids)
        yield stored, [passages[i] for i in passage_ids]


def _post_rows(generation: Generation) -> Iterator[Row]:
    for stored, passages in _posts(generation):
        post, facts = stored.post, facts_row(stored.post)
        day = float(facts["day"])  # 32-bit floats hold every one
        addresses = dict.fromkeys([post.url, post.link, *post.addresses])
        yield {
            "post_id": stored.post_id,
            "post_key": stored.key,
            "addresses": list(map(cut_short, addresses))[:_MOST_ADDRESSES],
            "post": pack_post(post),
            "passage_count": len(passages),
            "newest": {DAY: day} if day else {NO_WORD: 1.0},
            **facts,
        }


def _passage_rows(generation: Generation, statistics: Statistics) -> Iterator[Row]:
    for stored, passages in _posts(generation):
        facts = facts_row(stored.post)
        embeddings = generation.vectors.rows([one.passage_id for one in passages]) if passages else ()
        for place, (one, embedding) in enumerate(zip(passages, embeddings, strict=True)):
            sentences = generation.sentences.of(np.array([one.passage_id]))
            rows = np.concatenate([embedding[None], sentences])
            yield {
                "passage_id": (stored.post_id << PASSAGE_BITS) + place,
                "post_id": stored.post_id,
                "passage": pack_passage(one.passage),
                "embedding": embedding,
                "rows": pack_rows(rows),
                "words": statistics.of_passage(stored.post, one.passage) or {NO_WORD: 1.0},
                "held": statistics.held_by(stored.post, one.passage) or {NO_WORD: 1.0},
                "post_words": (not place and statistics.of_post(stored.post)) or {NO_WORD: 1.0},
                **facts,
            }


def _text_rows(generation: Generation) -> Iterator[Row]:
    text_id = 0
    for stored, _ in _posts(generation):
        for part, text in text_pieces(stored.post):
            row = {"text_id": text_id, "post_id": stored.post_id, "part": part.value, "text": text}
            yield {**row, NO_VECTOR: NOTHING}
            text_id += 1


def _term_rows(statistics: Statistics) -> Iterator[Row]:
    for word, term in statistics.terms.items():
        yield {"term": word, **asdict(term), NO_VECTOR: NOTHING}


def _about_row(generation: Generation, owner: str) -> Iterator[Row]:
    about = {
        "manifest": asdict(replace(generation.manifest, files={})),  # there are none
        "noise": asdict(generation.noise),
        "languages": generation.facets.languages,
        "topics": None if generation.topics is None else packed_topics(generation.topics),
        "questions": packed_questions(generation.questions),
        "owner": owner,
    }
    yield {"about_id": 0, "about": pack(about), NO_VECTOR: NOTHING}
