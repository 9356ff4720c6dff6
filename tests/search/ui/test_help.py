"""The language of questions, shown by example."""

from datetime import date
from urllib.parse import parse_qs

from bs4 import BeautifulSoup

from index.store.catalog import StoredPost
from index.store.topics import Topic
from search.overview import Group, Overview
from search.query import parse_query
from search.ui.help import examples, help_html
from tests.fakes import make_post
from tests.search.ui.examples import KEY

OVEN_TITLE = 'An <old> "oven" & tin'
TOPICS = [Topic(("bread", "dough"), [1, 2], [0, 0]), Topic(("wheels",), [3], [0])]
NOTHING = Overview(0, None, (), (), (), ())
SOMETHING = Overview(
    9,
    (date(2019, 1, 2), date(2023, 4, 5)),
    blogs=[Group("x" * 10_000, f"site:{'x' * 10_000}", 5), Group("Rye & Co.", 'site:"rye co"', 4)],
    tags=[Group("rye", "tag:rye", 2)],
    authors=[Group("ann", "author:ann", 2)],
    newest=[StoredPost(0, KEY, make_post("", title=name)) for name in ("x " + "x" * 10_000, OVEN_TITLE)],
)


def test_every_example_is_understood() -> None:
    for overview, topics in ((NOTHING, ()), (SOMETHING, TOPICS)):
        for typed, _ in examples(overview, topics):
            query = parse_query(typed)
            assert not query.problems, typed
            assert not query.is_empty


def test_examples_ask_for_what_is_indexed_unless_that_is_too_long_to_show() -> None:
    typed = {example for example, _ in examples(SOMETHING, TOPICS)}
    assert {'site:"rye co"', "tag:rye", "author:ann", "after:2022 before:2023-06"} <= typed
    assert {"topic:bread", "bread -wheels", "title:oven", '"old oven"', 'bread +"an old oven tin"'} <= typed


def test_an_example_is_a_link_that_asks_it_and_the_help_is_folded_away() -> None:
    shown = BeautifulSoup(help_html(SOMETHING, TOPICS), "html.parser")
    assert shown.details.get("open") is None
    assert shown.summary.get_text() == "How to ask more exactly"
    for link in shown.select("td a"):
        assert parse_qs(link["href"][1:])["q"] == [link.get_text()]


def test_the_help_says_where_earlier_questions_are_kept() -> None:
    shown = BeautifulSoup(help_html(NOTHING, ()), "html.parser")
    assert "in this browser, and nowhere else" in shown.get_text()
    assert shown.select_one("button.bs-forget")
