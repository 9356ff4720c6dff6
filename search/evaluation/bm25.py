"""Plain BM25 over whole documents, to compare with. Nothing here is Blogseek's own ranking."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cache

import numpy as np
import tantivy
from numpy.typing import NDArray

_K1, _B = 1.2, 0.75  # Robertson and Zaragoza 2009
_WORD = re.compile(r"\b\w\w+\b")
# Lucene's, which most comparisons use.
_STOP_WORDS = frozenset(
    "a an and are as at be but by for if in into is it no not of on or such that the their then there these "
    "they this to was will with".split()
)


class PlainBM25:
    """BM25 as Lucene has it, over English words of two letters and more, stemmed (Porter's second)."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Count the words of `texts`, one a document."""
        counts = [Counter(plain_stems(text)) for text in texts]
        lengths = np.array([sum(count.values()) for count in counts], dtype=float)
        self._count = len(texts)
        self._damping = _K1 * (1 - _B + _B * lengths / max(lengths.mean(), 1.0))  # (n,)
        holding: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        for document, count in enumerate(counts):
            for stem, often in count.items():
                holding[stem].append((document, often))
        self._holding = {stem: np.array(places).T for stem, places in holding.items()}  # (2, documents)

    def scores(self, question: str) -> NDArray[np.float64]:
        """The score of every document, (n,): a word that is asked twice counts twice."""
        scores = np.zeros(self._count)
        for stem in plain_stems(question):
            if stem in self._holding:
                documents, often = self._holding[stem]
                rarity = np.log1p((self._count - len(documents) + 0.5) / (len(documents) + 0.5))
                scores[documents] += rarity * often / (often + self._damping[documents])
        return scores


def plain_stems(text: str) -> list[str]:
    """The stems of the words of `text`, in order.

    >>> plain_stems("The cats, and a dog's tail")
    ['cat', 'dog', 'tail']
    """
    return [_stem(word) for word in _WORD.findall(text.lower()) if word not in _STOP_WORDS]


@cache
def _stem(word: str) -> str:
    stems = _stemmer().analyze(word)
    return str(stems[0]) if stems else word


@cache
def _stemmer() -> tantivy.TextAnalyzer:
    raw = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.raw())
    return raw.filter(tantivy.Filter.stemmer("english")).build()
