"""Which words count as the same."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.store.analysis import stems, telling_stems, word_places


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Infusions", "infusion"),
        ("running", "runs"),
        ("Café", "cafe"),
        ("STRASSE", "straße"),
        ("ﬁnally", "finally"),
        ("therapy’s", "therapy s"),
        ("nai\u0308ve cafe\u0301", "naïve café"),
    ],
    ids=["plural", "inflection", "accent", "sharp s", "ligature", "apostrophe", "accents written apart"],
)
def test_forms_of_one_word_are_the_same(one: str, other: str) -> None:
    assert stems(one) == stems(other)


def test_different_words_stay_apart() -> None:
    assert len(set(stems("knee need knit ketamine kettle"))) == 5


def test_punctuation_separates_words() -> None:
    assert stems("post-traumatic/stress (PTSD), EMDR.") == stems("post traumatic stress PTSD EMDR")


def test_function_words_tell_nothing() -> None:
    assert telling_stems("How do I stop the brakes from squealing?") == stems("stop brakes squealing")


def test_a_question_of_function_words_alone_keeps_them() -> None:
    assert telling_stems("To be or not to be") == ["to", "be", "or", "not"]


def test_each_telling_word_counts_once() -> None:
    assert telling_stems("dogs, dog and DOGS") == ["dog"]


def test_nothing_has_no_words() -> None:
    assert stems("") == stems(" … — !") == telling_stems("") == []


def test_words_are_found_where_they_stand() -> None:
    text = "Running shoes; he ran, she RUNS."
    places = word_places(text, frozenset(stems("run")))
    assert [text[a:b] for a, b in places] == ["Running", "RUNS"]


@pytest.mark.parametrize(
    "text", ["हिन्दी भाषा", "ภาษาไทย", "nai\u0308ve", "snake_case_name", "C++ and C#", "l’été", "日本語。東京"]
)
def test_every_indexed_word_can_be_marked(text: str) -> None:
    for stem in stems(text):
        assert word_places(text, frozenset([stem])), f"{stem!r} is in the lexicon but cannot be marked"


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=60))
def test_marked_words_lie_in_the_text_and_do_not_overlap(text: str) -> None:
    places = word_places(text, frozenset(stems(text)))
    assert all(0 <= a < b <= len(text) for a, b in places)
    assert all(first[1] <= second[0] for first, second in pairwise(places))
