"""What a shell sees of any command: its Python, its output, its end."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import PROJECT_ROOT

SCRIPTS = PROJECT_ROOT / "scripts"
needs_shell = pytest.mark.skipif(os.name == "nt", reason="written for a POSIX shell")


def script(folder: Path, body: str) -> Path:
    """A command whose `main` is `body`."""
    path = folder / "say.py"
    lines = [
        f"import sys; sys.path.insert(0, {str(SCRIPTS)!r})",
        "from command import prepare, run_main",
        "prepare()",
        "import time",
        "def main():",
        *(f"    {line}" for line in body.splitlines()),
        "run_main(main)",
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def shell(line: str, **variables: str) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, **variables}
    environment.pop("PYTHONUNBUFFERED", None)
    return subprocess.run(["bash", "-c", line], capture_output=True, env=environment, timeout=60, check=False)


@needs_shell
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_reader_who_has_read_enough_is_no_failure(tmp_path: Path, unbuffered: str) -> None:
    say = script(tmp_path, "for n in range(20000): print(n)\nreturn 0")
    line = f"set -o pipefail; {sys.executable} {say} | head -1"
    done = shell(line, PYTHONUNBUFFERED=unbuffered)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"0\n", b"")


@needs_shell
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
@pytest.mark.parametrize("body", ["print('x')\nreturn 0", "print('x' * 100_000)\nreturn 0"])
def test_output_that_cannot_be_written_is_one_sentence_and_an_exit_code(tmp_path: Path, body: str) -> None:
    done = shell(f"{sys.executable} {script(tmp_path, body)} > /dev/full")
    assert (done.returncode, done.stderr) == (1, b"say: No space left on device.\n")


@needs_shell
def test_nothing_is_missed_where_output_is_closed(tmp_path: Path) -> None:
    say = script(tmp_path, "print('x', sys.stdout.isatty()); print('y', file=sys.stderr); return 3")
    done = shell(f"{sys.executable} {say} >&- 2>&-")
    assert (done.returncode, done.stdout, done.stderr) == (3, b"", b"")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_what_a_terminal_has_no_letters_for_is_spelled_out_and_still_json(
    tmp_path: Path, encoding: str
) -> None:
    body = "import json; print(json.dumps('bread 🍞 日'.strip(), ensure_ascii=False)); return 0"
    done = subprocess.run(
        [sys.executable, script(tmp_path, body)],
        capture_output=True, env={**os.environ, "PYTHONIOENCODING": encoding}, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.decode(encoding)) == "bread 🍞 日"


@needs_shell
@pytest.mark.parametrize(
    ("before", "said"), [("def main", b""), ("return 0", b"\nStopped.\n")], ids=["importing", "at work"]
)
def test_ctrl_c_is_no_traceback(tmp_path: Path, before: str, said: bytes) -> None:
    say = script(tmp_path, "return 0")
    waiting = "print('go', flush=True); time.sleep(30)"
    source = say.read_text(encoding="utf-8").replace(before, f"{waiting}\n{before}", 1)
    say.write_text(source.replace("\nreturn 0", "\n    return 0"), encoding="utf-8")
    child = subprocess.Popen([sys.executable, say], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert child.stdout is not None
    assert child.stdout.readline() == b"go\n"
    child.send_signal(signal.SIGINT)
    _, stderr = child.communicate(timeout=30)
    assert (child.returncode in (130, -signal.SIGINT), stderr) == (True, said)


@needs_shell
def test_a_python_that_has_nothing_goes_on_in_the_one_that_was_set_up(tmp_path: Path) -> None:
    # As `python3 scripts/query.py` does, with the system's Python.
    for name in ("command.py", "environment.py"):
        (tmp_path / "scripts").mkdir(exist_ok=True)
        (tmp_path / "scripts" / name).write_bytes((SCRIPTS / name).read_bytes())
    say = script(tmp_path / "scripts", "print(*sys.argv[1:]); return 0")
    say.write_text(say.read_text(encoding="utf-8").replace(str(SCRIPTS), str(tmp_path / "scripts")))
    bare = [sys.executable, "-S", "-E", str(say), "a", "b c"]  # -S: without what is installed
    done = subprocess.run(bare, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (
        1,
        "Blogseek is not set up yet; do so with: python3 scripts/start.py\n",
    )
    python = tmp_path / ".venv/bin/python"
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    python.chmod(0o755)
    done = subprocess.run(bare, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "a b c\n", "")
