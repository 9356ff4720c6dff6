"""`scripts/benchmark.py`, as it is run, on next to nothing."""

import json
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import benchmark
import pytest

from search.benchmarks.amounts import Amounts
from search.benchmarks.peers import contestants
from search.benchmarks.peers.comparing import Contest
from tests.search.benchmarks.shared import write_shared

if TYPE_CHECKING:
    from index.embedding import SentenceEncoder

NEXT_TO_NOTHING = Amounts(
    embedded=3,
    embedding_rounds=1,
    indexed=4,
    indexing_rounds=1,
    real=6,
    searched=(9,),
    scaled=(6, 20),
    questions=4,
    contest=Contest(indexed=3, rounds=1, searched=9, questions=3),
)
DOCUMENT = "# B\n\n" + "".join(
    f"<!-- {name} -->\n<!-- end of {name} -->\n" for name in ("embed", "index", "search", "scale", "peers")
)


@pytest.fixture
def document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, real_encoder: "SentenceEncoder"
) -> Path:
    monkeypatch.setattr(benchmark, "QUICK", NEXT_TO_NOTHING)
    # The converted model is the user's; only what benchmarks keep is the test's own.
    monkeypatch.setattr("search.benchmarks.workshop.user_cache", lambda: tmp_path / "cache")
    monkeypatch.setattr("search.evaluation.study.user_cache", lambda: tmp_path / "cache")
    write_shared(tmp_path / "shared")
    path = tmp_path / "benchmarks.md"
    path.write_text(DOCUMENT, encoding="utf-8")
    return path


def copied(conversion: Path, _: object, path: Path) -> None:
    """In place of a copy in int8, which takes a while."""
    path.parent.mkdir(parents=True)
    for suffix in (".bin", ".xml"):
        shutil.copy(conversion.with_suffix(suffix), path.with_suffix(suffix))


def run(document: Path, name: str, *more: str) -> tuple[str, dict[str, object]]:
    """(the table in the document, the figures) of a quick run."""
    figures = document.with_suffix(".json")
    options = ["--quick", "--shared", str(document.parent / "shared"), "--json", str(figures)]
    assert benchmark.main([name, *options, "--write", str(document), *more]) == 0
    text = document.read_text(encoding="utf-8")
    table = text.partition(f"<!-- {name} -->\n")[2].partition(f"<!-- end of {name} -->")[0]
    return table, json.loads(figures.read_text(encoding="utf-8"))


def test_embed_holds_every_way_to_run_the_model_to_torch(
    document: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(benchmark, "has_nncf", lambda: False)
    table, figures = run(document, "embed")
    torch, *others = figures["rows"]
    assert torch["times"]["median"] == 1
    assert all(row["least cosine"] > 0.999 for row in others)
    assert "3 passages of" in table
    assert figures["machine"]["cores"] >= 1
    assert "torch" in figures["versions"]


def test_embed_has_a_line_for_int8_where_that_can_be(
    document: Path, monkeypatch: pytest.MonkeyPatch, real_encoder: "SentenceEncoder"
) -> None:
    pytest.importorskip("nncf", reason="nncf, which is not needed to run Blogseek, is not installed")
    if real_encoder.runs_in != "OpenVINO":
        pytest.skip("OpenVINO does not run on this machine")
    monkeypatch.setattr("index.quantising.user_cache", lambda: document.parent / "cache")
    monkeypatch.setattr("index.embedding.quantise", copied)  # tests/index/test_quantising.py does it for real
    _, figures = run(document, "embed")
    assert [row["runs in"] for row in figures["rows"]] == ["torch, float32", "OpenVINO", "OpenVINO, int8"]
    assert all(row["least cosine"] > 0.98 for row in figures["rows"])


def test_index_says_where_the_seconds_go(document: Path) -> None:
    table, figures = run(document, "index")
    seconds = {row["stage"]: row["seconds"]["median"] for row in figures["rows"]}
    assert seconds["all"] == pytest.approx(
        sum(taken for stage, taken in seconds.items() if stage not in ("all", "embedding the same alone"))
    )
    assert "passages a second are indexed" in " ".join(table.split())


def test_search_asks_in_each_mode_and_with_filters(document: Path) -> None:
    table, figures = run(document, "search")
    (row,) = figures["rows"]
    assert set(row["latency"]) == {"dense", "lexical", "hybrid", "hybrid, with filters"}
    assert all(found["p95_ms"] >= found["p50_ms"] > 0 for found in row["latency"].values())
    assert "| hybrid, with filters |" in table


def test_scale_measures_each_size_and_draws_it(document: Path) -> None:
    plot = document.with_suffix(".svg")
    table, figures = run(document, "scale", "--plot", str(plot))
    small, large = figures["rows"]
    assert small["passages"] < large["passages"] == 20
    assert large["real passages"] < 20
    assert "recombined" in table  # and it says so
    assert [row["recall@10"] for row in (small, large)] == [1.0, 1.0]
    assert all(row["publish_s"] > 0 and row["memory"]["resident_mb"] > 100 for row in (small, large))
    assert ET.fromstring(plot.read_text(encoding="utf-8")).tag.endswith("svg")


def test_what_is_prepared_is_not_built_again(document: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run_prepare(document) == 0
    monkeypatch.setattr("search.benchmarks.workshop.index_posts", None)
    run(document, "search")


def run_prepare(document: Path) -> int:
    options = ["--quick", "--shared", str(document.parent / "shared"), "--sizes", "9", "--prepare"]
    return benchmark.main(["search", *options])


def test_peers_stand_beside_each_other(document: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contestants, "python_of", lambda peer, cache: Path(sys.executable))
    table, figures = run(document, "peers", "--only", "tutorial")
    assert [row["tool"] for row in figures["rows"]] == ["Blogseek", "tutorial"]
    assert all(row["ndcg@10"]["scifact"] == 1.0 for row in figures["rows"])
    assert "goal: 3 times" in table


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["embed", "--write", "nowhere.md"], "nowhere.md"),
        (["peers", "--only", "magic"], "magic"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(
    arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert benchmark.main(arguments) == 2
    assert says in capsys.readouterr().err
