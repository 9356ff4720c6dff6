"""Widening changes no value."""

import numpy as np

from index.store.halves import widened


def test_every_finite_value_stays_what_it_is() -> None:
    every = np.arange(2**16, dtype=np.uint16).view(np.float16)
    finite = every[np.isfinite(every)].reshape(-1, 32)
    wide = widened(finite)
    assert wide.dtype == np.float32
    assert (wide == finite.astype(np.float32)).all()
    assert (np.signbit(wide) == np.signbit(finite)).all()


def test_the_rows_given_stay_as_they_are() -> None:
    rows = np.full((2, 3), 0.5, dtype=np.float16)
    widened(rows)[:] = 7
    assert (rows == 0.5).all()


def test_no_rows_are_no_rows() -> None:
    assert widened(np.empty((0, 384), dtype=np.float16)).shape == (0, 384)
