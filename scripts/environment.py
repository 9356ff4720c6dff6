"""Blogseek's own Python environment, .venv in the project's folder: made, filled and found again.

Shared by start.py and test.py. Standard library only, and no syntax newer than Python 3.8, so that an
old Python gets as far as the sentence that says which one is needed.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections import deque
from pathlib import Path
from typing import Iterator, NoReturn, Sequence

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

PROJECT_ROOT = Path(__file__).resolve().parent.parent
RUN_REQUIREMENTS = "requirements.txt"
TEST_REQUIREMENTS = "requirements-dev.txt"

RUNNING_PYTHON = sys.version_info[:2]
OLDEST_PYTHON = (3, 11)
NEWEST_PYTHON = (3, 13)

# The browser that browser tests and screenshots drive.
CHROMIUM_VARIABLE = "BLOGSEEK_CHROMIUM"  # names the browser, over what is found
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")

FAILED = 1  # exit codes
WRONG_PYTHON = 2
INTERRUPTED = 130

_GRACE_S = 1.0  # for a child that got the same Ctrl-C as we did to end by itself
_END_S = 10.0  # for a child to end when told to, before it is killed
_ERROR_LINES = 40  # of pip's last words, shown when it fails


def say(text: str) -> None:
    """Print at once, even into a pipe."""
    print(text, flush=True)


def stop(sentence: str, code: int = FAILED) -> NoReturn:
    """Say on stderr why it does not go on, and exit."""
    print(sentence, file=sys.stderr, flush=True)
    raise SystemExit(code)


def find_chromium() -> str | None:
    """The browser that the browser tests drive, if there is one."""
    names = (os.environ.get(CHROMIUM_VARIABLE), *CHROMIUM_NAMES)
    return next((found for found in map(shutil.which, filter(None, names)) if found), None)


def require_python(version: Sequence[int] = RUNNING_PYTHON) -> None:
    """Exit with one sentence where `version` is not one that Blogseek runs on."""
    if not OLDEST_PYTHON <= tuple(version) <= NEWEST_PYTHON:
        stop(
            f"Blogseek needs Python 3.11, 3.12 or 3.13, and this is Python {_dotted(version)}; "
            f"run it again with one of those, for example: python3.12 {sys.argv[0]}",
            WRONG_PYTHON,
        )


def _dotted(version: Sequence[int]) -> str:
    return ".".join(map(str, version))


def set_up(*requirement_files: str, root: Path = PROJECT_ROOT) -> str:
    """The Python of root/.venv, with all that `requirement_files` ask for installed.

    Makes and installs only what is not there yet, and says so. Exits with one sentence on failure.
    """
    require_python()
    try:
        if not _is_ready(root, requirement_files):
            with _one_at_a_time(root):
                if not _is_ready(root, requirement_files):  # another may have done it meanwhile
                    _make(root)
                    _install(root, requirement_files)
    except OSError as error:
        stop(f"{venv_folder(root)} cannot be set up: {error}.")
    return str(venv_python(root))


def venv_folder(root: Path) -> Path:
    """Where the environment lies."""
    return root / ".venv"


def venv_python(root: Path) -> Path:
    """The environment's Python."""
    return venv_folder(root) / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def stamp_file(root: Path, requirement_file: str) -> Path:
    """Holds the digest of what was installed for `requirement_file`; there only if all of it was."""
    return venv_folder(root) / ("installed-for-" + requirement_file)


def requirements_digest(root: Path, requirement_file: str) -> str:
    """SHA-256 over all that decides what an installation holds."""
    digest = hashlib.sha256()
    # The folder counts too: the project is installed as a link to it, which breaks when it is moved.
    digest.update(f"{root.resolve()}\n{_dotted(RUNNING_PYTHON)}\n".encode())
    for name in (requirement_file, "pyproject.toml"):
        digest.update((root / name).read_bytes())
    return digest.hexdigest()


@contextlib.contextmanager
def child_process(command: Sequence[str], **options: object) -> Iterator[subprocess.Popen[str]]:
    """A process that never outlives the block."""
    popen = subprocess.Popen(command, **options)  # type: ignore[call-overload]
    with popen as child:  # closes its pipes
        try:
            yield child
        except KeyboardInterrupt:
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(_GRACE_S)
            raise
        finally:
            _end(child)


def run_child(command: Sequence[str], **options: object) -> int:
    """Run a process to its end. Returns its exit code."""
    with child_process(command, **options) as child:
        while child.poll() is None:
            # Not one endless wait, which Ctrl-C cannot end on Windows.
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(0.5)
        return child.returncode


def _end(child: subprocess.Popen[str]) -> None:
    if child.poll() is None:
        child.terminate()
        try:
            child.wait(_END_S)
        except (subprocess.TimeoutExpired, KeyboardInterrupt):
            child.kill()
            child.wait()


@contextlib.contextmanager
def _one_at_a_time(root: Path) -> Iterator[None]:
    """Wait until nobody else sets up the same folder. On Windows it does not wait."""
    if fcntl is None:
        yield
        return
    with (root / ".venv.lock").open("w") as lock:  # closing it, or dying, gives the lock back
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Waiting for another start or test that is setting up .venv ...")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _is_ready(root: Path, requirement_files: Sequence[str]) -> bool:
    return all(_is_installed(root, name) for name in requirement_files) and _works(root)


def _is_installed(root: Path, requirement_file: str) -> bool:
    stamp, digest = stamp_file(root, requirement_file), requirements_digest(root, requirement_file)
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == digest


def _works(root: Path) -> bool:
    """Whether the environment's Python runs, has pip, and is of the version that is running now."""
    question = "import sys, pip; print('%d.%d' % sys.version_info[:2])"
    try:
        answer = subprocess.run(
            [str(venv_python(root)), "-c", question],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=60,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.stdout.decode().strip() == _dotted(RUNNING_PYTHON)


def _make(root: Path) -> None:
    """Make the environment where there is none that works."""
    if _works(root):
        return
    again = " again, as the one there is does not work" if venv_folder(root).exists() else ""
    say(f"Making .venv{again} ...")
    command = [sys.executable, "-m", "venv", "--clear", str(venv_folder(root))]
    if run_child(command, cwd=str(root)) != 0:
        stop(
            f"Python could not make {venv_folder(root)}, for the reason above; "
            "on Debian and Ubuntu this may help: apt install python3-venv"
        )


def _install(root: Path, requirement_files: Sequence[str]) -> None:
    """Install `requirement_files`, and stamp them as installed at the very end."""
    digests = {name: requirements_digest(root, name) for name in requirement_files}
    # No stamp outlives the start of an installation: whatever ends it early, the next run takes it up.
    for stamp in venv_folder(root).glob(stamp_file(root, "*").name):
        stamp.unlink()
    say("Installing what Blogseek needs (the first time takes some minutes) ...")
    started = time.monotonic()
    command = [str(venv_python(root)), "-m", "pip", "install", "--no-input", "--progress-bar", "off"]
    command += ["--disable-pip-version-check"]
    for name in requirement_files:
        command += ["-r", name]
    code, last_lines = _run_pip(command, root)
    if code != 0:
        print("\n".join(last_lines), file=sys.stderr, flush=True)
        stop(
            "pip could not install what Blogseek needs, for the reason above; "
            "see that the network is in reach and the disk has room, and run this again."
        )
    for name, digest in digests.items():
        stamp_file(root, name).write_text(digest, encoding="utf-8")
    say(f"Installed in {time.monotonic() - started:.0f} s.")


def _run_pip(command: Sequence[str], root: Path) -> tuple[int, list[str]]:
    """Run pip, saying in short what it does. Returns its exit code and the last of its other lines."""
    last_lines: deque[str] = deque(maxlen=_ERROR_LINES)
    with child_process(
        command,
        cwd=str(root),  # `-e .` in a requirement file means the folder that pip runs in
        env=dict(os.environ, PYTHONUNBUFFERED="1", PYTHONIOENCODING="utf-8"),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as pip:
        for line in pip.stdout or ():
            progress = progress_of(line)
            if progress:
                say("  " + progress)
            else:
                last_lines.append(line.rstrip())
        return pip.wait(), list(last_lines)


def progress_of(pip_line: str) -> str:
    """What a line of pip's output says about its progress, in short; empty if nothing worth a line."""
    words = pip_line.split()
    if len(words) > 1 and words[0] in ("Collecting", "Processing"):  # the second: a file on this computer
        return words[1].rsplit("/", 1)[-1]
    if len(words) > 1 and words[0] == "Downloading" and ("MB" in pip_line or "GB" in pip_line):
        return "downloading " + " ".join(words[1:]).rsplit("/", 1)[-1]
    if pip_line.startswith("Installing collected packages"):
        return f"putting them in place ({pip_line.count(',') + 1} with what they need) ..."
    return ""
