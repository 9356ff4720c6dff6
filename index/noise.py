"""Measure an index's noise: how near its passages and sentences come to questions that it does not answer."""

from collections.abc import Iterable
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from index.records import Embeddings, Encoder
from index.store.noise import Level, Noise

_MOST_SENTENCES = 400  # drawn to measure kinship; its median moves by less than 0.01 from draw to draw
_ROWS_AT_ONCE = 50_000  # of sentences that are compared at a time, so that memory stays small
_LEAST_SPREAD = 1e-3


@cache
def noise_questions() -> tuple[str, ...]:
    """Short questions on many subjects. An index that answers some of them is none the worse for it: what
    is kept of their cosines is the middle half."""
    text = resources.files("index").joinpath("noise_questions.txt").read_text(encoding="utf-8")
    return tuple(text.split("\n")[:-1])


def measure_noise(
    encoder: Encoder,
    passages: Iterable[Embeddings],
    sentences: NDArray[np.floating],
    post_of_passage: NDArray[np.int64],
    post_of_sentence: NDArray[np.int64],
) -> Noise:
    """The noise of an index of `passages`, in batches of (_, dim), and `sentences` (m, dim), whose posts are
    given in the same order."""
    questions = encoder.encode_queries(noise_questions())
    drawn = np.sort(np.random.default_rng(0).permutation(len(sentences))[:_MOST_SENTENCES])
    kin = _Kinship(sentences[drawn].astype(np.float32), post_of_sentence[drawn])
    asked = _Highest(questions)
    start = 0
    for rows in passages:
        asked.see(rows)
        kin.see(rows, post_of_passage[start : start + len(rows)])
        start += len(rows)
    asked_sentences = _Highest(questions)
    for start in range(0, len(sentences), _ROWS_AT_ONCE):
        asked_sentences.see(sentences[start : start + _ROWS_AT_ONCE].astype(np.float32))
    return Noise(_level(asked.best), _level(asked_sentences.best), float(np.median(kin.best)))


def _level(cosines: NDArray[np.float32]) -> Level:
    low, median, high = np.percentile(cosines, (25, 50, 75))
    return Level(float(median), max(float(high - low), _LEAST_SPREAD))


class _Highest:
    """The cosine of each query's nearest row, of all that have been seen: `best` (len(queries),)."""

    def __init__(self, queries: Embeddings) -> None:
        self._queries = queries
        self.best = np.full(len(queries), -1.0, dtype=np.float32)

    def see(self, rows: Embeddings) -> None:
        np.maximum(self.best, (self._queries @ rows.T).max(axis=1), out=self.best)


class _Kinship:
    """The cosine of each sentence to its nearest passage in another post; -1 where there is no other."""

    def __init__(self, sentences: Embeddings, posts: NDArray[np.int64]) -> None:
        self._sentences, self._posts = sentences, posts
        self.best = np.full(len(sentences), -1.0, dtype=np.float32)

    def see(self, rows: Embeddings, posts: NDArray[np.int64]) -> None:
        cosines = self._sentences @ rows.T
        cosines[self._posts[:, None] == posts[None, :]] = -1.0
        np.maximum(self.best, cosines.max(axis=1), out=self.best)
