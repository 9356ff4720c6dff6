"""A peer's side: index texts or answer questions, as a JSON object on standard input asks; say what it took.

The answer is one JSON object, the last line of standard output.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from search.benchmarks.machine import memory_of_this_process

FUSED_DEPTH = 100  # of each list, where a peer fuses two


class Tool(Protocol):
    """One tool: its index in a folder, made and saved by `index`, loaded by `open`, asked by `search`."""

    def load(self) -> None:
        """Load code and model, which takes its time once, before anything is embedded."""

    def index(self, texts: Sequence[str], embeddings: NDArray[np.float32] | None) -> None:
        """Make and save an index of `texts`, whose ids are their places; embed what is not yet embedded."""

    def open(self) -> None:
        """Load the saved index, with the model for questions."""

    def search(self, question: str, top_k: int) -> list[int]:
        """The ids of the texts that answer best, best first."""


def drive(make: Callable[[str, Path], Tool]) -> None:
    """Do what standard input asks of the tool that `make` makes of a model's folder and one for its index."""
    request = json.load(sys.stdin)
    tool = make(request["model"], Path(request["folder"]))
    answer = {"index": _index, "ask": _ask}[request["task"]](tool, request)
    print("\n" + json.dumps({**answer, "memory": asdict(memory_of_this_process())}))


def batches(count: int, size: int) -> Iterator[slice]:
    """0 … count in slices of at most `size`."""
    return (slice(start, min(start + size, count)) for start in range(0, count, size))


def _index(tool: Tool, request: dict[str, Any]) -> dict[str, Any]:
    texts = json.loads(Path(request["texts"]).read_text(encoding="utf-8"))
    embeddings = np.load(request["embeddings"]) if request["embeddings"] else None
    if embeddings is None:
        tool.load()
    started = time.perf_counter()
    tool.index(texts, embeddings)
    return {"seconds": time.perf_counter() - started}


def _ask(tool: Tool, request: dict[str, Any]) -> dict[str, Any]:
    tool.open()
    questions, top_k = request["questions"], request["top_k"]
    for question in questions[: request["warm_up"]]:
        tool.search(question, top_k)
    found, each_ms = [], []
    for question in questions:
        started = time.perf_counter()
        found.append(tool.search(question, top_k))
        each_ms.append(1000 * (time.perf_counter() - started))
    return {"found": found, "each_ms": each_ms}
