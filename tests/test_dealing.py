"""The dealing itself: what shares something costly runs in one process, and what takes long comes first."""

import pytest

from tests.conftest import PROJECT_ROOT
from tests.dealing import LONGEST, TOGETHER, share_of, turn_of

pytest_plugins = ["pytester"]


@pytest.mark.parametrize(
    ("test", "share"),
    [
        ("tests/index/test_crew.py::test_one[some::thing]", "tests/index/test_crew.py"),
        ("index/addresses/keys.py::index.addresses.keys.key", "index/addresses/keys.py"),
        ("tests/browser/test_cards.py::test_a_card", "tests/browser"),
        ("tests/browser/test_topics.py::test_a_map", "tests/browser"),
    ],
)
def test_files_are_dealt_whole_and_so_are_some_folders(test: str, share: str) -> None:
    assert share_of(test) == share


def test_what_takes_longest_comes_first() -> None:
    tests = ["tests/a.py::test_a", f"{LONGEST[1]}::test_b", f"{LONGEST[0]}::test_c", "tests/a.py::test_d"]
    assert sorted(tests, key=turn_of) == [tests[2], tests[1], tests[0], tests[3]]


def test_all_that_is_named_is_there() -> None:
    assert [name for name in (*TOGETHER, *LONGEST) if not (PROJECT_ROOT / name).exists()] == []


def test_two_processes_share_the_work_out(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(PROJECT_ROOT))  # where the hooks are found from another folder
    hooks = "pytest_collection_modifyitems, pytest_xdist_make_scheduler"
    pytester.makeconftest(f"from tests.conftest import {hooks}")
    for name in ("test_1", "test_2", "tests/browser/test_3", "tests/browser/test_4"):
        file = pytester.path / f"{name}.py"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(
            "import os, pytest\n"
            "@pytest.mark.parametrize('n', range(3))\n"
            "def test_it(n): print('ran', __name__, os.environ['PYTEST_XDIST_WORKER'])"
        )
    result = pytester.runpytest_subprocess("-n", "2", "-rP", "-p", "no:cacheprovider")
    result.assert_outcomes(passed=12)
    ran = {line for line in result.outlines if line.startswith("ran ")}
    process_of = dict(line.split()[1:] for line in ran)
    assert len(ran) == len(process_of) == 4, "a file was torn apart"
    assert process_of["test_1"] != process_of["test_3"] == process_of["test_4"]
