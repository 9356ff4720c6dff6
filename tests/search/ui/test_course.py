"""An idea over time, in a sentence."""

import pytest
from bs4 import BeautifulSoup

from index.store.catalog import StoredPost
from search.over_time import Course
from search.ui.address import Address
from search.ui.course import course_html
from tests.fakes import make_post
from tests.search.test_over_time import answer
from tests.search.ui.examples import HOSTILE, KEY

FIRST = answer(0, "2019-02-03")


def shown(course: Course, title: str = "Rye") -> BeautifulSoup:
    stored = StoredPost(0, KEY, make_post("A text.", title=title, published="2019-02-03"))
    return BeautifulSoup(course_html(course, stored, Address("why rye?"), "en-GB"), "html.parser")


def test_it_says_when_an_idea_came_up_where_and_how_often_since() -> None:
    sentence = shown(Course(FIRST, 12, 2021))
    assert sentence.get_text() == "First on 3 February 2019, in Rye; 12 more posts since, most in 2021."
    assert sentence.a["href"].startswith(f"?post={KEY}")


def test_no_year_is_named_that_is_not_busier_than_others() -> None:
    assert shown(Course(FIRST, 1, None)).get_text().endswith("; 1 more post since.")


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_title_is_only_text(hostile: str) -> None:
    sentence = shown(Course(FIRST, 1, None), hostile)
    assert sentence.bdi.get_text() == hostile
    assert {tag.name for tag in sentence.find_all()} == {"p", "time", "a", "bdi"}
