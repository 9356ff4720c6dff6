from pathlib import Path

import pytest

from index.errors import IndexBroken
from index.pipeline import index_posts
from index.settings import Settings, StoreSettings
from index.store.generation import list_generations
from index.store.paths import IndexPaths
from search.benchmarks import publishing
from search.benchmarks.publishing import publish_one_change, with_paragraph
from search.engine import SearchEngine
from tests.fakes import FakeEncoder, make_post

POSTS = [
    ("a", make_post((2, "Why"), f"Post {n} is about cheese.", url=f"https://a.example/{n}")) for n in range(5)
]
SETTINGS = Settings(store=StoreSettings(generations_kept=2))


def test_a_change_is_waited_for_until_it_is_found(tmp_path: Path) -> None:
    index_posts(POSTS, tmp_path, SETTINGS, FakeEncoder())
    published = publish_one_change(POSTS, tmp_path, SETTINGS, FakeEncoder())
    assert published.seconds > 0
    assert published.growth > 1  # the generation before it is kept


def test_what_was_changed_to_measure_is_undone(tmp_path: Path) -> None:
    before = index_posts(POSTS, tmp_path, SETTINGS, FakeEncoder()).generation
    publish_one_change(POSTS, tmp_path, SETTINGS, FakeEncoder())
    assert list_generations(IndexPaths(tmp_path)) == [before]
    assert SearchEngine.open(tmp_path, FakeEncoder()).manifest.generation == before


def test_a_change_that_is_not_found_is_no_figure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index_posts(POSTS, tmp_path, SETTINGS, FakeEncoder())
    monkeypatch.setattr(publishing, "index_posts", lambda *_, **__: None)
    with pytest.raises(IndexBroken, match="not found"):
        publish_one_change(POSTS, tmp_path, SETTINGS, FakeEncoder())


def test_a_paragraph_more_leaves_the_rest_as_it_was() -> None:
    post = POSTS[0][1]
    longer = with_paragraph(post, "And that is all.")
    assert longer.text == f"{post.text}\n\nAnd that is all."
    assert longer.blocks[:-1] == post.blocks
