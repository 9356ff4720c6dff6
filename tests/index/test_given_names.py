"""First names, by which a byline without a "by" is told from a heading."""

import pytest

from index.given_names import is_given_name


@pytest.mark.parametrize("word", ["Emily", "emily", "ZOË", "Björn", "Łukasz", "Priya"])
def test_a_first_name_is_known_however_it_is_written(word: str) -> None:
    assert is_given_name(word)


@pytest.mark.parametrize("word", ["Bread", "Charlotte", "Morgan", "#", "names", ""])
def test_what_is_as_often_something_else_is_not(word: str) -> None:
    assert not is_given_name(word)
