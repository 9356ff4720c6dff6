"""Let many readers ask at once: how long each waits, whether all see their own cards, what memory it takes.

    python tests/load/readers.py --index DIR --readers 20 --searches 50

Each reader asks for the next post by its title as soon as the cards of the one before are there.
"""

import argparse
import asyncio
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from statistics import median, quantiles

PROJECT_ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(PROJECT_ROOT), str(PROJECT_ROOT / "scripts")]  # as a script it may be run from anywhere

from screenshots import page_server  # noqa: E402

from search.benchmarks.machine import memory_of  # noqa: E402
from search.engine import SearchEngine  # noqa: E402
from search.ui.address import PAGE_SIZE  # noqa: E402
from tests.load.session import Answer, Session  # noqa: E402

_MEASURED_AT = 10  # times that memory is looked at
_TITLES_PER_QUESTION = 20  # from which one is drawn, so that neighbours in time are seldom both asked for


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and the titles of its answers as the engine by itself finds them."""

    question: str
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Load:
    """What came out: seconds until the cards of each search, searches with other cards than their own, and
    the server's memory (MB) as it went."""

    cards_s: tuple[float, ...]
    strangers: tuple[str, ...]
    memory_mb: tuple[float, ...]

    def __str__(self) -> str:
        """For people."""
        p95 = quantiles(self.cards_s, n=20)[-1]
        return (
            f"{len(self.cards_s)} searches; from Enter to cards: p50 {median(self.cards_s):.2f} s, "
            f"p95 {p95:.2f} s, longest {max(self.cards_s):.2f} s\n"
            f"cards of another question: {len(self.strangers)}\n"
            f"the server's memory, MB: {' '.join(f'{mb:.0f}' for mb in self.memory_mb)}"
        )


def parse_args(argv: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Let many readers ask the page at once, without browsers.")
    parser.add_argument("--index", type=Path, required=True, metavar="DIR", help="the index to ask")
    parser.add_argument("--readers", type=int, default=20, metavar="N", help="at once (default: 20)")
    parser.add_argument("--searches", type=int, default=50, metavar="N", help="of each reader (default: 50)")
    parser.add_argument(
        "--pause-s", type=float, default=0.0, metavar="S", help="between a reader's searches (default: none)"
    )
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> int:
    """Run; returns the exit code."""
    args = parse_args(argv)
    asked = titles_to_ask(args.index, args.searches)
    with page_server(args.index.absolute()) as address:
        load = asyncio.run(let_ask(address, asked, args.readers, args.pause_s))
    print(load)
    return 1 if load.strangers else 0


def titles_to_ask(index_folder: Path, count: int) -> list[Asked]:
    """Titles of posts, spread over the newest of them, and their answers."""
    engine = SearchEngine.open(index_folder)
    newest = engine.search("before:9999", top_k=_TITLES_PER_QUESTION * count).results
    titles = [found.stored.post.title for found in newest[:: max(1, len(newest) // count)][:count]]
    return [Asked(title, _first_answers(engine, title)) for title in titles]


def _first_answers(engine: SearchEngine, question: str) -> tuple[str, ...]:
    """The titles on the first page of what answers it; what comes near only is left out."""
    survey = engine.survey(question)
    shown = engine.results(survey, survey.answers[:PAGE_SIZE])
    return tuple(result.stored.post.title for result in shown)


async def let_ask(address: str, asked: Sequence[Asked], reader_count: int, pause_s: float = 0.0) -> Load:
    """Every reader asks all of `asked`, each beginning elsewhere, all at once."""
    answers: list[tuple[Asked, Answer]] = []
    memory_mb: list[float] = []
    total = reader_count * len(asked)

    async def read(number: int) -> None:
        async with Session(address) as session:
            first = number * len(asked) // reader_count
            for each in (*asked[first:], *asked[:first]):
                answers.append((each, await session.ask(each.question)))
                if len(answers) * _MEASURED_AT // total > len(memory_mb):
                    memory_mb.append(server_memory_mb(address))
                await asyncio.sleep(pause_s)

    await asyncio.gather(*map(read, range(reader_count)))
    strangers = tuple(each.question for each, answer in answers if not _is_own(each, answer))
    return Load(tuple(answer.cards_s for _, answer in answers), strangers, tuple(memory_mb))


def server_memory_mb(address: str) -> float:
    """What the process that listens at `address` holds in memory. Linux alone tells."""
    port = f":{int(address.rsplit(':', 1)[1]):04X}"
    listening = {
        fields[9]
        for fields in map(str.split, Path("/proc/net/tcp").read_text().splitlines()[1:])
        if fields[1].endswith(port) and fields[3] == "0A"
    }
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            sockets = {str(file.readlink()) for file in (folder / "fd").iterdir()}
            if any(f"socket:[{inode}]" in sockets for inode in listening):
                memory = memory_of(folder)
                return memory.resident_mb if memory else 0.0
        except OSError:
            continue  # another user's, or gone by now
    return 0.0


def _is_own(asked: Asked, answer: Answer) -> bool:
    return all(escape(title) in answer.html for title in asked.titles)


if __name__ == "__main__":
    sys.exit(main())
