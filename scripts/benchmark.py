"""Measure how fast Blogseek is on this machine, how it grows, and how it stands beside its like."""

from command import prepare, run_main

if __name__ == "__main__":
    prepare()

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from index.embedding import SentenceEncoder
from index.errors import BlogseekError, SourceError
from index.measures.markdown import with_table
from index.quantising import has_nncf
from index.settings import PROJECT_ROOT, Settings, load_settings
from search.benchmarks.amounts import FULL, QUICK, Amounts
from search.benchmarks.corpus import raw_pages
from search.benchmarks.embedding import embedding_table, measure_embedding, quantised
from search.benchmarks.figures import Figures
from search.benchmarks.indexing import indexing_table, measure_indexing
from search.benchmarks.peers.comparing import COLLECTIONS, TEST_PART, measure_peers, peers_table
from search.benchmarks.peers.contestants import Blogseek, Contestant, Other
from search.benchmarks.peers.environments import PEERS, named_peers, peer_versions
from search.benchmarks.scaling import measure_scaling, prepare_sizes, scaling_plot, scaling_table
from search.benchmarks.searching import measure_searching, searching_table
from search.benchmarks.workshop import Workshop
from search.evaluation.beir import read_collection
from search.evaluation.study import Indexed, Laboratory

Measure = Callable[[argparse.Namespace, Workshop, Amounts], Figures]


def parse_args(argv: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line."""
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--shared",
        metavar="DIR",
        type=Path,
        default=PROJECT_ROOT.parent / "shared",
        help="where the real posts are (default: ../shared; the samples where it is not there)",
    )
    common.add_argument("--quick", action="store_true", help="little of everything: to see that it works")
    common.add_argument("--json", metavar="FILE", type=Path, help="write the figures there")
    common.add_argument("--write", metavar="FILE", type=Path, help="put the table in this document")
    sized = argparse.ArgumentParser(add_help=False)
    sized.add_argument("--sizes", metavar="N,N", type=_numbers, help="passages of the indexes")
    sized.add_argument("--real", metavar="N", type=int, help="passages embedded by the model, not recombined")
    sized.add_argument(
        "--prepare", action="store_true", help="build what is missing, measure nothing: for a busy machine"
    )
    parser = argparse.ArgumentParser(
        description="Measure speed, memory and recall on this machine. What takes long to make is kept in "
        "the user's cache folder, and a run that was stopped goes on from there."
    )
    commands = parser.add_subparsers(dest="benchmark", required=True, metavar="BENCHMARK")
    for name, (about, parents) in {
        "embed": ("passages a second, in torch, in OpenVINO, and in int8 where nncf is there", [common]),
        "index": ("seconds from files to a published index, by stage", [common]),
        "search": ("milliseconds a search, in each mode, with and without filters", [common, sized]),
        "scale": ("speed, memory, disk, recall and publishing as the index grows", [common, sized]),
        "peers": ("beside txtai, LanceDB, Chroma and what tutorials build", [common, sized]),
    }.items():
        command = commands.add_parser(name, parents=parents, help=about, description=about)
        if name == "peers":
            command.add_argument(
                "--only", metavar="NAME,NAME", help=f"of {', '.join(peer.name for peer in PEERS)}"
            )
        if name == "scale":
            command.add_argument("--plot", metavar="FILE", type=Path, help="draw it there, in SVG")
    return parser.parse_args(argv)


def _numbers(text: str) -> tuple[int, ...]:
    if not all(part.isdigit() and int(part) for part in text.split(",")):
        raise argparse.ArgumentTypeError("whole numbers from 1, with commas between")
    return tuple(map(int, text.split(",")))


def main(argv: Sequence[str] | None = None) -> int:
    """Run; returns the exit code."""
    args = parse_args(argv)
    amounts = QUICK if args.quick else FULL
    try:
        document = _document(args)
        named_peers(getattr(args, "only", None))
        settings = _settings()
        encoder = SentenceEncoder(settings.embedding.model, batch_tokens=settings.embedding.batch_tokens)
        real_count = getattr(args, "real", None) or amounts.real
        workshop = Workshop(args.shared, encoder, real_count, settings, progress=_show_progress)
        if getattr(args, "prepare", False):
            _prepare(args, workshop, amounts)
            return 0
        measure, table = _BENCHMARKS[args.benchmark]
        figures = measure(args, workshop, amounts)
    except SourceError as error:
        print(f"benchmark: {error}", file=sys.stderr)
        return 2
    except (BlogseekError, OSError) as error:
        print(f"benchmark: {error}", file=sys.stderr)
        return 1
    shown = table(figures)
    print(shown)
    if args.json:
        args.json.write_text(json.dumps(figures.as_object(), indent=1), encoding="utf-8")
    if args.write:
        args.write.write_text(with_table(document, shown, args.benchmark), encoding="utf-8")
    return 0


def _settings() -> Settings:
    """The user's, in the usual precision: `embed` measures int8 beside it, and peers get exact embeddings."""
    settings = load_settings()
    return replace(settings, embedding=replace(settings.embedding, precision="auto"))


def _document(args: argparse.Namespace) -> str:
    """The text to put a table into. Raises SourceError before the minutes that measuring takes."""
    if args.write is None:
        return ""
    try:
        document: str = args.write.read_text(encoding="utf-8")
    except OSError as error:
        raise SourceError(f"{args.write} cannot be read ({error.strerror}): name a document") from None
    with_table(document, "", args.benchmark)
    return document


def _embed(_: argparse.Namespace, workshop: Workshop, amounts: Amounts) -> Figures:
    settings, ours, corpus = workshop.settings, workshop.encoder, workshop.corpus()
    encoders = {
        "torch, float32": SentenceEncoder(settings.embedding.model, speed=False),
        ours.runs_in: ours,
    }
    if has_nncf() and ours.runs_in == "OpenVINO":
        encoders[f"{ours.runs_in}, int8"] = quantised(corpus, ours, settings)
    return measure_embedding(corpus, encoders, amounts.embedded, amounts.embedding_rounds, settings)


def _index(args: argparse.Namespace, workshop: Workshop, amounts: Amounts) -> Figures:
    return measure_indexing(
        raw_pages(args.shared),
        workshop.encoder,
        amounts.indexed,
        amounts.indexing_rounds,
        workshop.settings,
    )


def _search(args: argparse.Namespace, workshop: Workshop, amounts: Amounts) -> Figures:
    return measure_searching(workshop, args.sizes or amounts.searched, amounts.questions)


def _scale(args: argparse.Namespace, workshop: Workshop, amounts: Amounts) -> Figures:
    figures = measure_scaling(workshop, args.sizes or amounts.scaled, amounts.questions)
    if args.plot:
        args.plot.write_text(scaling_plot(figures), encoding="utf-8")
        figures.notes.insert(0, f"![Latency, memory and recall against size]({args.plot.name})")
    return figures


def _peers(args: argparse.Namespace, workshop: Workshop, amounts: Amounts) -> Figures:
    contest = replace(amounts.contest, searched=args.sizes[0]) if args.sizes else amounts.contest
    contestants = [Blogseek(workshop.encoder, workshop.settings), *_others(args, workshop)]
    versions = peer_versions(named_peers(args.only))
    return measure_peers(workshop, contestants, _collections(args, workshop), contest, versions)


def _prepare(args: argparse.Namespace, workshop: Workshop, amounts: Amounts) -> None:
    """Make all that `args.benchmark` measures with."""
    sizes = {"search": amounts.searched, "scale": amounts.scaled, "peers": (amounts.contest.searched,)}
    prepare_sizes(workshop, args.sizes or sizes[args.benchmark])
    if args.benchmark == "peers":
        _others(args, workshop)
        _collections(args, workshop)


def _others(args: argparse.Namespace, workshop: Workshop) -> list[Contestant]:
    model, environments = workshop.settings.embedding.model, workshop.cache / "peers"
    return [Other.make(peer, model, environments) for peer in named_peers(args.only)]


def _collections(args: argparse.Namespace, workshop: Workshop) -> list[Indexed]:
    laboratory = Laboratory(workshop.encoder, workshop.settings)
    folders = [args.shared / "retrieval" / name for name in COLLECTIONS]
    read = (read_collection(folder, [folder / TEST_PART]) for folder in folders if folder.is_dir())
    return [laboratory.index(collection) for collection in read]


def _show_progress(stage: str, done: int, total: int, note: str = "") -> None:
    if sys.stderr.isatty():
        print(f"\r{stage}: {done:,} of {total:,} {note}", end="\n" * (done == total), file=sys.stderr)


_BENCHMARKS: Mapping[str, tuple[Measure, Callable[[Figures], str]]] = {
    "embed": (_embed, embedding_table),
    "index": (_index, indexing_table),
    "search": (_search, searching_table),
    "scale": (_scale, scaling_table),
    "peers": (_peers, peers_table),
}


if __name__ == "__main__":
    run_main(main)
