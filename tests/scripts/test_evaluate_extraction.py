"""`scripts/evaluate.py --extraction`, as it is run."""

import json
from pathlib import Path

import evaluate
import pytest

from tests.index.measures.pages import labelled_folder


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = evaluate.main(list(arguments))
    out, err = capsys.readouterr()
    return code, out, err


def test_labelled_pages_are_read_and_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = labelled_folder(tmp_path / "pages")
    code, out, _ = run(capsys, "--extraction", str(folder), "--with", "trafilatura", "--json")
    measured = json.loads(out)
    assert code == 0
    assert (measured["collection"], measured["half"], measured["pages"]) == ("pages", "all", 2)
    assert list(measured["extractors"]) == ["Blogseek", "trafilatura"]
    assert measured["extractors"]["Blogseek"]["token_f1"] == 1.0
    assert measured["extractors"]["Blogseek"]["snippet_f1"] == 1.0
    assert measured["lost"] == []


def test_the_table_is_put_into_a_document(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = labelled_folder(tmp_path / "pages")
    document = tmp_path / "quality.md"
    document.write_text("# Q\n\n<!-- measured -->\n<!-- end of measured -->\n", encoding="utf-8")
    code, out, _ = run(
        capsys, "--extraction", str(folder), "--half", "tune", "--worst", "3", "--write", str(document)
    )
    assert code == 0
    assert "pages, tune: 1 pages" in out
    assert "https://example.org/bread" in out  # the only one, and so among the worst
    assert "| Blogseek |" in document.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--extraction", "nowhere"], "labels.json"),
        (["--extraction", "PAGES", "--with", "magic"], "magic is not an extractor"),
        (["--extraction", "PAGES", "--write", "nowhere.md"], "nowhere.md"),
        (["--extraction", "PAGES", "--write", "PAGES/labels.json"], "no place for a table"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], says: str
) -> None:
    folder = labelled_folder(tmp_path / "pages")
    code, _, err = run(capsys, *(argument.replace("PAGES", str(folder)) for argument in arguments))
    assert code == 2
    assert says in err


def test_an_extractor_that_is_not_installed_is_named_and_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evaluate, "is_installed", lambda name: False)
    folder = labelled_folder(tmp_path / "pages")
    code, out, err = run(capsys, "--extraction", str(folder), "--with", "all", "--half", "tune")
    assert code == 0
    assert "left out, since not installed: trafilatura, " in err
    assert "trafilatura" not in out
