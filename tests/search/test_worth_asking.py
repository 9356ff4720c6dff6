"""Questions that the posts put themselves and answer."""

from pathlib import Path

import pytest

from index.records import Post
from index.store.catalog import StoredPost
from search.opened import OpenedGeneration
from search.overview import newest_first
from search.results import Result
from search.worth_asking import stands_alone, worth_asking
from tests.fakes import FakeEncoder, make_post
from tests.search.generations import open_posts


def post(site: str, name: str, title: str, *headings: str) -> Post:
    pieces = [piece for heading in headings for piece in ((2, heading), f"Words on {name}.")]
    return make_post(*(pieces or ["A text."]), title=title, url=f"https://{site}.example/{name}")


def ask(folder: Path, *posts: Post, close: bool = True, wrong: str = "") -> tuple[str, ...]:
    """What is worth asking where each question finds the post that it stands in, but for the `wrong` one."""
    folder.mkdir(exist_ok=True)
    generation = open_posts(folder, posts, FakeEncoder())
    holders = _holders(generation)

    def best(question: str) -> Result:
        post_id = -1 if question == wrong else holders[question]
        return Result(StoredPost(post_id, "", posts[0]), 1.0, (), is_close=close)

    return worth_asking(generation, best)


def _holders(generation: OpenedGeneration) -> dict[str, int]:
    return {text: o.post_id for o in newest_first(generation) for text in (o.title, *o.headings)}


def test_titles_and_headings_that_ask_are_taken_from_the_blogs_by_turns(tmp_path: Path) -> None:
    posts = (
        post("a", "1", "Why onions take long to brown"),
        post("a", "2", "Onions", "Which pan browns onions evenly?"),
        post("b", "3", "Tyres on tour", "How much pressure do tubeless tyres need?"),
    )
    assert ask(tmp_path, *posts) == (
        "Why onions take long to brown",
        "How much pressure do tubeless tyres need?",
        "Which pan browns onions evenly?",
    )


def test_a_question_that_another_post_answers_or_none_is_left_out(tmp_path: Path) -> None:
    posts = post("a", "1", "Why onions brown so slowly"), post("a", "2", "Why tyres lose their pressure")
    assert ask(tmp_path / "x", *posts, wrong="Why onions brown so slowly") == (
        "Why tyres lose their pressure",
    )
    assert ask(tmp_path / "y", *posts, close=False) == ()


def test_what_several_posts_ask_is_not_one_posts_question(tmp_path: Path) -> None:
    heading = "Which flour makes good bread?"
    assert ask(tmp_path, post("a", "1", "Rye", heading), post("a", "2", "Wheat", heading)) == ()


def test_a_post_is_asked_one_question(tmp_path: Path) -> None:
    asked = ask(tmp_path, post("a", "1", "Why bread turns out dense", "Which flour makes good bread?"))
    assert asked == ("Why bread turns out dense",)


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("How much salt does sauerkraut need?", True),
        ("Wie viel Salz braucht Sauerkraut?", True),
        ("Is it ready?", False),
        ("What about the professionals?", False),
        ("Would I bake this bread again?", False),
        ("Salt in sauerkraut", False),
        ("Salt " * 40 + "?", False),
        ("How does \u202esauerkraut\u202c keep so long?", False),
        ("", False),
    ],
)
def test_a_heading_must_mean_something_alone(text: str, asks: bool) -> None:
    assert stands_alone(text) == asks
