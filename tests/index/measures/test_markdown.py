"""Tables in documents."""

import pytest

from index.errors import SourceError
from index.measures.markdown import with_table


def test_a_table_takes_the_place_of_the_last() -> None:
    document = "# Quality\n\n<!-- measured -->\nold \\1\n<!-- end of measured -->\n\nMore."
    once = with_table(document, "| new \\1 |", "measured")
    assert once == "# Quality\n\n<!-- measured -->\n| new \\1 |\n<!-- end of measured -->\n\nMore."
    assert with_table(once, "| new \\1 |", "measured") == once


@pytest.mark.parametrize("document", ["", "<!-- measured -->", "<!-- end of measured --> <!-- measured -->"])
def test_a_document_without_a_place_for_it_is_left_alone(document: str) -> None:
    with pytest.raises(SourceError, match="no place for a table"):
        with_table(document, "| new |", "measured")


def test_each_table_of_a_document_has_marks_of_its_own() -> None:
    document = "<!-- a -->\n1\n<!-- end of a -->\n<!-- b -->\n2\n<!-- end of b -->"
    assert with_table(document, "3", "b") == document.replace("2", "3")
