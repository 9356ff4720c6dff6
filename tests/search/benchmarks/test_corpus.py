import lzma
from pathlib import Path

import pytest

from index.errors import SourceError
from index.records import Page
from search.benchmarks import corpus as corpus_module
from search.benchmarks.corpus import host_of, raw_pages, read_corpus
from tests.search.benchmarks.shared import write_shared


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    return write_shared(tmp_path / "shared")


def test_bodies_are_read_as_posts_without_their_markup(shared: Path, tmp_path: Path) -> None:
    posts = {post.title: (source, post) for source, post in read_corpus(shared, tmp_path / "cache").posts}
    source, oven = posts["Number 1 of the ovens"]
    assert (source, host_of(oven), oven.published) == ("ovens", "ovens.example", "2011-05-01")
    assert "The oven of number 1 stays hot." in oven.text
    assert "The kettle of number 2 whistles loudly." in posts["Number 2 of the kettles"][1].text
    assert posts["Slow bread"][0] == "medquad"


def test_questions_are_medquads_and_the_blogs_titles(shared: Path, tmp_path: Path) -> None:
    questions = read_corpus(shared, tmp_path / "cache").questions
    assert {"disc squeals pads glazed", "Number 1 of the ovens"} <= set(questions)
    assert "Slow bread" not in questions  # medquad has questions, so its titles are none


def test_the_order_is_drawn_and_the_same_in_every_run(shared: Path, tmp_path: Path) -> None:
    first, second = (read_corpus(shared, tmp_path / name) for name in ("one", "two"))
    assert first == second
    sources = [source for source, _ in first.posts]
    assert sources != sorted(sources)


def test_what_was_read_once_is_not_read_again(
    shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = read_corpus(shared, tmp_path / "cache")

    def refuse(pages: object) -> None:
        raise AssertionError("it was read again")

    monkeypatch.setattr(corpus_module, "extract_pages", refuse)
    assert read_corpus(shared, tmp_path / "cache") == before


def test_without_the_shared_folder_it_is_the_samples_and_says_so(tmp_path: Path) -> None:
    corpus = read_corpus(tmp_path / "nowhere", tmp_path)
    assert corpus.name.startswith("the samples alone")
    assert len(corpus.posts) > 30
    assert all(isinstance(page, Page) for page in raw_pages(tmp_path / "nowhere"))


def test_a_damaged_file_of_posts_is_said_in_a_sentence(shared: Path, tmp_path: Path) -> None:
    with lzma.open(shared / "blogs/posts.jsonl.xz", "wt") as file:
        file.write('{"id": 1}\n')
    with pytest.raises(SourceError, match=r"posts.jsonl.xz cannot be read as posts"):
        read_corpus(shared, tmp_path / "cache")
