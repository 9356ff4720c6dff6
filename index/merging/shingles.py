"""A text as the set of its runs of five words: what two copies of a post share. Pure."""

import hashlib
import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Shingles = NDArray[np.uint64]  # (n,), in the order of the text: hashes of SHINGLE_WORDS words in a row

SHINGLE_WORDS = 5
# Scripts that leave no spaces between words (Thai, Lao, Burmese, Khmer, kana, Han): each character is a word.
_UNSPACED = (
    "\u0e01-\u0e5b\u0e81-\u0edf\u1000-\u109f\u1780-\u17dd\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
)
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+")
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)  # odd: multiplying by it loses nothing of 64 bits


def words_of(text: str) -> list[str]:
    """The words of `text`, in order: without regard to case, quotes, dashes, marks and spaces.

    >>> words_of("It’s *done* -- at last") == words_of("it's done — at LAST")
    True
    """
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def shingles_of(words: list[str]) -> Shingles:
    """Every run of SHINGLE_WORDS words; of fewer words, the one run that they are; of none, none."""
    if not words:
        return np.empty(0, dtype=np.uint64)
    hashes = np.fromiter(map(_word_hash(), words), dtype=np.uint64, count=len(words))
    runs = max(1, len(words) - SHINGLE_WORDS + 1)
    mixed = np.zeros(runs, dtype=np.uint64)
    for place in range(min(SHINGLE_WORDS, len(words))):
        mixed = (mixed ^ hashes[place : place + runs]) * _MULTIPLIER
        mixed ^= mixed >> np.uint64(29)  # or low bits would never hear of high ones
    return mixed


def likeness(one: Shingles, other: Shingles, max_edge: int = 0) -> tuple[float, float]:
    """(Jaccard, containment): what two texts share, of all that they have and of all that the shorter has.

    For containment, up to `max_edge` shingles at either end of the shorter are let go that the longer lacks:
    the menu above it, "appeared first on" below it.
    """
    shorter, longer = sorted((one, other), key=len)
    if not shorter.size:
        return 0.0, 0.0
    unique = np.unique(shorter), np.unique(longer)
    shared = np.intersect1d(*unique, assume_unique=True).size
    found = np.isin(shorter, unique[1])
    matches = np.flatnonzero(found)
    if not matches.size:
        return 0.0, 0.0
    start = min(int(matches[0]), max_edge)
    end = max(int(matches[-1]) + 1, shorter.size - max_edge)
    within = found[start:end]
    return shared / (unique[0].size + unique[1].size - shared), float(within.mean())


@lru_cache(maxsize=1)
def _word_hash() -> Callable[[str], int]:
    """Word -> 64 bits, the same in every run; the words that come again and again are remembered."""

    @lru_cache(maxsize=1 << 17)
    def of(word: str) -> int:
        digest = hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        return int.from_bytes(digest)

    return of
