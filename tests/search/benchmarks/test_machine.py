import os
from pathlib import Path

import numpy as np

from search.benchmarks.machine import folder_bytes, memory_of_this_process, package_versions, this_machine


def test_a_file_with_two_names_takes_up_its_place_once(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x" * 1000)
    (tmp_path / "deep").mkdir()
    os.link(tmp_path / "a", tmp_path / "deep" / "b")
    assert folder_bytes(tmp_path) == 1000


def test_memory_grows_with_what_is_held() -> None:
    before = memory_of_this_process()
    held = np.ones(50_000_000, dtype=np.uint8)
    after = memory_of_this_process()
    assert after.resident_mb - before.resident_mb > 40
    assert after.own_mb - before.own_mb > 40
    assert held.all()


def test_the_machine_and_the_versions_are_known() -> None:
    machine = this_machine()
    assert machine.cores >= 1
    assert machine.processor
    assert machine.memory_gb > 0
    assert package_versions().keys() >= {"torch", "faiss-cpu", "tantivy"}
