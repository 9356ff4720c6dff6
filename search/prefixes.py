"""Texts, found by the beginnings of their words as they are typed. Pure.

A word's texts lie beside those of the words that begin alike, so that a beginning is one slice.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_
from typing import Self

import numpy as np
from numpy.typing import NDArray

from index.store.words import exact_words

_MOST_WORDS = 12  # of what was typed
_AFTER_ALL = "\U0010ffff"  # sorts after whatever may follow a beginning


@dataclass(frozen=True, slots=True)
class PrefixIndex:
    """Of `count` texts, by their places: which have a word that begins in some way.

    `words` are sorted; the places of the texts that have word i are `places[starts[i] : starts[i + 1]]`.
    `first_words` (count,) are the positions in `words` of the texts' first.
    """

    words: Sequence[str]
    starts: NDArray[np.int64]
    places: NDArray[np.int32]
    first_words: NDArray[np.int32]

    @classmethod
    def of(cls, texts: Sequence[str]) -> Self:
        """Read the words of `texts`, the better ones first."""
        read = [exact_words(text) for text in texts]
        pairs = sorted({(word, place) for place, words in enumerate(read) for word in words})
        words = list(dict.fromkeys(word for word, _ in pairs))
        position = {word: i for i, word in enumerate(words)}
        counts = np.bincount([position[word] for word, _ in pairs], minlength=len(words))
        firsts = (position[words[0]] if words else -1 for words in read)
        return cls(
            words,
            np.concatenate(([0], np.cumsum(counts))),
            np.array([place for _, place in pairs], dtype=np.int32),
            np.fromiter(firsts, dtype=np.int32, count=len(texts)),
        )

    def matching(self, typed: str, most: int) -> list[int]:
        """The places of up to `most` texts in which every word of `typed` is or begins a word.

        Those come first that have the words before the last, which are typed to their end, as they are; of
        these, those whose own first word is the first that was typed; else the better ones.

        >>> index = PrefixIndex.of(["A stiff rye dough", "Rye at last", "Wheat"])
        >>> index.matching("ry", 5), index.matching("rye d", 5), index.matching("ye", 5)
        ([1, 0], [0], [])
        """
        typed_words = list(dict.fromkeys(exact_words(typed)))[:_MOST_WORDS]
        if not typed_words:
            return []
        holds = reduce(and_, (self._holding(*self._beginning(word)) for word in typed_words))
        found = np.flatnonzero(holds)
        whole = (self._holding(*self._whole(word)) for word in typed_words[:-1])
        as_typed = reduce(and_, whole, holds)[found]
        first, end = self._beginning(typed_words[0])
        leads = (self.first_words[found] >= first) & (self.first_words[found] < end)
        ordered: list[int] = found[np.lexsort((~leads, ~as_typed))[:most]].tolist()  # stable: else the better
        return ordered

    def _holding(self, first: int, end: int) -> NDArray[np.bool_]:
        """(count,): the texts that have any of the words from `first` to `end`."""
        holding = np.zeros(len(self.first_words), dtype=np.bool_)
        holding[self.places[self.starts[first] : self.starts[end]]] = True
        return holding

    def _beginning(self, start: str) -> tuple[int, int]:
        """From where to where the words lie that begin so."""
        return bisect_left(self.words, start), bisect_left(self.words, start + _AFTER_ALL)

    def _whole(self, word: str) -> tuple[int, int]:
        """From where to where the word lies, if it is there."""
        first = bisect_left(self.words, word)
        return first, first + (self.words[first : first + 1] == [word])
