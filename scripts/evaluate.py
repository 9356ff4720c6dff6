"""Measure how well questions find the posts that answer them: dense, lexical and hybrid side by side."""

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from index.embedding import SentenceEncoder
from index.errors import BlogseekError, SourceError
from index.ingest.sources import identify
from index.pipeline import reindex
from index.settings import PROJECT_ROOT, load_settings
from search.engine import SearchEngine
from search.evaluation.collection import read_questions
from search.evaluation.metrics import MEASURES
from search.evaluation.run import evaluate

QUESTIONS = "queries.tsv"


def parse_args(argv: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description="Index a folder of posts by itself, ask the questions in its queries.tsv (lines of: "
        "question <TAB> post), and measure where the right posts come."
    )
    parser.add_argument(
        "folder",
        nargs="?",
        default=str(PROJECT_ROOT / "samples"),
        help="posts and queries.tsv (default: samples)",
    )
    parser.add_argument(
        "--with",
        action="append",
        default=[],
        dest="others",
        metavar="FOLDER",
        help="posts to add as distractors",
    )
    parser.add_argument("--model", metavar="NAME_OR_DIR", help="a sentence-transformers model")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> int:
    """Run; returns the exit code."""
    args = parse_args(argv)
    try:
        settings = load_settings()
        sources = [identify(location) for location in (args.folder, *args.others)]
        questions = read_questions(Path(sources[0].name, QUESTIONS))
        encoder = SentenceEncoder(
            args.model or settings.embedding.model, batch_size=settings.embedding.batch_size
        )
        with tempfile.TemporaryDirectory(prefix="blogseek-evaluate-") as folder:
            reindex(sources, Path(folder), settings, encoder)
            modes = evaluate(SearchEngine.open(Path(folder), encoder), questions)
    except SourceError as error:
        print(f"evaluate: {error}", file=sys.stderr)
        return 2
    except BlogseekError as error:
        print(f"evaluate: {error}", file=sys.stderr)
        return 1
    collection = Path(sources[0].name).name
    if args.json:
        print(json.dumps({"collection": collection, "questions": len(questions), "modes": modes}))
    else:
        print(_table(collection, len(questions), modes))
    return 0


def _table(collection: str, question_count: int, modes: dict[str, dict[str, float]]) -> str:
    lines = [
        f"{collection}: {question_count} questions",
        "",
        "         " + "".join(f"{m:>11}" for m in MEASURES),
    ]
    for mode, values in modes.items():
        lines.append(f"{mode:<9}" + "".join(f"{values[measure]:>11.4f}" for measure in MEASURES))
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
