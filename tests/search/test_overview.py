"""What an index holds, for a reader who has asked nothing yet."""

from datetime import date
from pathlib import Path

from index.records import Post
from search.filtering import admit
from search.opened import OpenedGeneration
from search.overview import overview_of
from search.query import parse_query
from tests.fakes import FakeEncoder, make_post
from tests.search.generations import open_posts


def post(name: str, **facts: object) -> Post:
    return make_post("A text.", title=name, url=f"https://{name}", **facts)


def open_some(folder: Path, *posts: Post) -> OpenedGeneration:
    return open_posts(folder, posts, FakeEncoder())


def test_blogs_are_called_by_their_name_or_their_host_and_the_largest_comes_first(tmp_path: Path) -> None:
    file = make_post("A text.", url="file:///here/diary/x.md", place="diary/x.md")
    named = [post(f"rye.example/{n}", site="Rye & Co.") for n in range(2)]
    generation = open_some(tmp_path, file, post("www.oats.example/1"), *named)
    blogs = overview_of(generation).blogs
    assert [(blog.name, blog.post_count) for blog in blogs] == [
        ("Rye & Co.", 2),
        ("diary", 1),
        ("oats.example", 1),
    ]
    for blog in blogs:  # the question finds just the posts that were counted
        assert admit(generation, parse_query(blog.question)).posts.sum() == blog.post_count


def test_a_tag_in_a_script_without_blanks_is_shown_as_written_and_counted_once(tmp_path: Path) -> None:
    posts = [post(f"a.example/{n}", tags=("機械学習" if n % 2 else "機械 学習",)) for n in range(4)]
    (tag,) = overview_of(open_some(tmp_path, *posts)).tags
    assert tag.name.replace(" ", "") == "機械学習"
    assert tag.name.count(" ") < 2
    assert tag.post_count == 4


def test_tags_and_authors_of_several_posts_are_shown_the_most_used_first(tmp_path: Path) -> None:
    posts = [post(f"a.example/{n}", tags=("Rye", "oats")[: 1 + n % 2], authors=("Ann",)) for n in range(4)]
    generation = open_some(tmp_path, *posts, post("a.example/x", tags=("once",)))
    overview = overview_of(generation)
    assert [(tag.name, tag.question, tag.post_count) for tag in overview.tags] == [
        ("rye", "tag:rye", 4),
        ("oats", "tag:oats", 2),
    ]
    assert [author.question for author in overview.authors] == ["author:ann"]


def test_the_newest_posts_and_the_first_and_last_day_are_of_those_with_a_date(tmp_path: Path) -> None:
    dated = [post(f"a.example/{n}", published=f"2020-0{n}-01") for n in range(1, 8)]
    overview = overview_of(open_some(tmp_path, post("a.example/undated"), *dated))
    assert overview.days == (date(2020, 1, 1), date(2020, 7, 1))
    assert [stored.post.published for stored in overview.newest] == [f"2020-0{n}-01" for n in (7, 6, 5, 4, 3)]


def test_posts_without_dates_have_no_newest(tmp_path: Path) -> None:
    overview = overview_of(open_some(tmp_path, post("a.example/1")))
    assert overview.days is None
    assert overview.newest == []
    assert overview.post_count == 1
