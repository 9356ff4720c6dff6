"""Inner products of impacts are the scores that tantivy gives."""

import random
from pathlib import Path

import pytest

from index.passages import split_post
from index.store.analysis import read_question
from index.store.inverted import K1_PLUS_1, rarity
from index.store.lexicon import Lexicon, lexicon_row, write_lexicon
from index.store.milvus.impacts import (
    Impacts,
    Statistics,
    bm25,
    pair_dimension,
    rounded_length,
    word_dimension,
)
from index.store.post_lexicon import PAIR_WEIGHT, PostLexicon, word_pairs, write_post_lexicon
from tests.fakes import FakeEncoder, make_post

RNG = random.Random(5)
WORDS = [f"word{number}" for number in range(120)]


def said(most: int) -> str:
    return " ".join(RNG.choices(WORDS, k=RNG.randint(1, most))) + "."


POSTS = [
    make_post(
        *((RNG.randint(0, 1), said(90)) for _ in range(RNG.randint(1, 8))),
        title=said(6),
        url=f"https://a.example/{number}",
        tags=tuple(RNG.choices(WORDS, k=number % 3)),
    )
    for number in range(80)
]
QUESTIONS = [said(7) for _ in range(30)] + ["word1 word1 word2 nowhere"]


def inner_product(impacts: Impacts, asked: dict[int, float]) -> float:
    return sum(weight * impacts.get(dimension, 0.0) for dimension, weight in asked.items())


def test_passages_and_posts_score_as_in_a_folder(tmp_path: Path) -> None:
    count = FakeEncoder().count_tokens
    split = [split_post(post, count, target_tokens=30, max_tokens=250) for post in POSTS]
    rows = [(post, passage) for post, passages in zip(POSTS, split, strict=True) for passage in passages]
    write_lexicon(tmp_path / "lexicon", (lexicon_row(number, *row) for number, row in enumerate(rows)))
    write_post_lexicon(tmp_path / "posts", POSTS)
    lexicon, post_lexicon = Lexicon(tmp_path / "lexicon"), PostLexicon(tmp_path / "posts")
    statistics = Statistics.of(zip(POSTS, split, strict=True))
    of_passages = [statistics.of_passage(*row) for row in rows]
    of_posts = [statistics.of_post(post) for post in POSTS]
    terms = statistics.terms
    for question in QUESTIONS:
        (reading,) = read_question(question)
        asked = {word_dimension(terms[stem].number): 1.0 for stem in reading.stems if stem in terms}
        found = lexicon.best(reading.stems, len(rows))
        assert found
        for number, score in found:
            assert inner_product(of_passages[number], asked) == pytest.approx(score, rel=1e-5)
        held = [number for number, impacts in enumerate(of_passages) if inner_product(impacts, asked)]
        assert sorted(number for number, _ in found) == held

        whole = sum(K1_PLUS_1 * rarity(terms[s].posts if s in terms else 0, 80) for s in reading.in_order)
        words = [word_dimension(terms[stem].number) for stem in reading.in_order if stem in terms]
        asked = {dimension: float(words.count(dimension)) for dimension in words}
        asked |= {pair_dimension(pair): PAIR_WEIGHT for pair in word_pairs(reading)}
        for number, share in post_lexicon.best(reading, len(POSTS)):
            assert inner_product(of_posts[number], asked) / whole == pytest.approx(share, rel=1e-5)


def test_bm25_by_hand() -> None:
    assert bm25(2, 10, 20.0) == pytest.approx(2.2 * 2 / (2 + 1.2 * (0.25 + 0.75 * 10 / 20)))


def test_lengths_are_kept_in_a_byte() -> None:
    kept = sorted({rounded_length(length) for length in range(70_000)})
    assert kept[:48] == [*range(40), 40, 42, 44, 46, 48, 50, 52, 54]
    assert len(kept) < 256
    assert all(0 <= length - rounded_length(length) <= length / 8 for length in range(70_000))


def test_words_and_pairs_never_share_a_dimension() -> None:
    assert all(2**31 <= pair_dimension(f"{word}_{word}") < 2**32 - 1 for word in WORDS)
    assert word_dimension(2**31 - 3) < 2**31
