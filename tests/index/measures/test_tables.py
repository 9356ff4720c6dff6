"""What a person is shown."""

from index.measures.scores import Reading, score
from index.measures.tables import lost_pages, table, worst_pages
from tests.index.measures.pages import label

LABELS = [label("a", text="one two three four"), label("b", text="five six seven")]
READINGS = {
    "Blogseek": {"a": Reading("one two three four", cpu_s=0.1), "b": Reading("no", cpu_s=0.1)},
    "other": {"a": Reading("one two", cpu_s=0.1), "b": Reading("five six seven", error=None)},
}


def test_a_line_for_each_extractor_and_a_dash_for_what_was_not_measured() -> None:
    first, rule, ours, other = table({name: score(LABELS, READINGS[name]) for name in READINGS}).splitlines()
    assert first.split("|")[2].strip() == "token F1"
    assert set(rule) == {"|", "-"}
    assert [cell.strip() for cell in ours.split("|")[1:4]] == ["Blogseek", "0.500", "–"]
    assert other.split("|")[2].strip() == "0.833"  # (2/3 + 1) / 2
    assert len({first.count("|"), ours.count("|"), other.count("|")}) == 1


def test_the_worst_pages_are_named_beside_the_best_of_the_others() -> None:
    assert worst_pages(LABELS, READINGS, "Blogseek", 1) == ["0.000  b  1.000 other  https://example.org/b"]
    assert len(worst_pages(LABELS, READINGS, "Blogseek", 5)) == 2


def test_pages_that_only_others_read_are_named() -> None:
    assert lost_pages(LABELS, READINGS, "Blogseek") == ["b"]
    assert lost_pages(LABELS, READINGS, "other") == []
