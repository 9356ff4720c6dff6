"""What is said where an index cannot be written, though nothing in it is wrong."""

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from index.errors import IndexBusy, IndexUnwritable
from index.records import Embeddings
from index.store.archive import Archive, open_archive
from index.store.generation import writer_lock
from index.store.inverted import open_inverted
from index.store.paths import IndexPaths
from index.store.room import failures_told
from index.store.vectors import write_sentences


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)),
        OSError("92160 requested and 61359 written"),  # numpy's
        RuntimeError(f"write error in vectors.faiss: 61359 != 92160 ({os.strerror(errno.ENOSPC)})"),
        ValueError(f"An IO error occurred: '{os.strerror(errno.EDQUOT)} (os error 122)'"),  # tantivy's
        FileNotFoundError(errno.ENOENT, "No usable temporary directory found in ['/tmp', '/var/tmp']"),
    ],
    ids=["system", "numpy", "faiss", "tantivy", "temporary files"],
)
def test_a_full_disk_is_called_so_whoever_finds_it_out(tmp_path: Path, error: Exception) -> None:
    with pytest.raises(IndexUnwritable, match="is full; make room there"), failures_told(tmp_path):
        raise error


def test_a_full_disk_never_has_an_archive_thrown_away(tmp_path: Path) -> None:
    # It alone knows what was forgotten, and pages that may be gone from the web.
    def fill(archive: Archive) -> None:
        (page_count,) = archive.connection.execute("PRAGMA page_count").fetchone()
        archive.connection.execute(f"PRAGMA max_page_count = {page_count}")
        with archive.transaction():
            archive.keep_source("a source" * 10_000, "folder")

    with pytest.raises(IndexUnwritable) as told, open_archive(tmp_path / "archive.sqlite") as archive:
        fill(archive)
    assert "is full" in str(told.value)
    assert "away" not in str(told.value)


def test_an_archive_that_another_run_is_writing_to_is_busy_and_not_broken(tmp_path: Path) -> None:
    path = tmp_path / "archive.sqlite"

    def wait(archive: Archive) -> None:
        archive.connection.execute("PRAGMA busy_timeout = 0")
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            archive.sources()

    with pytest.raises(IndexBusy, match="wait for it to end"), open_archive(path) as archive:
        wait(archive)


def test_what_may_not_be_written_is_named(tmp_path: Path) -> None:
    paths = IndexPaths(tmp_path)
    with pytest.raises(IndexUnwritable, match=r"Is a directory: .*generations"), writer_lock(paths):
        paths.generations.write_text("")


def test_what_is_wrong_in_our_own_code_is_not_put_on_the_disk(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not the disk"), failures_told(tmp_path):
        raise ValueError("not the disk")


def test_sentences_take_their_room_as_they_come(tmp_path: Path) -> None:
    # A file that is longer than what was written ends the process without a word, once the disk is full.
    path = tmp_path / "sentences.npy"
    sizes = []

    def batches() -> Iterator[Embeddings]:
        for _ in range(4):
            sizes.append(path.stat().st_size)
            yield np.ones((1000, 8), dtype=np.float32)

    write_sentences(path, batches(), 4000, 8)
    assert max(sizes) < path.stat().st_size * 0.8
    assert np.array_equal(np.load(path), np.ones((4000, 8), dtype=np.float16))


def test_no_room_for_temporary_files_is_no_damage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Else a reader is told to go back a generation, and a whole one is deleted where a post is forgotten.
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "not there"))
    with pytest.raises(IndexUnwritable, match="TMPDIR"):
        open_inverted(tmp_path, "lexicon")
