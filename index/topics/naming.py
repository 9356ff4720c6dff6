"""Groups of posts -> the words that name each. Pure.

A group is told from the others by some words: each is worth its part of the divergence between the group's
words and those of all, how much of the group has it, times the logarithm of how much more that is than of all
posts (Kullback and Leibler 1951). Of these, those name it that also mean what its posts are about: in a few
posts, chance alone makes many a word telling.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from index.records import Embeddings
from index.store.analysis import UNKNOWN_LANGUAGE, stems
from index.store.catalog import Outline
from index.store.stop_words import is_stop_word
from index.store.words import UNSPACED, is_unspaced

WORDS_OF_A_NAME = 3
_TELLING_WORDS = 20  # of a group, among which those are looked for that mean what it is about
_LETTERS = re.compile(rf"[{UNSPACED}]+|[^\W\d_{UNSPACED}]+")
_LEAST_CHARS, _MOST_CHARS = 3, 24
# Of what is written without blanks between words. More is a clause; and where so few stand alone in a running
# text, they are as often "but then" as a word that tells something.
_LEAST_UNSPACED_CHARS, _MOST_UNSPACED_CHARS = 2, 6
# A post says early what it is about. Of twice as much, 18 of 24 groups of 5,700 posts had the same words,
# and three more had two of them; it took 0.9 s, this takes 0.5 s.
_MOST_TEXT_CHARS = 1_500
_LEAST_POSTS = 2  # that share a word before it names their group: none is called by what one post says
_OF_ADDRESSES = frozenset("http https www href html com".split())  # that stand in texts, and tell nothing
_HEADED = 2  # how often a word counts that stands in title, headings or tags


def name_of(words: Sequence[str], embeddings: Embeddings, centre: Embeddings) -> tuple[str, ...]:
    """The few of `words` that are nearest to what a group is about, the nearest first.

    `embeddings` (len(words), dim) are theirs; `centre` (dim,) is the mean of the group's posts.
    """
    nearest = np.argsort(-(embeddings @ centre), kind="stable")[:WORDS_OF_A_NAME]
    return tuple(words[i] for i in nearest)


def telling_words(groups: Sequence[Sequence[tuple[Outline, str]]]) -> list[tuple[str, ...]]:
    """Those of each group, the most telling first, as most of its posts write them.

    A group is some (outline, text) of its posts, which stand for all.
    """
    written: defaultdict[str, Counter[str]] = defaultdict(Counter)
    held = [_held(posts, written) for posts in groups]
    everywhere: Counter[str] = Counter()
    for weights, _ in held:
        everywhere.update(weights)
    all_count = sum(map(len, groups))
    telling = []
    for posts, (weights, shared) in zip(groups, held, strict=True):
        lift = all_count / max(len(posts), 1)
        worth = {
            stem: weights[stem] * math.log(lift * weights[stem] / everywhere[stem])
            for stem, count in shared.items()
            if count >= _LEAST_POSTS
        }
        best = sorted(worth, key=lambda stem: (-worth[stem], stem))[:_TELLING_WORDS]
        telling.append(tuple(written[stem].most_common(1)[0][0] for stem in best))
    return telling


def _held(
    posts: Sequence[tuple[Outline, str]], written: defaultdict[str, Counter[str]]
) -> tuple[Counter[str], Counter[str]]:
    """({stem: its weight}, {stem: how many of the posts have it}); notes how it is written."""
    weights: Counter[str] = Counter()
    shared: Counter[str] = Counter()
    for outline, text in posts:
        language = outline.facts.language or UNKNOWN_LANGUAGE
        headlines = "\n".join((outline.title, *outline.headings, *outline.facts.tags))
        headed = _words(headlines, language) | _unspaced_words(headlines)
        found = _words(text[:_MOST_TEXT_CHARS], language) | headed
        for stem, word in found.items():
            weights[stem] += _HEADED if stem in headed else 1
            shared[stem] += 1
            written[stem][word] += 1
    return weights, shared


def _words(text: str, language: str) -> dict[str, str]:
    """{stem: word} of each plain word of `text` that may tell something."""
    found: dict[str, str] = {}
    for word in dict.fromkeys(_LETTERS.findall(text.lower())):
        if stem := _stem(word, language):
            found.setdefault(stem, word)
    return found


def _unspaced_words(text: str) -> dict[str, str]:
    """{word: word} of those of `text` that blanks or signs set apart where the script itself does not."""
    runs = (word for word in _LETTERS.findall(text) if is_unspaced(word))
    return {run: run for run in runs if _LEAST_UNSPACED_CHARS <= len(run) <= _MOST_UNSPACED_CHARS}


@lru_cache(maxsize=50_000)
def _stem(word: str, language: str) -> str | None:
    """That of a word that may tell something."""
    is_plain = _LEAST_CHARS <= len(word) <= _MOST_CHARS and word not in _OF_ADDRESSES
    if not is_plain or is_unspaced(word) or is_stop_word(word, language):
        return None
    return next(iter(stems(word, language)), None)
