"""A folder of tantivy's: written once, then opened without leaving a trace in it."""

import json
import math
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

import numpy as np
import tantivy

from index.errors import REPAIR, IndexBroken, IndexUnwritable
from index.records import Mask
from index.store.named_rows import named, naming_us
from index.store.room import is_for_want_of_room

SPLIT_AT_BLANKS = "blanks"  # the analyzer of every text field
_WRITER_HEAP_BYTES = 128_000_000
K1_PLUS_1 = 2.2  # tantivy's k1 is 1.2, and its BM25 of one word stays below idf * (k1 + 1)

# To read one row further down a ranking; with a premium on what may not do. Of 200 questions to 19,000 posts,
# narrowed by blog, year or language, looking for the words took 3.8 ms on average with 0.2, 3.3 with 0.4, 3.4
# with 0.8.
_READ_ON_US = 0.4


def write_inverted(
    folder: Path,
    schema: tantivy.Schema,
    rows: Iterable[tantivy.Document],
) -> None:
    """Write `rows`, in order, into a new `folder`. Texts are analysed already: words with blanks between.

    Raises OSError.
    """
    folder.mkdir()
    index = tantivy.Index(schema, path=str(folder))
    index.register_tokenizer(SPLIT_AT_BLANKS, _splitter())
    # One thread: the order of the rows then decides ties, so that two builds rank alike.
    writer = index.writer(heap_size=_WRITER_HEAP_BYTES, num_threads=1)
    try:
        _write(writer, rows, folder)
    except ValueError as error:  # a thread of tantivy's has died, and what of is not handed on
        raise OSError(f"the disk is full or fails: {error}") from error


def change_inverted(
    folder: Path, rows: Iterable[tantivy.Document], id_field: str, gone: Iterable[int]
) -> None:
    """Add `rows` to the index in `folder`, after taking out those whose `id_field` is one of `gone`.

    Its files may be an earlier generation's too: tantivy writes new ones beside them and changes none in
    place. It merges few rows with few others, so that those with many stay as they are.
    """
    index = tantivy.Index.open(str(folder))
    index.register_tokenizer(SPLIT_AT_BLANKS, _splitter())
    writer = index.writer(heap_size=_WRITER_HEAP_BYTES, num_threads=1)
    # By a query: asked to delete by a term, tantivy takes a number for one with a sign, and finds nothing.
    writer.delete_documents_by_query(tantivy.Query.term_set_query(index.schema, id_field, list(gone)))
    _write(writer, rows, folder)


def _write(writer: tantivy.IndexWriter, rows: Iterable[tantivy.Document], folder: Path) -> None:
    for row in rows:
        writer.add_document(row)
    writer.commit()
    writer.wait_merging_threads()
    for lock in folder.glob(".tantivy-*.lock"):
        lock.unlink()
    for file in folder.iterdir():  # tantivy keeps some to their owner; readers may be another user
        if file.stat().st_mode & 0o666 != folder.stat().st_mode & 0o666:
            file.chmod(folder.stat().st_mode & 0o666)


def open_inverted(folder: Path, name: str) -> tuple[tantivy.Index, tantivy.Searcher]:
    """Open the index in `folder`, called `name`.

    tantivy writes a lock file where it opens an index, and a generation is not written to: it may belong
    to another user, or lie on a disk that is mounted read-only. So it opens a folder of links, which is gone
    when this returns: by then tantivy has all files open.
    Raises IndexBroken, and IndexUnwritable where there is no room for the links.
    """
    try:
        with _links_to(list(folder.iterdir())) as links:
            index = tantivy.Index.open(str(links))
            index.config_reader("Manual")  # a generation never changes: do not watch for it
            searcher = index.searcher()
    except (ValueError, OSError) as error:
        if is_for_want_of_room(error):
            raise _no_room_for_links(error) from error
        raise IndexBroken(f"The {name} at {folder} is damaged; {REPAIR}") from error
    index.register_tokenizer(SPLIT_AT_BLANKS, _splitter())
    return index, searcher


@contextmanager
def _links_to(files: Iterable[Path]) -> Iterator[Path]:
    """A new folder of links to `files`. Raises IndexUnwritable."""
    try:
        links = Path(mkdtemp(prefix="blogseek-"))
    except OSError as error:
        raise _no_room_for_links(error) from error
    try:
        _link(files, links)
        yield links
    finally:
        _remove(links)


def _link(files: Iterable[Path], links: Path) -> None:
    try:
        for file in files:
            (links / file.name).symlink_to(file.resolve())
    except OSError as error:
        raise _no_room_for_links(error) from error


def _no_room_for_links(error: Exception) -> IndexUnwritable:
    return IndexUnwritable(
        f"No temporary files can be made ({error}); make room there, or let TMPDIR name another folder."
    )


def _remove(links: Path) -> None:
    # tantivy has begun to watch before it can be told not to, and its first look writes a lock file,
    # which may be between the emptying of the folder and its removal.
    for _ in range(3):
        shutil.rmtree(links, ignore_errors=True)
        if not links.exists():
            return


def counted_rows(folder: Path) -> int:
    """How many rows tantivy reckons with: those that are taken out too, until it merges them away."""
    segments = json.loads((folder / "meta.json").read_text(encoding="utf-8"))["segments"]
    return sum(segment["max_doc"] for segment in segments)


def rarity(holding: int, count: int) -> float:
    """How rare a word is that `holding` of `count` rows hold: idf (Robertson's, as in Lucene)."""
    return math.log(1 + (count - holding + 0.5) / (holding + 0.5))


@dataclass(frozen=True, slots=True)
class Inverted:
    """Ranks the rows of an opened index; `id_field` holds what a row is called, counted from 0."""

    index: tantivy.Index
    searcher: tantivy.Searcher
    id_field: str

    def best(
        self, query: tantivy.Query, count: int, admitted: Mask | None = None
    ) -> list[tuple[int, float]]:
        """(id, score) of the `count` rows that match `query` best, best first.

        Only rows that are `admitted` (all rows,) are found; their scores are as without it.
        """
        (found,) = self.best_of_each([query], count, admitted)
        return found

    def best_of_each(
        self, queries: Sequence[tantivy.Query], count: int, admitted: Mask | None = None
    ) -> list[list[tuple[int, float]]]:
        """What `best` finds of each of `queries`, which are alike."""
        if admitted is None:
            return [self._found(query, count)[0] for query in queries]
        ids = np.flatnonzero(admitted)
        if not len(ids):
            return [[] for _ in queries]
        # Two ways, both exact: to name each admitted row in the query, or to read the ranking of all until
        # enough admitted ones have come, which is late where those that match best are not admitted.
        worth_reading = int(naming_us(ids, len(admitted)) / _READ_ON_US)
        depth = 2 * count * len(admitted) // len(ids)  # half as deep should do, were they spread evenly
        found = []
        rows: tantivy.Query | None = None
        for query in queries:
            best, depth = self._read_on(query, count, admitted, depth, worth_reading)
            if best is None:
                rows = rows or named(self.index.schema, self.id_field, ids)
                both = [(tantivy.Occur.Must, rows), (tantivy.Occur.Must, query)]
                best, _ = self._found(tantivy.Query.boolean_query(both), count)
            found.append(best)
        return found

    def _read_on(
        self, query: tantivy.Query, count: int, admitted: Mask, depth: int, worth_reading: int
    ) -> tuple[list[tuple[int, float]] | None, int]:
        """What `best` finds in the ranking of all, read `depth` deep or as far as it takes, and how deep that
        is; None where it takes more than is `worth_reading`."""
        while depth < worth_reading:
            depth = min(depth, len(admitted))
            found, read_count = self._found(query, depth, admitted)
            if len(found) >= count or read_count < depth or depth == len(admitted):
                return found[:count], depth
            depth = max(2 * depth, depth * count // max(1, len(found)))
        return None, depth

    def _found(
        self, query: tantivy.Query, depth: int, admitted: Mask | None = None
    ) -> tuple[list[tuple[int, float]], int]:
        """(id, score) of those of the best `depth` rows that are admitted; how many rows there were."""
        hits = self.searcher.search(query, limit=depth, count=False).hits
        ids = self.searcher.fast_field_values(self.id_field, [address for _, address in hits])
        if admitted is None:
            return [(int(i or 0), score) for i, (score, _) in zip(ids, hits, strict=True)], len(hits)
        row_ids = np.array(ids, dtype=np.int64)
        kept = np.flatnonzero(admitted[row_ids]).tolist()
        return [(int(row_ids[place]), hits[place][0]) for place in kept], len(hits)


def _splitter() -> tantivy.TextAnalyzer:
    return tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
