from pathlib import Path

import numpy as np

from index.pipeline import index_posts
from index.settings import Settings
from search.benchmarks.recall import recall, recall_of_index
from tests.fakes import FakeEncoder, make_post

SCORES = np.array([[0.9, 0.1, 0.8, 0.2], [0.1, 0.9, 0.2, 0.8]], dtype=np.float32)


def test_recall_is_the_share_of_the_nearest_that_was_found() -> None:
    assert recall(np.array([[0, 2], [3, 1]]), SCORES) == 1.0
    assert recall(np.array([[0, 1], [3, 1]]), SCORES) == 3 / 4
    assert recall(np.array([[0, -1], [-1, -1]]), SCORES) == 1 / 4  # -1: nothing was found for this place


def test_an_exact_index_finds_all(tmp_path: Path) -> None:
    posts = [
        ("a", make_post(f"Word{n} and word{n + 1} in one line.", url=f"https://a.example/{n}"))
        for n in range(30)
    ]
    index_posts(posts, tmp_path, Settings(), FakeEncoder())
    assert recall_of_index(tmp_path, FakeEncoder(), ["word3", "word20 word21"]) == 1.0
