"""Take posts out of the index for good, because their owner wishes it."""

from command import index_folder, prepare, run_main

if __name__ == "__main__":
    prepare()

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from index.addresses.named import named_address
from index.errors import BlogseekError
from index.forgetting import Forgotten, forget, list_forgotten, undo_forgetting
from index.settings import load_settings
from index.sharing import sharing
from index.store.generation import current_generation
from index.store.paths import IndexPaths
from index.wording import counted

EXIT_FAILED = 1


def parse_args(argv: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description="Take posts out of the index for good: their text, passages, embeddings and archived "
        "pages, in every generation that is kept. No later reindexing brings them back.",
        epilog="Exit codes: 0 fine, also for an address that is not in the index (it is kept out from now "
        "on), 1 the run failed or there was nothing to undo, 2 wrong usage.",
    )
    parser.add_argument(
        "addresses",
        nargs="*",
        metavar="URL",
        help="a post's address, or its file; all below it where it ends in / or is a whole site's",
    )
    parser.add_argument(
        "--index", type=index_folder, metavar="DIR", help="the index's folder (default: blogseek-index)"
    )
    parser.add_argument(
        "--list",
        action="store_true",
        help="only say what is forgotten; the addresses themselves are not kept",
    )
    parser.add_argument(
        "--undo",
        action="append",
        default=[],
        metavar="URL",
        help="let the posts at an address come back with the next reindexing",
    )
    parser.add_argument("--json", action="store_true", help="print what was done as one JSON object")
    args = parser.parse_args(argv)
    if sum(map(bool, (args.addresses, args.list, args.undo))) != 1:
        parser.error("name one or more addresses, or --list, or --undo URL")
    if not all(map(str.strip, (*args.addresses, *args.undo))):
        parser.error("an address is empty, which as a path would mean all that is below this folder")
    return args


def main(argv: Sequence[str] | None = None) -> int:
    """Run; returns the exit code."""
    args = parse_args(argv)
    try:
        settings = load_settings()
        folder = (args.index or settings.index_folder()).resolve()
        if not folder.is_dir():
            current_generation(IndexPaths(folder))  # says what is missing, and makes nothing
        if args.list:
            return _list(folder, as_json=args.json)
        if args.undo:
            return _undo(folder, [named_address(name) for name in args.undo], as_json=args.json)
        with sharing(settings, folder):
            forgotten = forget(folder, [named_address(name) for name in args.addresses])
    except BlogseekError as error:
        print(f"forget: {error}", file=sys.stderr)
        return EXIT_FAILED
    except KeyboardInterrupt:
        print("\nStopped half-way; the index is whole, but run this again.", file=sys.stderr)
        return 130
    print(json.dumps(asdict(forgotten), ensure_ascii=False) if args.json else summary(forgotten))
    return 0


def summary(forgotten: Forgotten) -> str:
    """What was done, for people."""
    lines = [
        f"{counted(forgotten.posts, 'post')} and {counted(forgotten.pages, 'archived page')} forgotten, and "
        f"{counted(forgotten.embeddings, 'embedding')} that no other post has."
    ]
    for name, copy in forgotten.generations.items():
        lines.append(f"  {name}: {f'replaced by {copy}' if copy else 'deleted, since nothing of it is left'}")
    lines += [
        f"{address} was not in the index; it is kept out from now on." for address in forgotten.not_found
    ]
    lines.append("No later reindexing brings them back; --undo does.")
    return "\n".join(lines)


def _list(folder: Path, *, as_json: bool) -> int:
    tombstones = list_forgotten(folder)
    if as_json:
        print(json.dumps([asdict(tombstone) for tombstone in tombstones]))
        return 0
    for tombstone in tombstones:
        what = "all below an address" if tombstone.mark.endswith("/") else "an address"
        others = f", and {tombstone.companions:,} more of the same posts" if tombstone.companions else ""
        print(f"{tombstone.forgotten_at}  {tombstone.mark[:12]}  {what}, {tombstone.reason}{others}")
    if not tombstones:
        print("Nothing is forgotten.")
    return 0


def _undo(folder: Path, addresses: Sequence[str], *, as_json: bool) -> int:
    undone = undo_forgetting(folder, addresses)
    if as_json:
        print(json.dumps(undone, ensure_ascii=False))
    else:
        for address, was_forgotten in undone.items():
            if was_forgotten:
                print(f"{address} may come back with the next reindexing.")
            else:
                print(f"{address} was not forgotten by this address; see --list.", file=sys.stderr)
    return 0 if all(undone.values()) else EXIT_FAILED


if __name__ == "__main__":
    run_main(main)
