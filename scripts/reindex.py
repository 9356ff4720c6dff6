"""Read sources and publish an index of them. Safe to run from cron while readers search."""

import argparse
import json
import sys
from collections.abc import Collection, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Never

from tqdm import tqdm

from index.embedding import SentenceEncoder
from index.errors import BlogseekError, SettingsError, SourceError
from index.ingest.sources import Source, identify
from index.pipeline import reindex
from index.report import Progress, Report, no_progress
from index.settings import Settings, load_settings
from index.store.archive import known_sources

EXIT_FAILED = 1
EXIT_USAGE = 2
MAX_SKIPPED_SHOWN = 20


def parse_args(argv: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description="Read sources and publish an index of them. Other sources of the index stay as they are. "
        "Readers see the old index until the new one is whole.",
        epilog="Exit codes: 0 fine, 1 nothing could be indexed or the run failed, 2 wrong usage.",
    )
    parser.add_argument(
        "sources",
        nargs="*",
        metavar="SOURCE",
        help="a folder of posts (.html .htm .md .markdown .txt), or one such file; none: every source the "
        "index knows",
    )
    parser.add_argument(
        "--index", type=Path, metavar="DIR", help="the index's folder (default: blogseek-index)"
    )
    parser.add_argument("--model", metavar="NAME_OR_DIR", help="a sentence-transformers model")
    parser.add_argument(
        "--drop", action="append", default=[], metavar="SOURCE", help="take a source out of the index"
    )
    parser.add_argument("--json", action="store_true", help="print the summary as one JSON object")
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> int:
    """Run; returns the exit code."""
    args = parse_args(argv)
    try:
        settings = load_settings()
        folder = (args.index or settings.index_folder()).resolve()
        known = known_sources(folder)
        drop = [_known_name(location, known) for location in args.drop]
        sources = [identify(location) for location in args.sources]
        if not sources and not drop:
            sources = [Source(name, kind) for name, kind in known.items()]
        if not sources and not drop:
            raise SourceError("Name a source to index, such as: python scripts/reindex.py samples")
        report = run(sources, drop, folder, settings, args.model, quiet=args.json)
    except (SourceError, SettingsError) as error:
        return _fail(error, EXIT_USAGE)
    except BlogseekError as error:
        return _fail(error, EXIT_FAILED)
    except KeyboardInterrupt:
        print("\nStopped; the index is as it was, and the next run goes on from here.", file=sys.stderr)
        return 130
    print(json.dumps(asdict(report), ensure_ascii=False) if args.json else summary(report, folder))
    return 0


def run(
    sources: Sequence[Source],
    drop: Sequence[str],
    folder: Path,
    settings: Settings,
    model: str | None,
    *,
    quiet: bool,
) -> Report:
    """Load the model and reindex, with a progress bar on a terminal."""
    encoder = SentenceEncoder(model or settings.embedding.model, batch_size=settings.embedding.batch_size)
    show = sys.stderr.isatty() and not quiet
    progress = _Bars() if show else no_progress
    try:
        return reindex(sources, folder, settings, encoder, drop=drop, progress=progress)
    finally:
        if isinstance(progress, _Bars):
            progress.close()


def summary(report: Report, folder: Path) -> str:
    """The report for people."""
    lines = [
        f"{report.posts:,} posts: {report.added:,} added, {report.changed:,} changed, "
        f"{report.unchanged:,} unchanged, {report.removed:,} removed.",
        f"{report.passages:,} passages, {report.embedded:,} of them embedded now.",
    ]
    if report.skipped:
        lines.append(f"{len(report.skipped):,} left out:")
        lines += [f"  {skip.place}: {skip.reason}" for skip in report.skipped[:MAX_SKIPPED_SHOWN]]
        if len(report.skipped) > MAX_SKIPPED_SHOWN:
            lines.append(f"  … and {len(report.skipped) - MAX_SKIPPED_SHOWN:,} more (--json lists all)")
    lines.append(
        "Seconds: " + ", ".join(f"{stage} {seconds:.1f}" for stage, seconds in report.seconds.items())
    )
    if report.published:
        lines.append(f"Published as {report.generation} in {folder}.")
    else:
        lines.append("Nothing has changed, so the published index stays.")
    return "\n".join(lines)


class _Bars(Progress):
    """One progress bar after another, a stage each."""

    def __init__(self) -> None:
        self._bar: tqdm[Never] | None = None
        self._stage = ""

    def __call__(self, stage: str, done: int, total: int) -> None:
        bar = self._bar
        if bar is None or stage != self._stage:
            self.close()
            bar = self._bar = tqdm(desc=stage, total=total or None, leave=False)
            self._stage = stage
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
    sys.exit(main())
