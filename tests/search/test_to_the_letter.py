"""A name, a code or phrases asked for by themselves are answered by the posts that have them."""

from dataclasses import replace

import pytest

from index.store.noise import Level, Noise
from search.filtering import admit
from search.opened import OpenedGeneration
from search.query import parse_query
from search.ranking import rank_posts
from search.results import SearchMode
from search.support import close_posts
from tests.fakes import FakeEncoder, make_post
from tests.search.generations import open_posts

TEXTS = ("We wrote it in C# first.", "Then E0382 came up, in C++ and C.", "A rye loaf, and node.js.")


@pytest.fixture(scope="module")
def generation(tmp_path_factory: pytest.TempPathFactory) -> OpenedGeneration:
    posts = [make_post(text, url=f"https://blog.example/{n}") for n, text in enumerate(TEXTS)]
    opened = open_posts(tmp_path_factory.mktemp("letters"), posts, FakeEncoder())
    level = Level(0.9, 0.01)  # whatever is asked: no post of this index is said to be near
    return replace(opened, noise=Noise(level, level, kinship=2.0))


def answering(generation: OpenedGeneration, asked: str) -> set[int]:
    query = parse_query(asked)
    ranking = rank_posts(generation, query, SearchMode.HYBRID, admit(generation, query))
    return set(close_posts(generation, query, ranking, ranking.posts))


@pytest.mark.parametrize(
    ("asked", "posts"),
    [
        ("C#", {0}),
        ("c++?", {1}),
        ("e0382", {1}),
        ('"rye loaf"', {2}),
        ('"came up" "c++"', {1}),
        ('"wrote it" OR "rye loaf"', {0, 2}),
    ],
)
def test_posts_that_have_what_was_asked_to_the_letter_answer(
    generation: OpenedGeneration, asked: str, posts: set[int]
) -> None:
    assert answering(generation, asked) == posts


@pytest.mark.parametrize("asked", ["loaf", "E0502", "what is C#", '"rye loaf" node', '"rye loaf" +"c"'])
def test_of_other_questions_nearness_decides(generation: OpenedGeneration, asked: str) -> None:
    assert answering(generation, asked) == set()
