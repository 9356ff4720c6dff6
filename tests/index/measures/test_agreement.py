"""Our measures and those of the collection's own scorer, on real pages and real readings."""

import importlib.util
import json
from pathlib import Path

import pytest

from index.measures.compare import read_one
from index.measures.labels import read_labels
from index.measures.scores import score, token_f1s

PAGES = 30
KEYS = {
    "token_f1": "token_f1", "token_precision": "token_p", "token_recall": "token_r", "snippet_f1": "snip_f1",
    "shingle_f1": "shingle_f1", "title": "title", "author": "author", "date": "date", "headings": "heads",
    "empty": "empty", "failed": "errors",
}  # fmt: skip


@pytest.mark.parametrize("tool", ["trafilatura", "Blogseek"])
def test_the_scorer_of_the_collection_says_the_same(shared: Path, tool: str) -> None:
    folder = shared / "extraction"
    if not (folder / "score.py").is_file():
        pytest.skip(f"there is no {folder}/score.py")
    spec = importlib.util.spec_from_file_location("collection_score", folder / "score.py")
    assert spec
    assert spec.loader
    theirs = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(theirs)

    labels = read_labels(folder / "wcxb-dev")[::26][:PAGES]
    readings = {label.id: read_one(tool, label.path, label.url) for label in labels}
    chosen = {label.id for label in labels}
    rows = [row for row in json.loads((folder / "wcxb-dev/labels.json").read_text()) if row["id"] in chosen]
    out = {
        page_id: {"text": r.text, "title": r.title, "author": r.author, "date": r.date, "s": r.cpu_s}
        for page_id, r in readings.items()
    }
    expected, pages = theirs.score(rows, out)

    ours = score(labels, readings)
    for name, key in KEYS.items():
        assert getattr(ours, name) == pytest.approx(expected[key]), name
    f1s = token_f1s(labels, readings)
    assert {page_id: pytest.approx(f1s[page_id]) for _, _, _, page_id, _ in pages} == {
        page_id: f1 for f1, _, _, page_id, _ in pages
    }
