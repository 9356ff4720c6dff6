"""When a title, an author or a date counts as the right one."""

import pytest

from index.measures.facts import names, same_authors, same_day, same_title


@pytest.mark.parametrize(
    ("title", "same"),
    [
        ("Slow Bread: a guide", True),
        ("slow bread – A Guide!", True),
        ("Slow bread", False),
        ("Slow bread: a guide | The Long Table", False),
        ("", False),
        (None, False),
    ],
)
def test_titles(title: str | None, same: bool) -> None:
    assert same_title(title, "Slow bread: a guide") is same


def test_a_title_without_letters_is_no_title() -> None:
    assert not same_title("!!!", "???")


@pytest.mark.parametrize(
    ("author", "same"),
    [
        ("Bob Roe, Ann Lee", True),
        ("By Ann Lee and Bob Roe", True),
        ("ann lee; bob roe", True),
        ("Ann Lee", False),
        ("Ann Lee, Bob Roe, Staff", False),
        (None, False),
    ],
)
def test_authors_are_the_same_people_in_any_order(author: str | None, same: bool) -> None:
    assert same_authors(author, "Ann Lee & Bob Roe") is same


def test_names_are_cut_where_people_are_told_apart_and_nowhere_else() -> None:
    assert names("Anderson Sand") == {"anderson sand"}
    assert names("Written by: Ann Lee | Bob Roe") == {"ann lee", "bob roe"}
    assert names(" , ") == frozenset()


@pytest.mark.parametrize(
    ("moment", "same"),
    [
        ("2021-06-10", True),
        ("2021-06-10T23:00:00+02:00", True),
        ("2021-6-10", True),
        ("2021-06-11", False),
        ("2021-13-10", False),
        ("June 10", False),
        (None, False),
    ],
)
def test_dates_are_of_one_day(moment: str | None, same: bool) -> None:
    assert same_day(moment, "2021-06-10") is same
