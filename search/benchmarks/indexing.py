"""`index`: the whole way from files to a published index, by stage, beside the embedding alone."""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from index.crew import hire
from index.embedding_once import TEXTS_PER_CALL
from index.extraction import extract_pages
from index.ingest.sources import identify
from index.measures.markdown import markdown_table
from index.pipeline import reindex
from index.records import Encoder, Page, PassageEncoder, PassageText, Post
from index.settings import Settings
from search.benchmarks.figures import Figures, spread_cell, with_context
from search.benchmarks.stock import passages_of, texts_of
from search.benchmarks.timing import seconds_of, spread

_SUFFIXES = {"text/html": ".html", "text/markdown": ".md"}
_ALL, _EMBEDDING_ALONE = "all", "embedding the same alone"


def measure_indexing(
    pages: Iterable[Page], encoder: PassageEncoder, passage_count: int, rounds: int, settings: Settings
) -> Figures:
    """Index the first pages, with about `passage_count` passages, from files, `rounds` times anew."""
    figures = Figures("index")
    with tempfile.TemporaryDirectory(prefix="blogseek-benchmark-") as scratch:
        texts = _write_files(pages, Path(scratch, "posts"), encoder, passage_count, settings)
        source = identify(str(Path(scratch, "posts")))
        reports = []
        alone: list[float] = []
        for number in range(rounds):
            reports.append(reindex([source], Path(scratch, str(number)), settings, encoder))
            alone.append(seconds_of(lambda: _embed(texts, encoder, settings)))
    totals = [sum(report.seconds.values()) for report in reports]
    stages = {stage: [report.seconds[stage] for report in reports] for stage in reports[0].seconds}
    for stage, seconds in {**stages, _ALL: totals, _EMBEDDING_ALONE: alone}.items():
        shares = [taken / total for taken, total in zip(seconds, totals, strict=True)]
        figures.rows.append({"stage": stage, "seconds": spread(seconds), "share": spread(shares)})
    passages = reports[0].passages
    rate = spread([passages / total for total in totals])
    figures.notes.append(
        f"{reports[0].posts:,} posts, {passages:,} passages with {_sentence_count(texts):,} sentences to "
        f"embed, {rounds} rounds: median, and from the least to the most. {spread_cell(rate)} passages "
        "a second are indexed. Goal: embedding alone takes at least 90 % of all."
    )
    return figures


def indexing_table(figures: Figures) -> str:
    """For a document."""
    rows = [["", "seconds", "share of all, %"]]
    rows += [
        [row["stage"], spread_cell(row["seconds"], 1), f"{100 * row['share'].median:.0f}"]
        for row in figures.rows
    ]
    return with_context(markdown_table(rows), figures)


def _write_files(
    pages: Iterable[Page], folder: Path, encoder: Encoder, passage_count: int, settings: Settings
) -> list[PassageText]:
    """Write pages into `folder` until they hold so many passages; returns all the texts to embed of them."""
    folder.mkdir()
    texts: list[PassageText] = []
    counted = 0
    for number, (page, post) in enumerate(_posts(pages)):
        passages = passages_of(post, encoder, settings)
        texts += texts_of(post, passages)
        counted += len(passages)
        (folder / f"{number:06}{_SUFFIXES[page.media_type]}").write_bytes(page.content)
        if counted >= passage_count:
            break
    return texts


def _embed(texts: Sequence[PassageText], encoder: PassageEncoder, settings: Settings) -> None:
    """Embed as indexing does, and keep nothing."""
    ordered = sorted(texts, key=lambda text: -len(text.text))
    with hire(encoder, settings.embedding) as crew:
        parts = (ordered[at : at + TEXTS_PER_CALL] for at in range(0, len(ordered), TEXTS_PER_CALL))
        for call in [crew.submit(part) for part in parts]:
            call.result()


def _sentence_count(texts: Iterable[PassageText]) -> int:
    return sum(len(text.sentences) for text in texts)


def _posts(pages: Iterable[Page]) -> Iterator[tuple[Page, Post]]:
    """The pages that hold posts, each by itself: they are read again, and timed, in indexing."""
    for page in pages:
        for _, outcome in extract_pages([page]):
            if isinstance(outcome, Post):
                yield page, outcome
