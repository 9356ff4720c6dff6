"""Short forms lead to what an exact search finds, filters hold inside, too few found means more effort."""

from pathlib import Path

import numpy as np
import pytest

from index.errors import IndexBroken
from index.records import Embeddings
from index.store import vector_file, vector_search_choice
from index.store.paths import short_forms_of
from index.store.shortlist import Shortlist, write_shortlist
from index.store.vector_file import VectorFile, write_vectors
from index.store.vector_search import EXACT
from index.store.vector_search_choice import choose_vector_search, keep_vector_search

DIM = 64


def clustered_rows(count: int, seed: int) -> Embeddings:
    """Unit rows around 40 centres, as posts lie around subjects."""
    random = np.random.default_rng(seed)
    centres = np.random.default_rng(0).standard_normal((40, DIM))
    rows = centres[random.integers(40, size=count)] + 0.7 * random.standard_normal((count, DIM))
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


ROWS = clustered_rows(20_000, seed=1)
QUERIES = clustered_rows(30, seed=2)


@pytest.fixture(autouse=True)
def _short_from_few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vector_file, "SHORTLIST_FROM", 2_000)
    monkeypatch.setattr(vector_file, "_FEW", 500)
    monkeypatch.setattr(vector_search_choice, "SHORTLIST_FROM", 2_000)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Vectors, with their short forms beside."""
    path = tmp_path_factory.mktemp("vectors") / "vectors.faiss"
    write_vectors(path, [ROWS], DIM)
    write_shortlist(short_forms_of(path), VectorFile(path))
    return path


@pytest.fixture(scope="module")
def exact(path: Path) -> VectorFile:
    return VectorFile(path)


@pytest.fixture(scope="module")
def short(path: Path) -> VectorFile:
    return VectorFile(path, Shortlist(short_forms_of(path), 400))


def brute_force(admitted: np.ndarray, count: int) -> list[list[int]]:
    """The ids of the nearest admitted rows to each query."""
    cosines = np.where(admitted, QUERIES @ ROWS.T, -np.inf)
    return np.argsort(-cosines, axis=1)[:, :count].tolist()


def test_short_forms_find_nearly_what_an_exact_search_finds(short: VectorFile) -> None:
    ids, cosines = short.nearest(QUERIES, 10)
    expected = brute_force(np.ones(len(ROWS), dtype=np.bool_), 10)
    found = [len(set(own) & set(best)) for own, best in zip(ids.tolist(), expected, strict=True)]
    assert np.mean(found) >= 9.8
    assert np.abs(cosines - np.take_along_axis(QUERIES @ ROWS.T, ids, axis=1)).max() < 2e-3
    assert (np.diff(cosines, axis=1) <= 0).all()


@pytest.mark.parametrize("admitted_count", [1, 10, 500, 501, 1_999])
def test_where_a_filter_leaves_few_rows_they_are_found_as_by_brute_force(
    short: VectorFile, admitted_count: int
) -> None:
    admitted = np.zeros(len(ROWS), dtype=np.bool_)
    admitted[np.random.default_rng(3).choice(len(ROWS), admitted_count, replace=False)] = True
    count = min(10, admitted_count)
    ids, cosines = short.nearest(QUERIES, 10, admitted)
    expected = brute_force(admitted, count)
    for own, best, near, query in zip(ids.tolist(), expected, cosines, QUERIES, strict=True):
        # The same, but for what 16 bits cannot tell apart.
        assert len(set(own[:count]) & set(best)) >= count - 1
        assert np.abs(near[:count] - ROWS[best] @ query).max() < 1e-3
        assert own[count:] == [-1] * (10 - count)


@pytest.mark.parametrize("share", [0.15, 0.5, 0.9])
def test_where_it_leaves_many_only_those_are_found_and_nearly_all_of_the_best(
    short: VectorFile, share: float
) -> None:
    admitted = np.random.default_rng(4).random(len(ROWS)) < share
    ids, _ = short.nearest(QUERIES, 10, admitted)
    assert admitted[ids].all()
    pairs = zip(ids.tolist(), brute_force(admitted, 10), strict=True)
    assert np.mean([len(set(own) & set(best)) for own, best in pairs]) >= 9.8


def test_several_queries_at_once_find_no_less_than_one_by_one(short: VectorFile) -> None:
    together, cosines = short.nearest(QUERIES, 20)
    for n, query in enumerate(QUERIES):
        _, alone = short.nearest(query[None], 20)
        assert (cosines[n] >= alone[0] - 1e-6).all()
        assert together[n, 0] >= 0


@pytest.fixture
def own_vectors(tmp_path: Path) -> Path:
    """Vectors that have no short forms yet."""
    write_vectors(tmp_path / "vectors.faiss", [ROWS], DIM)
    return tmp_path / "vectors.faiss"


def test_few_vectors_are_compared_exactly(tmp_path: Path) -> None:
    path = tmp_path / "vectors.faiss"
    write_vectors(path, [ROWS[:1_999]], DIM)
    assert choose_vector_search(path, lambda: pytest.fail("no question is needed")) == EXACT
    assert not short_forms_of(path).exists()


def test_many_are_found_by_short_forms_whose_recall_is_measured(own_vectors: Path) -> None:
    chosen = choose_vector_search(own_vectors, lambda: QUERIES)
    assert not chosen.is_exact
    assert chosen.least_depth == 400
    assert 0.98 <= chosen.recall_at_10 <= 1.0
    assert chosen.question_count == len(QUERIES)
    assert Shortlist(short_forms_of(own_vectors), 200).count == len(ROWS)
    assert "recall@10" in str(chosen)


def test_where_too_little_is_found_more_is_compared(
    own_vectors: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vector_search_choice, "_LEAST_DEPTHS", (1, 400))
    chosen = choose_vector_search(own_vectors, lambda: QUERIES)
    assert chosen.least_depth == 400
    assert chosen.recall_at_10 >= 0.98


def test_where_that_does_not_help_either_all_are_compared_exactly(
    own_vectors: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vector_search_choice, "LEAST_RECALL", 1.1)
    assert choose_vector_search(own_vectors, lambda: QUERIES) == EXACT
    assert not short_forms_of(own_vectors).exists()


def test_other_rows_go_by_short_forms_of_their_own(own_vectors: Path, tmp_path: Path) -> None:
    chosen = choose_vector_search(own_vectors, lambda: QUERIES)
    fewer = tmp_path / "fewer.faiss"
    write_vectors(fewer, [ROWS[5_000:]], DIM)
    assert keep_vector_search(chosen, fewer) == chosen
    assert Shortlist(short_forms_of(fewer), 200).count == 15_000
    few = tmp_path / "few.faiss"
    write_vectors(few, [ROWS[:100]], DIM)
    assert keep_vector_search(chosen, few) == EXACT
    assert not short_forms_of(few).exists()


@pytest.mark.parametrize("content", [None, b"", b"no short forms"])
def test_a_file_that_holds_no_short_forms_is_refused(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "short").write_bytes(content)
    with pytest.raises(IndexBroken, match="short"):
        Shortlist(tmp_path / "short", 200)
