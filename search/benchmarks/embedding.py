"""`embed`: how many passages a second each way to run the model embeds."""

from collections.abc import Mapping, Sequence
from functools import partial

import numpy as np

from index.embedding import SentenceEncoder
from index.measures.markdown import markdown_table
from index.passages import passage_text
from index.quantising import CALIBRATION_TEXTS
from index.records import Encoder
from index.settings import Settings
from search.benchmarks.corpus import Corpus
from search.benchmarks.figures import Figures, Row, spread_cell, with_context
from search.benchmarks.stock import passages_of
from search.benchmarks.timing import in_turn, spread


def measure_embedding(
    corpus: Corpus, encoders: Mapping[str, Encoder], count: int, rounds: int, settings: Settings
) -> Figures:
    """Embed the first `count` passages with each of `encoders` in turn; others are held to the first."""
    figures = Figures("embed")
    first = next(iter(encoders.values()))
    texts = _passages(corpus, first, count, settings)
    tokens = sum(first.count_tokens(texts))
    calls = {name: partial(encoder.encode_passages, texts) for name, encoder in encoders.items()}
    seconds = in_turn(calls, rounds)
    expected = first.encode_passages(texts)
    slowest = next(iter(seconds.values()))
    for name, taken in seconds.items():
        cosines = (expected * encoders[name].encode_passages(texts)).sum(axis=1)
        figures.rows.append(
            {
                "runs in": name,
                "passages a second": spread([len(texts) / s for s in taken]),
                "times": spread([one / other for one, other in zip(slowest, taken, strict=True)]),
                "least cosine": float(np.min(cosines)),
            }
        )
    figures.notes.append(
        f"{len(texts):,} passages of {tokens / len(texts):.0f} tokens on average ({corpus.name}), {rounds} "
        "rounds in turn: median, and from the least to the most; `times` are of pairs in the same round."
    )
    return figures


def quantised(corpus: Corpus, encoder: SentenceEncoder, settings: Settings) -> SentenceEncoder:
    """`encoder` with its passages in int8, calibrated on the corpus's. Raises ModelError."""
    return encoder.in_int8("", lambda: _passages(corpus, encoder, CALIBRATION_TEXTS, settings))


def embedding_table(figures: Figures) -> str:
    """For a document."""
    heading = ["", "passages a second", "times", "least cosine"]
    return with_context(markdown_table([heading, *map(_cells, figures.rows)]), figures)


def _cells(row: Row) -> Sequence[str]:
    return (
        row["runs in"],
        spread_cell(row["passages a second"]),
        spread_cell(row["times"], 2),
        f"{row['least cosine']:.5f}",
    )


def _passages(corpus: Corpus, encoder: Encoder, count: int, settings: Settings) -> list[str]:
    texts: list[str] = []
    for _, post in corpus.posts:
        texts += [passage_text(post, passage).text for passage in passages_of(post, encoder, settings)]
        if len(texts) >= count:
            break
    return texts[:count]
