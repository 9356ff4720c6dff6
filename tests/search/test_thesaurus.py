"""The bridge from everyday words to written ones."""

from importlib import resources

import pytest

from index.store.analysis import stems
from search.thesaurus import MAX_REWORDINGS, known_as, reword


def lines() -> list[tuple[str, list[str]]]:
    text = resources.files("search").joinpath("thesaurus.txt").read_text(encoding="utf-8")
    entries = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [
        (typed, [t.strip() for t in written.split(",")])
        for typed, _, written in (e.partition(":") for e in entries)
    ]


def test_every_line_of_the_file_can_be_used() -> None:
    for typed, written in lines():
        assert stems(typed), typed
        assert 1 <= len(written) <= 5, typed
        assert all(written), typed


def test_no_word_is_explained_twice_or_by_itself() -> None:
    known = [known_as(typed) for typed, _ in lines()]
    assert len(known) == len(set(known))
    for typed, written in lines():
        assert all(stems(term) != stems(typed) for term in written), typed


@pytest.mark.parametrize("asked", ["two pills a day", "PILLS", "the pill's effect", "pills’"])
def test_a_word_is_found_in_its_plural_too(asked: str) -> None:
    assert any("medication" in text for text in reword(asked))


def test_a_phrase_is_found_in_its_other_forms() -> None:
    assert reword("she throws up") == reword("she throwing up") != ()


def test_a_phrase_goes_before_the_words_in_it() -> None:
    assert reword("over many years") == ("long-term",)


def test_a_question_of_many_everyday_words_stays_cheap() -> None:
    assert len(reword("pill drip soldier soon belly ache baby backache " * 5)) == MAX_REWORDINGS


def test_a_question_without_everyday_words_is_left_alone() -> None:
    assert reword("E0382 borrow of moved value") == ()


@pytest.mark.parametrize(
    "asked",
    [
        "error codes", "set a limit", "ice on a pond", "bread gone hard", "most of it", "tubeless tires",
        "shipping costs", "elevated roads", "taken apart", "relatively new", "graphics driver", "hospitality",
    ],
)  # fmt: skip
def test_a_word_is_not_taken_for_another_of_the_same_stem(asked: str) -> None:
    assert reword(asked) == ()
