"""The weighing of evidence, by hand."""

import numpy as np
import pytest

from search.results import Hit
from search.scoring import LEXICAL_WEIGHT, PASSAGE_WEIGHT, SENTENCE_WEIGHT, Evidence, score_candidates


def score(passages: list[float], sentences: list[float], shares: dict[int, float]) -> list[Hit]:
    candidates = [Hit(passage_id, 0.0) for passage_id in range(len(passages))]
    words = [shares.get(passage_id, 0.0) for passage_id in range(len(passages))]
    evidence = Evidence(*(np.array(values, np.float32) for values in (passages, sentences, words)))
    return score_candidates(candidates, evidence)


def test_the_score_is_the_weighted_sum() -> None:
    (hit,) = score([0.5], [0.4], {0: 0.2})
    assert hit.score == pytest.approx(PASSAGE_WEIGHT * 0.5 + SENTENCE_WEIGHT * 0.4 + LEXICAL_WEIGHT * 0.2)


def test_each_kind_of_evidence_can_decide() -> None:
    assert [hit.passage_id for hit in score([0.3, 0.4], [0.3, 0.3], {})] == [1, 0]
    assert [hit.passage_id for hit in score([0.3, 0.3], [0.3, 0.4], {})] == [1, 0]
    assert [hit.passage_id for hit in score([0.3, 0.3], [0.3, 0.3], {1: 0.1})] == [1, 0]


def test_no_candidates_give_no_ranking() -> None:
    assert score([], [], {}) == []
