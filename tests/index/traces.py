"""Looks for what must not be there: through every file of an index, packed parts unpacked."""

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

import numpy as np

from index.records import Embeddings
from index.store.analysis import read_question, stems
from index.store.concordance import Concordance
from index.store.lexicon import Lexicon
from index.store.paths import GenerationPaths, IndexPaths
from index.store.post_lexicon import PostLexicon
from index.store.words import exact_words


def embedding_bytes(rows: Embeddings) -> list[bytes]:
    """The bytes of each row, as the archive keeps them and as a generation does."""
    return [row.astype("<f2").tobytes() for row in rows]


def traces(root: Path, needles: Iterable[bytes]) -> set[tuple[str, bytes]]:
    """(file, needle) wherever one of `needles` stands, without regard to the case of ASCII letters."""
    wanted = [(needle, needle.lower()) for needle in needles]
    return {
        (str(path.relative_to(root)), needle)
        for path in root.rglob("*")
        if path.is_file()
        for haystack in _haystacks(path)
        for needle, folded in wanted
        if needle in haystack or folded in haystack.lower()
    }


def lexicons_with(paths: IndexPaths, words: str) -> list[str]:
    """The generations in which tantivy knows any of `words`; it packs what it writes."""
    return [
        folder.name
        for folder in sorted(paths.generations.iterdir())
        if _is_known(words, paths.generation(folder.name))
    ]


def _is_known(words: str, generation: GenerationPaths) -> bool:
    concordance = Concordance(generation.concordance)
    stands_there = any(concordance.posts_with([word]).any() for word in exact_words(words))
    return (
        stands_there
        or bool(Lexicon(generation.lexicon).best(stems(words), 5))
        or bool(PostLexicon(generation.post_lexicon).best(read_question(words)[0], 5))
    )


def _haystacks(path: Path) -> Iterator[bytes]:
    content = path.read_bytes()
    yield content
    if content.startswith(b"SQLite format 3\0"):
        with closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as connection:
            tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
            for (table,) in tables:
                for row in connection.execute(f'SELECT * FROM "{table}"'):
                    yield from map(_plain, row)
    if path.suffix == ".json":
        yield json.dumps(json.loads(content), ensure_ascii=False).encode()
    if path.suffix == ".npy":
        yield np.load(path).tobytes()


def _plain(value: object) -> bytes:
    if isinstance(value, bytes):
        try:
            return zlib.decompress(value)
        except zlib.error:
            return value
    return str(value).encode("utf-8", "surrogatepass")
