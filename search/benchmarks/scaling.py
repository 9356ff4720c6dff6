"""`scale`: what becomes of speed, memory, disk and recall as an index grows a hundredfold."""

from collections.abc import Callable, Sequence

from index.measures.markdown import markdown_table
from index.store.generation import current_generation
from index.store.paths import IndexPaths
from search.benchmarks.figures import Figures, Row, latency_cell, with_context
from search.benchmarks.machine import folder_bytes
from search.benchmarks.plot import Line, Panel, plot
from search.benchmarks.publishing import publish_one_change
from search.benchmarks.questions import FILTERED, as_readers_ask, plain_questions
from search.benchmarks.reader import ask_in_new_process
from search.benchmarks.recall import recall_of_index
from search.benchmarks.stock import Stock
from search.benchmarks.workshop import Prepared, Workshop
from search.results import SearchMode

LONGEST_PUBLISHING_S = 240.0  # expected to take longer, it is not waited for
_HYBRID = SearchMode.HYBRID.value


def prepare_sizes(workshop: Workshop, sizes: Sequence[int]) -> list[Prepared]:
    """Build the indexes of `sizes` that are not there yet: what may be done while the machine is busy."""
    stock = workshop.stock(workshop.corpus())
    return [workshop.index(stock, size) for size in sizes]


def measure_scaling(workshop: Workshop, sizes: Sequence[int], question_count: int) -> Figures:
    """Measure an index of each size, the smallest first."""
    figures = Figures("scale")
    corpus = workshop.corpus()
    stock = workshop.stock(corpus)
    texts = plain_questions(corpus, question_count)
    asked = as_readers_ask(corpus, texts)
    rate = 0.0  # seconds a passage that publishing took at the size before
    for size in sorted(sizes):
        prepared = workshop.index(stock, size)
        reading = ask_in_new_process(prepared.folder, asked)
        generation = IndexPaths(prepared.folder).generation(current_generation(IndexPaths(prepared.folder)))
        row = {
            "passages": prepared.passages,
            "posts": prepared.posts,
            "real passages": prepared.real,
            "latency": dict(reading.latency),
            "start_s": reading.start_s,
            "import_s": reading.import_s,
            "memory": reading.memory,
            "generation_bytes": folder_bytes(generation.folder),
            "archive_bytes": IndexPaths(prepared.folder).archive.stat().st_size,
            "recall@10": recall_of_index(prepared.folder, workshop.encoder, texts),
            "build_s": prepared.build_s,
        }
        if rate * size <= LONGEST_PUBLISHING_S:
            published = publish_one_change(
                stock.of_size(size), prepared.folder, workshop.kept_settings, stock.encoder
            )
            rate = published.seconds / prepared.passages
            row |= {"publish_s": published.seconds, "growth": published.growth}
        figures.rows.append(row)
    figures.notes.extend(_told(len(texts), stock, corpus.name))
    return figures


def scaling_table(figures: Figures) -> str:
    """For a document."""
    heading = [
        "passages",
        "of them real",
        "search, ms",
        "with filters, ms",
        "start, s",
        "memory, MB",
        "its own, MB",
        "index, MB",
        "archive, MB",
        "recall@10",
        "one change, s",
        "grows to",
    ]
    return with_context(markdown_table([heading, *map(_cells, figures.rows)]), figures)


def _cells(row: Row) -> list[str]:
    return [
        f"{row['passages']:,}",
        f"{row['real passages']:,}",
        latency_cell(row["latency"][_HYBRID]),
        latency_cell(row["latency"][FILTERED]),
        f"{row['start_s']:.1f}",
        f"{row['memory'].resident_mb:,.0f}",
        f"{row['memory'].own_mb:,.0f}",
        f"{row['generation_bytes'] / 1e6:,.0f}",
        f"{row['archive_bytes'] / 1e6:,.0f}",
        f"{row['recall@10']:.3f}",
        f"{row['publish_s']:.1f}" if "publish_s" in row else "–",
        f"{row['growth']:.2f}" if "growth" in row else "–",
    ]


def scaling_plot(figures: Figures) -> str:
    """Latency, memory and recall against size, in SVG."""

    def line(name: str, value: Callable[[Row], float]) -> Line:
        return Line(name, [(row["passages"], value(row)) for row in figures.rows])

    latency = [
        line("p50", lambda row: row["latency"][_HYBRID].p50_ms),
        line("p95", lambda row: row["latency"][_HYBRID].p95_ms),
        line("p95, with filters", lambda row: row["latency"][FILTERED].p95_ms),
    ]
    memory = [
        line("all", lambda row: row["memory"].resident_mb),
        line("without mapped files", lambda row: row["memory"].own_mb),
    ]
    return plot(
        [
            Panel("A search, ms", latency),
            Panel("A reader's memory, MB", memory),
            Panel("recall@10 of the vectors", [line("recall@10", lambda row: row["recall@10"])], lowest=0.9),
        ]
    )


def _told(question_count: int, stock: Stock, name: str) -> list[str]:
    return [
        f"Each size in a process of its own, {question_count} questions of each kind: p50 / p95 of the "
        "whole search. `start` is from the process's start until it can be asked, `its own` the memory that "
        "is not mapped from disk, `one change` the seconds until a changed post is found as it is now "
        "(of posts at hand: reading the archive's and merging them is not in it), "
        "`grows to` the size on disk after it, as a multiple, with the generation before it kept.",
        f"Of the passages {stock.real_count:,} are real ({name}) and embedded by the model. Beyond them, "
        "posts are recombined from the sentences of two posts of the same blog, and a recombined passage's "
        "embedding is computed from its sentences' stored embeddings (their mean, weighted by length, of "
        "unit length) instead of by the model: latency, memory and recall do not depend on it.",
    ]
