"""Ranking cannot get worse unseen: floors under what two pinned collections of the project's own measure.

floors.json keeps the history of each collection, the last entry in force. Its floors stand a question or two
below what was measured when they were set, since a machine without bfloat16 ranks a little otherwise.
"""

import hashlib
import json
from pathlib import Path
from typing import Any

import evaluate
import pytest

from tests.conftest import PROJECT_ROOT

HISTORY = json.loads((Path(__file__).parent / "floors.json").read_text(encoding="utf-8"))
FOLDERS = {"samples": PROJECT_ROOT / "samples", "siblings": PROJECT_ROOT / "tests/data/siblings"}

KINDS = (".html", ".md", ".txt", ".jsonl")
QUESTIONS = ("queries.tsv", "qrels.tsv")


def digest(folder: Path) -> str:
    """SHA-256 of the posts and the judged questions in `folder`, and their places."""
    files = sorted(path for path in folder.rglob("*") if path.suffix in KINDS or path.name in QUESTIONS)
    lines = (f"{path.relative_to(folder)} {hashlib.sha256(path.read_bytes()).hexdigest()}" for path in files)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("floors")


@pytest.mark.model
@pytest.mark.parametrize("name", FOLDERS)
def test_questions_find_their_posts_as_well_as_before(
    name: str, cache: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(FOLDERS[name])
    named = [folder] if name == "samples" else ["--beir", folder, "--cache", str(cache)]
    assert evaluate.main([*named, "--json"]) == 0
    modes = json.loads(capsys.readouterr().out)["modes"]
    for mode, floors in HISTORY[name][-1]["floors"].items():
        for measure, floor in floors.items():
            assert modes[mode][measure] >= floor, f"{mode} {measure} is below its floor on {name}"
    for measure in ("mrr@10", "ndcg@10"):
        assert modes["hybrid"][measure] >= max(modes["dense"][measure], modes["lexical"][measure])


@pytest.mark.parametrize("name", FOLDERS)
def test_the_floors_are_of_the_collection_as_it_is(name: str) -> None:
    assert digest(FOLDERS[name]) == HISTORY[name][-1]["collection"], (
        f"{name} has changed: measure it, and add an entry with its new digest to floors.json"
    )


@pytest.mark.parametrize("name", FOLDERS)
def test_a_floor_is_lowered_only_with_a_reason(name: str) -> None:
    for before, after in zip(HISTORY[name], HISTORY[name][1:], strict=False):
        assert not lowered(before, after) or after.get("lowered because"), lowered(before, after)


def lowered(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """What has a lower floor in `after`, or none."""
    return [
        f"{mode} {measure}"
        for mode, floors in before["floors"].items()
        for measure, floor in floors.items()
        if after["floors"].get(mode, {}).get(measure, -1) < floor
    ]


def test_a_lower_floor_and_a_missing_one_are_noticed() -> None:
    before = {"floors": {"hybrid": {"ndcg@10": 0.9, "mrr@10": 0.9}}}
    assert lowered(before, {"floors": {"hybrid": {"ndcg@10": 0.89, "mrr@10": 0.95}}}) == ["hybrid ndcg@10"]
    assert lowered(before, {"floors": {"dense": {"ndcg@10": 1}}}) == ["hybrid ndcg@10", "hybrid mrr@10"]
    assert lowered(before, before) == []
