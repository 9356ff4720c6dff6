"""scripts/environment.py: one .venv, filled when needed and only then. Real pip, no network."""

import ast
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import environment
import pytest

from tests.scripts.projects import REAL_ROOT, make_project, make_wheel, require

RUN, TEST = environment.RUN_REQUIREMENTS, environment.TEST_REQUIREMENTS


@pytest.fixture(scope="module")
def ready_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that is set up. Tests take a copy of what they change, or put it back."""
    root = make_project(tmp_path_factory.mktemp("environment") / "a project")
    environment.set_up(RUN, root=root)
    return root


@pytest.fixture
def root(ready_root: Path) -> Iterator[Path]:
    """The ready project, its requirement files as they were after the test."""
    before = {name: (ready_root / name).read_bytes() for name in (RUN, TEST)}
    stamps = {stamp: stamp.read_bytes() for stamp in (ready_root / ".venv").glob("installed-for-*")}
    yield ready_root
    for name, content in before.items():
        (ready_root / name).write_bytes(content)
    for stamp, content in stamps.items():
        stamp.write_bytes(content)


@pytest.fixture
def no_pip(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail where pip is run."""

    def refuse(*_: object) -> None:
        raise AssertionError("pip was run")

    monkeypatch.setattr(environment, "_run_pip", refuse)


def tiny_version(root: Path) -> str:
    """The version of the package that the project's own Python sees."""
    question = [environment.venv_python(root), "-c", "import tiny; print(tiny.VERSION)"]
    return subprocess.run(question, capture_output=True, text=True, check=True).stdout.strip()


@pytest.mark.parametrize("name", ["environment.py", "start.py", "test.py"])
def test_old_pythons_can_read_the_scripts(name: str) -> None:
    text = (REAL_ROOT / "scripts" / name).read_text(encoding="utf-8")
    assert ast.parse(text, feature_version=(3, 8)).body


@pytest.mark.parametrize("version", [(2, 7), (3, 8), (3, 10), (3, 14)])
def test_another_python_gets_one_sentence(
    version: tuple[int, int], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        environment.require_python(version)
    assert stopped.value.code == 2
    said = capsys.readouterr().err
    assert said.startswith("Blogseek needs Python 3.11, 3.12 or 3.13, and this is Python ")
    assert f" {version[0]}.{version[1]};" in said
    assert said.count("\n") == 1


@pytest.mark.parametrize("version", [(3, 11), (3, 12), (3, 13)])
def test_known_pythons_pass(version: tuple[int, int], capsys: pytest.CaptureFixture[str]) -> None:
    environment.require_python(version)
    assert capsys.readouterr().err == ""


def test_setting_up_installs_and_stamps(root: Path) -> None:
    assert tiny_version(root) == "1.0"
    assert environment.stamp_file(root, RUN).read_text() == environment.requirements_digest(root, RUN)


def test_a_second_time_runs_no_pip_and_says_nothing(
    root: Path, no_pip: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert environment.set_up(RUN, root=root) == str(environment.venv_python(root))
    assert capsys.readouterr().out == ""


def test_a_changed_requirement_is_installed(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make_wheel(root / "wheels", "tiny", "2.0")
    require(root, RUN, "tiny==2.0")
    environment.set_up(RUN, root=root)
    assert tiny_version(root) == "2.0"
    said = capsys.readouterr().out
    assert "Making .venv" not in said
    assert "Installing what Blogseek needs" in said
    assert "tiny-2.0-py3-none-any.whl" in said


def test_the_tests_requirements_are_their_own_matter(root: Path, no_pip: None) -> None:
    require(root, TEST, "tiny>=1.0")
    environment.set_up(RUN, root=root)  # does not need them
    with pytest.raises(AssertionError, match="pip was run"):
        environment.set_up(RUN, TEST, root=root)


@pytest.mark.parametrize("name", [RUN, "pyproject.toml"])
def test_the_digest_follows_what_is_installed(tmp_path: Path, name: str) -> None:
    project = make_project(tmp_path / "project")
    before = environment.requirements_digest(project, RUN)
    (project / name).write_text("# changed\n")
    assert environment.requirements_digest(project, RUN) != before


def test_a_moved_project_is_installed_again(tmp_path: Path) -> None:
    project = make_project(tmp_path / "here")
    before = environment.requirements_digest(project, RUN)
    moved = project.rename(tmp_path / "there")
    assert environment.requirements_digest(moved, RUN) != before


def test_a_failing_pip_shows_why_and_leaves_no_stamp(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    require(root, RUN, "not-there==1.0")
    with pytest.raises(SystemExit) as stopped:
        environment.set_up(RUN, root=root)
    assert stopped.value.code == 1
    said = capsys.readouterr().err.splitlines()
    assert any("No matching distribution found for not-there==1.0" in line for line in said)
    assert said[-1].startswith("pip could not install what Blogseek needs")
    assert not environment.stamp_file(root, RUN).exists()


def test_an_interrupted_installation_is_taken_up_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    require(root, RUN, "tiny")
    with monkeypatch.context() as patched:
        patched.setattr(environment, "_run_pip", interrupt)
        with pytest.raises(KeyboardInterrupt):
            environment.set_up(RUN, root=root)
    assert not environment.stamp_file(root, RUN).exists()
    environment.set_up(RUN, root=root)
    assert environment.stamp_file(root, RUN).exists()


def test_a_broken_environment_is_made_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = make_project(tmp_path / "project")
    python = environment.venv_python(project)
    python.parent.mkdir(parents=True)
    shutil.copy(REAL_ROOT / "LICENSE", python)  # no Python at all
    environment.set_up(RUN, root=project)
    assert "Making .venv again" in capsys.readouterr().out
    assert tiny_version(project) == "1.0"


@pytest.mark.parametrize(
    ("line", "progress"),
    [
        ("Collecting numpy==2.4.6 (from -r requirements.txt (line 19))\n", "numpy==2.4.6"),
        ("  Downloading https://a.org/x/torch-2.whl (191.8 MB)\n", "downloading torch-2.whl (191.8 MB)"),
        ("  Downloading numpy-2.whl.metadata (62 kB)\n", ""),
        ("Installing collected packages: a, b, c\n", "putting them in place (3 with what they need) ..."),
        ("Requirement already satisfied: tiny\n", ""),
        ("\n", ""),
    ],
)
def test_progress_is_told_in_short(line: str, progress: str) -> None:
    assert environment.progress_of(line) == progress


def test_a_child_does_not_outlive_an_error() -> None:
    command = [sys.executable, "-c", "import time; time.sleep(60)"]
    children = []

    def run_and_fail() -> None:
        with environment.child_process(command) as child:
            children.append(child)
            raise ValueError("over")

    with pytest.raises(ValueError, match="over"):
        run_and_fail()
    assert children[0].returncode is not None
