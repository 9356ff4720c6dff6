"""Text is made tidy before anything else sees it."""

import pytest

from index.ingest.extract.blocks import Piece, join_pieces, tidy, tidy_line
from index.records import BlockKind


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("two\u00a0\t words \n\n here ", "two words\nhere"),
        ("cafe\u0301", "café"),  # as a keyboard writes it, and as a query will hold it
        ("it\x92s 5\x80", "it’s 5€"),  # cp1252 under its own numbers, as browsers read it
        ("a\x1b[31mb\x07\x00\x7fc", "a[31mbc"),
        ("lone \ud83d half", "lone \ufffd half"),
        ("zero\u200bwidth \u202eback", "zerowidth back"),
        ("👩\u200d🚀 می\u200cروم", "👩\u200d🚀 می\u200cروم"),  # a joiner that means something stays
    ],
)
def test_text_is_tidy(text: str, expected: str) -> None:
    assert tidy(text) == expected


def test_a_line_has_no_breaks() -> None:
    assert tidy_line(" one\n\n two\x0bthree\u2028four ") == "one two three four"


def test_blocks_stand_where_they_say() -> None:
    pieces = [
        Piece(BlockKind.HEADING, "Cafe\u0301", 2),
        Piece(BlockKind.PARAGRAPH, " "),
        Piece(BlockKind.CODE, "a\n\n\tb "),
    ]
    text, blocks = join_pieces(pieces)
    assert [text[block.start_char : block.end_char] for block in blocks] == ["Café", "a\n    b"]
