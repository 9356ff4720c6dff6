"""What is fetched is what a mapped file would give."""

import os
from pathlib import Path

import numpy as np
import pytest

from index.errors import IndexBroken
from index.store.fetched_rows import FetchedRows

ROWS = np.random.default_rng(0).standard_normal((50, 8)).astype(np.float16)
PLACES = ([], [7], [3, 4, 5], [49, 0, 1, 2, 30, 30, 31, 5], list(range(50)), list(range(49, -1, -1)))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    np.save(tmp_path / "rows.npy", ROWS)
    return tmp_path / "rows.npy"


@pytest.mark.parametrize("places", PLACES, ids=len)
@pytest.mark.parametrize("is_windows", [False, True])
def test_rows_come_in_the_order_asked(
    path: Path, places: list[int], is_windows: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if is_windows:
        monkeypatch.delattr(os, "preadv", raising=False)
    fetched = FetchedRows(path)
    assert np.array_equal(fetched.rows(np.array(places, dtype=np.int64)), ROWS[places])
    assert (len(fetched), fetched.dim) == ROWS.shape


def test_a_file_that_has_become_shorter_is_not_made_up_for(path: Path) -> None:
    fetched = FetchedRows(path)
    with path.open("r+b") as file:
        file.truncate(200)
    with pytest.raises(IndexBroken, match=r"rows\.npy"):
        fetched.rows(np.array([48, 49]))
