"""A search as a feed, read as any feed reader would."""

import feedparser
import pytest

from search.atom import as_atom
from search.results import Result
from tests.search.ui.examples import HOSTILE, make_result, make_snippet

BUILT_AT = "2026-01-02T03:04:05Z"


def read(question: str, *results: Result) -> feedparser.FeedParserDict:
    feed = feedparser.parse(as_atom(question, results, BUILT_AT))
    assert not feed.bozo, feed.bozo_exception
    return feed


def test_an_entry_has_title_link_facts_and_answer() -> None:
    snippet = make_snippet("Wait. It ferments for a day.", "It ferments for a day.")
    facts = {"title": "Slow bread", "authors": ("Ann", "Bob"), "tags": ("rye", "oven")}
    feed = read("why wait?", make_result(snippet, published="2021-06-04", **facts))
    (entry,) = feed.entries
    assert feed.feed.title == "Blogseek: why wait?"
    assert entry.title == "Slow bread"
    assert entry.link == "https://blog.test-site.org/post#:~:text=It%20ferments%20for%20a%20day."
    assert [author.name for author in entry.authors] == ["Ann", "Bob"]
    assert [tag.term for tag in entry.tags] == ["rye", "oven"]
    assert entry.summary == "It ferments for a day."
    assert entry.updated == feed.feed.updated == "2021-06-04T00:00:00+00:00"


def test_the_newest_come_first_and_what_has_no_date_bears_the_index_s() -> None:
    dates = ("2021-06-04", "2023-01-01T10:00:00+02:00", "soon", None)
    feed = read("q", *(make_result(title=str(date), published=date) for date in dates))
    assert [entry.title for entry in feed.entries][2:] == ["2023-01-01T10:00:00+02:00", "2021-06-04"]
    assert feed.entries[0].updated == feed.feed.updated == "2026-01-02T03:04:05+00:00"


def test_the_same_search_and_the_same_post_keep_their_ids() -> None:
    one, other = read("q", make_result()), read("q", make_result(title="Another title"))
    assert one.feed.id == other.feed.id != read("r").feed.id
    assert one.entries[0].id == other.entries[0].id


@pytest.mark.parametrize("hostile", [*HOSTILE, "a\x00b\x1bc\ufffe", "]]>"])
def test_whatever_a_post_says_it_stays_a_feed(hostile: str) -> None:
    result = make_result(title=hostile, authors=(hostile,), tags=(hostile,), link="javascript:alert(1)")
    (entry,) = read(hostile, result).entries
    assert not entry.get("links")
