"""`scripts/evaluate.py --beir`, as it is run."""

import json
from pathlib import Path

import evaluate
import pytest

from tests.fakes import FakeEncoder
from tests.search.evaluation.collections import QRELS, write_collection


@pytest.fixture
def little(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(evaluate, "SentenceEncoder", lambda *_, **__: FakeEncoder())
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return write_collection(tmp_path / "little", qrels={"qrels/test.tsv": QRELS, "dev.tsv": "1 0 birds 1\n"})


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = evaluate.main([str(argument) for argument in arguments])
    out, err = capsys.readouterr()
    return code, out, err


def test_a_collection_is_measured_in_every_mode(little: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "--beir", little)
    assert (code, err) == (0, "")
    assert "little: 2 questions, 4 posts, 4 passages (3 embedded now)" in out
    for name in ("dense", "lexical", "hybrid", "ndcg@10", "recall@100", "mrr@10"):
        assert name in out
    assert "none embedded now" in run(capsys, "--beir", little)[1]


def test_programs_get_one_object(little: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "--beir", little, "--qrels", "dev.tsv", "--baselines", "--json")
    measured = json.loads(out)
    assert code == 0
    assert (measured["collection"], measured["questions"]) == ("little", 1)
    assert set(measured["modes"]["hybrid"]) == {"mrr@10", "recall@1", "recall@10", "recall@100", "ndcg@10"}
    assert set(measured["baselines"]) == {"plain dense", "plain BM25", "RRF 60", "cc 0.5"}


def test_the_first_questions_alone_and_several_collections(
    little: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = write_collection(tmp_path / "other")
    code, out, _ = run(capsys, "--beir", little, "--beir", other, "--queries", 1, "--json")
    assert code == 0
    assert [(o["collection"], o["questions"]) for o in map(json.loads, out.splitlines())] == [
        ("little", 1),
        ("other", 1),
    ]


def test_rankings_are_written_as_trec_runs(
    little: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "--beir", little, "--baselines", "--run-to", tmp_path / "runs", "--cache", tmp_path / "mine")
    written = {path.name for path in (tmp_path / "runs" / "little").iterdir()}
    assert written >= {"dense.trec", "lexical.trec", "hybrid.trec", "plain-BM25.trec", "cc-0.5.trec"}
    first = (tmp_path / "runs" / "little" / "hybrid.trec").read_text().splitlines()[0].split()
    assert first[:4] == ["1", "Q0", "brakes", "1"]
    assert (tmp_path / "mine" / "little" / "archive.sqlite").exists()


def test_the_tables_are_put_into_a_document(
    little: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = tmp_path / "quality.md"
    document.write_text("# Q\n\n<!-- ranking -->\n<!-- end of ranking -->\n", encoding="utf-8")
    assert run(capsys, "--beir", little, "--write", document)[0] == 0
    assert "| hybrid " in document.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--beir", "nowhere"], "no corpus.jsonl"),
        (["--beir", "LITTLE", "--qrels", "nowhere"], "nowhere cannot be read"),
        (["--beir", "LITTLE", "--write", "LITTLE/dev.tsv"], "no place for a table"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(
    little: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], says: str
) -> None:
    code, _, err = run(capsys, *(argument.replace("LITTLE", str(little)) for argument in arguments))
    assert code == 2
    assert says in err


def test_no_questions_at_all_is_wrong_usage(little: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run(capsys, "--beir", little, "--queries", 0)
    assert "a whole number from 1" in capsys.readouterr().err


def test_the_parts_of_the_ranking_are_measured_one_by_one(
    little: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = tmp_path / "quality.md"
    document.write_text("<!-- ablation -->\n<!-- end of ablation -->\n", encoding="utf-8")
    code, out, _ = run(capsys, "--beir", little, "--ablation", "--write", document)
    assert code == 0
    assert out.strip() in document.read_text(encoding="utf-8")
    measured = json.loads(run(capsys, "--beir", little, "--ablation", "--json")[1])
    assert set(measured["no part"]) == {"ndcg@10", "median_ms"}
