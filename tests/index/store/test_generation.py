"""Readers always find a whole generation: published at once, checked, kept, gone back to."""

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.errors import BlogseekError, IndexBroken, IndexBusy, IndexMissing, IndexUnwritable
from index.ingest.sources import identify
from index.pipeline import reindex
from index.settings import Settings, StoreSettings
from index.store.catalog import Catalog
from index.store.generation import (
    check_generation,
    current_generation,
    list_generations,
    prune,
    publish,
    rollback,
    unfinished_generation,
    writer_lock,
)
from index.store.lexicon import Lexicon
from index.store.paths import IndexPaths
from index.store.vectors import Vectors
from tests.conftest import PROJECT_ROOT
from tests.fakes import FakeEncoder, html_post, write_blog

NOBODY = 65534


def build(root: Path, turn: int) -> str:
    """Reindex a small blog whose text depends on `turn`; returns the generation's name."""
    posts = {
        f"{n}.html": html_post(f"Post {n}", f"Number {n} in turn {turn}.", "More text.") for n in range(4)
    }
    blog = write_blog(root.parent / "blog", posts)
    settings = Settings(store=StoreSettings(generations_kept=100))
    return reindex([identify(str(blog))], root, settings, FakeEncoder()).generation


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index with three generations, made once; `paths` is a fresh copy of it at the same place."""
    home = tmp_path_factory.mktemp("home")
    for turn in range(3):
        build(home / "index", turn)
    return (home / "index").rename(home / "template")


@pytest.fixture
def paths(template: Path) -> Iterator[IndexPaths]:
    """An index with three generations."""
    root = template.with_name("index")
    shutil.copytree(template, root)
    yield IndexPaths(root)
    shutil.rmtree(root)


def turn_of(paths: IndexPaths) -> str:
    """Which turn the published text is of."""
    return Catalog(paths.generation(current_generation(paths)).catalog).posts([0])[0].post.text


def in_child(script: str, *, wait: bool = True) -> subprocess.Popen[str]:
    child = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", script],
        cwd=PROJECT_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    if wait:
        child.wait(60)
    return child


# --- publishing


def test_the_last_published_generation_is_the_current_one(paths: IndexPaths) -> None:
    assert current_generation(paths) == list_generations(paths)[-1]
    assert "turn 2" in turn_of(paths)


def test_no_index_yet_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match=r"python scripts/reindex\.py FOLDER"):
        current_generation(IndexPaths(tmp_path))
    assert list(tmp_path.iterdir()) == []  # looking makes nothing


@pytest.mark.parametrize(
    "content", [b"", b"\n", b"../../etc", b"a/b", b"\xff\xfe", b"..", b"no-such-generation"]
)
def test_a_damaged_current_is_refused_with_what_to_do(paths: IndexPaths, content: bytes) -> None:
    paths.current.write_bytes(content)
    with pytest.raises(IndexBroken, match=r"rollback\.py"):
        check_generation(paths.generation(current_generation(paths)))


def test_a_reader_always_sees_a_whole_generation_while_others_are_published(paths: IndexPaths) -> None:
    seen: set[str] = set()
    faults: list[Exception] = []
    stop = threading.Event()

    def read_on() -> None:
        while not stop.is_set():
            try:
                name = current_generation(paths)
                generation = paths.generation(name)
                posts, passages = Catalog(generation.catalog).counts()
                assert Vectors(generation.vectors).count == Lexicon(generation.lexicon).count == passages
                assert posts == 4
                seen.add(name)
            except Exception as error:  # noqa: BLE001 - shown below
                faults.append(error)

    reader = threading.Thread(target=read_on)
    reader.start()
    try:
        published = [build(paths.root, turn) for turn in range(3, 9)]
    finally:
        stop.set()
        reader.join()
    assert faults == []
    assert len(seen & set(published)) > 1


def test_an_unfinished_generation_is_never_listed(paths: IndexPaths) -> None:
    before = list_generations(paths)
    with unfinished_generation(paths, "29990101T000000.000000Z") as building:
        building.catalog.write_bytes(b"half")
        assert list_generations(paths) == before


def test_a_failed_building_leaves_nothing(paths: IndexPaths) -> None:
    before = sorted(paths.generations.iterdir())
    with pytest.raises(KeyboardInterrupt), unfinished_generation(paths, "new") as building:  # noqa: PT012
        building.catalog.write_bytes(b"half")
        raise KeyboardInterrupt
    assert sorted(paths.generations.iterdir()) == before


def test_what_is_published_lies_under_its_name_and_nothing_is_left_beside_current(paths: IndexPaths) -> None:
    name = current_generation(paths)
    with unfinished_generation(paths, "copy") as building:
        shutil.copytree(paths.generation(name).folder, building.folder, dirs_exist_ok=True)
        publish(paths, building, "copy")
    assert current_generation(paths) == "copy"
    check_generation(paths.generation("copy"))
    assert {path.name for path in paths.root.iterdir()} == {
        "CURRENT",
        "archive.sqlite",
        "generations",
        "lock",
    }


# --- killed in the middle

CHILD = """
import sys, itertools
from pathlib import Path
from index.ingest.sources import identify
from index.pipeline import reindex
from index.settings import Settings
from tests.fakes import FakeEncoder, html_post, write_blog
root, turn = Path(sys.argv[1]), sys.argv[2]
for n in itertools.count(int(turn)):
    posts = {f"{k}.html": html_post(f"Post {k}", f"Number {k}, turn {n}.") for k in range(40)}
    blog = write_blog(root.parent / "blog", posts)
    print(n, flush=True)
    reindex([identify(str(blog))], root, Settings(), FakeEncoder())
"""


def test_kill_9_at_any_moment_leaves_a_whole_index_and_the_next_run_succeeds(tmp_path: Path) -> None:
    root = tmp_path / "index"
    paths = IndexPaths(root)
    build(root, 0)
    chance = random.Random(20240229)
    interrupted = 0
    for attempt in range(6):
        before = current_generation(paths)
        with subprocess.Popen(
            [sys.executable, "-W", "ignore", "-c", CHILD, str(root), str(1000 * (attempt + 1))],
            cwd=PROJECT_ROOT, stdout=subprocess.PIPE, text=True,
        ) as child:  # fmt: skip
            assert child.stdout is not None
            child.stdout.readline()  # it has begun
            if (
                attempt % 2
            ):  # while it writes, checks or publishes; else at any moment, reading and embedding too
                while child.poll() is None and not any(paths.generations.glob(".building-*")):
                    time.sleep(0.002)
            time.sleep(chance.uniform(0.0, 0.1 if attempt % 2 else 0.5))
            child.send_signal(signal.SIGKILL)
        interrupted += any(path.name.startswith(".") for path in paths.generations.iterdir())

        name = current_generation(paths)  # what a reader meets before anybody repairs anything
        check_generation(paths.generation(name))
        assert name >= before
        assert name in list_generations(paths)
    build(root, 1)
    check_generation(paths.generation(current_generation(paths)))
    assert "turn 1." in turn_of(paths)
    assert not [path.name for path in paths.generations.iterdir() if path.name.startswith(".building-")]
    assert interrupted, "no kill hit the building; the moments are badly chosen"


@pytest.mark.parametrize("call", ["write_lexicon", "write_manifest", "publish", "prune"])
def test_kill_9_at_each_step_leaves_a_whole_index(tmp_path: Path, call: str) -> None:
    root = tmp_path / "index"
    paths = IndexPaths(root)
    build(root, 0)
    write_blog(tmp_path / "blog", {"0.html": html_post("Post 0", "Changed before the kill.")})
    child = in_child(
        f"""
import os, signal
from pathlib import Path
from index import pipeline, writing
from index.ingest.sources import Source
from index.settings import Settings
from tests.fakes import FakeEncoder
caller = writing if {call!r} == "write_lexicon" else pipeline
real = caller.{call}
def then_die(*args):
    if {call!r} == "write_lexicon":
        real(*args)
    os.kill(os.getpid(), signal.SIGKILL)
caller.{call} = then_die
blog = Source({str(tmp_path / "blog")!r}, "folder")
pipeline.reindex([blog], Path({str(root)!r}), Settings(), FakeEncoder())
"""
    )
    _, traceback = child.communicate()
    assert child.returncode == -signal.SIGKILL, traceback
    check_generation(paths.generation(current_generation(paths)))
    assert ("before the kill" in turn_of(paths)) == (call == "prune")
    build(root, 1)
    assert "turn 1." in turn_of(paths)
    assert not list(paths.generations.glob(".*"))


def test_a_stop_between_the_two_renames_still_leaves_the_old_generation_published(
    paths: IndexPaths, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = current_generation(paths)
    real_replace = Path.replace

    def fails(self: Path, target: Path) -> Path:
        if target == paths.current:
            raise OSError(5, "Input/output error")
        return real_replace(self, target)

    with monkeypatch.context() as patch, pytest.raises(IndexUnwritable, match="Input/output"):  # noqa: PT012
        patch.setattr(Path, "replace", fails)
        build(paths.root, 7)
    assert current_generation(paths) == before
    assert "turn 2" in turn_of(paths)
    build(paths.root, 7)
    assert "turn 7" in turn_of(paths)


# --- one writer


@pytest.fixture
def other_writer(paths: IndexPaths) -> Iterator[subprocess.Popen[str]]:
    child = in_child(
        f"""
from pathlib import Path
from index.store.generation import writer_lock
from index.store.paths import IndexPaths
with writer_lock(IndexPaths(Path({str(paths.root)!r}))):
    print("locked", flush=True)
    input()
""",
        wait=False,
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "locked\n"
    yield child
    child.kill()
    child.communicate()


def test_a_second_writer_is_refused_at_once(paths: IndexPaths, other_writer: subprocess.Popen[str]) -> None:
    started = time.monotonic()
    with pytest.raises(IndexBusy, match="wait for it to end"):
        build(paths.root, 3)
    assert time.monotonic() - started < 2
    assert "turn 2" in turn_of(paths)


def test_readers_are_not_kept_out_by_a_writer(paths: IndexPaths, other_writer: subprocess.Popen[str]) -> None:
    check_generation(paths.generation(current_generation(paths)))


def test_a_writer_that_was_killed_does_not_lock_the_index_forever(
    paths: IndexPaths, other_writer: subprocess.Popen[str]
) -> None:
    other_writer.kill()
    other_writer.wait()
    build(paths.root, 3)
    assert "turn 3" in turn_of(paths)


def test_a_refused_writer_leaves_the_others_building_alone(paths: IndexPaths) -> None:
    with writer_lock(paths), unfinished_generation(paths, "new") as building:
        with pytest.raises(IndexBusy), writer_lock(paths):
            pass
        assert building.folder.is_dir()


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may become another user"
)
def test_a_user_who_may_not_write_the_index_is_told_so_in_one_sentence() -> None:
    folder = Path(tempfile.mkdtemp(prefix="blogseek-test-"))
    try:
        folder.chmod(0o755)
        build(folder / "index", 0)
        child = in_child(
            f"""
import os
from pathlib import Path
from index.errors import BlogseekError
from index.ingest.sources import Source
from index.pipeline import reindex
from index.settings import Settings
from tests.fakes import FakeEncoder
import index.store.lexicon, index.ingest.extract.html
os.setgroups([]); os.setgid({NOBODY}); os.setuid({NOBODY})
try:
    blog = Source({str(folder / "blog")!r}, "folder")
    reindex([blog], Path({str(folder / "index")!r}), Settings(), FakeEncoder())
except BlogseekError as error:
    print("told:", error)
"""
        )
        told, traceback = child.communicate()
        assert told.startswith("told:"), traceback
        assert str(folder) in told
    finally:
        shutil.rmtree(folder)


def test_an_index_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "index").write_text("not a folder")
    with (
        pytest.raises(BlogseekError, match="cannot be made or used"),
        writer_lock(IndexPaths(tmp_path / "index")),
    ):
        pass


# --- checking


PARTS = ("lexicon", "post-lexicon", "concordance")  # those that are folders of tantivy's
FILES = ("catalog.sqlite", "vectors.faiss", "sentences.npy", "noise.json", "topics.json", "questions.json")


def files_of_a_generation() -> list[str]:
    """Every kind of file in a generation, but for the manifest; tantivy's by their endings."""
    kinds = ["meta.json", ".managed.json", "*.term", "*.idx", "*.fast", "*.fieldnorm", "*.store", "*.pos"]
    of_tantivy = [f"{part}/{kind}" for part in PARTS for kind in kinds]
    return [*FILES, *of_tantivy]


@pytest.mark.parametrize("pattern", files_of_a_generation())
def test_a_flipped_byte_in_any_file_is_found(paths: IndexPaths, pattern: str) -> None:
    generation = paths.generation(current_generation(paths))
    for path in generation.folder.glob(pattern):
        content = path.read_bytes()
        for place in sorted({0, len(content) // 2, len(content) - 1} if content else ()):
            path.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
            with pytest.raises(IndexBroken, match=r"missing or changed.*rollback\.py"):
                check_generation(generation)
        path.write_bytes(content)
    check_generation(generation)


def test_the_kinds_of_files_tried_are_all_there_are(paths: IndexPaths) -> None:
    folder = paths.generation(current_generation(paths)).folder
    tried = {path for pattern in files_of_a_generation() for path in folder.glob(pattern)}
    assert tried == {path for path in folder.rglob("*") if path.is_file()} - {folder / "manifest.json"}


@pytest.mark.parametrize("name", [*PARTS, *FILES, "manifest.json"])
def test_a_missing_part_is_found(paths: IndexPaths, name: str) -> None:
    generation = paths.generation(current_generation(paths))
    part = generation.folder / name
    shutil.rmtree(part) if part.is_dir() else part.unlink()
    with pytest.raises(IndexBroken):
        check_generation(generation)


# --- pruning


def test_pruning_keeps_the_newest(paths: IndexPaths) -> None:
    names = list_generations(paths)
    prune(paths, 2)
    assert list_generations(paths) == names[1:]


def test_pruning_never_takes_the_published_one(paths: IndexPaths) -> None:
    names = list_generations(paths)
    rollback(paths, names[0])
    prune(paths, 1)
    assert list_generations(paths) == [names[0], names[2]]
    check_generation(paths.generation(current_generation(paths)))


def test_pruning_with_fewer_than_are_kept_takes_none(paths: IndexPaths) -> None:
    prune(paths, 3)
    prune(paths, 50)
    assert len(list_generations(paths)) == 3


# --- going back


def test_rollback_goes_to_the_one_before_and_once_more(paths: IndexPaths) -> None:
    names = list_generations(paths)
    assert rollback(paths) == names[1]
    assert "turn 1" in turn_of(paths)
    assert rollback(paths) == names[0]
    assert "turn 0" in turn_of(paths)
    with pytest.raises(IndexMissing, match="no earlier generation"):
        rollback(paths)
    assert "turn 0" in turn_of(paths)


def test_rollback_goes_to_a_named_one_forward_too(paths: IndexPaths) -> None:
    names = list_generations(paths)
    rollback(paths, names[0])
    assert rollback(paths, names[2]) == names[2]
    assert "turn 2" in turn_of(paths)


@pytest.mark.parametrize("damage", [None, b"", b"\xff", b"a/b"])
def test_rollback_repairs_a_lost_current(paths: IndexPaths, damage: bytes | None) -> None:
    newest = list_generations(paths)[-1]
    if damage is None:
        paths.current.unlink()
    else:
        paths.current.write_bytes(damage)
    assert rollback(paths) == newest == current_generation(paths)


def test_rollback_from_a_published_generation_that_is_gone(paths: IndexPaths) -> None:
    names = list_generations(paths)
    shutil.rmtree(paths.generation(names[-1]).folder)
    assert rollback(paths) == names[1]


@pytest.mark.parametrize("name", ["no-such", "../generations", ".building-x", ""])
def test_rollback_to_none_that_exists_changes_nothing(paths: IndexPaths, name: str) -> None:
    (paths.generations / ".building-x").mkdir()
    with pytest.raises(IndexMissing, match=r"rollback\.py --list"):
        rollback(paths, name)
    assert "turn 2" in turn_of(paths)


def test_rollback_to_a_damaged_one_is_refused_and_changes_nothing(paths: IndexPaths) -> None:
    names = list_generations(paths)
    paths.generation(names[1]).vectors.write_bytes(b"damaged")
    with pytest.raises(IndexBroken):
        rollback(paths)
    assert "turn 2" in turn_of(paths)


def test_a_stray_file_beside_the_generations_is_none_of_them(paths: IndexPaths) -> None:
    (paths.generations / "Thumbs.db").write_bytes(b"from a file manager")
    assert "Thumbs.db" not in list_generations(paths)
    paths.current.unlink()
    assert rollback(paths) == list_generations(paths)[-1]


def test_reindexing_after_a_rollback_publishes_the_newest_again(paths: IndexPaths) -> None:
    rollback(paths)
    build(paths.root, 2)
    assert "turn 2" in turn_of(paths)
    check_generation(paths.generation(current_generation(paths)))


def test_generation_names_sort_in_the_order_of_their_making(tmp_path: Path) -> None:
    names = [build(tmp_path / "index", turn) for turn in range(4)]
    assert names == sorted(names) == list_generations(IndexPaths(tmp_path / "index"))
