"""What counts as a word."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.store.words import MAX_WORD_CHARS, exact_words, placed_tokens, raw_tokens, read_token


def names(text: str) -> list[str]:
    return [name for raw in raw_tokens(text) if (name := read_token(raw).name)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("wi-fi", "Wi-Fi"),
        ("node.js", "Node.JS"),
        ("CVE-2024-3094", "cve-2024-3094"),
        ("Ｃ#", "c#"),
        ("U.S.A.", "u.s.a"),
    ],
)
def test_a_name_is_the_same_in_any_case_and_width(one: str, other: str) -> None:
    assert names(one) == names(other) != []


@pytest.mark.parametrize(
    ("text", "name"),
    [("wi-fi", "wifi"), ("node.js", "nodejs"), ("U.S.A.", "usa"), ("snake_case", "snakecase"),
     ("3.11", "3.11"), ("TCP/IP", "tcp/ip"), ("R&D", "r&d"), ("C#", "c#"), (".NET", ".net"),
     ("C++17", "c++")],
)  # fmt: skip
def test_a_name_is_its_parts_joined_unless_their_joint_tells(text: str, name: str) -> None:
    assert names(text) == [name]


@pytest.mark.parametrize("text", ["word", "18+", "don't", "wait...what", "東京", "k8s", "--flag", "a , b"])
def test_what_tells_no_more_than_its_words_has_no_name(text: str) -> None:
    assert names(text) == []


def test_letters_of_other_scripts_stay_whole() -> None:
    assert exact_words("हिन्दी भाषा। مُحَمَّد re\u00adport Ёлка Йод") == [
        "हिन्दी", "भाषा", "محمد", "report", "елка", "йод"
    ]  # fmt: skip
    assert exact_words("か\u3099ｶﾞ") == ["が", "ガ"]


def test_a_word_too_long_to_be_one_is_none() -> None:
    assert exact_words("before " + "x" * 61 + " after") == ["before", "after"]


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=80))
def test_words_stand_in_their_text_in_order_and_hold_no_blank(text: str) -> None:
    places = [
        (start + word.start, start + word.end)
        for start, raw in placed_tokens(text)
        for word in read_token(raw).words
    ]
    assert all(0 <= a < b <= len(text) for a, b in places)
    assert all(first[1] <= second[0] for first, second in pairwise(places))
    assert all(word and not any(map(str.isspace, word)) for word in exact_words(text))


@given(st.text(alphabet="aA-_./&+#'’ \u0301東", max_size=30))
def test_folding_what_is_folded_changes_nothing(text: str) -> None:
    assert exact_words(" ".join(exact_words(text))) == exact_words(text)


@pytest.mark.parametrize("unit", ["a.", "_", "日", "a+", "\u0301", ".", "-a"])
def test_a_hostile_text_is_read_in_time_that_grows_with_its_length(unit: str) -> None:
    words = [word for raw in raw_tokens(unit * 200_000) for word in read_token(raw).words]
    # Minutes, if anything went back over it.
    assert all(0 < len(word.text) <= MAX_WORD_CHARS for word in words)
