"""What is published in the folder reaches readers in Milvus, and so does what is taken back."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from index import pipeline
from index.errors import IndexBroken, IndexMissing, NothingToIndex, SettingsError
from index.forgetting import forget
from index.ingest.sources import Source
from index.pipeline import reindex
from index.settings import Settings, StoreSettings
from index.sharing import home_of, share, sharing
from index.store.generation import current_generation, list_generations, rollback
from index.store.milvus import writing
from index.store.milvus.home import MilvusHome
from index.store.paths import IndexPaths
from search.engine import SearchEngine
from tests.conftest import PROJECT_ROOT
from tests.fakes import FakeEncoder, html_post, write_blog
from tests.milvus import TOKEN, end_servers, milvus_settings, no_waiting

RYE = html_post("Rye bread", "Rye needs a long proof.", "Salt goes in last.")
OATS = html_post("Oat bread", "Oats are soaked overnight.", "They take much water.")
WHEAT = html_post("Wheat bread", "Wheat rises at once.", "It wants little care.")


class Blog:
    """A folder of posts, indexed and shared."""

    def __init__(self, root: Path) -> None:
        self.source = root / "blog"
        self.folder = root / "index"
        self.paths = IndexPaths(self.folder)
        self.settings = milvus_settings(self.folder)
        self.home = MilvusHome(self.settings.store)
        self.encoder = FakeEncoder()

    def publish(self, **posts: str) -> str:
        write_blog(self.source, {f"{name}.html": content for name, content in posts.items()})
        with sharing(self.settings, self.folder):
            reindex([Source(str(self.source), "folder")], self.folder, self.settings, self.encoder)
        return current_generation(self.paths)

    def titles(self) -> set[str]:
        engine = SearchEngine.open(MilvusHome(self.settings.store), self.encoder)
        return {stored.post.title for stored, _ in engine.rank("bread")}

    def everything(self) -> str:
        """All that Milvus holds, as text."""
        server = self.home.server
        names = server.ask("list_collections")
        for name in names:
            with suppress(IndexBroken):  # what was broken off has no index yet
                server.ask("load_collection", name)
        return repr([server.ask("query", name, filter="", output_fields=["*"], limit=1000) for name in names])


@pytest.fixture
def blog(tmp_path: Path) -> Iterator[Blog]:
    blog = Blog(tmp_path)
    with no_waiting():
        yield blog
    blog.home.server.close()
    end_servers()


def test_readers_see_what_was_published_without_the_folder_and_without_a_restart(blog: Blog) -> None:
    with pytest.raises(IndexMissing, match=r"There is no index in Milvus at .*; make one with: python "):
        SearchEngine.open(blog.home, blog.encoder)
    first = blog.publish(rye=RYE)
    engine = SearchEngine.open(blog.home, blog.encoder)
    assert engine.manifest.generation == first
    second = blog.publish(oats=OATS)
    assert {stored.post.title for stored, _ in engine.rank("bread")} == {"Rye bread", "Oat bread"}
    assert engine.manifest.generation == second
    assert set(blog.home.held()) == {first, second}


def test_another_process_reads_what_one_has_written(blog: Blog) -> None:
    blog.publish(rye=RYE)
    end_servers()
    code = f"""
from index.settings import StoreSettings
from index.store.milvus.home import MilvusHome
home = MilvusHome(StoreSettings(kind="milvus", uri={blog.settings.store.uri!r}))
generation = home.open(home.current())
print(*(stored.post.title for stored in generation.catalog.posts([0]).values()))
"""
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False, cwd=PROJECT_ROOT)
    assert done.stdout == "Rye bread\n", done.stderr


def test_what_is_published_already_is_not_copied_again(blog: Blog, monkeypatch: pytest.MonkeyPatch) -> None:
    name = blog.publish(rye=RYE)
    monkeypatch.setattr(writing, "create", lambda *_: pytest.fail("it was written again"))
    assert blog.publish(rye=RYE) == name


def test_a_rollback_goes_on_to_the_readers_and_also_to_what_is_no_longer_there(blog: Blog) -> None:
    first = blog.publish(rye=RYE)
    second = blog.publish(oats=OATS)
    rollback(blog.paths)
    share(blog.settings, blog.folder)
    assert (blog.home.current(), blog.titles()) == (first, {"Rye bread"})
    blog.home.unpublish()
    writing.drop_generation(blog.home.server, blog.home.names(second))
    rollback(blog.paths, second)
    share(blog.settings, blog.folder)
    assert (blog.home.current(), blog.titles()) == (second, {"Rye bread", "Oat bread"})


def test_generations_that_the_folder_no_longer_keeps_are_dropped(blog: Blog) -> None:
    for number in range(5):
        blog.publish(rye=RYE, more=html_post(f"Bread {number}", f"It is number {number}."))
    kept = list_generations(blog.paths)
    assert len(kept) == blog.settings.store.generations_kept
    assert sorted(blog.home.held()) == kept
    left = {name.rsplit("_", 1)[0] for name in blog.home.server.ask("list_collections")}
    assert len(left) == len(kept)


def test_of_what_is_forgotten_nothing_is_left_with_the_readers(blog: Blog) -> None:
    blog.publish(rye=RYE, oats=OATS)
    blog.publish(wheat=WHEAT)
    assert "soaked overnight" in blog.everything()
    with sharing(blog.settings, blog.folder):
        forget(blog.folder, [(blog.source / "oats.html").as_uri()])
    left = blog.everything()
    assert "Wheat rises" in left
    for trace in ("soaked overnight", "oats.html", "Oat bread", "'oat'"):
        assert trace not in left, trace
    assert blog.titles() == {"Rye bread", "Wheat bread"}


def test_where_all_is_forgotten_readers_find_nothing(blog: Blog) -> None:
    blog.publish(rye=RYE)
    with sharing(blog.settings, blog.folder):
        forget(blog.folder, [blog.source.as_uri() + "/"])
    assert "rye" not in blog.everything().lower()
    with pytest.raises(IndexMissing):
        blog.home.current()


def test_what_is_forgotten_goes_also_where_the_run_found_nothing_to_index(blog: Blog) -> None:
    blog.publish(rye=RYE)

    def forget_and_find_nothing() -> None:
        forget(blog.folder, [blog.source.as_uri() + "/"])
        raise NothingToIndex

    with pytest.raises(NothingToIndex), sharing(blog.settings, blog.folder):
        forget_and_find_nothing()
    assert "rye" not in blog.everything().lower()


def test_a_copy_that_breaks_off_leaves_the_readers_as_they_were_and_is_made_good(
    blog: Blog, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = blog.publish(rye=RYE)

    def break_off(*_: object) -> None:
        raise IndexBroken("the wire was cut")

    with monkeypatch.context() as patch:
        patch.setattr(writing, "pack_passage", break_off)
        with pytest.raises(IndexBroken, match="the wire was cut"):
            blog.publish(oats=OATS)
    assert (blog.home.current(), blog.titles()) == (first, {"Rye bread"})
    assert set(blog.home.held()) == {first}
    share(blog.settings, blog.folder)
    assert blog.titles() == {"Rye bread", "Oat bread"}


def test_what_a_broken_off_copy_left_is_forgotten_too(blog: Blog, monkeypatch: pytest.MonkeyPatch) -> None:
    blog.publish(rye=RYE)

    def break_off(*_: object) -> None:
        raise IndexBroken("the wire was cut")

    with monkeypatch.context() as patch:
        patch.setattr(writing, "pack_passage", break_off)
        with pytest.raises(IndexBroken, match="the wire was cut"):
            blog.publish(oats=OATS)
    assert "soaked overnight" in blog.everything()
    with sharing(blog.settings, blog.folder):
        forget(blog.folder, [(blog.source / "oats.html").as_uri()])
    assert "soaked overnight" not in blog.everything()
    assert blog.titles() == {"Rye bread"}


def test_two_folders_do_not_take_each_others_place(blog: Blog, tmp_path: Path) -> None:
    name = blog.publish(rye=RYE)
    other = Blog(tmp_path / "other")
    uri = blog.settings.store.uri
    other.settings = milvus_settings(other.folder, uri=uri)
    with pytest.raises(IndexBroken, match=r"is that of another folder; .* another \[store\] prefix"):
        other.publish(oats=OATS)
    assert (blog.home.current(), blog.titles()) == (name, {"Rye bread"})
    other.settings = milvus_settings(other.folder, uri=uri, prefix="other")
    other.home = MilvusHome(other.settings.store)
    other.publish(oats=OATS)
    assert (blog.titles(), other.titles()) == ({"Rye bread"}, {"Oat bread"})


def test_a_folder_that_is_named_is_read_where_it_is_and_never_shared(
    blog: Blog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blog.publish(rye=RYE)
    scratch = tmp_path / "scratch"
    with sharing(blog.settings, scratch):
        reindex([Source(str(blog.source), "folder")], scratch, blog.settings, blog.encoder)
    assert not (scratch / "owner").exists()
    assert home_of(blog.settings, scratch).name == str(scratch)
    assert home_of(blog.settings, blog.folder).name == blog.settings.store.uri
    monkeypatch.setenv("BLOGSEEK_INDEX", str(blog.folder))  # which goes before the settings
    assert home_of(blog.settings, blog.folder).name == str(blog.folder)


def test_an_approximate_index_is_asked_in_its_own_way(blog: Blog) -> None:
    blog.settings = milvus_settings(blog.folder, vector_index="HNSW")
    blog.home = MilvusHome(blog.settings.store)
    blog.publish(rye=RYE, oats=OATS, wheat=WHEAT)
    engine = SearchEngine.open(blog.home, blog.encoder)
    for question in ("Oats are soaked overnight.", "oats OR rye salt and water, much of it"):
        assert engine.search(question).results[0].stored.post.title == "Oat bread"


def test_a_server_that_does_not_answer_is_one_sentence_without_the_token(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    settings = milvus_settings(tmp_path / "index", uri="http://127.0.0.1:1")
    with pytest.raises(IndexBroken, match=r"Milvus at http://127\.0\.0\.1:1 did not do what") as raised:
        SearchEngine.open(home_of(settings, settings.index_folder()), FakeEncoder())
    said = f"{raised.value} {settings!r} {caplog.text} {''.join(capfd.readouterr())}"
    assert "very-secret" not in said
    assert "Traceback" not in said


def test_a_reader_goes_on_with_what_it_has_while_the_server_is_away(
    blog: Blog, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = blog.publish(rye=RYE)
    engine = SearchEngine.open(blog.home, blog.encoder)

    def away(*_: object) -> None:
        raise IndexBroken("away")

    monkeypatch.setattr(blog.home.server, "alias_target", away)
    assert engine.manifest.generation == name


def test_without_the_package_the_kind_is_refused_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pymilvus", None)
    home = MilvusHome(StoreSettings(kind="milvus", uri="here.db"))
    with pytest.raises(SettingsError, match=r"pip install -r requirements-milvus\.txt"):
        home.current()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"kind": "redis"}, "kind must be one of: folder, milvus"),
        ({"kind": "milvus"}, "needs a uri"),
        ({"kind": "milvus", "uri": f"http://{TOKEN}@127.0.0.1"}, "no password; write user:password into"),
        ({"prefix": "a_b"}, "prefix must be"),
        ({"vector_index": "flat"}, "vector_index must be one of"),
    ],
)
def test_settings_that_cannot_be_are_explained(given: dict[str, str], said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        StoreSettings(**given)
    assert Settings().store.kind == "folder"


def test_of_a_generation_that_was_added_to_readers_get_what_is_there_and_not_what_is_gone(
    blog: Blog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "FEWEST_PASSAGES", 0)
    monkeypatch.setattr(pipeline, "MOST_LOOSE", 100.0)
    blog.publish(rye=RYE, oats=OATS)
    (blog.source / "rye.html").unlink()
    blog.publish(wheat=WHEAT)
    assert blog.titles() == {"Oat bread", "Wheat bread"}
