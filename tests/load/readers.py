"""Let many readers ask at once: how long each waits, whether all see their own cards, what it takes.

    python tests/load/readers.py --index DIR --readers 20 --searches 50
    python tests/load/readers.py --index DIR --readers 20 --searches 50 --pause-s 5

A reader asks for a post by its title, waits for the cards, pauses, and asks for the next; no two readers ask
for the same. Without a pause that is the most that so many readers can do; people read, and some 5 s are
quick. The readers run on the same machine as the server, so what they take of it is said, too.
"""

import argparse
import asyncio
import random
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

PROJECT_ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(PROJECT_ROOT), str(PROJECT_ROOT / "scripts")]  # as a script it may be run from anywhere

from screenshots import page_server  # noqa: E402

from search.benchmarks.machine import Memory, this_machine  # noqa: E402
from search.engine import SearchEngine  # noqa: E402
from search.ui.address import PAGE_SIZE  # noqa: E402
from search.ui.markup import title_html  # noqa: E402
from tests.load.session import Answer, Session  # noqa: E402
from tests.load.watch import cpu_seconds, listening_process, memory_taken  # noqa: E402

_MEASURED_AT = 10  # times that memory is looked at
_TITLES_PER_QUESTION = 20  # from which one is drawn, so that neighbours in time are seldom both asked for


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and the titles of its answers as the engine by itself finds them, as cards have them."""

    question: str
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Load:
    """What came out: seconds until the cards of each search, searches with other cards than their own, the
    server's memory as it went, and seconds of one core that each search took of the server and its reader."""

    cards_s: tuple[float, ...]
    strangers: tuple[str, ...]
    memory: tuple[Memory, ...]
    server_s: float
    reader_s: float

    def __str__(self) -> str:
        """For people."""
        p95 = quantiles(self.cards_s, n=20)[-1]
        resident = " ".join(f"{memory.resident_mb:.0f}" for memory in self.memory)
        own = " ".join(f"{memory.own_mb:.0f}" for memory in self.memory)
        return (
            f"{len(self.cards_s)} searches; from Enter to cards: p50 {median(self.cards_s):.2f} s, "
            f"p95 {p95:.2f} s, longest {max(self.cards_s):.2f} s\n"
            f"a search takes {1000 * self.server_s:.0f} ms of one core of the server, "
            f"{1000 * self.reader_s:.0f} of its reader\n"
            f"cards of another question: {len(self.strangers)}\n"
            f"the server's memory, MB: {resident}\nof that, not mapped from disk: {own}"
        )


def parse_args(argv: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Let many readers ask the page at once, without browsers.")
    parser.add_argument("--index", type=Path, required=True, metavar="DIR", help="the index to ask")
    parser.add_argument("--readers", type=int, default=20, metavar="N", help="at once (default: 20)")
    parser.add_argument("--searches", type=int, default=50, metavar="N", help="of each reader (default: 50)")
    parser.add_argument(
        "--pause-s",
        type=float,
        default=0.0,
        metavar="S",
        help="between a reader's searches, give or take a half, and before the first: people who read take "
        "5 or more (default: none, the most that so many can ask)",
    )
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> int:
    """Run; returns the exit code."""
    args = parse_args(argv)
    asked = titles_to_ask(args.index, args.readers * args.searches)
    with page_server(args.index.absolute()) as address:
        dealt = [asked[number :: args.readers] for number in range(args.readers)]
        load = asyncio.run(let_ask(address, dealt, args.pause_s))
    machine = this_machine()
    print(f"{machine.cores} cores of {machine.processor}, load before {machine.load}\n{load}")
    return 1 if load.strangers else 0


def titles_to_ask(index_folder: Path, count: int) -> list[Asked]:
    """Titles of posts, spread over the newest of them, and their answers; fewer where there are fewer."""
    engine = SearchEngine.open(index_folder)
    newest = engine.rank("before:9999", top_k=_TITLES_PER_QUESTION * count)
    titles = dict.fromkeys(stored.post.title for stored, _ in newest)
    spread = list(titles)[:: max(1, len(titles) // count)][:count]
    return [Asked(title, _first_answers(engine, title)) for title in spread]


def _first_answers(engine: SearchEngine, question: str) -> tuple[str, ...]:
    """The titles on the first page of what answers it; what comes near only is left out."""
    survey = engine.survey(question)
    shown = engine.results(survey, survey.answers[:PAGE_SIZE])
    return tuple(title_html(result.stored) for result in shown)


async def let_ask(address: str, dealt: Sequence[Sequence[Asked]], pause_s: float = 0.0) -> Load:
    """A reader for each of `dealt` asks all of that, all readers at once."""
    answers: list[tuple[Asked, Answer]] = []
    memory: list[Memory] = []
    total = sum(map(len, dealt))
    server = listening_process(address)

    async def read(asked: Sequence[Asked], pauses: random.Random) -> None:
        async with Session(address) as session:
            await asyncio.sleep(pauses.uniform(0, pause_s))
            for each in asked:
                answers.append((each, await session.ask(each.question)))
                if len(answers) * _MEASURED_AT // total > len(memory):
                    memory.append(memory_taken(server))
                await asyncio.sleep(pauses.uniform(0.5 * pause_s, 1.5 * pause_s))

    before_server_s, before_readers_s = cpu_seconds(server), time.process_time()
    await asyncio.gather(*(read(asked, random.Random(number)) for number, asked in enumerate(dealt)))
    return Load(
        tuple(answer.cards_s for _, answer in answers),
        tuple(each.question for each, answer in answers if not _is_own(each, answer)),
        tuple(memory),
        (cpu_seconds(server) - before_server_s) / total,
        (time.process_time() - before_readers_s) / total,
    )


def _is_own(asked: Asked, answer: Answer) -> bool:
    return all(title in answer.html for title in asked.titles)


if __name__ == "__main__":
    sys.exit(main())
