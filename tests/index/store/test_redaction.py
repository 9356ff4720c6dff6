"""A generation without some of its posts is the one that would have been built without them."""

import shutil
import sqlite3
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index.errors import IndexBroken, IndexMissing
from index.ingest.sources import identify
from index.pipeline import reindex
from index.settings import Settings
from index.store import redaction
from index.store.analysis import read_question, stems
from index.store.catalog import Catalog, post_key
from index.store.concordance import Concordance
from index.store.generation import check_generation, current_generation, list_generations
from index.store.lexicon import Lexicon
from index.store.manifest import checksum_files, read_manifest, write_manifest
from index.store.paths import GenerationPaths, IndexPaths
from index.store.post_lexicon import PostLexicon
from index.store.questions import PostQuestion, read_questions, write_questions
from index.store.redaction import redact, remove_generation
from index.store.topics import Dot, Topic, Topics, read_topics, write_topics
from index.store.vectors import Vectors, read_sentences
from index.store.words import exact_words
from tests.fakes import FakeEncoder, html_post, write_blog

POSTS = {
    f"{n}.html": html_post(
        f"Post {n}",
        *(f"Sentence {i} of post {n} speaks about word{n}x{i} at some length." for i in range(3 * n)),
    )
    for n in range(1, 7)
}


def build(root: Path, blog: Path) -> IndexPaths:
    reindex([identify(str(blog))], root, Settings(), FakeEncoder())
    return IndexPaths(root)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    build(home / "index", write_blog(home / "blog", POSTS))
    return home


@pytest.fixture
def paths(template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> IndexPaths:
    monkeypatch.setattr(redaction, "GRACE_S", 0.0)
    shutil.copytree(template / "index", tmp_path / "index")
    return IndexPaths(tmp_path / "index")


def published(paths: IndexPaths) -> GenerationPaths:
    return paths.generation(current_generation(paths))


def rows_of(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(path)) as connection:
        tables = ("post", "passage", "block")
        return {t: sorted(connection.execute(f"SELECT * FROM {t}").fetchall(), key=repr) for t in tables}


@pytest.mark.parametrize("gone", [{0}, {5}, {2, 3}, {0, 2, 4}, {1, 2, 3, 4, 5}], ids=str)
def test_it_equals_what_is_built_without_them(
    paths: IndexPaths, template: Path, tmp_path: Path, gone: set[int]
) -> None:
    name = current_generation(paths)
    assert redact(paths, name, gone) == f"{name}-r001" == current_generation(paths)
    # At the same place, since addresses of files are part of what is compared.
    for post_id in gone:
        (template / "blog" / f"{post_id + 1}.html").unlink()
    try:
        expected = published(build(tmp_path / "expected", template / "blog"))
    finally:
        write_blog(template / "blog", POSTS)
    found = published(paths)
    assert rows_of(found.catalog) == rows_of(expected.catalog)
    ids = range(Vectors(expected.vectors).count)
    assert np.array_equal(Vectors(found.vectors).rows(ids), Vectors(expected.vectors).rows(ids))
    assert np.array_equal(read_sentences(found.sentences), read_sentences(expected.sentences))
    for words in ("post sentence length", "word5x2", "word1x0 word3x1"):
        phrase = exact_words("speaks about word3x1")
        having = [Concordance(generation.concordance).posts_with(phrase) for generation in (found, expected)]
        assert having[0].tolist() == having[1].tolist()
        best = [Lexicon(generation.lexicon).best(stems(words), 50) for generation in (found, expected)]
        assert best[0] == best[1]
        question = read_question(words)[0]
        whole = [PostLexicon(each.post_lexicon).best(question, 50) for each in (found, expected)]
        assert whole[0] == whole[1]
    one, other = read_manifest(found.manifest), read_manifest(expected.manifest)
    assert (one.post_count, one.passage_count) == (other.post_count, other.passage_count)
    assert (one.contents_digest, one.sources) == (other.contents_digest, other.sources)


def test_keys_of_posts_stay_and_blocks_go_with_their_post(paths: IndexPaths, template: Path) -> None:
    redact(paths, current_generation(paths), {1})
    catalog = Catalog(published(paths).catalog)
    kept = catalog.post_by_key(post_key((template / "blog" / "3.html").as_uri()))
    assert kept is not None
    assert (kept.post_id, kept.post.title) == (1, "Post 3")
    assert kept.post.text[kept.post.blocks[-1].start_char :].startswith("Sentence 8 of post 3")
    assert catalog.post_by_key(post_key((template / "blog" / "2.html").as_uri())) is None


def test_a_table_of_a_later_day_loses_the_rows_of_the_post_too(paths: IndexPaths) -> None:
    generation = published(paths)
    with closing(sqlite3.connect(generation.catalog)) as connection, connection:
        connection.execute("CREATE TABLE note (post_id INTEGER, said TEXT)")
        connection.executemany("INSERT INTO note VALUES (?, ?)", [(n, f"said of {n}") for n in range(6)])
        connection.execute("CREATE TABLE about (name TEXT)")
        connection.execute("INSERT INTO about VALUES ('all')")
        connection.execute("CREATE INDEX note_of_post ON note (post_id)")
    manifest = read_manifest(generation.manifest)
    write_manifest(generation.manifest, replace(manifest, files=checksum_files(generation)))
    redact(paths, manifest.generation, {0, 4})
    with closing(sqlite3.connect(published(paths).catalog)) as connection:
        notes = connection.execute("SELECT * FROM note ORDER BY post_id").fetchall()
        assert notes == [(0, "said of 1"), (1, "said of 2"), (2, "said of 3"), (3, "said of 5")]
        assert connection.execute("SELECT * FROM about").fetchall() == [("all",)]
        assert connection.execute("SELECT name FROM sqlite_master WHERE name = 'note_of_post'").fetchall()


def test_without_any_post_left_there_is_no_index(paths: IndexPaths) -> None:
    assert redact(paths, current_generation(paths), set(range(6))) is None
    assert list_generations(paths) == []
    with pytest.raises(IndexMissing):
        current_generation(paths)


@pytest.mark.parametrize("part", ["vectors.faiss", "sentences.npy", "manifest.json"])
def test_damage_is_not_copied_under_new_checksums(paths: IndexPaths, part: str) -> None:
    path = published(paths).folder / part
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    assert redact(paths, current_generation(paths), {0}) is None
    assert list_generations(paths) == []


def test_searches_under_way_are_waited_for_with_both_in_place(
    paths: IndexPaths, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = current_generation(paths)
    seen: list[tuple[str, list[str]]] = []
    monkeypatch.setattr(
        time, "sleep", lambda _: seen.append((current_generation(paths), list_generations(paths)))
    )
    redact(paths, name, {0})
    assert seen == [(f"{name}-r001", [name, f"{name}-r001"])]


def test_a_copy_of_a_copy_comes_after_it(paths: IndexPaths) -> None:
    name = current_generation(paths)
    for turn in range(1, 4):
        assert redact(paths, current_generation(paths), {0}) == f"{name}-r{turn:03}"
    assert list_generations(paths) == [f"{name}-r003"]
    assert check_generation(published(paths)).post_count == 3


def test_a_published_copy_of_a_run_that_was_stopped_is_taken_as_it_is(paths: IndexPaths) -> None:
    name = current_generation(paths)
    shutil.copytree(paths.generation(name).folder, paths.generations / "kept-aside")
    redact(paths, name, {0})
    (paths.generations / "kept-aside").rename(paths.generation(name).folder)
    copied = paths.generation(f"{name}-r001").manifest.stat().st_mtime_ns
    assert redact(paths, name, {0}) == f"{name}-r001"
    assert paths.generation(f"{name}-r001").manifest.stat().st_mtime_ns == copied
    assert list_generations(paths) == [f"{name}-r001"]


def test_reindexing_after_it_sorts_after_it(paths: IndexPaths, template: Path) -> None:
    name = redact(paths, current_generation(paths), {0})
    build(paths.root, template / "blog")
    assert list_generations(paths)[0] == name
    assert list_generations(paths)[-1] == current_generation(paths) != name


def test_what_cannot_be_deleted_is_told(paths: IndexPaths, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses(path: Path, ignore_errors: bool = False) -> None:
        if not ignore_errors:
            raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(shutil, "rmtree", refuses)
    with pytest.raises(IndexBroken, match=r"could not be deleted \(Permission denied\).*run this again"):
        remove_generation(paths, current_generation(paths))
    assert list_generations(paths) == []


def test_topics_and_questions_are_left_of_the_posts_that_stay_and_in_their_words(
    paths: IndexPaths,
) -> None:
    asked = {0: "Why word1x0 is said", 5: "How word6x3 is said"}
    groups = [Topic(("post", "word1x0", "word6x3"), [0, 1, 5], [0, 2020, 0]), Topic(("word3x4",), [2], [0])]
    dots = [Dot(post_id, post_id / 10, 0.0) for post_id in range(6)]
    write_topics(published(paths).topics, Topics(groups, dots))
    write_questions(published(paths).questions, [PostQuestion(*each) for each in asked.items()])
    seal(published(paths))
    redact(paths, current_generation(paths), {0, 2})
    assert read_topics(published(paths).topics) == Topics(
        [Topic(("post", "word6x3"), [0, 3], [2020, 0]), Topic((), [], [])],
        [Dot(new, old / 10, 0.0) for new, old in enumerate((1, 3, 4, 5))],
    )
    assert read_questions(published(paths).questions) == [PostQuestion(3, asked[5])]


def test_of_an_index_without_topics_a_copy_has_none(paths: IndexPaths) -> None:
    published(paths).topics.unlink()
    seal(published(paths))
    redact(paths, current_generation(paths), {0})
    assert not published(paths).topics.exists()
    assert not check_generation(published(paths)).has_topics


def seal(files: GenerationPaths) -> None:
    """Let the manifest say what there is."""
    write_manifest(files.manifest, replace(read_manifest(files.manifest), files=checksum_files(files)))
