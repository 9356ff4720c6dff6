"""`search`: how long a whole search takes, in each mode, with and without filters."""

from collections.abc import Sequence

from index.measures.markdown import markdown_table
from search.benchmarks.figures import Figures, latency_cell, with_context
from search.benchmarks.questions import in_every_way, plain_questions
from search.benchmarks.reader import ask_in_new_process
from search.benchmarks.workshop import Workshop


def measure_searching(workshop: Workshop, sizes: Sequence[int], question_count: int) -> Figures:
    """Ask an index of each size the same questions in every way, each in a new process."""
    figures = Figures("search")
    corpus = workshop.corpus()
    stock = workshop.stock(corpus)
    asked = in_every_way(corpus, plain_questions(corpus, question_count))
    for size in sizes:
        prepared = workshop.index(stock, size)
        reading = ask_in_new_process(prepared.folder, asked)
        figures.rows.append(
            {
                "passages": prepared.passages,
                "posts": prepared.posts,
                "real passages": prepared.real,
                "latency": dict(reading.latency),
            }
        )
    figures.notes.append(
        f"Milliseconds, p50 / p95, of {len(asked['hybrid'].texts)} questions in each way, for the whole "
        f"search: the question's embedding, filters, fusion, grouping, snippets of ten posts ({corpus.name})."
    )
    return figures


def searching_table(figures: Figures) -> str:
    """For a document."""
    ways = list(figures.rows[0]["latency"])
    rows = [["passages", "of them real", *ways]]
    for row in figures.rows:
        cells = [latency_cell(row["latency"][way]) for way in ways]
        rows.append([f"{row['passages']:,}", f"{row['real passages']:,}", *cells])
    return with_context(markdown_table(rows), figures)
