"""Related posts share what a post is about; it is not among them, and what it names already comes last."""

from pathlib import Path

from index.records import Post
from search.related import names_post, related_posts
from tests.fakes import FakeEncoder, make_post
from tests.search.generations import open_posts

BREAD = "The dough rises slowly in a cold kitchen and needs a longer rest before the oven."
STARS = "The telescope shows the rings of Saturn and the craters of the moon at night."


def _posts() -> list[Post]:
    return [
        make_post(BREAD, STARS, title="Dough under the stars", url="file:///a.html"),
        make_post("The dough needs a longer rest in a cold kitchen.", title="Cold dough", url="file:///b.html"),
        make_post("The telescope shows the craters of the moon.", title="The moon", url="file:///c.html"),
        make_post("My bicycle squeaks whenever it rains outside.", title="Squeaks", url="file:///d.html"),
    ]


def test_posts_like_any_of_its_passages_come_before_others(tmp_path: Path, encoder: FakeEncoder) -> None:
    generation = open_posts(tmp_path, _posts(), encoder)
    found = related_posts(generation, generation.catalog.posts([0])[0], 3)
    assert {related.stored.post.title for related in found[:2]} == {"Cold dough", "The moon"}
    assert all(related.stored.post_id != 0 for related in found)


def test_a_post_that_it_names_already_comes_last(tmp_path: Path, encoder: FakeEncoder) -> None:
    posts = _posts()
    posts[0] = make_post(
        BREAD, "More of it in Cold dough and rest, my other post.", title="Dough", url="file:///a.html"
    )
    posts[1] = make_post(BREAD, title="Cold dough and rest", url="file:///b.html")
    generation = open_posts(tmp_path, posts, encoder)
    found = related_posts(generation, generation.catalog.posts([0])[0], 3)
    assert found[-1].stored.post.title == "Cold dough and rest"


def test_a_short_title_is_no_name(tmp_path: Path, encoder: FakeEncoder) -> None:
    generation = open_posts(tmp_path, _posts(), encoder)
    moon = generation.catalog.posts([2])[2]
    assert not names_post("I saw The moon yesterday.", moon)
    assert names_post("See file:///c.html for more.", moon)


def test_an_index_of_one_post_has_nothing_related(tmp_path: Path, encoder: FakeEncoder) -> None:
    generation = open_posts(tmp_path, _posts()[:1], encoder)
    assert related_posts(generation, generation.catalog.posts([0])[0], 5) == ()
