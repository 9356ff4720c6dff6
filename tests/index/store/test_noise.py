"""The noise is kept as it was measured, and a damaged file says what to do."""

from pathlib import Path

import pytest

from index.errors import IndexBroken
from index.store.noise import Level, Noise, read_noise, write_noise


def test_what_was_written_is_read(tmp_path: Path) -> None:
    noise = Noise(Level(0.25, 0.1), Level(0.3, 0.125), kinship=0.5)
    write_noise(tmp_path / "noise.json", noise)
    assert read_noise(tmp_path / "noise.json") == noise


def test_a_cosine_is_told_in_spreads_above_the_median() -> None:
    assert Level(0.25, 0.125).above(0.5) == 2.0


@pytest.mark.parametrize("content", ["", "[]", '{"passages": 3}', '{"passages": {}, "sentences": {}}'])
def test_a_damaged_file_is_a_broken_index(tmp_path: Path, content: str) -> None:
    (tmp_path / "noise.json").write_text(content, encoding="utf-8")
    with pytest.raises(IndexBroken, match="reindex"):
        read_noise(tmp_path / "noise.json")
