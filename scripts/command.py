"""What all commands have in common when they are run from a shell: their Python, their output, their end.

Standard library only, and no syntax newer than Python 3.8, as in environment.py.
"""

from __future__ import annotations

import argparse
import codecs
import importlib.util
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Callable, TextIO

from environment import FAILED, INTERRUPTED, PROJECT_ROOT, stop, venv_folder, venv_python

_NEEDED = "faiss"  # is where all that Blogseek needs is
_ESCAPED = "blogseek-escaped"


def prepare() -> None:
    """To be called before anything is imported that is not Python's own.

    Where this Python has nothing of what Blogseek needs, go on in the one that start.py set up. Until
    `run_main`, Ctrl-C ends the command without a word: importing takes long enough to be stopped.
    """
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if importlib.util.find_spec(_NEEDED) is not None:
        return
    python = venv_python(PROJECT_ROOT)
    is_own = Path(sys.prefix).resolve() == venv_folder(PROJECT_ROOT).resolve()
    if is_own or not Path(python).exists():
        stop("Blogseek is not set up yet; do so with: python3 scripts/start.py")
    again = [str(python), *sys.argv]
    if os.name == "nt":  # exec would give the prompt back while the command still runs
        raise SystemExit(subprocess.call(again))
    os.execv(again[0], again)  # noqa: S606 - our own Python


def run_main(main: Callable[[], int]) -> None:
    """Exit with the code of `main`. What keeps its output from being written is no traceback.

    A character that the output's encoding lacks is written as in JSON, which it may be.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)
    codecs.register_error(_ESCAPED, _escaped)
    sys.stdout, sys.stderr = _writable(sys.stdout), _writable(sys.stderr)
    name = Path(sys.argv[0]).stem
    try:
        code = main()
        sys.stdout.flush()
    except SystemExit as end:  # argparse's, after its --help or its complaint
        code = end.code  # type: ignore[assignment]
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        code = INTERRUPTED
    except BrokenPipeError:  # `query … | head`: who read it has enough
        code = 0
    except OSError as error:
        where = "" if error.filename is None else f": {error.filename}"
        print(f"{name}: {error.strerror or error}{where}.", file=sys.stderr)
        code = FAILED
    _drop_unwritten()
    raise SystemExit(code)


def index_folder(text: str) -> Path:
    """The index's folder, as an argument's type."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise argparse.ArgumentTypeError("the name of an index's folder must be valid UTF-8") from error
    return Path(text)


def words(text: str) -> str:
    """Words of a question, as an argument's type; what the terminal sent in another encoding is marked."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _writable(stream: TextIO | None) -> TextIO:
    """`stream`, so that anything can be written to it. It is None where it was closed before (`>&-`)."""
    if stream is None:
        return Path(os.devnull).open("w", encoding="utf-8")
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(errors=_ESCAPED)
    return stream


def _escaped(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return json.dumps(error.object[error.start : error.end])[1:-1], error.end


def _drop_unwritten() -> None:
    """Let Python's own flushing at its end find nothing to complain about."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
