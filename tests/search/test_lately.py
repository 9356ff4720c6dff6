"""What was asked lately is not looked for again."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from search.lately import Lately
from tests.search.failing import fails_first


def test_what_is_asked_again_is_kept_and_what_was_asked_longest_ago_goes_first() -> None:
    looked_for: list[str] = []

    def find(asked: str) -> str:
        looked_for.append(asked)
        return asked.upper()

    lately = Lately(find, 2)
    asked = "rye salt rye oven rye".split()
    assert list(map(lately.of, asked)) == [each.upper() for each in asked]
    assert looked_for == ["rye", "salt", "oven"]
    lately.of("salt")
    assert looked_for == ["rye", "salt", "oven", "salt"]


def test_many_who_ask_at_once_are_each_given_their_own_and_it_is_looked_for_once() -> None:
    looked_for: list[str] = []
    searching = threading.Lock()

    def find(asked: str) -> str:
        assert searching.acquire(blocking=False), "two searches at a time"
        looked_for.append(asked)
        searching.release()
        return asked.upper()

    lately = Lately(find, 5)
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lately.of, "abcab" * 40)) == list("ABCAB" * 40)
    assert sorted(looked_for) == ["a", "b", "c"]


def test_what_failed_is_looked_for_again() -> None:
    lately = Lately(fails_first(then="found"), 2)
    with pytest.raises(ValueError, match="not yet"):
        lately.of("rye")
    assert lately.of("rye") == "found"
