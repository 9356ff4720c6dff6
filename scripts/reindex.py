"""Read sources and publish an index of them. Safe to run from cron while readers search."""

from command import index_folder, prepare, run_main

if __name__ == "__main__":
    prepare()

import argparse
import json
import sys
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Never

from tqdm import tqdm

from index.embedding import SentenceEncoder
from index.errors import BlogseekError, SettingsError, SourceError
from index.ingest.sources import KINDS, Source, identify
from index.pipeline import reindex
from index.report import Progress, Report, no_progress
from index.settings import Settings, load_settings
from index.sharing import sharing
from index.store.archive import known_sources
from index.summary import receipt, summary

EXIT_FAILED = 1
EXIT_USAGE = 2


def parse_args(argv: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description="Read sources and publish an index of them. Other sources of the index stay as they are. "
        "Readers see the old index until the new one is whole. A site is asked politely, and the next time "
        "only for what has changed; a stopped run is gone on with by running it again.",
        epilog="Exit codes: 0 fine, 1 nothing could be indexed or the run failed, 2 wrong usage.",
    )
    parser.add_argument(
        "sources",
        nargs="*",
        metavar="SOURCE",
        help="a blog's address; a feed, a sitemap, a list of addresses or of blogs (OPML); an export of "
        "WordPress, Ghost, Substack, Medium, Blogger, or a table (CSV, JSON); an archive (WARC, MHTML, zip); "
        "a folder or file of posts (.html .htm .md .markdown .txt), also as Jekyll, Hugo, Astro and Eleventy "
        "have them; none: those in blogseek.toml and those that the index knows",
    )
    parser.add_argument(
        "--kind",
        default="",
        metavar="KIND",
        help=f"say what SOURCE is, instead of finding out: {', '.join(KINDS)}",
    )
    parser.add_argument("--full", action="store_true", help="ask for every page and read every file anew")
    parser.add_argument(
        "--drafts", action="store_true", help="take in drafts, private posts and pages as well"
    )
    parser.add_argument(
        "--allow-private",
        action="store_true",
        help="ask addresses in private networks too, such as an intranet's",
    )
    parser.add_argument(
        "--index", type=index_folder, metavar="DIR", help="the index's folder (default: blogseek-index)"
    )
    parser.add_argument("--model", metavar="NAME_OR_DIR", help="a sentence-transformers model")
    parser.add_argument(
        "--drop", action="append", default=[], metavar="SOURCE", help="take a source out of the index"
    )
    parser.add_argument(
        "--report", type=Path, metavar="FILE", help="write what was left out and why, as JSON lines"
    )
    parser.add_argument(
        "--receipt", action="store_true", help="print what was asked of each host, and how politely"
    )
    parser.add_argument("--json", action="store_true", help="print the summary as one JSON object")
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> int:
    """Run; returns the exit code."""
    args = parse_args(argv)
    try:
        settings = _settings(args)
        folder = (args.index or settings.index_folder()).resolve()
        known = known_sources(folder)
        drop = [_known_name(location, known) for location in args.drop]
        sources = _sources(args, settings, known)
        if args.report:
            _require_place_for(args.report)
        if not sources and not drop:
            raise SourceError("Name a source to index, such as: python scripts/reindex.py samples")
        report = run(sources, drop, folder, settings, args.model, full=args.full, quiet=args.json)
    except (SourceError, SettingsError) as error:
        return _fail(error, EXIT_USAGE)
    except BlogseekError as error:
        return _fail(error, EXIT_FAILED)
    except KeyboardInterrupt:
        print("\nStopped; the index is as it was, and the next run goes on from here.", file=sys.stderr)
        return 130
    print(json.dumps(asdict(report), ensure_ascii=False) if args.json else summary(report, folder))
    if args.receipt and not args.json:
        print(receipt(report))
    return _write_report(args.report, report) if args.report else 0


def _settings(args: argparse.Namespace) -> Settings:
    """The settings file, with what the command line says over it."""
    settings = load_settings()
    return replace(
        settings,
        sources=replace(settings.sources, include_drafts=settings.sources.include_drafts or args.drafts),
        crawl=replace(settings.crawl, allow_private=settings.crawl.allow_private or args.allow_private),
    )


def _sources(args: argparse.Namespace, settings: Settings, known: Mapping[str, str]) -> list[Source]:
    """What is named on the command line, else in the settings, else every source that the index knows."""
    if args.sources:
        named = [identify(location, args.kind) for location in args.sources]
        # A kind that was said once holds until another is said.
        return [Source(source.name, args.kind or known.get(source.name, source.kind)) for source in named]
    if args.drop:
        return []
    configured = [identify(entry.location, entry.kind) for entry in settings.source]
    names = {source.name for source in configured}
    return configured + [Source(name, kind) for name, kind in known.items() if name not in names]


def run(
    sources: Sequence[Source],
    drop: Sequence[str],
    folder: Path,
    settings: Settings,
    model: str | None,
    *,
    full: bool = False,
    quiet: bool,
) -> Report:
    """Load the model and reindex, with a progress bar on a terminal."""
    encoder = SentenceEncoder(model or settings.embedding.model, batch_tokens=settings.embedding.batch_tokens)
    show = sys.stderr.isatty() and not quiet
    progress = _Bars() if show else no_progress
    try:
        with sharing(settings, folder):
            report = reindex(sources, folder, settings, encoder, drop=drop, full=full, progress=progress)
        if report.embedded and encoder.runs_in == "torch":
            report.notes.append("The model ran in torch, not in OpenVINO, which takes several times as long.")
        return report
    finally:
        if isinstance(progress, _Bars):
            progress.close()


def _require_place_for(report: Path) -> None:
    """Raise SettingsError where no report can be written there: before the run, which may take hours."""
    if report.is_dir() or not report.absolute().parent.is_dir():
        raise SettingsError(f"The report cannot be written to {report}: name a file in a folder that exists.")


def _write_report(path: Path, report: Report) -> int:
    """Every address and file that is not indexed, and why, one JSON object a line. Returns the exit code."""
    lines = (json.dumps(asdict(skip), ensure_ascii=False) + "\n" for skip in report.skipped)
    try:
        path.write_text("".join(lines), encoding="utf-8")
    except OSError as error:
        failure = SettingsError(f"The report cannot be written to {path}: {error.strerror}.")
        return _fail(failure, EXIT_FAILED)
    return 0


class _Bars(Progress):
    """One progress bar after another, a stage each, with the rate and the time left."""

    def __init__(self) -> None:
        self._bar: tqdm[Never] | None = None
        self._stage = ""

    def __call__(self, stage: str, done: int, total: int, note: str = "") -> None:
        bar = self._bar
        if bar is None or stage != self._stage:
            self.close()
            bar = self._bar = tqdm(desc=stage, total=total or None, leave=False)
            self._stage = stage
        bar.total = total or None  # a crawl finds more to ask for as it goes
        if note:
            bar.set_postfix_str(note, refresh=False)
        bar.update(done - bar.n)

    def close(self) -> None:
        if self._bar is not None:
            self._bar.close()


def _known_name(location: str, known: Collection[str]) -> str:
    """The remembered name of a source to drop, which may be gone from the disk."""
    for name in (location, str(Path(location).expanduser().resolve())):
        if name in known:
            return name
    listed = "\n  ".join(known) or "(none)"
    raise SourceError(f"{location} is no source of this index; its sources are:\n  {listed}")


def _fail(error: BlogseekError, code: int) -> int:
    print(f"reindex: {error}", file=sys.stderr)
    return code


if __name__ == "__main__":
    run_main(main)
