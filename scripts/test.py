"""Check Blogseek: ruff, mypy and all tests, in that order; the exit code is 0 if all pass.

usage: python3 scripts/test.py                          all of it, on all cores
       python3 scripts/test.py tests/index -k dates     only pytest, with these arguments
       python3 scripts/test.py -n 2 -x                  so too; -n has so many processes run the tests
"""

from __future__ import annotations

import os
import sys
import time
from typing import Sequence

from environment import (
    CHROMIUM_VARIABLE,
    FAILED,
    INTERRUPTED,
    PROJECT_ROOT,
    RUN_REQUIREMENTS,
    TEST_REQUIREMENTS,
    find_chromium,
    require_python,
    run_child,
    say,
    set_up,
    stop,
)

_MOST_PROCESSES = 4  # each loads the model and takes a GB, and more would wait for the longest share


def main(arguments: Sequence[str]) -> int:
    """Run the command. Returns its exit code."""
    if list(arguments) in (["-h"], ["--help"]):
        say((__doc__ or "").strip())
        return 0
    require_python()
    try:
        python = set_up(RUN_REQUIREMENTS, TEST_REQUIREMENTS)
        failed = [] if arguments else [name for name in ("ruff", "mypy") if not passes(python, name)]
        if not find_chromium():
            say(
                "No Chromium was found, so the browser tests will be skipped; "
                f"install it, or name it in {CHROMIUM_VARIABLE}."
            )
        if failed:
            say(f"Failed so far: {', '.join(failed)}.")
        # Last, so that pytest's own summary is the last line.
        say("== pytest")
        code = run_child([python, "-m", "pytest", *(arguments or on_all_cores())], cwd=str(PROJECT_ROOT))
    except KeyboardInterrupt:
        stop("Stopped.", INTERRUPTED)
    return code or (FAILED if failed else 0)


def on_all_cores() -> list[str]:
    """What has pytest share all tests out to several processes; tests/dealing.py says how."""
    processes = min(os.cpu_count() or 1, _MOST_PROCESSES)
    return ["-n", str(processes)] if processes > 1 else []


def passes(python: str, name: str) -> bool:
    """Run one tool over the project; say how it went and how long it took."""
    say("== " + name)
    started = time.monotonic()
    options = {"ruff": ["check", "."], "mypy": []}
    code = run_child([python, "-m", name, *options[name]], cwd=str(PROJECT_ROOT))
    verdict = "failed" if code else "passed"
    say(f"== {name} {verdict} in {time.monotonic() - started:.1f} s")
    return code == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
