"""What is suggested while a reader types."""

from pathlib import Path

import pytest

from index.records import Post
from search.query import parse_query
from search.suggest import Origin, Suggestions, as_plain_question
from tests.fakes import FakeEncoder, make_post
from tests.search.generations import open_posts


def post(name: str, title: str, *headings: str, **facts: object) -> Post:
    pieces = [piece for heading in headings for piece in ((2, heading), f"Words on {name} {heading}.")]
    return make_post(*(pieces or ["A text."]), title=title, url=f"https://a.example/{name}", **facts)


def suggestions(folder: Path, *posts: Post) -> Suggestions:
    return Suggestions.read(open_posts(folder, posts, FakeEncoder()))


def test_titles_headings_and_tags_are_suggested_each_with_what_to_ask(tmp_path: Path) -> None:
    found = suggestions(tmp_path, post("a", "Rye at last", "Why rye is slow", tags=("Rye Bread",)))
    shown = [(each.text, each.origin, each.question) for each in found.matching("ry")]
    assert shown == [
        ("Rye at last", Origin.TITLE, "Rye at last"),
        ("Why rye is slow", Origin.HEADING, "Why rye is slow"),
        ("rye bread", Origin.TAG, 'tag:"rye bread"'),
    ]


def test_a_tag_in_a_script_without_blanks_is_suggested_as_it_is_written(tmp_path: Path) -> None:
    found = suggestions(tmp_path, post("a", "Rye", tags=("プログラム",)))
    shown = [(each.text, each.question) for each in found.matching("プロ")]
    assert shown == [("プログラム", "tag:プログラム")]


def test_an_author_is_suggested_by_any_part_of_the_name(tmp_path: Path) -> None:
    found = suggestions(tmp_path, post("a", "Rye", authors=("Renée Müller-Roe",)))
    for typed in ("renee m", "roe"):
        (shown,) = found.matching(typed)
        assert (shown.text, shown.origin) == ("Renée Müller-Roe", Origin.AUTHOR)
        assert parse_query(shown.question).understood == ('author:"renee muller roe"',)


def test_newer_titles_come_first(tmp_path: Path) -> None:
    older, newer = (
        post("a", "Rye in May", published="2020-05-01"),
        post("b", "Rye in June", published="2024-06-01"),
    )
    assert [each.text for each in suggestions(tmp_path, older, newer).matching("rye")] == [
        newer.title,
        older.title,
    ]


def test_what_heads_many_posts_or_is_a_title_already_is_no_suggestion(tmp_path: Path) -> None:
    posts = [post(f"p{n}", f"Number {n}", "Concluding words", "number 1!") for n in range(4)]
    found = suggestions(tmp_path, *posts)
    assert found.matching("conclu") == ()
    assert [each.text for each in found.matching("number 1")] == ["Number 1"]


def test_there_is_room_for_every_origin(tmp_path: Path) -> None:
    posts = [
        post(f"p{n}", f"Rye title {n}", f"Rye heading {n}", tags=(f"rye tag {n}",), authors=(f"Rye Doe {n}",))
        for n in range(9)
    ]
    origins = [each.origin for each in suggestions(tmp_path, *posts).matching("rye")]
    assert origins == [Origin.TITLE] * 4 + [Origin.TAG] * 2 + [Origin.AUTHOR] * 2


def test_a_very_long_title_is_shown_short_and_asked_whole(tmp_path: Path) -> None:
    title = "Rye " + "x" * 900
    (found,) = suggestions(tmp_path, post("a", title)).matching("rye")
    assert len(found.text) < 210
    assert found.question == title


@pytest.mark.parametrize(
    "title",
    [
        'A "quoted" word', "rust -v before:dawn", "-nothing at all", "site:a.example is down",
        "tabs OR spaces", '~-"less of this"', "\u202etxet desrever", "Why rye?", "x:y -- z", 'tag:"',
    ],
)  # fmt: skip
def test_nothing_in_a_suggested_text_is_asked_as_an_operator(title: str) -> None:
    asked = parse_query(as_plain_question(title))
    assert asked.text
    assert not asked.conditions
    assert not asked.ideas
    assert not asked.problems


def test_an_index_without_posts_of_words_suggests_nothing(tmp_path: Path) -> None:
    found = suggestions(tmp_path, post("a", "…"))
    assert found.matching("a") == found.matching("") == ()
