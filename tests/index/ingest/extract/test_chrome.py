"""The site's own lines are known, and the writer's are left alone."""

# ruff: noqa: E501 - a made-up page reads best when it is not broken

import csv

import pytest

from index.ingest.extract.chrome import is_chrome, starts_tail
from tests.conftest import PROJECT_ROOT


@pytest.mark.parametrize(
    "line",
    [
        "top of page", "bottom of page", "Skip to Main Content", "6 views0 comments", "1.2K likes", "5 min read",
        "87 views0 comments", "Write a comment...", "Post not marked as liked", "Share", "Share this post", "Recent Posts",
        "See All", "Related articles", "You might also like", "Log In", "Subscribe", "Copy link", "Leave a comment",
        "© 2024 Harbor Road", "All rights reserved.", "Powered by Ghost", "Accept all cookies", "We use cookies on this site.",
        "Table of Contents", "Tags: bread, baking", "Posted in Baking", "Updated: Mar 3", "Advertisement", "", " • ",
        "Loading…", "Type your email…", "Listen to this article", "Listen to this story in a short form",
    ],
)  # fmt: skip
def test_lines_of_the_site_are_known(line: str) -> None:
    assert is_chrome(line)
    assert is_chrome(f"  {line.upper()} ")


@pytest.mark.parametrize(
    "line",
    [
        "Six views of Mount Fuji",
        "We use cookies as the base of this cheesecake, and butter to bind it.",
        "Copyright protects the words and not the idea behind them.",
        "Copyright and fair use",
        "Published in 1859, the book changed biology for good.",
        "Posted on the wall of my first kitchen was a single rule.",
        "Share your fears with someone you trust.",
        "Recent posts on the wall had to be replaced.",
        "3 comments changed how I write.",
        "You may also like to know that foxes do this too, in the long dark of winter.",
        "Search for meaning",
        "Follow the river north.",
        "Listen to the story that the old men tell.",
    ],
)
def test_lines_of_the_writer_are_left_alone(line: str) -> None:
    assert not is_chrome(line)


@pytest.mark.parametrize(
    "line",
    [
        "Recent Posts",
        "Comments",
        "Comments (3)",
        "12 comments",
        "Leave a Reply",
        "Discussion about this post",
    ],
)
def test_what_comes_after_the_post_is_announced(line: str) -> None:
    assert starts_tail(line)


@pytest.mark.parametrize(
    "line", ["Comments on the text", "Recent posts of ours were wrong", "The bottom of the page"]
)
def test_what_only_sounds_so_announces_nothing(line: str) -> None:
    assert not starts_tail(line)


def test_no_title_of_a_sample_is_taken_for_chrome() -> None:
    with (PROJECT_ROOT / "tests/data/sample_facts.tsv").open(encoding="utf-8") as file:
        titles = [row["title"] for row in csv.DictReader(file, delimiter="\t")]
    assert len(titles) > 30
    assert [title for title in titles if is_chrome(title)] == []
