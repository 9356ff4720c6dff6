"""Passages in int8: by one copy of the model as long as an index has it, and never beside others."""

import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from index import pipeline, quantising
from index.errors import ModelError, SettingsError
from index.forgetting import forget
from index.ingest.sources import identify
from index.pipeline import reindex
from index.report import Report
from index.settings import EmbeddingSettings, Settings
from index.store.generation import current_generation, rollback
from index.store.manifest import Manifest, read_manifest
from index.store.paths import GenerationPaths, IndexPaths
from index.store.vectors import Vectors
from tests.fakes import FakeEncoder, html_post, write_blog

NAMES = ("rye", "oats", "tea")
POSTS = {f"{name}.html": html_post(f"On {name}", f"What is said of {name}.") for name in NAMES}
AUTO, INT8 = Settings(), Settings(embedding=EmbeddingSettings(precision="int8"))


class Index:
    """A blog's, by an encoder that remembers what it was asked."""

    def __init__(self, folder: Path) -> None:
        self.blog = write_blog(folder / "blog", POSTS)
        self.paths = IndexPaths(folder / "index")
        self.encoder = FakeEncoder()

    def run(self, settings: Settings) -> Report:
        self.encoder.embedded.clear()
        return reindex([identify(str(self.blog))], self.paths.root, settings, self.encoder)

    @property
    def published(self) -> GenerationPaths:
        return self.paths.generation(current_generation(self.paths))

    @property
    def manifest(self) -> Manifest:
        return read_manifest(self.published.manifest)

    def is_embedded_by(self, encoder: FakeEncoder) -> bool:
        """Whether that is who embedded all that is published."""
        said = [(path.stem, path.read_text(encoding="utf-8")) for path in self.blog.iterdir()]
        texts = [f"On {stem}\n{page.split('<p>')[1].split('</p>')[0]}" for stem, page in said]
        _, scores = Vectors(self.published.vectors).nearest(encoder.encode_passages(texts), 1)
        is_exact = bool(scores.min() > 0.9995)  # but for fp16; 0.997 to another precision
        return is_exact and len(texts) == self.manifest.passage_count


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Index:
    """One whose every change is added to what there is, if it may be."""
    monkeypatch.setattr(pipeline, "FEWEST_PASSAGES", 0)
    monkeypatch.setattr(pipeline, "MOST_LOOSE", 100.0)
    monkeypatch.setattr(pipeline, "require_nncf", lambda settings: None)
    return Index(tmp_path)


def test_a_copy_is_calibrated_on_the_posts_themselves_and_embeds_them(index: Index) -> None:
    index.run(INT8)
    (drawn,) = index.encoder.calibrated_on
    assert sorted(drawn) == sorted(f"On {name}\nWhat is said of {name}." for name in NAMES)
    assert index.is_embedded_by(FakeEncoder(copy_digest=index.manifest.copy_digest))
    assert index.manifest.model_digest == index.encoder.digest  # a reader's model is the usual one


def test_later_runs_go_on_with_the_same_copy(index: Index) -> None:
    index.run(INT8)
    copy = index.manifest.copy_digest
    write_blog(index.blog, {"rye.html": html_post("On rye", "What is now said of rye.")})
    assert index.run(INT8).embedded == 1
    assert (index.manifest.copy_digest, len(index.encoder.calibrated_on)) == (copy, 1)
    assert index.is_embedded_by(FakeEncoder(copy_digest=copy))
    assert not index.run(INT8).published


def test_embeddings_in_both_precisions_are_never_mixed(index: Index) -> None:
    index.run(AUTO)
    write_blog(index.blog, {"rye.html": html_post("On rye", "What is now said of rye.")})
    assert index.run(INT8).embedded == 3
    assert index.is_embedded_by(FakeEncoder(copy_digest=index.manifest.copy_digest))
    assert index.run(AUTO).embedded == 1  # the two others it has from the first run
    assert index.is_embedded_by(index.encoder)
    assert index.manifest.copy_digest == ""


def test_another_copy_embeds_everything_anew(index: Index) -> None:
    class Forgetful(FakeEncoder):
        def in_int8(self, known: str, texts: Callable[[], Sequence[str]]) -> FakeEncoder:
            return super().in_int8("", texts)  # as where the user's cache was emptied

    index.encoder = Forgetful()
    index.run(INT8)
    write_blog(index.blog, {"rye.html": html_post("On rye", "What is now said of rye.")})
    assert index.run(INT8).embedded == 3
    assert len(index.encoder.calibrated_on) == 2
    assert index.is_embedded_by(FakeEncoder(copy_digest=index.manifest.copy_digest))


def test_what_was_forgotten_is_no_change_to_the_next_run(index: Index) -> None:
    index.run(INT8)
    (index.blog / "tea.html").unlink()
    forget(index.paths.root, [(index.blog / "tea.html").as_uri()])
    assert not index.run(INT8).published
    assert index.is_embedded_by(FakeEncoder(copy_digest=index.manifest.copy_digest))


def test_where_there_can_be_no_copy_it_is_said_and_the_model_embeds(index: Index) -> None:
    class Unquantisable(FakeEncoder):
        def in_int8(self, known: str, texts: Callable[[], Sequence[str]]) -> FakeEncoder:
            raise ModelError("it is made of wood")

    index.encoder = Unquantisable()
    (note,) = index.run(INT8).notes
    assert note == 'The model embedded in its usual precision instead of "int8": it is made of wood.'
    assert index.is_embedded_by(index.encoder)


def test_without_nncf_it_is_said_how_to_get_it_before_anything_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quantising.import_util, "find_spec", lambda name: None)
    index = Index(tmp_path)
    with pytest.raises(SettingsError, match="pip install nncf"):
        index.run(INT8)
    assert not index.paths.root.exists()
    index.run(replace(INT8, embedding=EmbeddingSettings()))


class Keeping(FakeEncoder):
    """Leaves a file for each copy that it makes, and makes another where that is gone."""

    def in_int8(self, known: str, texts: Callable[[], Sequence[str]]) -> FakeEncoder:
        def path(digest: str) -> Path:
            return quantising.copy_path(self.digest, digest)

        made = super().in_int8(known if known and path(known).exists() else "", texts)
        path(made.copy_digest).parent.mkdir(parents=True, exist_ok=True)
        path(made.copy_digest).touch()
        return made


@pytest.fixture
def two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Index, Index]:
    """Indexes of the same posts, which so have the same copy."""
    monkeypatch.setattr(pipeline, "require_nncf", lambda settings: None)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    found = []
    for name in ("one", "other"):
        index = Index(tmp_path / name)
        index.encoder = Keeping()
        index.run(INT8)
        found.append(index)
    return found[0], found[1]


def copy_of(index: Index) -> Path:
    return quantising.copy_path(index.encoder.digest, index.manifest.copy_digest)


def leave_int8(index: Index) -> None:
    """Publish as many generations in the usual precision as are kept."""
    for n in range(AUTO.store.generations_kept):
        write_blog(index.blog, {"rye.html": html_post("On rye", f"What is said of rye the {n}. time.")})
        assert index.run(AUTO).published


def test_a_copy_goes_with_the_last_generation_of_the_last_index_that_has_it(
    two: tuple[Index, Index],
) -> None:
    one, other = two
    copy = copy_of(one)
    assert copy == copy_of(other)
    leave_int8(one)
    assert copy.exists()  # the other index goes on with it
    write_blog(other.blog, {"rye.html": html_post("On rye", "What is now said of rye.")})
    assert other.run(INT8).published
    assert copy_of(other) == copy
    leave_int8(other)
    assert not copy.parent.exists()


def test_a_copy_stays_while_a_generation_to_go_back_to_has_it(two: tuple[Index, Index]) -> None:
    one, other = two
    copy = copy_of(one)
    shutil.rmtree(other.paths.root)
    for note in (copy.parent / "used-by").iterdir():
        os.utime(note, (0, 0))  # left long ago: so one of them is of nobody
    write_blog(one.blog, {"rye.html": html_post("On rye", "What is now said of rye.")})
    assert one.run(AUTO).published
    assert copy.exists()
    assert len(list((copy.parent / "used-by").iterdir())) == 1
    rollback(one.paths)
    assert copy_of(one) == copy


def test_an_index_that_is_not_there_just_now_keeps_its_copy(two: tuple[Index, Index]) -> None:
    one, other = two
    copy = copy_of(one)
    other.paths.root.rename(other.paths.root.with_name("on a disk that is away"))
    leave_int8(one)
    assert copy.exists()


def test_a_copy_that_nobody_has_claimed_stays(two: tuple[Index, Index]) -> None:
    unclaimed = quantising.copy_path(two[0].encoder.digest, "0" * 64)
    unclaimed.parent.mkdir()
    unclaimed.touch()
    leave_int8(two[0])
    assert unclaimed.exists()
