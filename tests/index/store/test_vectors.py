"""Nearest means nearest: held to plain numpy."""

from pathlib import Path

import numpy as np
import pytest

from index.errors import IndexBroken
from index.records import Embeddings
from index.store.vector_file import write_vectors
from index.store.vectors import Vectors, read_sentences, write_sentences


def unit_rows(count: int, dim: int, seed: int) -> Embeddings:
    rows = np.random.default_rng(seed).standard_normal((count, dim)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


@pytest.fixture(scope="module")
def rows() -> Embeddings:
    return unit_rows(2_000, 384, seed=1)


@pytest.fixture(scope="module")
def vectors(rows: Embeddings, tmp_path_factory: pytest.TempPathFactory) -> Vectors:
    path = tmp_path_factory.mktemp("vectors") / "vectors.faiss"
    write_vectors(path, (rows[start : start + 700] for start in range(0, len(rows), 700)), 384)
    return Vectors(path)


def test_the_nearest_are_those_of_brute_force_in_the_same_order(vectors: Vectors, rows: Embeddings) -> None:
    for query in unit_rows(20, 384, seed=2):
        cosines = rows @ query
        expected = np.argsort(-cosines)[:50]
        ids, scores = (found[0] for found in vectors.nearest(query[None], 50))
        assert np.abs(scores - cosines[expected]).max() < 2e-3
        assert np.abs(cosines[ids] - cosines[expected]).max() < 2e-3  # the same, ties in 16 bits aside
        assert (ids == expected).mean() > 0.9
        assert ids[0] == expected[0]


def test_a_row_is_nearest_to_itself_with_a_cosine_of_one(vectors: Vectors, rows: Embeddings) -> None:
    for row in (0, 699, 700, 1_999):  # about where one batch ends and the next begins
        ids, scores = vectors.nearest(rows[row][None], 1)
        assert ids[0, 0] == row
        assert scores[0, 0] == pytest.approx(1.0, abs=2e-3)


@pytest.mark.parametrize("share", [0.001, 0.02, 0.5, 0.99, 1.0])
def test_among_admitted_rows_the_nearest_are_those_of_a_search_without_the_others(
    vectors: Vectors, rows: Embeddings, share: float
) -> None:
    admitted = np.random.default_rng(7).random(len(rows)) < share
    admitted[1_999] = True
    queries = unit_rows(3, 384, seed=8)
    ids, scores = vectors.nearest(queries, 20, admitted)
    all_ids, all_scores = vectors.nearest(queries, len(rows))
    for n in range(len(queries)):
        expected = admitted[all_ids[n]]
        found = ids[n] >= 0
        assert ids[n][found].tolist() == all_ids[n][expected][:20].tolist()
        assert np.abs(scores[n][found] - all_scores[n][expected][:20]).max() < 1e-5


def test_where_no_row_is_admitted_none_is_found(vectors: Vectors) -> None:
    ids, _ = vectors.nearest(unit_rows(1, 384, seed=9), 5, np.zeros(2_000, dtype=np.bool_))
    assert set(ids[0]) == {-1}


def test_asking_for_more_than_there_are_gives_all_and_marks_the_rest(tmp_path: Path) -> None:
    rows = unit_rows(5, 16, seed=3)
    write_vectors(tmp_path / "vectors.faiss", [rows], 16)
    ids, _ = Vectors(tmp_path / "vectors.faiss").nearest(rows[:1], 9)
    assert sorted(ids[0, :5]) == [0, 1, 2, 3, 4]
    assert set(ids[0, 5:]) == {-1}


def test_several_queries_at_once_are_answered_as_one_by_one(vectors: Vectors) -> None:
    queries = unit_rows(7, 384, seed=5)
    ids, scores = vectors.nearest(queries, 10)
    for n, query in enumerate(queries):
        alone = vectors.nearest(query[None], 10)
        assert (alone[0][0] == ids[n]).all()
        assert np.abs(alone[1][0] - scores[n]).max() < 1e-5


def test_rows_come_back_in_the_order_asked(vectors: Vectors, rows: Embeddings) -> None:
    asked = [1_999, 0, 700, 0]
    assert np.abs(vectors.rows(asked) - rows[asked]).max() < 1e-3


def test_sentences_come_back_in_order_from_several_batches(tmp_path: Path) -> None:
    rows = unit_rows(100, 16, seed=6)
    path = tmp_path / "sentences.npy"
    write_sentences(path, [rows[:30], rows[30:31], rows[31:]], 100, 16)
    assert np.abs(read_sentences(path).astype(np.float32) - rows).max() < 1e-3


@pytest.mark.parametrize("content", [None, b"", b"no numbers in it", b"\x93NUMPY\x01\x00"])
def test_a_file_that_holds_no_sentences_is_refused(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "sentences.npy"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(IndexBroken, match=r"sentences\.npy"):
        read_sentences(path)


def test_a_pickle_in_place_of_the_sentences_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "sentences.npy"
    np.save(path, np.array([{"a": 1}], dtype=object), allow_pickle=True)
    with pytest.raises(IndexBroken):
        read_sentences(path)


def test_count_and_length_are_known(vectors: Vectors) -> None:
    assert (vectors.count, vectors.dim) == (2_000, 384)


@pytest.mark.parametrize("content", [None, b"", b"not vectors at all, whatever the name says"])
def test_a_file_that_holds_no_vectors_is_refused(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "vectors.faiss"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(IndexBroken, match=r"vectors\.faiss"):
        Vectors(path)


def test_a_file_cut_short_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "vectors.faiss"
    write_vectors(path, [unit_rows(100, 16, seed=4)], 16)
    path.write_bytes(path.read_bytes()[:1_000])
    with pytest.raises(IndexBroken):
        Vectors(path)
