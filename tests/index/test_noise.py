"""An index's noise is that of questions which it does not answer, whatever the model."""

import numpy as np

from index.noise import measure_noise, noise_questions
from index.records import Embeddings
from tests.fakes import FakeEncoder


def _unit(rows: Embeddings) -> Embeddings:
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def test_the_questions_are_many_short_and_each_there_once() -> None:
    questions = noise_questions()
    assert len(questions) >= 200
    assert len(set(questions)) == len(questions)
    assert all(10 < len(question) < 100 for question in questions)


def test_the_level_is_what_the_questions_reach_and_batches_change_nothing(encoder: FakeEncoder) -> None:
    texts = [f"a note about thing {n}" for n in range(30)]
    rows = encoder.encode_passages(texts)
    posts = np.arange(30)
    noise = measure_noise(encoder, [rows], rows, posts, posts)
    best = (encoder.encode_queries(noise_questions()) @ rows.T).max(axis=1)
    assert np.isclose(noise.passages.median, np.median(best))
    assert np.isclose(noise.passages.spread, np.subtract(*np.percentile(best, (75, 25))))
    batched = measure_noise(encoder, [rows[:7], rows[7:]], rows, posts, posts)
    assert np.isclose(batched.passages.median, noise.passages.median)
    assert np.isclose(batched.kinship, noise.kinship)


def test_kinship_looks_at_other_posts_alone(encoder: FakeEncoder) -> None:
    rows = _unit(np.eye(4, encoder.dim, dtype=np.float32) + 0.1)
    alone = measure_noise(encoder, [rows], rows, np.zeros(4, dtype=np.int64), np.zeros(4, dtype=np.int64))
    assert alone.kinship == -1.0  # there is no other post
    twins = np.concatenate([rows, rows])
    posts = np.array([0, 0, 0, 0, 1, 1, 1, 1])
    assert np.isclose(measure_noise(encoder, [twins], twins, posts, posts).kinship, 1.0, atol=1e-3)
