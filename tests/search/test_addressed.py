"""A post whose address is typed where questions are asked."""

from pathlib import Path

import pytest

from search.addressed import addressed_post
from tests.fakes import FakeEncoder, make_post
from tests.search.generations import open_posts

ADDRESSES = ("https://a.example/rye/", "https://a.example/rye/salt", "https://b.example/?p=1", "https://b.example/?p=2")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("https://a.example/rye/", ADDRESSES[0]),
        (" http://www.a.example/rye?utm=x#salt ", ADDRESSES[0]),
        ("https://a.example/rye/salt", ADDRESSES[1]),
        ("https://a.example/", None),
        ("https://b.example/?p=1", None),  # the two cannot be told apart
        ("what is https://a.example/rye/", None),
        ("a.example/rye", None),
        ("https://", None),
        ("https://[broken", None),
        ("", None),
    ],
)
def test_it_is_found_whatever_is_appended(tmp_path: Path, typed: str, found: str | None) -> None:
    posts = [make_post(f"About {address}.", url=address) for address in ADDRESSES]
    stored = addressed_post(open_posts(tmp_path, posts, FakeEncoder()), typed)
    assert (stored and stored.post.url) == found
