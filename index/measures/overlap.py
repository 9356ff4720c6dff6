"""How much of a text is the text it should be: words and runs of four words. Pure."""

import re
from collections import Counter
from dataclasses import dataclass

# Scripts that put no space between words: there, each character counts as one.
_UNSPACED = "\u0e00-\u0eff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
_TOKEN = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+")
_WORD = re.compile(r"\w+")
SHINGLE_WORDS = 4


@dataclass(frozen=True, slots=True)
class Overlap:
    """Shares, 0 to 1: of what was found, how much is right; of what is right, how much was found."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        return harmonic_mean(self.precision, self.recall)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many were found rightly, found wrongly, and missed."""

    right: int
    wrong: int
    missed: int


def harmonic_mean(one: float, other: float) -> float:
    """What F1 is of precision and recall; 0 where both are.

    >>> harmonic_mean(0.5, 1.0)
    0.6666666666666666
    """
    return 2 * one * other / (one + other) if one + other else 0.0


def token_overlap(text: str, wanted: str) -> Overlap:
    """Words in common, however they are ordered, each as often as it stands in both; case aside."""
    found, right = _TOKEN.findall(text.lower()), _TOKEN.findall(wanted.lower())
    if not found or not right:
        both_empty = float(not found and not right)
        return Overlap(both_empty, both_empty)
    common = (Counter(found) & Counter(right)).total()
    return Overlap(common / len(found), common / len(right))


def shingle_counts(text: str, wanted: str) -> Counts:
    """Runs of four words that both texts hold, that `text` alone holds, and that `wanted` alone does."""
    found, right = _shingles(text), _shingles(wanted)
    return Counts((found & right).total(), (found - right).total(), (right - found).total())


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text)
    starts = range(max(1, len(words) - SHINGLE_WORDS + 1)) if words else ()
    return Counter(tuple(words[start : start + SHINGLE_WORDS]) for start in starts)
