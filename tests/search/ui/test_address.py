"""What the reader chose is in the address, and comes back out of it."""

from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.choice import Choice, Years
from search.survey import SURVEY_DEPTH
from search.ui.address import PAGE_SIZE, Address, Order, like_link, read_address, reading_link

values = st.none() | st.text(min_size=1, max_size=20, alphabet=st.characters(exclude_categories=["Cs"]))
year = st.integers(0, 9999)
addresses = st.builds(
    Address,
    st.text(min_size=1, max_size=20, alphabet=st.characters(exclude_categories=["Cs"])),
    st.builds(
        Choice,
        values,
        values,
        values,
        st.lists(st.text("a&=+é#", min_size=1), max_size=3, unique=True).map(tuple),
        st.none()
        | year.map(lambda one: Years(one, one))
        | st.tuples(year, year).map(lambda two: Years(*sorted(two)))
        | year.map(lambda one: Years(one, None))
        | year.map(lambda one: Years(None, one)),
    ),
    st.sampled_from(Order),
    st.integers(PAGE_SIZE, SURVEY_DEPTH),
)


def read(href: str, question_key: str = "q") -> Address:
    found = parse_qs(href.removeprefix("?"), strict_parsing=True)
    return read_address(found[question_key][0], lambda name: found.get(name, []))


@given(addresses)
def test_what_is_asked_comes_back_from_the_address(address: Address) -> None:
    if address.choice.years == Years(0, 0):
        assert read(address.href()).choice.years == Years(0, 0)
    assert read(address.href()) == address


@given(addresses)
def test_a_view_of_a_post_leads_back_to_all_that_was_chosen(address: Address) -> None:
    for link in (reading_link("0123456789ab", (3, 9), address), like_link("0123456789ab", address)):
        assert read(link, "asked") == address


@pytest.mark.parametrize("years", ["", "x", "20", "2019-2021-2023", "2019--", "²⁰¹⁹", "-20", "9" * 999])
def test_years_that_mean_nothing_choose_nothing(years: str) -> None:
    assert read_address("q", lambda name: [years] if name == "year" else []).choice.years is None


@pytest.mark.parametrize(
    ("asked", "shown"), [("0", 10), ("-5", 10), ("x", 10), ("25", 25), ("999999999999", 10), ("9999", 200)]
)
def test_no_address_shows_more_than_there_is(asked: str, shown: int) -> None:
    assert read_address("q", lambda name: [asked] if name == "show" else []).shown_count == shown


def test_what_is_too_long_or_too_much_is_left_out() -> None:
    found = read_address("q", lambda name: ["x" * 1000] if name == "blog" else [f"{n}" for n in range(99)])
    assert found.choice.blog is None
    assert len(found.choice.tags) == 8
