"""A kept generation -> the same without some of its posts. Embeds nothing anew, and needs no model."""

import re
import shutil
import sqlite3
import time
from collections.abc import Collection, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from index.errors import IndexBroken, IndexFault
from index.records import Embeddings, Post
from index.store.catalog import Catalog, StoredPassage
from index.store.concordance import Concordance, write_concordance
from index.store.generation import (
    check_generation,
    current_generation,
    flush_folder,
    list_generations,
    publish,
    unfinished_generation,
)
from index.store.lexicon import LexiconRow, lexicon_row, write_lexicon
from index.store.manifest import Manifest, checksum_files, contents_digest, stamp_files, write_manifest
from index.store.paths import GenerationPaths, IndexPaths, added_to
from index.store.post_lexicon import write_post_lexicon
from index.store.questions import kept_questions, read_questions, write_questions
from index.store.topics import Topic, read_topics, write_topics
from index.store.vector_file import write_vectors
from index.store.vector_search_choice import keep_vector_search
from index.store.vectors import Vectors, read_sentences, write_sentences
from index.store.words import exact_words

GRACE_S = 1.0  # a search that has begun on the published generation takes far less, and may come to its end
_ROWS_AT_ONCE = 4096
_REDACTION = re.compile(r"-r(\d{3})$")  # ends the name of a generation that replaces an earlier one
_GONE = ".building-gone-"  # such folders are no generations, and the next writer deletes what is left of them


def redact(paths: IndexPaths, name: str, post_ids: Collection[int]) -> str | None:
    """Replace the generation `name` by a copy without the posts `post_ids`; returns the copy's name.

    The copy sorts directly after the original, so that rollback goes the same way. It is built beside,
    checked, and put in place before the original is deleted; where the original is published, the copy is
    published in its stead, and a second given to the searches under way. A reader in another process may
    have deleted files open until it looks at CURRENT again, which it does at its next search.

    None is returned where no copy is made and the original is only deleted: no post would be left in it, or
    it is too damaged to be copied. Where that was the published one, there is no index until the next
    reindexing, or rollback. To be called with the writer's lock.
    """
    copied = _replace(paths, name, set(post_ids))
    remove_generation(paths, name, is_replaced=copied is not None)
    return copied


def remove_generation(paths: IndexPaths, name: str, *, is_replaced: bool = False) -> None:
    """Delete the generation `name`; where it is the published one, none is published then."""
    if not is_replaced and _published(paths) == name:
        paths.current.unlink()
    gone = paths.generations / f"{_GONE}{name}"
    try:
        shutil.rmtree(gone, ignore_errors=True)
        paths.generation(name).folder.rename(gone)  # in one step no generation, so that none is half a one
        shutil.rmtree(gone)
    except OSError as error:
        raise IndexBroken(
            f"The generation {name} could not be deleted ({error.strerror}), so what is to be forgotten is "
            "still in it; end what has its files open, and run this again."
        ) from error


def _replace(paths: IndexPaths, name: str, post_ids: set[int]) -> str | None:
    original = paths.generation(name)
    try:
        manifest = check_generation(original)  # what is damaged must not come by new checksums
    except IndexBroken:
        return None
    kept = _Kept.of(original, post_ids)
    if not kept.posts:
        return None
    successor = _successor(name)
    if successor in list_generations(paths):  # a run before this one was stopped half-way
        if successor == _published(paths):
            return successor
        remove_generation(paths, successor)
    with unfinished_generation(paths, successor) as building:
        _copy_catalog(original.catalog, building.catalog, kept)
        catalog = Catalog(building.catalog)
        write_lexicon(building.lexicon, _lexicon_rows(catalog, len(kept.posts)))
        write_post_lexicon(building.post_lexicon, _posts(catalog, len(kept.posts)))
        write_concordance(building.concordance, _posts(catalog, len(kept.posts)))
        write_vectors(building.vectors, _vector_rows(original, kept), manifest.dim)
        search = keep_vector_search(manifest.vector_search, building.vectors)
        sentences = list(kept.sentence_rows())
        write_sentences(building.sentences, _sentence_rows(original, sentences), len(sentences), manifest.dim)
        # Numbers over the whole index: none of them tells of one post.
        shutil.copyfile(original.noise, building.noise)
        _keep_topics(original, building, kept)
        copied = _manifest(manifest, successor, building, kept)
        write_manifest(building.manifest, replace(copied, vector_search=search))
        check_generation(building)
        if name == _published(paths):
            publish(paths, building, successor)
            time.sleep(GRACE_S)
        else:
            flush_folder(building.folder)
            building.folder.rename(paths.generation(successor).folder)
    return successor


def _successor(name: str) -> str:
    """The name of the copy, between that of the original and any that follows it."""
    earlier = _REDACTION.search(name)
    return f"{_REDACTION.sub('', name)}-r{int(earlier[1]) + 1 if earlier else 1:03}"


def _published(paths: IndexPaths) -> str | None:
    try:
        return current_generation(paths)
    except IndexFault:
        return None


@dataclass(frozen=True, slots=True)
class _Kept:
    """What stays: the old ids of posts and their passages, in order; a new id is the place in the list."""

    posts: Sequence[int]
    passages: Sequence[StoredPassage]

    @classmethod
    def of(cls, original: GenerationPaths, gone: set[int]) -> "_Kept":
        catalog = Catalog(original.catalog)
        posts = sorted({post.post_id for post in catalog.known().values()} - gone)
        return cls(posts, [passage for post_id in posts for passage in catalog.passages_of(post_id)])

    @property
    def new_post_ids(self) -> dict[int, int]:
        """{old: new}."""
        return {old: new for new, old in enumerate(self.posts)}

    def sentence_rows(self) -> Iterator[int]:
        """The old rows of the sentences, in order."""
        for stored in self.passages:
            yield from range(stored.first_sentence, stored.first_sentence + len(stored.passage.sentences))


def _copy_catalog(original: Path, target: Path, kept: _Kept) -> None:
    """Row by row into a new file, whatever tables there are: what is not copied leaves nothing behind."""
    added = added_to(original)
    with closing(sqlite3.connect(target)) as connection:
        connection.execute("ATTACH ? AS original", (str(original),))
        if added.exists():
            connection.execute("ATTACH ? AS added", (str(added),))
        with connection:
            _note_new_ids(connection, kept)
            made = connection.execute(
                "SELECT type, name, sql FROM original.sqlite_master "
                "WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%' ORDER BY type DESC"
            ).fetchall()  # tables come before the indexes over them
            for kind, name, sql in made:
                connection.execute(sql)
                if kind == "table":
                    for file in ("original", "added") if added.exists() else ("original",):
                        _copy_table(connection, file, name)
        for file in ("original", "added") if added.exists() else ("original",):
            connection.execute(f"DETACH {file}")


def _note_new_ids(connection: sqlite3.Connection, kept: _Kept) -> None:
    connection.execute("CREATE TEMP TABLE kept_post (old INTEGER PRIMARY KEY, new INTEGER)")
    connection.executemany("INSERT INTO kept_post VALUES (?, ?)", kept.new_post_ids.items())
    connection.execute("CREATE TEMP TABLE kept_passage (old INTEGER PRIMARY KEY, new INTEGER, first INTEGER)")
    first_sentence = 0
    for new, stored in enumerate(kept.passages):
        row = (stored.passage_id, new, first_sentence)
        connection.execute("INSERT INTO kept_passage VALUES (?, ?, ?)", row)
        first_sentence += len(stored.passage.sentences)


def _copy_table(connection: sqlite3.Connection, file: str, table: str) -> None:
    """Copy the rows of kept posts and passages under their new ids; a table that knows of neither, whole."""
    columns = [row[1] for row in connection.execute(f"PRAGMA {file}.table_info({table})")]
    new_values = {
        "post_id": "kept_post.new",
        "passage_id": "kept_passage.new",
        "first_sentence": "kept_passage.first",
    }
    values = ", ".join(new_values.get(column, f'old."{column}"') for column in columns)
    kept_rows = "".join(
        f" JOIN kept_{noun} ON kept_{noun}.old = old.{noun}_id"
        for noun in ("post", "passage")
        if f"{noun}_id" in columns
    )
    connection.execute(f"INSERT INTO main.{table} SELECT {values} FROM {file}.{table} AS old{kept_rows}")


def _posts(catalog: Catalog, post_count: int) -> Iterator[Post]:
    """Every post, in order, one at a time."""
    return (catalog.posts([post_id])[post_id].post for post_id in range(post_count))


def _lexicon_rows(catalog: Catalog, post_count: int) -> Iterator[LexiconRow]:
    """What the lexicon knows of each passage of `catalog`, in order."""
    for post_id, post in enumerate(_posts(catalog, post_count)):
        for stored in catalog.passages_of(post_id):
            yield lexicon_row(stored.passage_id, post, stored.passage)


def _vector_rows(original: GenerationPaths, kept: _Kept) -> Iterator[Embeddings]:
    """The embeddings of the kept passages, in order, batch by batch."""
    vectors = Vectors(original.vectors)
    for start in range(0, len(kept.passages), _ROWS_AT_ONCE):
        yield vectors.rows([stored.passage_id for stored in kept.passages[start : start + _ROWS_AT_ONCE]])


def _sentence_rows(original: GenerationPaths, rows: Sequence[int]) -> Iterator[Embeddings]:
    """The embeddings at `rows`, in order, batch by batch."""
    sentences = read_sentences(original.sentences)
    for start in range(0, len(rows), _ROWS_AT_ONCE):
        yield np.asarray(sentences[rows[start : start + _ROWS_AT_ONCE]], dtype=np.float32)


def _keep_topics(original: GenerationPaths, building: GenerationPaths, kept: _Kept) -> None:
    """Write topics, where there are any, and questions of the kept posts alone, in nobody else's words."""
    questions = kept_questions(read_questions(original.questions), kept.new_post_ids)
    write_questions(building.questions, questions)
    topics = read_topics(original.topics)
    if topics is None:
        return
    concordance = Concordance(building.concordance)

    def is_said(word: str, topic: Topic) -> bool:
        return bool(concordance.posts_with(exact_words(word))[topic.post_ids].any())

    write_topics(building.topics, topics.kept(kept.new_post_ids).renamed(is_said))


def _manifest(manifest: Manifest, name: str, building: GenerationPaths, kept: _Kept) -> Manifest:
    """The original's, with what is different now."""
    posts = [(post.source, post.digest) for post in Catalog(building.catalog).known().values()]
    return replace(
        manifest,
        generation=name,
        post_count=len(kept.posts),
        passage_count=len(kept.passages),
        contents_digest=contents_digest(manifest.passage_digest, manifest.splitter, posts),
        sources=tuple(sorted({source for source, _ in posts})),
        files=checksum_files(building),
        stamps=stamp_files(building),
        loose_passages=0,
        gone_posts=0,
    )
