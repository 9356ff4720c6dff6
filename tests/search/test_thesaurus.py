"""The bridge from everyday words to written ones."""

from importlib import resources

import pytest

from index.store.analysis import stems
from search.thesaurus import MAX_REWORDINGS, reword


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
    typed_stems = [tuple(stems(typed)) for typed, _ in lines()]
    assert len(typed_stems) == len(set(typed_stems))
    for typed, written in lines():
        assert all(stems(term) != stems(typed) for term in written), typed


def test_a_word_is_found_in_its_other_forms() -> None:
    assert "two medications a day" in [
        text.replace("medication", "medications") for text in reword("two pills a day")
    ]


def test_a_phrase_goes_before_the_words_in_it() -> None:
    assert reword("over many years") == ("long-term",)


def test_a_question_of_many_everyday_words_stays_cheap() -> None:
    assert len(reword("pill drip soldier soon belly ache baby backache " * 5)) == MAX_REWORDINGS


def test_a_question_without_everyday_words_is_left_alone() -> None:
    assert reword("E0382 borrow of moved value") == ()


@pytest.mark.parametrize("asked", ["our code of conduct", "error codes", "set a limit", "ice on a pond"])
def test_a_word_is_not_taken_for_another_of_the_same_stem(asked: str) -> None:
    assert reword(asked) == ()
