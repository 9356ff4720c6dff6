"""A folder of tantivy's: written once, then opened without leaving a trace in it."""

import shutil
import weakref
from collections.abc import Iterable
from pathlib import Path
from tempfile import mkdtemp

import tantivy

SPLIT_AT_BLANKS = "blanks"  # the analyzer of every text field
_WRITER_HEAP_BYTES = 128_000_000


def write_inverted(
    folder: Path,
    schema: tantivy.Schema,
    rows: Iterable[tantivy.Document],
) -> None:
    """Write `rows`, in order, into a new `folder`. Texts are analysed already: words with blanks between."""
    folder.mkdir()
    index = tantivy.Index(schema, path=str(folder))
    index.register_tokenizer(SPLIT_AT_BLANKS, _splitter())
    # One thread: the order of the rows then decides ties, so that two builds rank alike.
    writer = index.writer(heap_size=_WRITER_HEAP_BYTES, num_threads=1)
    for row in rows:
        writer.add_document(row)
    writer.commit()
    writer.wait_merging_threads()
    for lock in folder.glob(".tantivy-*.lock"):
        lock.unlink()
    for file in folder.iterdir():  # tantivy keeps some to their owner; readers may be another user
        file.chmod(folder.stat().st_mode & 0o666)


def open_inverted(folder: Path, reader: object) -> tantivy.Index:
    """Open the index in `folder` for as long as `reader` lives. Raises ValueError or OSError.

    tantivy writes a lock file where it opens an index, and a generation is not written to: it may belong
    to another user, or lie on a disk that is mounted read-only. So it opens a folder of links.
    """
    links = Path(mkdtemp(prefix="blogseek-"))
    weakref.finalize(reader, shutil.rmtree, links, ignore_errors=True)
    for file in folder.iterdir():
        (links / file.name).symlink_to(file.resolve())
    index = tantivy.Index.open(str(links))
    index.register_tokenizer(SPLIT_AT_BLANKS, _splitter())
    return index


def _splitter() -> tantivy.TextAnalyzer:
    return tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
