"""A page full of the same thing is mixed with the next subject; the first result stays first."""

import numpy as np
import pytest

from search.variety import _LAMBDA, _USUAL_LIKENESS, varied_order


def rows(*angles: float) -> np.ndarray:
    """Unit rows at `angles` (degrees) in a plane."""
    radians = np.radians(angles)
    return np.stack([np.cos(radians), np.sin(radians)], axis=1).astype(np.float32)


def test_five_posts_on_one_thing_let_the_next_subjects_in() -> None:
    # Thirty directions, the first five of them nearly one.
    embeddings = np.eye(30, dtype=np.float32)
    embeddings[1:5] = embeddings[0] + 0.3 * embeddings[1:5]
    embeddings /= np.linalg.norm(embeddings, axis=1, keepdims=True)
    scores = np.linspace(3, 0, 30, dtype=np.float32)
    order = varied_order(scores, embeddings)
    assert order[0] == 0
    assert sorted(order) == list(range(30))
    assert order[1] == 5
    assert len({0, 1, 2, 3, 4} & set(order[:10])) < 5


def test_the_order_is_that_of_the_formula() -> None:
    # Cosines of the pairs: (0, 1) 1, the other two 0: mean 1 / 3, deviation sqrt(2) / 3, so that the pair
    # stands out by (1 - 1 / 3) / (sqrt(2) / 3) = sqrt(2), which is less than what is usual.
    assert pytest.approx(2) == _USUAL_LIKENESS
    assert varied_order(np.array([3, 2, 1], dtype=np.float32), rows(0, 0, 90)) == [0, 1, 2]
    # Of four, one pair of six: mean 1 / 6, deviation sqrt(5) / 6; it stands out by sqrt(5) = 2.236, so post 1
    # loses 0.2 * 0.236, which a standing higher by 0.059 makes up for, since that counts 0.8.
    embeddings = np.eye(4, dtype=np.float32)
    embeddings[1] = embeddings[0]
    assert pytest.approx(0.8) == _LAMBDA
    # (4, 1.05, 1, 0) deviate by 1.49, so 1.05 stands higher than 1 by 0.034; 1.5 of (4, 1.5, 1, 0) by 0.34.
    assert varied_order(np.array([4, 1.05, 1, 0], dtype=np.float32), embeddings) == [0, 2, 1, 3]
    assert varied_order(np.array([4, 1.5, 1, 0], dtype=np.float32), embeddings) == [0, 1, 2, 3]


def test_where_all_are_equally_alike_nothing_moves() -> None:
    scores = np.array([5, 4, 3, 2], dtype=np.float32)
    assert varied_order(scores, rows(0, 0, 0, 0)) == [0, 1, 2, 3]
    assert varied_order(scores, np.eye(4, dtype=np.float32)) == [0, 1, 2, 3]


@pytest.mark.parametrize("count", [0, 1, 2])
def test_of_fewer_than_three_none_changes_places(count: int) -> None:
    embeddings = np.ones((count, 2), dtype=np.float32)
    assert varied_order(np.ones(3, dtype=np.float32), embeddings) == list(range(count))
