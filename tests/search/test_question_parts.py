"""Which parts a long question has."""

from hypothesis import given
from hypothesis import strategies as st

from search.question_parts import MAX_PARTS, question_parts


def test_one_sentence_is_no_long_question() -> None:
    assert question_parts("How long does a sourdough starter keep in the fridge?") == []
    assert question_parts("") == []


def test_a_sentence_of_few_words_goes_with_the_one_before() -> None:
    parts = question_parts("Hello there. My knee hurts when I run. Badly. What can I do about it?")
    assert parts == ["Hello there. My knee hurts when I run. Badly.", "What can I do about it?"]


def test_a_question_without_marks_is_cut_evenly() -> None:
    rambling = " ".join(f"word{n}" for n in range(75))
    assert [len(part.split()) for part in question_parts(rambling)] == [25, 25, 25]


def test_so_many_sentences_that_each_would_cost_too_much_are_cut_anew() -> None:
    text = "One two three four five. " * 20
    parts = question_parts(text)
    assert len(parts) == MAX_PARTS
    assert " ".join(parts).split() == text.split()


@given(st.text(alphabet="ab .?!\n", max_size=300))
def test_every_word_is_in_some_part(text: str) -> None:
    parts = question_parts(text)
    assert len(parts) != 1
    assert len(parts) <= MAX_PARTS
    if parts:
        assert " ".join(parts).split() == text.split()
