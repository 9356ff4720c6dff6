"""What the disk says of a file changes when the file does, or it is known that it may not."""

import os
import time
from pathlib import Path

import pytest

from index import file_stamps
from index.file_stamps import content_digest, stamp_of


def test_a_file_is_settled_once_its_time_of_change_is_past(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.md"
    path.write_text("salt")
    os.utime(path, ns=(0, 0))  # whatever it says of itself: the time of its entry cannot be set
    stamp = stamp_of(path)
    assert stamp is not None
    assert not stamp.is_settled
    now_ns = time.time_ns()
    monkeypatch.setattr(file_stamps.time, "time_ns", lambda: now_ns + 3_000_000_000)
    later = stamp_of(path)
    assert later is not None
    assert later.is_settled
    assert later.text == stamp.text


def test_a_file_that_takes_anothers_place_is_told_apart(tmp_path: Path) -> None:
    path, other = tmp_path / "a.md", tmp_path / "b.md"
    path.write_text("salt")
    other.write_text("malt")
    for file in (path, other):
        os.utime(file, ns=(0, 0))
    before = stamp_of(path)
    other.replace(path)
    assert stamp_of(path) != before


def test_a_folder_changes_with_any_file_below_it(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep/a.md").write_text("salt")
    stamps = {stamp_of(tmp_path)}
    (tmp_path / "deep/b.md").write_text("rye")
    stamps.add(stamp_of(tmp_path))
    (tmp_path / "deep/b.md").rename(tmp_path / "deep/c.md")
    stamps.add(stamp_of(tmp_path))
    (tmp_path / "deep/a.md").write_text("salty")
    stamps.add(stamp_of(tmp_path))
    assert len({stamp and stamp.text for stamp in stamps}) == 4


def test_a_link_and_what_is_not_there_have_no_stamp(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("salt")
    (tmp_path / "link.md").symlink_to(tmp_path / "a.md")
    assert [stamp_of(tmp_path / name) for name in ("link.md", "none.md", ".")] == [None, None, None]
    assert content_digest(tmp_path / "none.md") == ""
