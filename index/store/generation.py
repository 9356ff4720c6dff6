"""The life of a generation: built beside the others, checked, published by one rename, gone back to."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from filelock import FileLock, Timeout

from index.errors import REPAIR, IndexBroken, IndexFault, IndexMissing, IndexUnwritable
from index.store.catalog import Catalog
from index.store.concordance import Concordance
from index.store.lexicon import Lexicon
from index.store.manifest import Manifest, checksum_files, read_manifest
from index.store.paths import GenerationPaths, IndexPaths
from index.store.post_lexicon import PostLexicon
from index.store.room import failures_told, is_busy
from index.store.vectors import Vectors, read_sentences

_NAME_FORMAT = "%Y%m%dT%H%M%S.%fZ"
_UNFINISHED = ".building-"  # before the name of a generation that is not whole yet


@contextmanager
def writer_lock(paths: IndexPaths) -> Iterator[None]:
    """Be the index's one writer. Makes its folders; raises IndexBusy at once where another is at work.

    Raises IndexUnwritable where the disk keeps what is done inside from being done.
    """
    try:
        paths.generations.mkdir(parents=True, exist_ok=True)
        lock = FileLock(paths.lock, timeout=0)
        lock.acquire()
    except Timeout as error:
        raise is_busy(paths.root) from error
    except OSError as error:
        raise IndexUnwritable(f"The folder {paths.root} cannot be made or used: {error.strerror}.") from error
    try:
        for leftover in paths.generations.glob(f"{_UNFINISHED}*"):
            shutil.rmtree(leftover, ignore_errors=True)
        with failures_told(paths.root):
            yield
    finally:
        lock.release()


def current_generation(paths: IndexPaths) -> str:
    """The name of the published generation. Raises IndexMissing or IndexBroken."""
    try:
        name = paths.current.read_text(encoding="utf-8").strip()
    except FileNotFoundError as error:
        raise IndexMissing(
            f"There is no index at {paths.root} yet; make one with: python scripts/reindex.py FOLDER"
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise IndexBroken(f"{paths.current} cannot be read; {REPAIR}") from error
    if not name or Path(name).name != name:
        raise IndexBroken(f"{paths.current} names no generation; {REPAIR}")
    return name


def list_generations(paths: IndexPaths) -> list[str]:
    """The names of all whole generations, oldest first."""
    if not paths.generations.is_dir():
        return []
    folders = (entry for entry in paths.generations.iterdir() if entry.is_dir())
    return sorted(folder.name for folder in folders if not folder.name.startswith("."))


def new_generation_name(paths: IndexPaths) -> str:
    """A name that sorts after every earlier one, also where the clock has been set back."""
    name = datetime.now(UTC).strftime(_NAME_FORMAT)
    newest = max(list_generations(paths), default="")
    if name > newest:
        return name
    try:
        after = datetime.strptime(newest, _NAME_FORMAT).replace(tzinfo=UTC) + timedelta(microseconds=1)
    except ValueError:  # a folder that somebody named by hand
        return f"{newest}-{name}"
    return after.strftime(_NAME_FORMAT)


@contextmanager
def unfinished_generation(paths: IndexPaths, name: str) -> Iterator[GenerationPaths]:
    """A new folder to build `name` in, beside the others; taken away if the building fails."""
    building = GenerationPaths(paths.generations / f"{_UNFINISHED}{name}")
    building.folder.mkdir()
    try:
        yield building
    except BaseException:
        shutil.rmtree(building.folder, ignore_errors=True)
        raise


def check_generation(generation: GenerationPaths, *, is_quick: bool = False) -> Manifest:
    """Read every file of a generation once. Returns its manifest; raises IndexBroken where not whole.

    A quick check does not read what nobody has written to since the manifest was made.
    """
    manifest = read_manifest(generation.manifest)
    sums = checksum_files(generation, manifest if is_quick else None)
    if any(sums.get(path) != digest for path, digest in manifest.files.items()):
        raise IndexBroken(f"Files of the generation {generation.folder} are missing or changed; {REPAIR}")
    expected = (manifest.post_count, manifest.passage_count)
    catalog = Catalog(generation.catalog)
    found, ids = catalog.counts(), catalog.next_ids()
    posts = (Concordance(generation.concordance).count, PostLexicon(generation.post_lexicon).count)
    vectors = Vectors(generation.vectors, manifest.vector_search)
    sentences = read_sentences(generation.sentences)
    rows = (vectors.count, sentences.shape[0], Lexicon(generation.lexicon).count)
    dims = (vectors.dim, sentences.shape[1])
    counts_differ = (
        found != expected
        or posts != (found[0],) * 2
        or rows != (ids.passage, ids.sentence, manifest.passage_count)
    )
    if counts_differ or dims != (manifest.dim,) * 2:
        raise IndexBroken(f"The parts of the generation {generation.folder} do not agree; {REPAIR}")
    return manifest


def publish(paths: IndexPaths, building: GenerationPaths, name: str) -> None:
    """Make the checked generation in `building` the one that readers see: all at once, or not at all."""
    flush_folder(building.folder)
    building.folder.rename(paths.generation(name).folder)
    _flush_to_disk(paths.generations)
    _point_at(paths, name)


def flush_folder(folder: Path) -> None:
    """Wait until every file in `folder` would survive a power cut."""
    for path in folder.rglob("*"):
        _flush_to_disk(path)


def rollback(paths: IndexPaths, name: str | None = None) -> str:
    """Publish an earlier generation: `name`, or the one before the published one. Returns its name.

    Raises IndexMissing where there is none to go back to, IndexBroken where it is not whole. Where
    CURRENT itself is lost or damaged, the newest generation is the one to go back to.
    """
    try:
        published = current_generation(paths)
    except IndexFault:
        published = None
    if name is None:
        earlier = [other for other in list_generations(paths) if published is None or other < published]
        if not earlier:
            raise IndexMissing(f"The index at {paths.root} has no earlier generation to go back to.")
        name = earlier[-1]
    if name not in list_generations(paths):
        raise IndexMissing(f"There is no generation {name}; see: python scripts/rollback.py --list")
    check_generation(paths.generation(name))
    _point_at(paths, name)
    return name


def prune(paths: IndexPaths, keep: int) -> None:
    """Delete the oldest generations beyond `keep`; never the published one."""
    published = current_generation(paths)
    for name in list_generations(paths)[:-keep]:
        if name != published:
            shutil.rmtree(paths.generation(name).folder, ignore_errors=True)


def _point_at(paths: IndexPaths, name: str) -> None:
    beside = paths.current.with_suffix(".new")
    beside.write_text(name + "\n", encoding="utf-8")
    _flush_to_disk(beside)
    beside.replace(paths.current)  # atomic: a reader sees the old name or the new one
    _flush_to_disk(paths.root)


def _flush_to_disk(path: Path) -> None:
    """Wait until `path`, a file or a folder, would survive a power cut."""
    if os.name == "nt":  # folders cannot be opened there, nor read-only files flushed
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
