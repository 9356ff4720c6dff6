"""What the charts of topics are drawn from, and the same in words."""

from dataclasses import replace
from itertools import cycle

import pytest
from bs4 import BeautifulSoup

from index.store.catalog import Outline, PostFacts
from index.store.topics import Dot, Topic
from search.query import parse_query
from search.topics import TopicMap
from search.ui.topic_rows import (
    OTHER,
    UNDATED,
    Colour,
    groups_of,
    map_rows,
    timeline_rows,
    topic_list_html,
)
from search.ui.topics import map_spec, timeline_spec
from tests.search.ui.examples import HOSTILE


def outline(
    post_id: int, published: str | None = None, title: str = "Rye", link: str = "", site: str = "A"
) -> Outline:
    facts = PostFacts(link, f"post{post_id}.md", site, (), (), None, published)
    return Outline(post_id, f"key{post_id}", title, facts, ())


def drawn(*outlines: Outline) -> TopicMap:
    """A map of one topic, all of whose dots lie in a row."""
    topic = Topic(("rye", "bread"), [o.post_id for o in outlines], [o.facts.year for o in outlines])
    by_id = {o.post_id: o for o in outlines}
    return TopicMap([topic], [Dot(i, i / 100, 0.5) for i in by_id], dict.fromkeys(by_id, topic), by_id)


def test_a_dot_says_what_post_it_is_and_leads_to_it() -> None:
    shown = drawn(outline(0, "2020-05-01", link="https://blog.test-site.org/rye"), outline(1, title=" "))
    first, last = map_rows(shown, Colour.YEAR)
    assert (last["x"], last["y"]) == (0.01, 0.5)
    assert (first["title"], first["topic"], first["year"], first["group"]) == (
        "Rye",
        "rye, bread",
        "2020",
        "2020",
    )
    assert first["href"] == "https://blog.test-site.org/rye"
    assert (last["title"], last["year"]) == ("post1.md", UNDATED)
    assert last["href"].startswith("?post=key1")


def test_a_post_on_no_topic_is_on_the_map_all_the_same() -> None:
    (row,) = map_rows(replace(drawn(outline(0)), topics=[], topic_of={}), Colour.TOPIC)
    assert (row["topic"], row["group"]) == (OTHER, OTHER)


def test_of_many_blogs_the_rare_ones_share_a_colour() -> None:
    outlines = [outline(n, site=f"Blog {n}") for n in range(30)]
    rows = map_rows(drawn(*outlines), Colour.BLOG)
    assert len({row["group"] for row in rows}) == 10
    assert [row["group"] for row in rows].count(OTHER) == 21


def test_no_two_groups_of_the_map_look_alike_and_what_is_in_none_is_grey() -> None:
    rows = map_rows(drawn(*(outline(n, site=f"Blog {n % 20}") for n in range(50))), Colour.BLOG)
    groups = groups_of(rows)
    assert groups[-1] == OTHER
    encoding = map_spec(Colour.BLOG, groups)["encoding"]
    colours, shapes = (encoding[channel]["scale"]["range"] for channel in ("color", "shape"))
    assert len(set(zip(colours, cycle(shapes), strict=False))) == len(groups) == 10
    assert colours[-1] not in colours[:-1]
    assert timeline_spec(groups[:-1])["encoding"]["color"]["scale"]["range"] == colours[:-1]


@pytest.mark.parametrize("hostile", [*HOSTILE, "javascript:alert(1)", "x" * 10_000])
def test_nothing_in_a_post_is_more_than_text_and_no_address_runs_anything(hostile: str) -> None:
    (row,) = map_rows(drawn(outline(0, "2020", title=hostile, link=hostile, site=hostile)), Colour.TOPIC)
    assert row["href"].startswith("?post=")
    assert len(row["title"]) < 130
    assert len(row["blog"]) < 130


def test_a_bar_of_the_timeline_asks_for_the_posts_of_its_topic_and_year() -> None:
    shown = drawn(outline(0, "2020-05-01"), outline(1, "2020-06-01"), outline(2, "2023"), outline(3))
    rows = timeline_rows(shown.topics)
    assert [(row["year"], row["posts"]) for row in rows] == [("2020", 2), ("2023", 1)]
    assert rows[0]["href"] == "?q=topic%3A%22rye+bread%22+after%3A2020+before%3A2021"
    assert not parse_query('topic:"rye bread" after:2020 before:2021').problems


def test_the_list_says_in_words_what_the_charts_show() -> None:
    dated = [outline(0, "2020-05-01"), outline(1, "2023-06-01"), outline(2, "2023-01-01")]
    shown = BeautifulSoup(topic_list_html(drawn(*dated).topics), "html.parser")
    assert shown.a["href"] == "?q=topic%3A%22rye+bread%22"
    assert shown.a.get_text() == "rye, bread"
    assert shown.p.get_text() == "3 posts, 2020 to 2023, most in 2023"


@pytest.mark.parametrize(
    ("days", "said"),
    [((None,), "1 post"), (("2020", "2020"), "2 posts, 2020"), (("2020", "2021"), "2 posts, 2020 to 2021")],
)
def test_what_is_not_known_is_not_said(days: tuple[str | None, ...], said: str) -> None:
    topics = drawn(*(outline(n, day) for n, day in enumerate(days))).topics
    assert BeautifulSoup(topic_list_html(topics), "html.parser").p.get_text() == said
