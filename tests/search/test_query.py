"""Whatever a reader types is a question."""

from hypothesis import given
from hypothesis import strategies as st

from search.query import MAX_QUERY_CHARS, parse_query


def test_nothing_is_asked_by_blanks_and_invisible_characters() -> None:
    for text in ("", "   \n\t", "\u200b\u202e\ufeff", "\x00\x07"):
        assert parse_query(text).text == ""


def test_function_words_are_not_looked_up_unless_there_is_nothing_else() -> None:
    assert parse_query("what is it like to adopt a cat?").wordings[0].stems == ("adopt", "cat")
    assert parse_query("to be or not to be").wordings[0].stems == ("to", "be", "or", "not")


def test_everyday_words_are_reworded_and_their_exchanges_looked_up_too() -> None:
    query = parse_query("is the drip painful")
    assert query.wordings[0].text == "is the drip painful"
    assert "is the infusion painful" in [wording.text for wording in query.wordings]
    assert {"drip", "infus"} <= query.stems


def test_a_very_long_question_is_read_from_its_beginning() -> None:
    query = parse_query("salt " * 10_000)
    assert 0 < len(query.text) <= MAX_QUERY_CHARS
    assert query.text.startswith("salt salt")


@given(st.text(max_size=300))
def test_any_text_becomes_a_query_that_can_be_shown_and_encoded(text: str) -> None:
    query = parse_query(text)
    assert query.text == query.text.strip()
    assert not any(character in query.text for character in "\n\t\x00\u202e")
    query.text.encode()
    assert len(query.wordings) <= 9
