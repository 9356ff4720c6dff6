"""Questions that the posts put themselves and answer."""

from functools import partial
from pathlib import Path

import pytest

from index.passages import passage_text, split_post
from index.records import Post
from index.store.catalog_writing import CatalogEntry
from index.store.vector_file import VectorFile, write_vectors
from index.worth_asking import find_questions, stands_alone
from tests.fakes import FakeEncoder, make_post


def post(site: str, name: str, title: str, *headings: str, text: str = "") -> Post:
    pieces = [piece for heading in headings for piece in ((2, heading), text or f"Words on {name}.")]
    return make_post(*(pieces or [text or "A text."]), title=title, url=f"https://{site}.example/{name}")


def ask(folder: Path, *posts: Post, count: int = 10) -> list[str]:
    encoder = FakeEncoder()
    split = partial(split_post, count_tokens=encoder.count_tokens, target_tokens=12, max_tokens=250)
    entries = [CatalogEntry("", each, split(each)) for each in posts]
    texts = [passage_text(entry.post, passage).text for entry in entries for passage in entry.passages]
    write_vectors(folder / "vectors", [encoder.encode_passages(texts)], encoder.dim)
    asked = find_questions(entries, VectorFile(folder / "vectors"), encoder, count)
    for each in asked:
        stored = entries[each.post_id]
        headings = [name for passage in stored.passages for name in passage.heading_path]
        assert each.text in (stored.post.title, *headings)
    return [each.text for each in asked]


def test_titles_and_headings_that_ask_are_taken_from_the_blogs_by_turns(tmp_path: Path) -> None:
    posts = (
        post("a", "1", "Why onions take long to brown"),
        post("a", "2", "Onions", "Which pan browns onions evenly?"),
        post("b", "3", "Tyres on tour", "How much pressure do tubeless tyres need?"),
    )
    wanted = [
        "Why onions take long to brown",
        "How much pressure do tubeless tyres need?",
        "Which pan browns onions evenly?",
    ]
    assert ask(tmp_path, *posts) == wanted
    assert ask(tmp_path, *posts, count=2) == wanted[:2]


def test_a_question_that_another_post_is_nearer_to_is_left_out(tmp_path: Path) -> None:
    asking = post("a", "1", "Notes", "Why do onions brown slowly?", text="Nothing about that. " * 9)
    answering = post("a", "2", "Why onions brown slowly", text="Why do onions brown slowly? They are wet.")
    assert ask(tmp_path, asking, answering) == ["Why onions brown slowly"]


def test_what_several_posts_ask_is_not_one_posts_question(tmp_path: Path) -> None:
    heading = "Which flour makes good bread?"
    assert ask(tmp_path, post("a", "1", "Rye", heading), post("a", "2", "Wheat", heading)) == []


def test_a_post_is_asked_one_question(tmp_path: Path) -> None:
    asked = ask(tmp_path, post("a", "1", "Why bread turns out dense", "Which flour makes good bread?"))
    assert asked == ["Why bread turns out dense"]


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
