"""Texts and places -> HTML: what is marked, and that nothing gets through unescaped."""

import re
from html import unescape

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from search.ui.markup import about_html, marked
from search.ui.snippet import snippet_html
from tests.fakes import make_post
from tests.search.ui.examples import HOSTILE, make_snippet

_OUR_TAGS = re.compile(r"</?(?:mark|strong)>")
_OVERRIDE = "\u202e"  # turns the rest of its line around


def plain(html: str) -> str:
    """The text of what `marked` made, exactly."""
    return unescape(_OUR_TAGS.sub("", html))


def test_the_answer_and_the_words_are_marked() -> None:
    text = "Wait a day. Then bake it hot."
    assert marked(text, [(12, 29)], [(0, 4), (17, 21)]) == (
        "<strong>Wait</strong> a day. <mark>Then <strong>bake</strong> it hot.</mark>"
    )


def test_marks_and_words_may_lie_at_both_edges() -> None:
    assert marked("one two", [(0, 7)], [(0, 3), (4, 7)]) == (
        "<mark><strong>one</strong> <strong>two</strong></mark>"
    )
    assert marked("one two", [(0, 3)], [(4, 7)]) == "<mark>one</mark> <strong>two</strong>"
    assert marked("one two", [(4, 7)], [(0, 3)]) == "<strong>one</strong> <mark>two</mark>"


def test_two_answers_are_two_marks_in_the_order_of_the_text() -> None:
    assert marked("one two three", [(8, 13), (0, 3)]) == "<mark>one</mark> two <mark>three</mark>"
    assert marked("one two", []) == "one two"


def test_no_answer_is_no_mark() -> None:
    assert marked("one two", [(0, 0)]) == "one two"
    assert marked("one two", [(7, 7)], [(4, 7)]) == "one <strong>two</strong>"
    assert marked("", [(0, 0)]) == ""


@pytest.mark.parametrize("word", [(2, 5), (5, 9), (2, 9)], ids=["left border", "right border", "both"])
def test_a_word_across_the_border_of_the_answer_loses_no_text(word: tuple[int, int]) -> None:
    text = "abc defg hij"
    html = marked(text, [(4, 8)], [word])
    assert plain(html) == text
    assert "<mark>defg</mark>" in html


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_markup(text: str) -> None:
    html = marked(text, [(1, len(text) - 1)], [(0, 1), (2, 4)])
    assert plain(html) == text
    assert {tag.name for tag in BeautifulSoup(html, "html.parser").find_all()} == {"mark", "strong"}


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, tuple[int, int], list[tuple[int, int]]]:
    """A text, an answer in it, and words in order that do not overlap each other."""
    text = draw(st.text(alphabet=st.one_of(st.sampled_from("<>&\"'; a"), st.characters()), max_size=40))
    place = st.integers(0, len(text))
    start, end = sorted((draw(place), draw(place)))
    cuts = sorted(draw(st.lists(place, max_size=8, unique=True)))
    return text, (start, end), list(zip(cuts[::2], cuts[1::2], strict=False))


@given(marked_texts())
def test_every_character_is_shown_once_and_in_its_place(
    case: tuple[str, tuple[int, int], list[tuple[int, int]]],
) -> None:
    text, (start, end), words = case
    html = marked(text, [(start, end)], words)
    assert plain(html) == text
    assert not re.search(r"<(?!/?(?:mark|strong)>)", html)
    if start < end:
        parts = [plain(part) for part in re.split(r"</?mark>", html)]
        assert parts == [text[:start], text[start:end], text[end:]]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_passage_is_text_and_nothing_else(hostile: str) -> None:
    snippet = make_snippet(hostile, hostile, heading_path=(hostile, "Then"))
    soup = BeautifulSoup(snippet_html(snippet, language='en" onclick="x'), "html.parser")
    path, passage = soup.p, soup.find(class_="bs-passage")
    assert passage.get_text() == hostile
    assert passage["lang"] == 'en" onclick="x'
    assert path.get_text() == f"{hostile} › Then"
    assert {tag.name for tag in soup.find_all()} <= {"p", "div", "mark", "bdi"}
    assert all(set(tag.attrs) <= {"class", "dir", "lang"} for tag in soup.find_all())


def test_a_passage_without_headings_or_language_says_nothing_of_them() -> None:
    html = snippet_html(make_snippet("Salt helps.", "Salt"), None)
    assert html == '<div class="bs-passage" dir="auto"><p><mark>Salt</mark> helps.</p></div>'


@pytest.mark.parametrize("hostile", HOSTILE)
def test_the_facts_of_a_post_are_text_and_nothing_else(hostile: str) -> None:
    post = make_post("A text.", site=hostile, authors=(f"{hostile}!", "Ann"), published=hostile)
    soup = BeautifulSoup(about_html(post), "html.parser")
    assert soup.get_text() == f"{hostile} · {hostile}!, Ann · {hostile} · 1 min read"
    assert {tag.name for tag in soup.find_all()} <= {"p", "time", "bdi"}


def test_a_fact_that_is_not_known_leaves_no_gap() -> None:
    shown = BeautifulSoup(about_html(make_post("A text.", place="notes/bread.txt")), "html.parser").get_text()
    assert shown == "notes/bread.txt · 1 min read"
    on_the_web = about_html(make_post("A text.", place="notes/bread.txt", link="https://www.loaf.org/bread"))
    assert BeautifulSoup(on_the_web, "html.parser").get_text() == "loaf.org · 1 min read"
    dated = about_html(make_post("A text.", site="Loaf", published="2021-06-04"))
    assert BeautifulSoup(dated, "html.parser").get_text() == "Loaf · 4 June 2021 · 1 min read"


def test_an_author_whose_name_the_blog_has_is_named_once() -> None:
    shown = about_html(make_post("A text.", site="Ann Lee", authors=("Ann lee", "Jo Roe")))
    assert BeautifulSoup(shown, "html.parser").get_text() == "Ann Lee · Jo Roe · 1 min read"


def test_of_a_moment_the_day_is_shown_and_the_time_told_to_programs() -> None:
    dated = about_html(make_post("A text.", site="Loaf", published="2021-06-04T23:00:00-08:00"))
    soup = BeautifulSoup(dated, "html.parser")
    assert soup.get_text() == "Loaf · 4 June 2021 · 1 min read"
    assert [time["datetime"] for time in soup.find_all("time")] == ["2021-06-04T23:00:00-08:00"]


def test_a_guessed_date_is_shown_as_a_guess() -> None:
    post = make_post("A text.", site="Loaf", published="2021-06-04", fact_sources=(("published", "guessed"),))
    soup = BeautifulSoup(about_html(post), "html.parser")
    assert soup.get_text() == "Loaf · about 4 June 2021 · 1 min read"
    assert "guess" in soup.find(title=True)["title"]


def test_a_stated_date_is_shown_as_it_is_though_another_fact_is_guessed() -> None:
    sources = (("title", "guessed"), ("published", "JSON-LD"))
    shown = about_html(make_post("A text.", site="Loaf", published="2021-06-04", fact_sources=sources))
    assert BeautifulSoup(shown, "html.parser").get_text() == "Loaf · 4 June 2021 · 1 min read"
    assert "title=" not in shown


@pytest.mark.parametrize(("site", "author"), [(_OVERRIDE + "Loaf", "Ann"), ("Loaf", _OVERRIDE + "Ann")])
def test_a_name_that_turns_text_around_turns_only_itself(site: str, author: str) -> None:
    """The browser does so for what stands in an element of its own: <bdi>, or one with `dir`."""
    post = make_post("A text.", site=site, authors=(author,), published="2021-06-04")
    soup = BeautifulSoup(about_html(post), "html.parser")
    turned = soup.find(string=re.compile(_OVERRIDE))
    assert turned.parent.name == "bdi" or turned.parent.has_attr("dir")
    assert "2021" not in turned


def test_a_heading_that_turns_text_around_turns_only_itself() -> None:
    snippet = make_snippet("Salt helps.", "Salt", heading_path=(_OVERRIDE + "Salt", "Why"))
    turned = BeautifulSoup(snippet_html(snippet, "en"), "html.parser").find(string=re.compile(_OVERRIDE))
    assert turned.parent.name == "bdi" or turned.parent.has_attr("dir")
    assert "Why" not in turned
