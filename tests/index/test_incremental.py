"""A reindexing that writes only what has changed gives the index that building all anew would give."""

import os
import random
import shutil
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pytest

from index import pipeline
from index.errors import IndexUnwritable
from index.forgetting import forget
from index.ingest.sources import identify
from index.pipeline import reindex
from index.report import Report
from index.settings import OptOutSettings, PassageSettings, Settings, StoreSettings
from index.store import extending, redaction
from index.store.catalog import Catalog
from index.store.generation import check_generation, current_generation, list_generations, rollback
from index.store.joined_rows import JoinedRows
from index.store.manifest import read_manifest, write_manifest
from index.store.paths import GenerationPaths, IndexPaths, added_to
from index.store.questions import read_questions
from index.store.topics import read_topics
from search.engine import SearchEngine
from search.results import SearchMode
from search.topics import question_of
from tests.fakes import FakeEncoder, html_post, write_blog
from tests.index.traces import lexicons_with, traces

WORDS = "bread rye oven crust salt yeast flour water night morning cellar basket steam knife".split()
RARER = [f"{word}{number}" for number in range(20) for word in WORDS]
QUESTIONS = ("rye bread in the morning", "salt", "steam3 crust", '"rye oven" salt', "-salt bread", "-yeast")


@pytest.fixture(autouse=True)
def _always_extended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "FEWEST_PASSAGES", 0)
    monkeypatch.setattr(pipeline, "MOST_LOOSE", 100.0)


@dataclass
class Blog:
    """A folder of posts of random words, that changes at random, and its index."""

    folder: Path
    paths: IndexPaths
    random: random.Random
    settings: Settings = field(default_factory=Settings)

    def write(self, name: str) -> None:
        """Write the post `name`, or write it anew."""
        paragraphs = [
            " ".join(self.random.choices(RARER, k=30) + self.random.choices(WORDS, k=2)) for _ in range(4)
        ]
        write_blog(self.folder, {name: html_post(f"About {name} {self.random.random()}", *paragraphs)})

    def change(self) -> None:
        """Add, change and take out some posts."""
        names = [path.name for path in self.folder.iterdir()]
        for name in self.random.sample(names, 2):
            self.write(name)
        for name in self.random.sample(names, self.random.randint(0, 2)):
            (self.folder / name).unlink()
        for _ in range(self.random.randint(0, 3)):
            self.write(f"new-{self.random.randrange(10**6)}.html")

    def reindex(self) -> Report:
        return reindex([identify(str(self.folder))], self.paths.root, self.settings, FakeEncoder())

    @property
    def published(self) -> GenerationPaths:
        return self.paths.generation(current_generation(self.paths))

    @property
    def loose_passages(self) -> int:
        return read_manifest(self.published.manifest).loose_passages


@pytest.fixture
def blog(tmp_path: Path) -> Blog:
    made = Blog(tmp_path / "blog", IndexPaths(tmp_path / "index"), random.Random(7))
    for number in range(30):
        made.write(f"{number}.html")
    made.reindex()
    return made


def answers(root: Path, question: str, mode: SearchMode) -> dict[str, float]:
    """{address of each post found: its score}."""
    ranked = SearchEngine.open(root, FakeEncoder()).rank(question, top_k=100, mode=mode)
    return {stored.post.url: score for stored, score in ranked}


@pytest.mark.parametrize("seed", range(3))
def test_whatever_changes_the_answers_are_those_of_an_index_built_anew(
    blog: Blog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    blog.random.seed(seed)
    for _ in range(4):
        blog.change()
        blog.reindex()
    assert blog.loose_passages > 0
    manifest = check_generation(blog.published)
    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "MOST_LOOSE", -1.0)
        anew = Blog(blog.folder, IndexPaths(tmp_path / "anew"), blog.random)
        anew.reindex()
    expected = check_generation(anew.published)
    assert expected.loose_passages == 0
    assert (manifest.post_count, manifest.passage_count) == (expected.post_count, expected.passage_count)
    assert manifest.contents_digest == expected.contents_digest
    for question in QUESTIONS:
        found = answers(blog.paths.root, question, SearchMode.DENSE)
        wanted = answers(anew.paths.root, question, SearchMode.DENSE)
        assert found == pytest.approx(wanted, abs=1e-5)
        # How rare a word is, is still reckoned with what is gone, until all is built anew.
        found = answers(blog.paths.root, question, SearchMode.LEXICAL)
        wanted = answers(anew.paths.root, question, SearchMode.LEXICAL)
        assert found.keys() == wanted.keys()
        assert found == pytest.approx(wanted, rel=0.25)


def posts_on_topics(files: GenerationPaths) -> list[int]:
    """The ids of all posts that the topics know, and of all that are on the map: they are the same."""
    topics = read_topics(files.topics)
    known = sorted(post_id for topic in topics.groups for post_id in topic.post_ids)
    assert sorted(dot.post_id for dot in topics.dots) == known
    return known


def test_whatever_changes_the_topics_are_of_just_the_posts_that_are_there(blog: Blog) -> None:
    names = {topic.words for topic in read_topics(blog.published.topics).groups}
    for _ in range(4):
        blog.change()
        blog.reindex()
        there = sorted(post.post_id for post in Catalog(blog.published.catalog).known().values())
        assert posts_on_topics(blog.published) == there
        assert {topic.words for topic in read_topics(blog.published.topics).groups} <= names
    assert blog.loose_passages > 0


def test_within_a_topic_is_searched_also_where_a_post_has_changed(blog: Blog) -> None:
    blog.write("3.html")
    blog.reindex()
    engine = SearchEngine.open(blog.paths.root, FakeEncoder())
    for topic in engine.topics():
        found = engine.rank(question_of(topic), top_k=100)
        assert {stored.post_id for stored, _ in found} >= set(topic.post_ids)


def test_the_questions_of_a_post_that_is_gone_go_with_it(blog: Blog) -> None:
    asked = ("Why rye bread rises slowly", "How salt keeps crust crisp")
    for number, title in enumerate(asked):
        write_blog(blog.folder, {f"{number}.html": html_post(title, f"{title}, in short: {title}.")})
    shutil.rmtree(blog.paths.root)
    blog.reindex()
    assert {each.text for each in read_questions(blog.published.questions)} == set(asked)
    (blog.folder / "0.html").unlink()
    blog.reindex()
    assert blog.loose_passages > 0
    assert [each.text for each in read_questions(blog.published.questions)] == [asked[1]]


@pytest.mark.parametrize("least", [0, 10_000], ids=["extended", "anew"])
def test_an_index_that_was_built_without_topics_is_read_and_gets_them_with_the_next_reindexing(
    blog: Blog, monkeypatch: pytest.MonkeyPatch, least: int
) -> None:
    before = answers(blog.paths.root, "rye bread", SearchMode.HYBRID)
    manifest, files = read_manifest(blog.published.manifest), blog.published
    for path in (files.topics, files.questions):
        path.unlink()
    kept = {name: digest for name, digest in manifest.files.items() if (files.folder / name).exists()}
    write_manifest(files.manifest, replace(manifest, files=kept))
    assert answers(blog.paths.root, "rye bread", SearchMode.HYBRID) == before
    engine = SearchEngine.open(blog.paths.root, FakeEncoder())
    assert (engine.topics(), engine.map_of_topics(), engine.questions_worth_asking()) == ((), None, ())
    monkeypatch.setattr(pipeline, "FEWEST_PASSAGES", least)
    report = blog.reindex()
    assert (report.published, report.unchanged) == (True, 30)
    assert posts_on_topics(blog.published) == list(range(30))
    assert not blog.reindex().published
    assert engine.map_of_topics().topics


def large_files(generation: GenerationPaths) -> list[Path]:
    """Those that hold rows, and that an extended generation shares with the one before."""
    segments = [path for path in generation.lexicon.iterdir() if path.suffix in (".term", ".idx", ".store")]
    return [generation.catalog, generation.vectors, generation.sentences, *segments]


def test_large_files_take_their_room_on_the_disk_once(blog: Blog) -> None:
    first = blog.published
    blog.write("3.html")
    report = blog.reindex()
    assert (report.changed, report.unchanged, report.published) == (1, 29, True)
    for path in large_files(first):
        assert (blog.published.folder / path.relative_to(first.folder)).samefile(path)


def test_what_is_shared_stays_whole_when_the_generation_that_made_it_is_deleted(blog: Blog) -> None:
    blog.settings = Settings(store=StoreSettings(generations_kept=1))
    for _ in range(3):
        blog.change()
        blog.reindex()
    assert len(list_generations(blog.paths)) == 1
    check_generation(blog.published)
    assert answers(blog.paths.root, "rye bread", SearchMode.HYBRID)


def test_one_can_go_back_to_the_generation_before_and_on_from_there(blog: Blog) -> None:
    before = answers(blog.paths.root, "rye bread", SearchMode.HYBRID)
    for path in blog.folder.glob("1*.html"):
        path.unlink()
    blog.reindex()
    assert answers(blog.paths.root, "rye bread", SearchMode.HYBRID).keys() < before.keys()
    rollback(blog.paths)
    assert answers(blog.paths.root, "rye bread", SearchMode.HYBRID) == before
    blog.reindex()
    assert answers(blog.paths.root, "rye bread", SearchMode.HYBRID).keys() < before.keys()
    check_generation(blog.published)


def test_without_hard_links_files_are_copied(blog: Blog, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(extending.os, "link", refuse)
    first = blog.published
    blog.write("3.html")
    blog.reindex()
    assert blog.loose_passages > 0
    assert not blog.published.vectors.samefile(first.vectors)
    check_generation(first)
    check_generation(blog.published)


@pytest.mark.parametrize(
    "step",
    ["add_to_catalog", "add_vectors", "add_sentences", "change_lexicon", "change_post_lexicon",
     "change_concordance"],
)  # fmt: skip
def test_a_run_that_fails_on_the_way_leaves_the_published_generation_whole(
    blog: Blog, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    before, done = current_generation(blog.paths), getattr(extending, step)

    def fail_after(*arguments: object) -> None:
        done(*arguments)
        raise OSError(28, "No space left on device")

    blog.change()
    with monkeypatch.context() as patch:
        patch.setattr(extending, step, fail_after)
        with pytest.raises(IndexUnwritable, match="is full"):
            blog.reindex()
    assert list_generations(blog.paths) == [before] == [current_generation(blog.paths)]
    check_generation(blog.published)
    blog.reindex()
    check_generation(blog.published)


@pytest.mark.parametrize("part", ["lexicon", "concordance", "catalog"])
def test_damage_that_no_stamp_shows_is_mended_by_building_all_anew(blog: Blog, part: str) -> None:
    path: Path = getattr(blog.published, part)
    for file in [path] if path.is_file() else [*path.glob("*.term"), *path.glob("*.fast")]:
        status = file.stat()
        file.write_bytes(b"?" * status.st_size)
        os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    blog.write("3.html")
    assert blog.reindex().published
    assert blog.loose_passages == 0
    check_generation(blog.published)
    assert answers(blog.paths.root, "rye bread", SearchMode.HYBRID)


def test_all_is_built_anew_when_much_is_loose(blog: Blog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "MOST_LOOSE", 0.2)
    loose = []
    for number in range(6):
        blog.write(f"{number}.html")
        blog.reindex()
        loose.append(blog.loose_passages)
    assert max(loose) <= 0.2 * 30
    assert loose.count(0) == 1  # each changed post is two, one gone and one new: after three, all is anew
    assert not added_to(blog.published.catalog).exists() or loose[-1]


def test_another_length_of_passages_cuts_all_posts_anew(blog: Blog) -> None:
    blog.settings = Settings(passages=PassageSettings(target_tokens=30))
    assert blog.reindex().passages > 30
    assert blog.loose_passages == 0


@pytest.mark.parametrize("is_changed_again", [False, True])
def test_what_is_to_be_forgotten_leaves_the_shared_files_too(
    blog: Blog, monkeypatch: pytest.MonkeyPatch, is_changed_again: bool
) -> None:
    """Also the text that a post had, or had once, in a generation in which nothing finds it any more."""
    monkeypatch.setattr(redaction, "GRACE_S", 0.0)
    secret = html_post("Of the zebrafish", "The zebrafish swims upstream to its aquarium, " * 9)
    write_blog(blog.folder, {"secret.html": secret})
    blog.reindex()
    if is_changed_again:
        blog.write("secret.html")
    else:
        (blog.folder / "secret.html").unlink()
    blog.reindex()
    assert any(file.startswith("generations") for file, _ in traces(blog.paths.root, [b"zebrafish swims"]))
    forget(blog.paths.root, [(blog.folder / "secret.html").as_uri()])
    assert not traces(blog.paths.root, [b"zebrafish", b"secret.html"])
    assert not lexicons_with(blog.paths, "zebrafish")
    for name in list_generations(blog.paths):
        check_generation(blog.paths.generation(name))
    blog.change()
    blog.reindex()
    assert not traces(blog.paths.root, [b"zebrafish"])


def test_an_optout_in_the_settings_leaves_the_shared_files_in_the_same_run(
    blog: Blog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(redaction, "GRACE_S", 0.0)
    write_blog(blog.folder, {"secret.html": html_post("A fish", "The zebrafish swims upstream. " * 9)})
    blog.reindex()
    address = (blog.folder / "secret.html").as_uri()
    blog.settings = Settings(optout=OptOutSettings(addresses=(address,)))
    report = blog.reindex()
    assert not traces(blog.paths.root, [b"zebrafish"])
    assert report.generation == current_generation(blog.paths)
    check_generation(blog.published)


def test_the_rows_of_both_files_are_read_as_one() -> None:
    rows = np.arange(24, dtype=np.float16).reshape(8, 3)
    joined = JoinedRows(rows[:5], rows[5:])
    assert (len(joined), joined.shape) == (8, (8, 3))
    for places in ([7, 0, 5, 4, 4], [1, 2], [], slice(3, 7)):
        assert np.array_equal(joined[places], rows[places])
    assert np.array_equal(np.asarray(joined), rows)
