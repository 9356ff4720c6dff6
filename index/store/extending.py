"""An earlier generation -> the next one, with only what has changed written anew.

Files of the earlier one are linked to, so that both share their room on the disk: no file is ever changed in
place. What is new lies in files beside them. A post that has changed is one that is gone and one that is new;
the ids of what is gone are nobody's, and its rows stay in the shared files, where nothing finds them.
"""

import os
import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.errors import REPAIR, IndexBroken
from index.records import Embeddings
from index.store.catalog import Catalog
from index.store.catalog_writing import CatalogEntry, add_to_catalog
from index.store.concordance import change_concordance
from index.store.lexicon import change_lexicon, lexicon_row
from index.store.paths import GenerationPaths, added_to, gone_from
from index.store.post_lexicon import change_post_lexicon
from index.store.room import is_for_want_of_room
from index.store.vectors import add_sentences, add_vectors

# tantivy replaces them, never writes into them; but they are small, and this does not hang on that.
_COPIED_SUFFIXES = frozenset({".json"})


@dataclass(frozen=True, slots=True)
class Additions:
    """What is new in a generation: posts, and the embeddings of their passages and of those' sentences."""

    entries: Sequence[CatalogEntry]
    passages: Iterable[Embeddings]
    sentences: Iterable[Embeddings]


@contextmanager
def _damage_told() -> Iterator[None]:
    """Tell of a damaged file in our words, whoever found it out; a full disk is none."""
    try:
        yield
    except (ValueError, RuntimeError, EOFError, sqlite3.DatabaseError) as error:
        if is_for_want_of_room(error):
            raise
        raise IndexBroken(f"A file of the generation before is damaged ({error}); {REPAIR}") from error


@_damage_told()
def extend(
    earlier: GenerationPaths, building: GenerationPaths, gone: Sequence[int], additions: Additions, dim: int
) -> int:
    """Make in the empty folder of `building` what `earlier` is without the posts of the ids `gone` and with
    the additions; manifest, topics and questions are left to be written. Returns how many passages are gone.

    Raises IndexBroken where a file of `earlier` is damaged.
    """
    catalog = Catalog(earlier.catalog)
    next_ids = catalog.next_ids()
    gone_passages = [stored.passage_id for post_id in gone for stored in catalog.passages_of(post_id)]
    _link_files(earlier, building)
    add_to_catalog(added_to(building.catalog), additions.entries, next_ids, gone)
    added_vectors = added_to(building.vectors)
    gone_before = np.load(path) if (path := gone_from(added_vectors)).exists() else np.empty(0, np.int64)
    gone_now = np.concatenate([gone_before, np.array(gone_passages, dtype=np.int64)])
    add_vectors(added_vectors, additions.passages, dim, gone_now)
    new_passages = [(entry.post, passage) for entry in additions.entries for passage in entry.passages]
    sentence_count = sum(len(passage.sentences) for _, passage in new_passages)
    add_sentences(added_to(building.sentences), additions.sentences, sentence_count, dim)
    rows = (lexicon_row(number, *pair) for number, pair in enumerate(new_passages, next_ids.passage))
    change_lexicon(building.lexicon, rows, gone_passages)
    posts = [entry.post for entry in additions.entries]
    change_post_lexicon(building.post_lexicon, posts, next_ids.post, gone)
    change_concordance(building.concordance, posts, next_ids.post, gone)
    return len(gone_passages)


def _link_files(earlier: GenerationPaths, building: GenerationPaths) -> None:
    """Put all but what is made for each generation into the new folder; what is added to is copied."""
    own = {earlier.manifest, earlier.receipt, earlier.topics, earlier.questions}
    files = (earlier.catalog, earlier.vectors, earlier.sentences)
    grown = {added_to(path) for path in files} | {gone_from(added_to(earlier.vectors))}
    for path in earlier.folder.rglob("*"):
        target = building.folder / path.relative_to(earlier.folder)
        if path.is_dir():
            target.mkdir()
        elif path in grown or path.suffix in _COPIED_SUFFIXES:
            if path not in own:
                shutil.copyfile(path, target)
        else:
            _link(path, target)


def _link(path: Path, target: Path) -> None:
    try:
        os.link(path, target)
    except OSError:  # a file system without hard links, or a file with as many as it can have
        shutil.copy2(path, target)
