"""One result's card: where its title leads, and that no post can make it lead elsewhere."""

from dataclasses import replace
from urllib.parse import parse_qs

import pytest
from bs4 import BeautifulSoup, Tag

from search.results import Result
from search.ui.address import Address
from search.ui.card import Frame, card_html
from search.ui.why import Field
from tests.search.ui.examples import HOSTILE, KEY, make_result, make_snippet

QUESTION = "why is it so dense?"


def card(result: Result, question: str = QUESTION) -> Tag:
    """The card, parsed as a browser would."""
    frame = Frame(Address(question), Field(40, 0.5))
    article = BeautifulSoup(card_html(result, frame), "html.parser").find("article")
    assert isinstance(article, Tag)
    return article


def link(result: Result, question: str = QUESTION) -> str:
    """Where the card's title leads."""
    return str(card(result, question).h2.a["href"])


def test_the_card_says_of_a_guessed_date_that_it_is_one() -> None:
    guessed = {"published": "2021-06-04", "fact_sources": (("published", "guessed"),)}
    shown = card(make_result(make_snippet("Wait.", "Wait."), site="Loaf", **guessed))
    assert shown.find(class_="bs-about").get_text() == "Loaf · about 4 June 2021 · 1 min read"


def test_the_card_holds_title_facts_passage_and_answer() -> None:
    snippet = make_snippet("Wait. It ferments for a day.", "It ferments for a day.", heading_path=("Time",))
    shown = card(make_result(snippet, title="Slow bread", site="Loaf", published="2021-06-04", language="en"))
    assert shown.h2.a.get_text() == "Slow bread"
    assert shown.find(class_="bs-about").get_text() == "Loaf · 4 June 2021 · 1 min read"
    assert shown.find(class_="bs-path").get_text() == "Time"
    assert shown.find(class_="bs-passage")["lang"] == "en"
    assert shown.mark.get_text() == "It ferments for a day."
    assert shown.details is None


def test_a_post_of_a_title_alone_is_not_said_twice() -> None:
    shown = card(make_result(make_snippet("Slow Bread", "Slow Bread"), title="Slow bread"))
    assert shown.get_text().casefold().count("slow bread") == 2  # the other is what "more like this" means


def test_further_passages_are_folded_away() -> None:
    best, second, third = (make_snippet(f"Passage {name}.", name) for name in ("one", "two", "three"))
    assert card(make_result(best, second)).details.summary.get_text() == "1 more passage from this post"
    shown = card(make_result(best, second, third))
    assert not shown.details.has_attr("open")
    assert shown.details.summary.get_text() == "2 more passages from this post"
    assert [mark.get_text() for mark in shown.details.find_all("mark")] == ["two", "three"]
    assert shown.find("mark").get_text() == "one"


def test_each_further_passage_leads_to_its_own_place_in_the_post() -> None:
    best = make_snippet("Passage one.", "one")
    headed = make_snippet("Passage two.", "two", start_char=100, heading_path=("Rye", "Salt"))
    nameless = make_snippet("Passage three.", "three", start_char=200)
    links = card(make_result(best, headed, nameless)).details.select(".bs-path a")
    assert [link.get_text() for link in links] == ["Rye › Salt", "In the post"]
    assert [parse_qs(link["href"][1:])["at"] for link in links] == [["108-111"], ["208-213"]]


def test_the_title_leads_to_the_answer_in_the_post() -> None:
    result = make_result(make_snippet("No. Bread needs time and heat. Yes.", "Bread needs time and heat."))
    assert link(result) == "https://blog.test-site.org/post#:~:text=Bread%20needs%20time%20and%20heat."


def test_an_answer_that_no_words_tell_from_others_is_a_plain_link() -> None:
    result = make_result(make_snippet("Wait.\n\nWait.", "Wait."))
    assert link(result) == "https://blog.test-site.org/post"


NOT_ON_THE_WEB = [
    "file:///home/me/post.html",
    "javascript:alert(1)",
    " javascript:alert(1)",
    "java\nscript:alert(1)",
    "JaVaScRiPt:alert(1)//https://site.org",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "blob:https://site.org/1",
    "//site.org/post",
    "/post",
    "",
    "https://",
    "https:///post",
    "http://[::1",
    "ftp://site.org/post",
    "https://thelongtable.example/2020/04/dense-sourdough/",
    "https://EXAMPLE/",
    "https://www.example.com/post",
    "https://example.org",
    "http://blog.invalid/post",
    "http://blog.test:8080/post",
]


@pytest.mark.parametrize("address", NOT_ON_THE_WEB)
def test_what_is_not_on_the_web_opens_in_our_own_view(address: str) -> None:
    result = make_result(make_snippet("Wait. It ferments.", "It ferments.", start_char=100), link=address)
    href = link(result)
    assert href.startswith("?")
    assert parse_qs(href[1:], strict_parsing=True) == {"post": [KEY], "at": ["106-118"], "asked": [QUESTION]}


@pytest.mark.parametrize(
    "address",
    [
        "https://site.org/post",
        "http://127.0.0.1:8000/post",
        "HTTPS://Site.ORG/post",
        "https://contest/post",
        "https://bestexample.com/post",
        "https://example.com.site.org/post",
    ],
)
def test_what_is_on_the_web_opens_there(address: str) -> None:
    assert link(make_result(link=address)).startswith(f"{address}#:~:text=")


@pytest.mark.parametrize("hostile", HOSTILE)
def test_nothing_in_a_post_becomes_markup(hostile: str) -> None:
    text = f"{hostile} once more"
    snippets = [make_snippet(text, hostile, heading_path=(hostile,)) for _ in range(2)]
    address = f"https://site.org/{hostile}"
    facts = {"title": hostile, "authors": (hostile,), "site": hostile, "language": hostile}
    shown = card(make_result(*snippets, link=address, **facts))
    assert shown.h2.a.get_text() == hostile
    assert [passage.get_text() for passage in shown.find_all(class_="bs-passage")] == [text] * 2
    assert {tag.name for tag in shown.find_all()} <= set("h2 a p mark details summary bdi div span".split())
    attributes = {name for tag in [shown, *shown.find_all()] for name in tag.attrs}
    assert attributes <= {"class", "href", "dir", "lang"}


@pytest.mark.parametrize("hostile", HOSTILE)
def test_nothing_in_a_question_becomes_markup_and_all_of_it_comes_back(hostile: str) -> None:
    result = make_result(link="file:///post.txt")
    assert parse_qs(link(result, hostile)[1:], strict_parsing=True)["asked"] == [hostile]
    assert {tag.name for tag in card(result, hostile).find_all()} == set("h2 a p bdi mark div span".split())


def test_a_title_that_turns_text_around_turns_only_itself() -> None:
    assert card(make_result(title="\u202eevil")).h2.a["dir"] == "auto"


@pytest.mark.parametrize("name", HOSTILE)
def test_other_places_of_the_same_text_are_named_and_cannot_break_out(name: str) -> None:
    there = make_result(link="https://b.test-site.org/again", site=name).stored
    here = make_result(link="file:///blog/again.md", site="Here").stored
    (line,) = card(replace(make_result(), also=(there, here))).find_all(class_="bs-about")[1:]
    assert line.get_text() == f"Also at {name}, Here"
    addresses = [anchor["href"] for anchor in line.find_all("a")]
    assert addresses[0] == "https://b.test-site.org/again"
    assert addresses[1].startswith(f"?post={KEY}")
