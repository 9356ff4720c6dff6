"""`peers`: Blogseek beside its like: how fast each indexes and answers, its memory, how well it finds."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from index.measures.markdown import markdown_table
from index.store.paths import IndexPaths
from search.benchmarks.corpus import Corpus
from search.benchmarks.figures import Figures, Row, latency_cell, spread_cell, with_context
from search.benchmarks.peers.contestants import Contestant, Material
from search.benchmarks.peers.passages import write_passages
from search.benchmarks.questions import plain_questions
from search.benchmarks.stock import Stock, passages_of
from search.benchmarks.timing import Spread, spread
from search.benchmarks.workshop import Workshop
from search.evaluation.run import measure
from search.evaluation.study import Indexed

if TYPE_CHECKING:
    from index.records import Post

MEASURE = "ndcg@10"
COLLECTIONS, TEST_PART = ("scifact", "feedbackqa"), "qrels.test.tsv"  # what they are compared on


@dataclass(frozen=True, slots=True)
class Contest:
    """How much of each is done: passages to index, in so many rounds; passages to search, and questions."""

    indexed: int
    rounds: int
    searched: int
    questions: int


def measure_peers(
    workshop: Workshop,
    contestants: Sequence[Contestant],
    collections: Sequence[Indexed],
    contest: Contest,
    packages: Mapping[str, str],
) -> Figures:
    """Put all to the same tests, the first of them being ours; `packages` are the versions of the others.

    `collections` are indexed by Blogseek, whose embeddings all take where embedding is not what is measured.
    """
    figures = Figures("peers")
    corpus = workshop.corpus()
    rates = _rates(workshop, contestants, corpus, contest)
    stock = workshop.stock(corpus)
    questions = plain_questions(corpus, contest.questions)
    prepared = workshop.index(stock, contest.searched)
    posts = stock.of_size(contest.searched)
    with _scratch() as scratch:
        alone = [post for _, post in posts]
        archive = IndexPaths(prepared.folder).archive
        files = write_passages(scratch, alone, stock.encoder, workshop.settings, archive)
        material = Material(posts, files, prepared.folder)
        asked = {each.name: each.ask(material, questions) for each in contestants}
    found = {each.collection.name: _found(workshop, contestants, each) for each in collections}
    for each in contestants:
        latency, memory = asked[each.name]
        figures.rows.append(
            {
                "tool": each.name,
                "is_hybrid": each.is_hybrid,
                "passages a second": rates[each.name],
                "latency": latency,
                "memory": memory,
                MEASURE: {name: values[each.name] for name, values in found.items()},
            }
        )
    figures.versions.update(packages)
    figures.notes.append(_goals(figures.rows))
    figures.notes.append(_method(contest, stock, corpus.name, prepared.passages, collections))
    return figures


def peers_table(figures: Figures) -> str:
    """For a document."""
    collections = list(figures.rows[0][MEASURE])
    measures = [f"{MEASURE} {name}" for name in collections]
    heading = ["", "indexes, passages/s", "a search, ms", "memory, MB", *measures]
    return with_context(markdown_table([heading, *map(_cells, figures.rows)]), figures)


def _cells(row: Row) -> list[str]:
    return [
        row["tool"] if row["is_hybrid"] else f"{row['tool']} (by meaning alone)",
        spread_cell(row["passages a second"], 1),
        latency_cell(row["latency"]),
        f"{row['memory'].resident_mb:,.0f}",
        *(f"{value:.3f}" for value in row[MEASURE].values()),
    ]


def _rates(
    workshop: Workshop, contestants: Sequence[Contestant], corpus: Corpus, contest: Contest
) -> dict[str, Spread]:
    """{tool: passages a second}, each embedding by itself, in turn; every round has posts of its own."""
    rates: dict[str, list[float]] = {each.name: [] for each in contestants}
    waiting = iter(corpus.posts)
    for _ in range(contest.rounds):
        posts: list[tuple[str, Post]] = []
        count = 0
        while count < contest.indexed and (item := next(waiting, None)):
            posts.append(item)
            count += len(passages_of(item[1], workshop.encoder, workshop.settings))
        if not posts:
            break  # there are no more
        with _scratch() as scratch:
            alone = [post for _, post in posts]
            files = write_passages(scratch, alone, workshop.encoder, workshop.settings)
            for number, each in enumerate(contestants):
                seconds = each.index(Material(posts, files), scratch / str(number))
                rates[each.name].append(count / seconds)
    return {name: spread(values) for name, values in rates.items()}


def _found(workshop: Workshop, contestants: Sequence[Contestant], indexed: Indexed) -> dict[str, float]:
    """{tool: the mean of MEASURE over the questions}."""
    found = {}
    posts, questions = indexed.collection.posts, indexed.collection.questions
    with _scratch() as scratch:
        archive = indexed.paths.archive
        files = write_passages(scratch, posts, workshop.encoder, workshop.settings, archive)
        for number, each in enumerate(contestants):
            run = each.run(indexed, files, scratch / str(number))
            found[each.name] = float(measure(run, questions)[MEASURE].mean())
    return found


def _goals(rows: Sequence[Row]) -> str:
    """What was aimed at, beside what was reached."""
    ours, *others = rows
    if not others:
        return "There is no peer to compare with."
    fastest = max(others, key=lambda row: row["passages a second"].median)
    rate = ours["passages a second"].median / fastest["passages a second"].median
    lines = [f"- Index rate: {rate:.1f} times that of {fastest['tool']}, the best peer (goal: 3 times)."]
    if hybrid := [row for row in others if row["is_hybrid"]]:
        quickest = min(hybrid, key=lambda row: row["latency"].p95_ms)
        share = ours["latency"].p95_ms / quickest["latency"].p95_ms
        lines.append(f"- p95: {share:.2f} of that of {quickest['tool']}, the best hybrid peer (goal: 0.5).")
    for name, value in ours[MEASURE].items():
        best = max(others, key=lambda row: row[MEASURE][name])
        lead = value - best[MEASURE][name]
        lines.append(f"- {MEASURE} on {name}: {lead:+.3f} to {best['tool']}, the best peer (goal: more).")
    return "\n".join(lines)


def _method(
    contest: Contest, stock: Stock, name: str, passages: int, collections: Sequence[Indexed]
) -> str:
    judged = [each.collection for each in collections]
    asked = ", ".join(f"{each.name} ({len(each.questions):,} questions)" for each in judged)
    quality = f" {MEASURE} is of the test parts of {asked}; a post ranks by its best passage."
    return (
        "All get the same passages, with title and headings, and run the same model. They index "
        f"{contest.indexed:,} of them ({name}) in each of {contest.rounds} rounds, each embedding in its own "
        "usual way; Blogseek embeds every sentence besides. Searches (p50 / p95 of "
        f"{contest.questions} questions, the question's embedding included) are of {passages:,} passages, of "
        f"which {min(passages, stock.real_count):,} are real and the others recombined from their sentences. "
        f"For these, and for {MEASURE}, peers were handed the embeddings that Blogseek has, so that all rank "
        "the same. Blogseek shows ten posts with their snippets, its peers give ten passages."
        + (quality if asked else "")
    )


@contextmanager
def _scratch() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="blogseek-peers-") as folder:
        yield Path(folder)
