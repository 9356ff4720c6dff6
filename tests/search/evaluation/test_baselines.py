"""The systems to beat: each formula by hand, and all of them over a little collection."""

from pathlib import Path

import numpy as np
import pytest

from search.evaluation.baselines import (
    BASELINES,
    baseline_runs,
    best,
    convex_combination,
    reciprocal_ranks,
    whole_texts,
)
from search.evaluation.beir import read_collection
from tests.fakes import FakeEncoder
from tests.search.evaluation.collections import write_collection


def test_reciprocal_ranks_add_up() -> None:
    fused = reciprocal_ranks({7: 0.9, 3: 0.5}, {3: 12.0, 9: 4.0})
    assert fused == {3: pytest.approx(1 / 62 + 1 / 61), 7: pytest.approx(1 / 61), 9: pytest.approx(1 / 62)}
    assert list(fused) == [3, 7, 9]


def test_a_convex_combination_stretches_each_ranking_to_one() -> None:
    fused = convex_combination({7: 0.9, 3: 0.6, 1: 0.5}, {3: 12.0, 9: 4.0})
    assert fused == {
        3: pytest.approx(0.5 * (0.6 - 0.5) / 0.4 + 0.5),
        7: pytest.approx(0.5),
        1: pytest.approx(0.0),
        9: pytest.approx(0.0),
    }
    assert list(fused)[:2] == [3, 7]


def test_one_document_or_none_is_no_division_by_zero() -> None:
    assert convex_combination({4: 0.3}, {}) == {4: 0.5}
    assert convex_combination({}, {}) == {}


def test_only_what_scores_is_found() -> None:
    assert best(np.array([0.0, 2.0, 3.0, 0.0])) == {2: 3.0, 1: 2.0}


def test_every_baseline_answers_every_question(tmp_path: Path, encoder: FakeEncoder) -> None:
    collection = read_collection(write_collection(tmp_path))
    documents = encoder.encode_passages(whole_texts(collection.posts))
    runs = baseline_runs(collection.posts, documents, encoder, collection.questions)
    assert tuple(runs) == BASELINES
    for run in runs.values():
        assert next(iter(run["1"])) == "brakes"
        assert {"bread", "copy"} == set(list(run["2"])[:2])
