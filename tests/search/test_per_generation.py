"""What is made of a generation once."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from search.opened import OpenedGeneration
from search.per_generation import PerGeneration
from tests.fakes import FakeEncoder, make_post
from tests.search.failing import fails_first
from tests.search.generations import open_posts


def opened(folder: Path, name: str) -> OpenedGeneration:
    (folder / name).mkdir()
    return open_posts(folder / name, [make_post("A text.", title=name)], FakeEncoder())


def test_it_is_made_once_for_all_who_ask_and_anew_for_another_generation(tmp_path: Path) -> None:
    one, other = opened(tmp_path, "one"), opened(tmp_path, "other")
    made: list[str] = []

    def make(generation: OpenedGeneration) -> str:
        made.append(generation.catalog.posts([0])[0].post.title)
        return made[-1]

    kept = PerGeneration(make)
    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(kept.of, [one] * 40)) == {"one"}
    assert made == ["one"]
    assert kept.of(other) == "other"
    assert made == ["one", "other"]


def test_what_fails_is_tried_again(tmp_path: Path) -> None:
    kept, generation = PerGeneration(fails_first(then="made")), opened(tmp_path, "one")
    with pytest.raises(ValueError, match="not yet"):
        kept.of(generation)
    assert kept.of(generation) == "made"
