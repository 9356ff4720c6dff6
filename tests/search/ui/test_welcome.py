"""The page before anything is asked."""

from datetime import date

import pytest
from bs4 import BeautifulSoup

from index.store.catalog import StoredPost
from search.overview import Group, Overview
from search.ui.welcome import questions_html, summary_html, ways_in_html
from tests.fakes import make_post
from tests.search.ui.examples import HOSTILE, KEY

EMPTY = Overview(1, None, (), (), (), ())


def soup(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "html.parser")


BLOGS = [Group("a", "", 1), Group("b", "", 1)]


@pytest.mark.parametrize(
    ("overview", "summary"),
    [
        (EMPTY, "1 post to ask."),
        (
            Overview(2_000, (date(2019, 3, 1), date(2024, 6, 30)), BLOGS, (), (), ()),
            "2,000 posts to ask, from 2 blogs, March 2019 to June 2024.",
        ),
        (
            Overview(3, (date(2024, 6, 1), date(2024, 6, 30)), (), (), (), ()),
            "3 posts to ask, June 2024.",
        ),
    ],
)
def test_it_says_how_much_is_indexed(overview: Overview, summary: str) -> None:
    assert soup(summary_html(overview)).select_one(".bs-count").get_text() == summary


def test_what_there_is_not_has_no_heading() -> None:
    assert ways_in_html(EMPTY) == questions_html(()) == ""


def test_questions_tags_and_blogs_are_links_that_ask() -> None:
    overview = Overview(
        5, None, [Group("Rye & Co.", 'site:"rye co"', 3)], [Group("rye", "tag:rye", 2)], (), ()
    )
    shown = soup(questions_html(["Why rye?"]) + ways_in_html(overview))
    assert [(link.get_text(), link["href"]) for link in shown.select("a")] == [
        ("Why rye?", "?q=Why+rye%3F"),
        ("rye 2", "?q=tag%3Arye"),
        ("Rye & Co. 3", "?q=site%3A%22rye+co%22"),
    ]
    assert [heading.get_text() for heading in shown.select("h2")] == ["Worth asking", "Tags", "Blogs"]


def test_the_newest_posts_lead_to_the_web_or_to_our_own_view() -> None:
    posts = [
        StoredPost(0, KEY, make_post("A text.", title="Here", link="file:///a.md")),
        StoredPost(1, KEY, make_post("A text.", title="There", link="https://blog.test-site.org/a")),
    ]
    links = soup(ways_in_html(Overview(2, None, (), (), (), posts))).select("a")
    assert links[0]["href"].startswith(f"?post={KEY}")
    assert links[1]["href"] == "https://blog.test-site.org/a"


def test_of_many_blogs_the_rest_is_counted() -> None:
    blogs = [Group(f"blog {n}", f"site:b{n}", 1) for n in range(1_500)]
    items = soup(ways_in_html(Overview(1_500, None, blogs, (), (), ()))).select("li")
    assert items[-1].get_text() == "and 1,488 more"
    assert len(items) == 13


@pytest.mark.parametrize("hostile", HOSTILE)
def test_nothing_in_a_name_becomes_markup(hostile: str) -> None:
    post = StoredPost(0, KEY, make_post("A text.", title=hostile, site=hostile, authors=(hostile,)))
    group = Group(hostile, hostile, 2)
    shown = soup(questions_html([hostile]) + ways_in_html(Overview(2, None, [group], [group], (), [post])))
    assert {tag.name for tag in shown.find_all()} <= set("section h2 ul li a bdi span p time".split())
    assert [link.bdi.get_text() if link.bdi else link.get_text() for link in shown.select("a")] == [
        hostile
    ] * 4
    assert all(link["href"].startswith("?") for link in shown.select("a"))
