"""Measure how well questions find the posts that answer them, or how well posts are read off their pages."""

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from index.embedding import SentenceEncoder
from index.errors import BlogseekError, SourceError
from index.ingest.sources import identify
from index.measures.compare import LONGEST_READ_S, read_all
from index.measures.labels import HALVES, read_labels
from index.measures.scores import score
from index.measures.tables import lost_pages, table, with_table, worst_pages
from index.measures.tools import BLOGSEEK, OTHERS, is_installed
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
        "question <TAB> post), and measure where the right posts come. With --extraction: read the labelled "
        "pages in a folder, and measure how much of each post, and what else, was read."
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
        help="posts to add as distractors; with --extraction: another extractor to run beside Blogseek "
        f"({', '.join(OTHERS)}, or all)",
    )
    parser.add_argument("--model", metavar="NAME_OR_DIR", help="a sentence-transformers model")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    reading = parser.add_argument_group("reading posts off pages")
    reading.add_argument(
        "--extraction", metavar="DIR", type=Path, help="a folder of labelled pages: labels.json and html/"
    )
    reading.add_argument("--half", choices=HALVES, default="all", help="by the first digit of SHA-1(id)")
    reading.add_argument("--worst", type=int, default=0, metavar="N", help="name the N worst pages")
    reading.add_argument(
        "--limit-s", type=float, default=LONGEST_READ_S, metavar="S", help="time for a page (default: 20)"
    )
    reading.add_argument(
        "--write", metavar="FILE", type=Path, help="put the table in this document, in place of the last"
    )
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> int:
    """Run; returns the exit code."""
    args = parse_args(argv)
    try:
        print(_extraction(args) if args.extraction else _ranking(args))
    except SourceError as error:
        print(f"evaluate: {error}", file=sys.stderr)
        return 2
    except BlogseekError as error:
        print(f"evaluate: {error}", file=sys.stderr)
        return 1
    return 0


def _ranking(args: argparse.Namespace) -> str:
    settings = load_settings()
    sources = [identify(location) for location in (args.folder, *args.others)]
    questions = read_questions(Path(sources[0].name, QUESTIONS))
    encoder = SentenceEncoder(
        args.model or settings.embedding.model, batch_size=settings.embedding.batch_size
    )
    with tempfile.TemporaryDirectory(prefix="blogseek-evaluate-") as folder:
        reindex(sources, Path(folder), settings, encoder)
        modes = evaluate(SearchEngine.open(Path(folder), encoder), questions)
    collection = Path(sources[0].name).name
    if args.json:
        return json.dumps({"collection": collection, "questions": len(questions), "modes": modes})
    return _table(collection, len(questions), modes)


def _extraction(args: argparse.Namespace) -> str:
    named = [name for other in args.others for name in (OTHERS if other == "all" else [other])]
    if unknown := [name for name in named if name not in OTHERS]:
        raise SourceError(f"{unknown[0]} is not an extractor; --with takes {', '.join(OTHERS)} or all")
    document = _read(args.write) if args.write else ""
    if args.write:
        with_table(document, "")  # before the minutes that the measuring takes
    labels = read_labels(args.extraction, args.half)
    missing = [name for name in dict.fromkeys(named) if not is_installed(name)]
    if missing:
        print(f"evaluate: left out, since not installed: {', '.join(missing)}", file=sys.stderr)
    tools = [BLOGSEEK, *(name for name in dict.fromkeys(named) if name not in missing)]
    readings = read_all(labels, tools, longest_s=args.limit_s)
    scores = {tool: score(labels, readings[tool]) for tool in tools}
    worst = worst_pages(labels, readings, BLOGSEEK, args.worst)
    lost = lost_pages(labels, readings, BLOGSEEK)
    about = {"collection": args.extraction.resolve().name, "half": args.half, "pages": len(labels)}
    if args.write:
        args.write.write_text(with_table(document, table(scores)), encoding="utf-8")
    if args.json:
        extractors = {tool: asdict(measured) for tool, measured in scores.items()}
        return json.dumps({**about, "extractors": extractors, "worst": worst, "lost": lost})
    heading = f"{about['collection']}, {about['half']}: {about['pages']} pages"
    below = f"below 0.5 where another is above 0.9: {len(lost)} pages{': ' if lost else ''}{' '.join(lost)}"
    return "\n".join(
        [heading, "", table(scores), *(["", below] if named else []), *([""] if worst else []), *worst]
    )


def _read(document: Path) -> str:
    try:
        return document.read_text(encoding="utf-8")
    except OSError as error:
        raise SourceError(f"{document} cannot be read ({error.strerror}): name a document") from None


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
