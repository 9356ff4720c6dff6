"""A reader's process from its start: how soon it answers, how long each search takes, and its memory.

Run by `ask_in_new_process`: takes a JSON object on standard input, prints one as its last line.
"""

import json
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from index.errors import IndexBroken
from index.settings import PROJECT_ROOT
from search.benchmarks.machine import Memory, memory_of_this_process
from search.benchmarks.timing import Latency, latency

WARM_UP_COUNT = 10  # questions asked before any is timed


@dataclass(frozen=True, slots=True)
class Asked:
    """Questions of one kind, as typed, and the mode to search in."""

    texts: Sequence[str]
    mode: str = "hybrid"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a new reader did. `start_s` is from the process's start until it can be asked, `import_s` of them
    for loading code; `latency` is of the whole search with its snippets, by the kind of question.
    """

    start_s: float
    import_s: float
    first_ms: float
    latency: Mapping[str, Latency]
    memory: Memory


def ask_in_new_process(index_folder: Path, asked: Mapping[str, Asked]) -> Reading:
    """Open the index with the model that built it, and ask. Raises IndexBroken where that fails."""
    request = {
        "folder": str(index_folder),
        "started": time.time(),
        "asked": {kind: asdict(questions) for kind, questions in asked.items()},
    }
    done = subprocess.run(
        [sys.executable, "-m", "search.benchmarks.reader"],
        input=json.dumps(request),
        capture_output=True,
        text=True,
        cwd=PROJECT_ROOT,
        check=False,
    )
    if done.returncode != 0:
        raise IndexBroken(f"A reader of {index_folder} failed:\n{done.stderr[-2000:]}")
    told = json.loads(done.stdout.splitlines()[-1])
    return Reading(
        told["start_s"],
        told["import_s"],
        told["first_ms"],
        {kind: latency(each_ms) for kind, each_ms in told["each_ms"].items()},
        Memory(**told["memory"]),
    )


def main() -> None:
    """Read the request, open the index, ask, and say what it took."""
    request = json.load(sys.stdin)
    begun = time.perf_counter()
    from search.engine import SearchEngine
    from search.results import SearchMode

    import_s = time.perf_counter() - begun
    engine = SearchEngine.open(Path(request["folder"]))
    start_s = time.time() - request["started"]
    each_ms: dict[str, list[float]] = {}
    first_ms = None
    for kind, questions in request["asked"].items():
        texts, mode = questions["texts"], SearchMode(questions["mode"])
        for text in texts[:WARM_UP_COUNT]:
            seconds = engine.search(text, mode=mode).seconds
            first_ms = 1000 * seconds if first_ms is None else first_ms
        each_ms[kind] = [1000 * engine.search(text, mode=mode).seconds for text in texts]
    print(
        json.dumps(
            {
                "start_s": start_s,
                "import_s": import_s,
                "first_ms": first_ms,
                "each_ms": each_ms,
                "memory": asdict(memory_of_this_process()),
            }
        )
    )


if __name__ == "__main__":
    main()
