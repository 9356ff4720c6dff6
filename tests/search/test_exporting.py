"""Results for spreadsheets and programs."""

import csv
import io
import json

import pytest

from search.exporting import as_csv, as_json
from tests.search.ui.examples import HOSTILE, make_result, make_snippet


def rows(text: str) -> list[list[str]]:
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text[1:], newline="")))


def test_a_line_holds_the_facts_and_the_answer() -> None:
    snippet = make_snippet("Wait. It ferments for a day.", "It ferments for a day.", heading_path=("A", "B"))
    facts = {"title": "Slow bread", "site": "Loaf", "authors": ("Ann", "Bob"), "tags": ("rye",)}
    head, line = rows(as_csv([make_result(snippet, published="2021-06-04", language="en", **facts)]))
    assert dict(zip(head, line, strict=True)) == {
        "rank": "1",
        "title": "Slow bread",
        "link": "https://blog.test-site.org/post",
        "site": "Loaf",
        "authors": "Ann; Bob",
        "published": "2021-06-04",
        "tags": "rye",
        "language": "en",
        "answer": "It ferments for a day.",
        "headings": "A › B",
    }


@pytest.mark.parametrize(
    "formula",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\n=1", "\u00a0=1", "\ufeff=1", "\x00=1", "＝1"],
)
def test_no_cell_is_taken_for_a_formula(formula: str) -> None:
    snippet = make_snippet(formula + " is the answer", formula)
    _, line = rows(as_csv([make_result(snippet, title=formula, site=formula, authors=(formula,))]))
    for cell in (line[1], line[3], line[4], line[8]):
        assert cell.startswith("'")


@pytest.mark.parametrize("hostile", [*HOSTILE, 'a"b,c;d\ne', "\ud800".encode("utf-8", "replace").decode()])
def test_whatever_a_post_says_comes_back_as_it_was(hostile: str) -> None:
    result = make_result(title=hostile)
    assert rows(as_csv([result]))[1][1] in (hostile, f"'{hostile}")
    found = json.loads(as_json(hostile, [result]))
    assert found["question"] == hostile
    assert found["results"][0]["title"] == hostile
    assert found["results"][0]["passages"][0]["answer"] == "Bread needs time"


def test_nothing_found_is_a_file_too() -> None:
    assert len(rows(as_csv([]))) == 1
    assert json.loads(as_json("q", []))["results"] == []
