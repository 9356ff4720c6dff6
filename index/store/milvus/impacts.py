"""BM25 as inner products: what each word of a post or passage counts, worked out once. Pure.

The scores are those of the lexicons in a folder (index.store.lexicon, index.store.post_lexicon), so that both
homes rank alike. Milvus' own BM25 function knows one field of a row, and neither weights of fields, nor the
share for presence, nor pairs of words. So a row holds for each of its words all that it adds to the score,
and a question what its words weigh; their inner product is the score. It stays in Milvus' inverted index.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Self

import numpy as np
from numpy.typing import NDArray

from index.records import Passage, Post
from index.store.inverted import K1_PLUS_1, rarity
from index.store.lexicon import (
    FIELD_WEIGHTS,
    OTHER_FIELDS_WEIGHT,
    PRESENCE_WEIGHT,
    WORDS_FIELDS,
    lexicon_row,
    stems_by_field,
)
from index.store.post_lexicon import pairs_of, post_stems

Impacts = dict[int, float]  # {dimension: what it adds to the score}

_K1, _B = K1_PLUS_1 - 1, 0.75
NO_WORD = 0  # the dimension of a row without words, which must not be empty; nothing is asked of it
DAY = 1  # of the vector by which posts are found newest first
_FIRST_WORD = 2
# Pairs are too many to be numbered: of these dimensions each has its own by chance, but for 1 in 2^31.
_FIRST_PAIR = 2**31
_PAIR_COUNT = 2**31 - 2  # Milvus' last dimension is 2^32 - 2


def word_dimension(number: int) -> int:
    """Of the word with this number in the terms."""
    return _FIRST_WORD + number


def pair_dimension(pair: str) -> int:
    """Of two words that follow each other."""
    digest = hashlib.blake2b(pair.encode(), digest_size=8).digest()
    return _FIRST_PAIR + int.from_bytes(digest, "little") % _PAIR_COUNT


def rounded_length(length: int) -> int:
    """`length` as tantivy and Lucene keep it in a byte: up to 40 exactly, beyond with four binary digits.

    >>> [rounded_length(n) for n in (7, 40, 41, 43, 57, 1000)]
    [7, 40, 40, 42, 56, 984]
    """
    over = length - 24
    if over < 16:
        return length
    shift = over.bit_length() - 4
    return 24 + (over >> shift << shift)


def bm25(count: int, length: int, average: float) -> float:
    """What a word gives that stands `count` times in a text of `length` words, before its rarity."""
    return K1_PLUS_1 * count / (count + _K1 * (1 - _B + _B * rounded_length(length) / average))


@dataclass(frozen=True, slots=True)
class Term:
    """A word: its number, and how many posts and passages hold it."""

    number: int
    posts: int
    passages: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """What must be known of all posts before the first can be weighed.

    `lengths` are means, by field; `held_by_passages` says by field how many passages hold a word, and
    `pair_counts` how many posts each of the `pairs`, dimensions in their order.
    """

    post_count: int
    passage_count: int
    lengths: Mapping[str, float]
    terms: Mapping[str, Term]
    held_by_passages: Mapping[str, Mapping[str, int]]
    pairs: NDArray[np.uint32]
    pair_counts: NDArray[np.int64]

    @classmethod
    def of(cls, posts: Iterable[tuple[Post, Sequence[Passage]]]) -> Self:
        """Count the words of all posts and their passages."""
        post_count = passage_count = 0
        lengths: Counter[str] = Counter()
        by_posts: Counter[str] = Counter()
        by_passages: dict[str, Counter[str]] = {field: Counter() for field in FIELD_WEIGHTS}
        pairs = [np.empty(0, dtype=np.uint32)]  # of each post, four bytes each: there are millions
        for post, passages in posts:
            found = post_stems(post)
            post_count += 1
            passage_count += len(passages)
            lengths["words"] += len(found)
            by_posts.update(set(found))
            pairs.append(np.array([*set(map(pair_dimension, pairs_of(found)))], dtype=np.uint32))
            lengths["pairs"] += max(len(found) - 1, 0)
            for passage in passages:
                for field, words in stems_by_field(lexicon_row(0, post, passage)).items():
                    lengths[field] += len(words)
                    by_passages[field].update(set(words))
        every = dict.fromkeys(chain(by_posts, *by_passages.values()))
        terms = {
            word: Term(number, by_posts[word], max(held[word] for held in by_passages.values()))
            for number, word in enumerate(every)
        }
        rows = {"words": post_count, "pairs": post_count}
        means = {field: length / rows.get(field, passage_count) for field, length in lengths.items()}
        different, counts = np.unique(np.concatenate(pairs), return_counts=True)
        return cls(post_count, passage_count, means, terms, by_passages, different, counts)

    def of_post(self, post: Post) -> Impacts:
        """What each word and pair of a post counts."""
        found = post_stems(post)
        impacts: Impacts = {}
        for word, count in Counter(found).items():
            term = self.terms[word]
            score = bm25(count, len(found), self.lengths["words"])
            impacts[word_dimension(term.number)] = score * rarity(term.posts, self.post_count)
        for dimension, count in Counter(map(pair_dimension, pairs_of(found))).items():
            held = int(self.pair_counts[np.searchsorted(self.pairs, dimension)])
            score = bm25(count, len(found) - 1, self.lengths["pairs"])
            impacts[dimension] = score * rarity(held, self.post_count)
        return impacts

    def of_passage(self, post: Post, passage: Passage) -> Impacts:
        """What each word of a passage counts: the best of its fields, a part of the others, and presence."""
        scores: defaultdict[str, list[float]] = defaultdict(list)
        for field, words in stems_by_field(lexicon_row(0, post, passage)).items():
            held = self.held_by_passages[field]
            for word, count in Counter(words).items():
                score = bm25(count, len(words), self.lengths[field]) * rarity(held[word], self.passage_count)
                scores[word].append(FIELD_WEIGHTS[field] * score)
        impacts: Impacts = {}
        for word, by_field in scores.items():
            term = self.terms[word]
            rare = rarity(term.passages, self.passage_count)
            impacts[word_dimension(term.number)] = _blended(by_field, rare)
        return impacts

    def held_by(self, post: Post, passage: Passage) -> Impacts:
        """1 for each word that stands in a passage, its headings or its title."""
        fields = stems_by_field(lexicon_row(0, post, passage))
        words = {word for field in WORDS_FIELDS for word in fields[field]}
        return {word_dimension(self.terms[word].number): 1.0 for word in words}


def _blended(scores: Sequence[float], rare: float) -> float:
    best = max(scores)
    fields = best + OTHER_FIELDS_WEIGHT * (sum(scores) - best)
    return (1 - PRESENCE_WEIGHT) * fields + PRESENCE_WEIGHT * K1_PLUS_1 * rare
