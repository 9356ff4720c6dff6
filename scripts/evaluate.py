"""Measure how well questions find the posts that answer them, or how well posts are read off their pages."""

from command import prepare, run_main

if __name__ == "__main__":
    prepare()

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
from index.measures.markdown import with_table
from index.measures.scores import score
from index.measures.tables import lost_pages, table, worst_pages
from index.measures.tools import BLOGSEEK, OTHERS, is_installed
from index.pipeline import reindex
from index.settings import PROJECT_ROOT, Settings, load_settings, user_cache
from search.cross_encoder import load_reranking
from search.engine import SearchEngine
from search.evaluation.ablation import ablate, ablation_object, ablation_table
from search.evaluation.beir import Collection, read_collection
from search.evaluation.collection import read_questions
from search.evaluation.run import ask_in_every_mode, measure
from search.evaluation.silence import UNANSWERABLE, Silence, measure_silence, read_unanswerable
from search.evaluation.study import Laboratory
from search.evaluation.tables import collections_table, study_object, study_text, systems_table
from search.evaluation.trec import write_run

QUESTIONS = "queries.tsv"
EXTRACTION_MARK, RANKING_MARK, ABLATION_MARK = "measured", "ranking", "ablation"  # in docs/quality.md


def parse_args(argv: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description="Index a folder of posts by itself, ask the questions in its queries.tsv (lines of: "
        "question <TAB> post), and measure where the right posts come. With --beir: the same for "
        "collections in BEIR's layout. With --extraction: read the labelled pages in a folder, and measure "
        "how much of each post, and what else, was read."
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
    parser.add_argument(
        "--write", metavar="FILE", type=Path, help="put the table in this document, in place of the last"
    )
    ranking = parser.add_argument_group("ranking, on collections in BEIR's layout")
    ranking.add_argument(
        "--beir",
        action="append",
        default=[],
        metavar="DIR",
        type=Path,
        help="corpus.jsonl and queries.jsonl (or .gz) and qrels.tsv, qrels/test.tsv or qrels.test.tsv; "
        "several may be named",
    )
    ranking.add_argument(
        "--qrels",
        action="append",
        default=[],
        metavar="FILE",
        type=Path,
        help="judgements, taken together where several are named; relative to each DIR, or else as usual",
    )
    ranking.add_argument("--queries", type=_count, metavar="N", help="ask the first N judged questions alone")
    ranking.add_argument(
        "--baselines",
        action="store_true",
        help="compare with the model on whole documents, plain BM25, and two ways to fuse these",
    )
    ranking.add_argument(
        "--ablation", action="store_true", help="measure instead what each part of ranking gives and costs"
    )
    ranking.add_argument("--run-to", metavar="DIR", type=Path, help="write the rankings there, as TREC runs")
    ranking.add_argument(
        "--cache", metavar="DIR", type=Path, help="where embeddings are kept (default: the user's cache)"
    )
    reading = parser.add_argument_group("reading posts off pages")
    reading.add_argument(
        "--extraction", metavar="DIR", type=Path, help="a folder of labelled pages: labels.json and html/"
    )
    reading.add_argument("--half", choices=HALVES, default="all", help="by the first digit of SHA-1(id)")
    reading.add_argument("--worst", type=int, default=0, metavar="N", help="name the N worst pages")
    reading.add_argument(
        "--limit-s", type=float, default=LONGEST_READ_S, metavar="S", help="time for a page (default: 20)"
    )
    return parser.parse_args(argv)


def _count(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError("a whole number from 1")
    return int(text)


def main(argv: Sequence[str] | None = None) -> int:
    """Run; returns the exit code."""
    args = parse_args(argv)
    try:
        print(_extraction(args) if args.extraction else _collections(args) if args.beir else _samples(args))
    except SourceError as error:
        print(f"evaluate: {error}", file=sys.stderr)
        return 2
    except BlogseekError as error:
        print(f"evaluate: {error}", file=sys.stderr)
        return 1
    return 0


def _samples(args: argparse.Namespace) -> str:
    sources = [identify(location) for location in (args.folder, *args.others)]
    questions = read_questions(Path(sources[0].name, QUESTIONS))
    settings = load_settings()
    encoder = _encoder(args, settings)
    with tempfile.TemporaryDirectory(prefix="blogseek-evaluate-") as folder:
        reindex(sources, Path(folder), settings, encoder)
        engine = SearchEngine.open(Path(folder), encoder, reranking=load_reranking(settings.rerank))
        asked = ask_in_every_mode(engine, questions)
        silence = _silence(engine, Path(sources[0].name), [question.text for question in questions])
    values = {mode: measure(timed.run, questions) for mode, timed in asked.items()}
    collection = Path(sources[0].name).name
    if args.json:
        modes = {mode: {name: float(v.mean()) for name, v in found.items()} for mode, found in values.items()}
        about = {"collection": collection, "questions": len(questions), "modes": modes}
        return json.dumps({**about, **(asdict(silence) if silence else {})})
    heading = f"{collection}: {len(questions)} questions; means and 95 % intervals"
    return "\n\n".join([heading, systems_table(values), *([str(silence)] if silence else [])])


def _silence(engine: SearchEngine, folder: Path, answerable: Sequence[str]) -> Silence | None:
    """Whether the engine knows what it has no answer to; None where the folder has no such questions."""
    path = folder / UNANSWERABLE
    return measure_silence(engine, answerable, read_unanswerable(path)) if path.is_file() else None


def _collections(args: argparse.Namespace) -> str:
    mark = ABLATION_MARK if args.ablation else RANKING_MARK
    document = _document(args.write, mark)
    collections = [
        read_collection(folder, [_in(folder, path) for path in args.qrels], args.queries)
        for folder in args.beir
    ]
    settings = load_settings()
    cache = args.cache or user_cache() / "evaluation"
    reranking = load_reranking(settings.rerank)
    laboratory = Laboratory(_encoder(args, settings), settings, cache, _show_progress, reranking)
    tables, shown = (_ablation if args.ablation else _studies)(args, laboratory, collections)
    if args.write:
        args.write.write_text(with_table(document, tables, mark), encoding="utf-8")
    return shown


def _studies(
    args: argparse.Namespace, laboratory: Laboratory, collections: Sequence[Collection]
) -> tuple[str, str]:
    """(tables for a document, what to print)."""
    studies = {}
    for collection in collections:
        study = laboratory.study(collection, with_baselines=args.baselines)
        studies[collection.name] = study
        for system, run in study.runs.items() if args.run_to else ():
            tag = system.replace(" ", "-")
            write_run(args.run_to / collection.name / f"{tag}.trec", run, tag)
    each = [(collection, studies[collection.name]) for collection in collections]
    if args.json:
        shown = "\n".join(json.dumps(study_object(*measured)) for measured in each)
    else:
        shown = "\n\n\n".join(study_text(*measured) for measured in each)
    return collections_table(studies), shown


def _ablation(
    args: argparse.Namespace, laboratory: Laboratory, collections: Sequence[Collection]
) -> tuple[str, str]:
    measured = ablate([laboratory.index(collection) for collection in collections], laboratory.encoder)
    table = ablation_table(measured)
    return table, json.dumps(ablation_object(measured)) if args.json else table


def _extraction(args: argparse.Namespace) -> str:
    named = [name for other in args.others for name in (OTHERS if other == "all" else [other])]
    if unknown := [name for name in named if name not in OTHERS]:
        raise SourceError(f"{unknown[0]} is not an extractor; --with takes {', '.join(OTHERS)} or all")
    document = _document(args.write, EXTRACTION_MARK)
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
        args.write.write_text(with_table(document, table(scores), EXTRACTION_MARK), encoding="utf-8")
    if args.json:
        extractors = {tool: asdict(measured) for tool, measured in scores.items()}
        return json.dumps({**about, "extractors": extractors, "worst": worst, "lost": lost})
    heading = f"{about['collection']}, {about['half']}: {about['pages']} pages"
    below = f"below 0.5 where another is above 0.9: {len(lost)} pages{': ' if lost else ''}{' '.join(lost)}"
    return "\n".join(
        [heading, "", table(scores), *(["", below] if named else []), *([""] if worst else []), *worst]
    )


def _document(path: Path | None, mark: str) -> str:
    """The text to put a table into. Raises SourceError before the minutes that measuring takes."""
    if path is None:
        return ""
    try:
        document = path.read_text(encoding="utf-8")
    except OSError as error:
        raise SourceError(f"{path} cannot be read ({error.strerror}): name a document") from None
    with_table(document, "", mark)
    return document


def _in(folder: Path, path: Path) -> Path:
    """`path` inside `folder` where there is such a file, so that one name serves several folders."""
    return folder / path if (folder / path).is_file() else path


def _encoder(args: argparse.Namespace, settings: Settings) -> SentenceEncoder:
    chosen = settings.embedding
    return SentenceEncoder(args.model or chosen.model, batch_tokens=chosen.batch_tokens)


def _show_progress(stage: str, done: int, total: int, note: str = "") -> None:
    if sys.stderr.isatty():
        print(f"\r{stage}: {done:,} of {total:,} {note}", end="\n" * (done == total), file=sys.stderr)


if __name__ == "__main__":
    run_main(main)
