"""Go back to an earlier generation of the index."""

from command import index_folder, prepare, run_main

if __name__ == "__main__":
    prepare()

import argparse
import sys
from collections.abc import Sequence

from index.errors import BlogseekError, IndexFault
from index.settings import load_settings
from index.sharing import sharing
from index.store.generation import current_generation, list_generations, rollback, writer_lock
from index.store.paths import IndexPaths


def parse_args(argv: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Go back to an earlier generation of the index.")
    parser.add_argument(
        "--index", type=index_folder, metavar="DIR", help="the index's folder (default: blogseek-index)"
    )
    parser.add_argument(
        "--to", metavar="GENERATION", help="which one (default: the one before the published one)"
    )
    parser.add_argument(
        "--list", action="store_true", help="only say which there are; * marks the published one"
    )
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> int:
    """Run; returns the exit code."""
    args = parse_args(argv)
    try:
        settings = load_settings()
        paths = IndexPaths((args.index or settings.index_folder()).resolve())
        if args.list:
            return _list(paths)
        if not paths.root.is_dir():
            current_generation(paths)  # says what is missing, and makes nothing
        with sharing(settings, paths.root), writer_lock(paths):
            name = rollback(paths, args.to)
        print(f"Published {name}. A running app shows it from the next search on.")
    except BlogseekError as error:
        print(f"rollback: {error}", file=sys.stderr)
        return 1
    return 0


def _list(paths: IndexPaths) -> int:
    try:
        published = current_generation(paths)
    except IndexFault as fault:
        published = ""
        print(f"rollback: {fault}", file=sys.stderr)
    for name in list_generations(paths):
        print(("* " if name == published else "  ") + name)
    return 0 if published else 1


if __name__ == "__main__":
    run_main(main)
