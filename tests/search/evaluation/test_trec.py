"""Runs on disk, as other people's tools read them."""

from pathlib import Path

import ir_measures
import pytest
from ir_measures import nDCG

from index.errors import SourceError
from search.evaluation.metrics import ndcg_at_k
from search.evaluation.trec import write_run

RUN = {"q1": {"b": 0.5, "a": 0.5, "c": 0.5}, "q2": {"c": 2.0, "d": -1.0}}
GRADES = {"q1": {"a": 1}, "q2": {"d": 3, "c": 1}}


def test_a_line_has_six_columns(tmp_path: Path) -> None:
    write_run(tmp_path / "new" / "hybrid.trec", RUN, "hybrid")
    lines = (tmp_path / "new" / "hybrid.trec").read_text().splitlines()
    assert lines[0].split() == ["q1", "Q0", "b", "1", "0.5", "hybrid"]
    assert [line.split()[2] for line in lines] == ["b", "a", "c", "c", "d"]


def test_another_tool_measures_what_we_do_also_where_scores_tie(tmp_path: Path) -> None:
    path = tmp_path / "hybrid.trec"
    write_run(path, RUN, "hybrid")
    qrels = [ir_measures.Qrel(q, p, grade) for q, judged in GRADES.items() for p, grade in judged.items()]
    theirs = ir_measures.calc_aggregate([nDCG @ 10], qrels, ir_measures.read_trec_run(str(path)))
    ours = sum(ndcg_at_k(list(RUN[q]), GRADES[q]) for q in RUN) / len(RUN)
    assert theirs[nDCG @ 10] == pytest.approx(ours)


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SourceError, match="cannot be written"):
        write_run(tmp_path / "file" / "hybrid.trec", RUN, "hybrid")
