"""scripts/start.py and scripts/test.py, run as people run them, over a project that is quick to set up."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
import start

from tests.scripts.projects import make_project

PATIENCE_S = 40.0
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that the first start sets up."""
    return make_project(tmp_path_factory.mktemp("start") / "project")


@pytest.fixture
def port() -> int:
    """One that is free."""
    with socket.socket() as probe:
        probe.bind((start.HOST, 0))
        return int(probe.getsockname()[1])


def command(root: Path, *arguments: object) -> list[str]:
    """-S: without site-packages, as start.py must do with the standard library alone."""
    return [sys.executable, "-S", str(root / "scripts/start.py"), *map(str, arguments)]


def run_start(root: Path, *arguments: object, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a start that ends by itself."""
    return subprocess.run(
        command(root, *arguments),
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
        env={**os.environ, **variables},
    )


@contextlib.contextmanager
def started(root: Path, *arguments: object, **variables: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A start whose page answers, and what it said until then. Ended by force if the test leaves it."""
    process = subprocess.Popen(
        command(root, "--no-browser", *arguments),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, **variables},
        start_new_session=True,
    )
    assert process.stdout is not None
    said = ""
    try:
        for line in process.stdout:
            said += line
            if "Blogseek is at" in line:
                break
        yield process, said
    finally:
        with contextlib.suppress(ProcessLookupError):  # none of the group is left
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def ask(port: int) -> str:
    """What the page says: the stand-in tells which index it was given."""
    with DIRECT.open(f"http://127.0.0.1:{port}/", timeout=5) as answer:
        return str(answer.read().decode())


def is_answering(port: int) -> bool:
    """Whether anything listens at `port`."""
    with socket.socket() as probe:
        return probe.connect_ex((start.HOST, port)) == 0


def one_sentence(text: str) -> str:
    """`text`, which must be one line and no traceback."""
    assert text.count("\n") == 1, text
    return text.strip()


def test_the_first_start_does_all_and_the_second_only_serves(root: Path, port: int, tmp_path: Path) -> None:
    folder = tmp_path / "my index"
    with started(root, "--port", port, "--index", folder) as (process, said):
        assert "Making .venv" in said
        assert "Installing what Blogseek needs" in said
        assert "There is no index" in said
        assert "indexed samples" in said
        assert f"Blogseek is at http://127.0.0.1:{port}" in said
        assert ask(port) == str(folder)
        process.send_signal(signal.SIGINT)
        rest, _ = process.communicate(timeout=15)
        assert process.returncode == 0
        assert rest.split() == ["Blogseek", "has", "ended."]
    assert not is_answering(port)

    began = time.monotonic()
    with started(root, "--port", port, "--index", folder) as (process, said):
        assert time.monotonic() - began < 5
        assert said.splitlines() == [
            "Starting the page ...",
            f"Blogseek is at http://127.0.0.1:{port} (Ctrl-C ends it)",
        ]
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=15)
        assert process.returncode == 0
    assert not is_answering(port)


def test_the_environment_names_the_index(root: Path, port: int, tmp_path: Path) -> None:
    folder = str(tmp_path / "named")
    with started(root, "--port", port, BLOGSEEK_INDEX=folder):
        assert ask(port) == folder


def test_the_default_index_lies_in_the_project(root: Path, port: int) -> None:
    with started(root, "--port", port):
        assert ask(port) == str(root / "blogseek-index")


def test_settings_that_cannot_be_read_are_told(root: Path, port: int) -> None:
    settings = root / "blogseek.toml"
    settings.write_text("[store]\ncolour = 'red'\n")
    try:
        run = run_start(root, "--port", port)
    finally:
        settings.unlink()
    assert run.returncode == 1
    assert "colour is not a setting" in one_sentence(run.stderr)


def test_a_taken_port_is_told_before_anything_is_done(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project")
    with socket.socket() as other:
        other.bind((start.HOST, 0))
        other.listen()
        taken = other.getsockname()[1]
        run = run_start(project, "--port", taken, "--no-browser")
    assert run.returncode == 1
    assert run.stdout == ""
    sentence = one_sentence(run.stderr)
    assert sentence.startswith(f"Port {taken} is taken")
    assert "--port" in sentence
    assert not (project / ".venv").exists()


@pytest.mark.parametrize("wrong", ["0", "65536", "-1", "web", ""])
def test_a_port_that_is_none_is_told(root: Path, wrong: str) -> None:
    run = run_start(root, f"--port={wrong}")
    assert run.returncode == 2
    assert "a port is a number from 1 to 65535" in run.stderr


def test_a_failed_indexing_ends_the_start_with_its_code(root: Path, port: int, tmp_path: Path) -> None:
    (root / "reindex-fails").touch()
    try:
        run = run_start(root, "--port", port, "--index", tmp_path / "none")
    finally:
        (root / "reindex-fails").unlink()
    assert run.returncode == 3
    assert "could not be indexed" in one_sentence(run.stderr)


def test_a_page_that_dies_is_told(root: Path, port: int, tmp_path: Path) -> None:
    (root / "page-fails").touch()
    try:
        run = run_start(root, "--port", port, "--index", tmp_path / "index")
    finally:
        (root / "page-fails").unlink()
    assert run.returncode == 1
    assert run.stderr.splitlines() == [
        "the page is broken",
        "The page did not start; what is above may say why.",
    ]


def test_help_names_every_option(root: Path) -> None:
    run = run_start(root, "--help")
    assert run.returncode == 0
    for option in ("--port", "--index", "--no-browser"):
        assert option in run.stdout


def test_test_passes_its_arguments_to_pytest_alone(root: Path) -> None:
    fake = root / "pytest.py"
    fake.write_text("import sys; print('pytest got', sys.argv[1:]); sys.exit(5)\n")
    run = subprocess.run(
        [sys.executable, "-S", str(root / "scripts/test.py"), "tests/index", "-k", "x"],
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )
    assert run.returncode == 5
    assert run.stdout.splitlines()[-1] == "pytest got ['tests/index', '-k', 'x']"
    assert "ruff" not in run.stdout


def test_test_runs_pytest_last_even_after_a_failure(root: Path) -> None:
    for tool, code in (("ruff", 1), ("mypy", 0), ("pytest", 0)):
        (root / f"{tool}.py").write_text(f"import sys; print('{tool} got', sys.argv[1:]); sys.exit({code})\n")
    run = subprocess.run(
        [sys.executable, "-S", str(root / "scripts/test.py")],
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )
    assert run.returncode == 1
    lines = run.stdout.splitlines()
    assert [line.split()[0] for line in lines if " got " in line] == ["ruff", "mypy", "pytest"]
    on_all_cores = ["-n", str(min(os.cpu_count() or 1, 4))] if os.cpu_count() != 1 else []
    assert lines[-1] == f"pytest got {on_all_cores}"
    assert "Failed so far: ruff." in lines


def test_no_folder_is_chosen_where_readers_find_the_index_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    from index import settings

    elsewhere = settings.Settings(store=settings.StoreSettings(kind="milvus", uri="http://127.0.0.1:1"))
    monkeypatch.setattr(settings, "load_settings", lambda: elsewhere)
    assert start.choose_index_folder(None) is None
    assert start.choose_index_folder("/here") == Path("/here").absolute()
    monkeypatch.setenv("BLOGSEEK_INDEX", "/there")
    assert start.choose_index_folder(None) == Path("/there")
