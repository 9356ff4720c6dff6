"""Snippets that a text must and must not hold, and headings that must be lines."""

from index.measures.lines import headings_kept, snippet_counts
from index.measures.overlap import Counts


def test_snippets_are_found_however_the_lines_are_broken() -> None:
    text = "Let the dough\nrest   over night.\n\nSubscribe now"
    counts = snippet_counts(text, ["the dough rest", "over night", "in the cellar"], ["Subscribe", "Log in"])
    assert counts == Counts(right=2, wrong=1, missed=1)


def test_a_heading_counts_only_as_a_line_of_its_own() -> None:
    text = "## Let it rest\n\nKnead it well, we said.\n\nKnead it"
    assert headings_kept(text, ["Let it rest", "Knead it", "we said"], "Bread") == 2 / 3


def test_the_title_is_no_heading() -> None:
    assert headings_kept("Bread", ["Bread!"], "bread") is None
    assert headings_kept("", ["Bread", "Rest"], "Bread") == 0.0
    assert headings_kept("", [], None) is None
