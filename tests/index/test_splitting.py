"""Posts are split in order, many of them on all cores, and whatever happens there happens as it does here."""

import multiprocessing
import os
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from index import splitting
from index.embedding import SentenceEncoder
from index.records import Post
from index.settings import Settings
from index.splitting import split_posts
from tests.fakes import FakeEncoder, OutOfOrder, make_post

POSTS = [
    (
        "blog",
        make_post(
            f"Rye number {n} rises. " * (1 + 40 * n), (2, "Salt"), "It goes in late.", title=f"Post {n}"
        ),
    )
    for n in range(5)
]


class Counting(FakeEncoder):
    """An encoder that counts as it is told to."""

    def __init__(self, count: Callable[[Sequence[str]], list[int]]) -> None:
        super().__init__()
        self.count_tokens = count  # type: ignore[method-assign, assignment]


def words(texts: Sequence[str]) -> list[int]:
    return [len(text.split()) for text in texts]


def words_elsewhere_fatal(texts: Sequence[str]) -> list[int]:
    if multiprocessing.parent_process() is not None:
        os._exit(9)
    return words(texts)


def out_of_order(_: Sequence[str]) -> list[int]:
    raise OutOfOrder("no words left")


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three posts are many."""
    monkeypatch.setattr(splitting, "MANY_POSTS", 3)
    monkeypatch.setattr(splitting, "_POSTS_AT_ONCE", 2)


def split(encoder: Any) -> list[tuple[str, Post, list[str]]]:
    entries = split_posts(iter(POSTS), Settings(), encoder)
    return [
        (entry.source, entry.post, [entry.post.text[p.start_char : p.end_char] for p in entry.passages])
        for entry in entries
    ]


def test_many_posts_are_split_as_they_are_one_by_one(
    real_encoder: SentenceEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    one_by_one = split_posts(POSTS, Settings(), real_encoder)
    asked_here: list[object] = []
    monkeypatch.setattr(splitting, "MANY_POSTS", 3)
    monkeypatch.setattr(splitting, "_POSTS_AT_ONCE", 2)
    monkeypatch.setattr(splitting, "split_post", asked_here.append)
    assert split_posts(iter(POSTS), Settings(), real_encoder) == one_by_one
    assert not asked_here
    assert [entry.post.title for entry in one_by_one] == [f"Post {n}" for n in range(5)]
    assert len(one_by_one[4].passages) > 2


@pytest.mark.usefixtures("many")
def test_a_tokenizer_that_cannot_leave_its_process_splits_many_posts_all_the_same() -> None:
    lock = multiprocessing.Lock()

    def count(texts: Sequence[str]) -> list[int]:
        with lock:
            return words(texts)

    assert split(Counting(count)) == split(Counting(words))


@pytest.mark.usefixtures("many")
def test_posts_whose_process_is_ended_are_split_all_the_same() -> None:
    assert split(Counting(words_elsewhere_fatal)) == split(Counting(words))


@pytest.mark.usefixtures("many")
def test_a_failure_in_another_process_is_the_one_that_it_would_be_here() -> None:
    with pytest.raises(OutOfOrder, match="no words left"):
        split(Counting(out_of_order))
