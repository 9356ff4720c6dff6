"""Measure how fast Blogseek indexes and answers on this machine."""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from statistics import median, quantiles

from index.embedding import SentenceEncoder
from index.errors import BlogseekError
from index.ingest.sources import Source, identify
from index.pipeline import reindex
from index.settings import PROJECT_ROOT, load_settings
from search.engine import SearchEngine
from search.evaluation.collection import read_questions

ROUNDS = 3


def parse_args(argv: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description="Index a folder of posts with queries.tsv in a temporary folder and ask its questions; "
        "prints seconds by stage, passages a second in OpenVINO and in torch, and milliseconds a search."
    )
    parser.add_argument("folder", nargs="?", default=str(PROJECT_ROOT / "samples"), help="default: samples")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> int:
    """Run; returns the exit code."""
    args = parse_args(argv)
    try:
        figures = measure(identify(args.folder))
    except BlogseekError as error:
        print(f"benchmark: {error}", file=sys.stderr)
        return 1
    if args.json:
        print(json.dumps(figures))
    else:
        print("\n".join(f"{name:<34}{value:>10.3f}" for name, value in figures.items()))
    return 0


def measure(source: Source) -> dict[str, float]:
    """{what was measured: figure}; every figure is the median of ROUNDS, taken in turn."""
    encoder, torch_encoder = SentenceEncoder(), SentenceEncoder(speed=False)
    questions = [question.text for question in read_questions(Path(source.name, "queries.tsv"))]
    with tempfile.TemporaryDirectory(prefix="blogseek-benchmark-") as folder:
        report = reindex([source], Path(folder), load_settings(), encoder)
        engine = SearchEngine.open(Path(folder), encoder)
        texts = [s.text for text in questions[:20] for r in engine.search(text).results for s in r.snippets][
            :200
        ]
        fast, slow = _alternately(
            lambda: encoder.encode_passages(texts), lambda: torch_encoder.encode_passages(texts)
        )
        searches_ms = [1000 * _seconds(partial(engine.search, text)) for text in questions * ROUNDS]
    figures = {f"index: {stage}, s": seconds for stage, seconds in report.seconds.items()}
    return figures | {
        f"passages a second, {encoder.runs_in}": len(texts) / fast,
        "passages a second, torch": len(texts) / slow,
        f"{encoder.runs_in} to torch": slow / fast,
        "search, p50, ms": median(searches_ms),
        "search, p95, ms": quantiles(searches_ms, n=20)[-1],
    }


def _alternately(one: Callable[[], object], other: Callable[[], object]) -> tuple[float, float]:
    """Median seconds of both, run in turn, so that a change in the machine's speed hits both alike."""
    pairs = [(_seconds(one), _seconds(other)) for _ in range(ROUNDS + 1)][1:]  # the first warms up
    return median(a for a, _ in pairs), median(b for _, b in pairs)


def _seconds(call: Callable[[], object]) -> float:
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


if __name__ == "__main__":
    sys.exit(main())
