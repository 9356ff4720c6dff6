"""The lists, the years and what is chosen, as links."""

from collections.abc import Iterable
from urllib.parse import parse_qs

import pytest
from bs4 import BeautifulSoup, Tag

from index.store.catalog import PostFacts
from search.choice import ALL, Choice, Years
from search.results import RankedPost
from search.survey import Found
from search.ui.address import Address, Order
from search.ui.filters import filters_html, order_html
from tests.search.ui.examples import HOSTILE

QUESTION = "why?"


def answers(*facts: dict[str, object]) -> list[Found]:
    """An answer for each of `facts`."""
    plain = {"link": "https://a.test-site.org/1", "place": "1", "site": None, "authors": (), "tags": ()}
    plain |= {"language": None, "published": None}
    return [
        Found(RankedPost(number, 1.0, ()), PostFacts(**{**plain, **each}), is_close=True)  # type: ignore[arg-type]
        for number, each in enumerate(facts)
    ]


def shown(found: list[Found], choice: Choice = ALL) -> BeautifulSoup:
    return BeautifulSoup(filters_html(found, Address(QUESTION, choice)), "html.parser")


def listed(links: Iterable[Tag]) -> list[str]:
    return [" ".join(link.get_text(" ").split()) for link in links]


YEARS = answers(*({"published": f"{year}-05-01"} for year in (2019, 2019, 2021, 2022)), {})


def test_a_value_leads_to_the_answers_that_have_it() -> None:
    found = answers({"site": "Loaf", "language": "de"}, {"site": "loaf"}, {"site": "Rolls"})
    (blogs, languages) = shown(found).select(".bs-kinds details")
    assert blogs.summary.get_text() == "Blog"
    assert listed(blogs.select("a")) == ["Loaf 2 answers", "Rolls 1 answers"]
    assert parse_qs(blogs.a["href"][1:]) == {"q": [QUESTION], "blog": ["loaf"]}
    assert listed(languages.select("a")) == ["unknown 2 answers", "German 1 answers"]


def test_what_all_answers_share_is_nothing_to_choose_by() -> None:
    assert filters_html(answers({"site": "Loaf"}, {"site": "Loaf"}), Address(QUESTION)) == ""
    assert filters_html(answers({"tags": ("rye", "oven")}), Address(QUESTION)) == ""


def test_every_year_has_its_bar_and_a_year_without_answers_has_no_link() -> None:
    years = shown(YEARS).select_one(".bs-years")
    said = ["2019: 2 answers", "2021: 1 answer", "2022: 1 answer", "no date: 1 answer"]
    assert [bar["aria-label"] for bar in years.select("a")] == said
    assert len(years.select(".bs-year")) == 5
    assert parse_qs(years.a["href"][1:])["year"] == ["2019"]
    assert "year" not in parse_qs(years["data-href"][1:])


def test_far_apart_years_are_not_all_drawn() -> None:
    found = answers({"published": "0001-01-01"}, {"published": "9999-01-01"})
    assert len(shown(found).select(".bs-year")) == 2


def test_what_is_chosen_can_be_dropped_one_by_one() -> None:
    choice = Choice(language="en", tags=("rye", "oven"), years=Years(2019, 2019))
    links = shown(YEARS, choice).select(".bs-chosen a")
    assert [link.get_text() for link in links[:4]] == [
        "Drop Language: English ×",
        "Drop Tag: rye ×",
        "Drop Tag: oven ×",
        "Drop Year: 2019 ×",
    ]
    assert parse_qs(links[1]["href"][1:])["tag"] == ["oven"]
    assert [parse_qs(link["href"][1:])["year"] for link in links[4:]] == [["2019-"], ["-2019"]]


def test_a_range_of_years_is_marked_on_its_bars() -> None:
    page = shown(YEARS, Choice(years=Years(2020, None)))
    assert [bar["data-year"] for bar in page.select(".bs-years [aria-current]")] == ["2021", "2022"]
    assert page.select_one(".bs-chosen a").get_text() == "Drop Year: from 2020 ×"


def test_the_order_says_which_it_is_and_leads_to_the_other() -> None:
    page = BeautifulSoup(order_html(Address(QUESTION, order=Order.NEWEST)), "html.parser")
    assert [link.get_text() for link in page.select("[aria-current]")] == ["Newest first"]
    assert parse_qs(page.a["href"][1:]) == {"q": [QUESTION]}


@pytest.mark.parametrize("hostile", [*HOSTILE, ":red[x]", "x" * 10_000])
def test_no_name_becomes_markup(hostile: str) -> None:
    facts = {"site": hostile, "authors": (hostile,), "tags": (hostile,), "language": hostile}
    choice = Choice(hostile, hostile, hostile, (hostile,), None)
    page = shown(answers(facts, {}), choice)
    assert {tag.name for tag in page.find_all()} <= set("nav div details summary ul li a span bdi p".split())
    assert set(parse_qs(page.select_one(".bs-chosen a")["href"][1:])) >= {"q"}
    assert all(link["href"].startswith("?q=") for link in page.select("a"))
    (name,) = shown(answers(facts, {})).select("#bs-tag a bdi")[:1]
    assert name.get_text() in (hostile, "no tags")
