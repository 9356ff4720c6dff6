"""What is said of posts that are like another."""

from bs4 import BeautifulSoup

from index.store.catalog import StoredPost
from search.related import Related
from search.ui.address import NOTHING_ASKED
from search.ui.like import related_html
from tests.fakes import make_post
from tests.search.ui.examples import KEY


def said_of(*pieces: str | tuple[int, str], **facts: str) -> str:
    related = Related(StoredPost(0, KEY, make_post(*pieces, **facts)), 0.5)
    html = related_html([related], NOTHING_ASKED, None)
    return BeautifulSoup(html, "html.parser").select_one(".bs-saying").get_text()


def test_a_post_is_told_by_what_it_says_of_itself_or_by_how_its_running_text_begins() -> None:
    assert said_of("It began early.", description="All about\nrye.") == "All about rye."
    told = said_of((2, "History"), "It began early.", (2, "Later"), "It went on.")
    assert told == "It began early. It went on."
    assert said_of((2, "Nothing but headings")) == "Nothing but headings"


def test_long_sayings_end_between_words() -> None:
    said = said_of("sourdough " * 100)
    assert said.endswith("sourdough\u00a0…")
    assert len(said) < 260
