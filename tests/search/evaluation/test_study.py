"""A collection in BEIR's layout, measured through the whole of the product."""

from pathlib import Path

import numpy as np
import pytest

from search.evaluation.baselines import BASELINES
from search.evaluation.beir import read_collection
from search.evaluation.study import ANSWER_MARKED, Laboratory, Study
from search.evaluation.tables import EITHER_HEADING, OURS, collections_table, study_object, study_text
from tests.fakes import FakeEncoder
from tests.search.evaluation.collections import write_collection, write_objects


def test_every_mode_and_baseline_is_measured_question_by_question(
    tmp_path: Path, encoder: FakeEncoder
) -> None:
    collection = read_collection(write_collection(tmp_path / "little"))
    study = Laboratory(encoder, cache=tmp_path / "cache").study(collection, with_baselines=True)
    assert list(study.values) == ["dense", "lexical", "hybrid", *BASELINES]
    assert all(len(values["ndcg@10"]) == 2 for values in study.values.values())
    assert study.values["hybrid"]["recall@100"].tolist() == [1, 1]
    assert set(study.runs["hybrid"]["2"]) >= {"bread", "copy"}  # the same text twice is two documents


def test_a_second_run_embeds_nothing(tmp_path: Path, encoder: FakeEncoder) -> None:
    collection = read_collection(write_collection(tmp_path / "little"))
    laboratory = Laboratory(encoder, cache=tmp_path / "cache")
    first = laboratory.study(collection, with_baselines=True)
    encoder.embedded.clear()
    second = laboratory.study(collection, with_baselines=True)
    assert encoder.embedded == []
    assert (first.embedded > 0, second.embedded) == (True, 0)
    assert first.runs == second.runs


def test_another_model_embeds_for_itself(tmp_path: Path, encoder: FakeEncoder) -> None:
    collection = read_collection(write_collection(tmp_path / "little"))
    Laboratory(encoder, cache=tmp_path / "cache").study(collection)
    other = FakeEncoder("another")
    assert Laboratory(other, cache=tmp_path / "cache").study(collection).embedded > 0


def test_answers_beside_a_collection_are_looked_for_in_what_is_marked(
    tmp_path: Path, encoder: FakeEncoder
) -> None:
    folder = write_collection(tmp_path / "little")
    answers = [{"_id": "1", "answers": ["pads are glazed"]}, {"_id": "2", "answers": ["in the attic"]}]
    write_objects(folder / "answers.jsonl", answers, packed=True)
    study = Laboratory(encoder, cache=tmp_path / "cache").study(read_collection(folder))
    assert study.shown[ANSWER_MARKED].tolist() == [1, 0]


def test_people_and_programs_are_told_the_same(tmp_path: Path, encoder: FakeEncoder) -> None:
    collection = read_collection(write_collection(tmp_path / "little"))
    study = Laboratory(encoder, cache=tmp_path / "cache").study(collection, with_baselines=True)
    told = study_object(collection, study)
    assert (told["collection"], told["questions"], told["posts"]) == ("little", 2, 4)
    assert set(told["modes"]) == {"dense", "lexical", "hybrid"}
    assert told["differences"][f"{OURS} - cc 0.5"]["ndcg@10"]["mean"] == pytest.approx(
        told["modes"]["hybrid"]["ndcg@10"] - told["baselines"]["cc 0.5"]["ndcg@10"]
    )
    low, high = told["intervals"]["hybrid"]["ndcg@10"]
    assert low <= told["modes"]["hybrid"]["ndcg@10"] <= high
    text = study_text(collection, study)
    assert f"{told['modes']['lexical']['ndcg@10']:.3f}" in text
    table = collections_table({"little": study})
    assert [line.split("|")[1].strip() for line in table.splitlines()[2:9]] == list(study.values)
    assert "hybrid over cc 0.5" in table


def test_whoever_knew_which_of_two_rankings_to_trust_is_reported_question_by_question() -> None:
    values = {"dense": [1.0, 0.0, 0.5], "lexical": [0.0, 0.9, 0.5], "hybrid": [0.5, 0.5, 0.5]}
    measured = {
        system: {measure: np.array(found) for measure in ("ndcg@10", "recall@100")}
        for system, found in values.items()
    }
    table = collections_table({"little": Study({}, measured, {}, {}, passages=3, embedded=0)})
    row = next(line for line in table.splitlines() if EITHER_HEADING in line)
    assert row.split("|")[2].strip() == f"{(1.0 + 0.9 + 0.5) / 3:.3f}"
