"""Which posts are found by the words of a question, and in which order."""

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index.errors import IndexBroken
from index.records import Post
from index.store.analysis import Reading, read_question
from index.store.post_lexicon import PAIR_WEIGHT, STOP_WORD_WEIGHT, PostLexicon, faded, write_post_lexicon
from tests.fakes import make_post


def lexicon(folder: Path, *posts: Post) -> PostLexicon:
    write_post_lexicon(folder / "post-lexicon", posts)
    return PostLexicon(folder / "post-lexicon")


def titled(title: str, *paragraphs: str) -> Post:
    return replace(make_post(*paragraphs), title=title)


def asked(text: str) -> Reading:
    return read_question(text)[0]


def found(words: PostLexicon, text: str) -> list[int]:
    return [post_id for post_id, _ in words.best(asked(text), 10)]


def test_the_score_is_bm25_over_what_it_could_be_at_most(tmp_path: Path) -> None:
    posts = titled("", "rye rye oat"), titled("", "oat oat oat oat oat")
    (post_id, score), *others = lexicon(tmp_path, *posts).best(asked("rye"), 10)
    # One word, so its rarity cancels out: 2 * 2.2 / (2 + 1.2 * (1 - 0.75 + 0.75 * 3 / 4)) over 2.2.
    assert (post_id, others) == (0, [])
    assert score == pytest.approx(2 / (2 + 1.2 * (0.25 + 0.75 * 3 / 4)), rel=1e-4)


def test_a_stop_word_counts_less_and_a_word_said_twice_twice(tmp_path: Path) -> None:
    posts = titled("", "the barley"), titled("", "the oat"), titled("", "rye wheat")
    words = lexicon(tmp_path, *posts)
    rarity = {held_by: math.log(1 + (3 - held_by + 0.5) / (held_by + 0.5)) for held_by in (1, 2)}
    share = dict(words.best(asked("the rye the"), 10, with_pairs=False))
    whole = 2 * STOP_WORD_WEIGHT * rarity[2] + rarity[1]
    held = 1 / 2.2  # the part of (k1 + 1) that one word in a post of mean length gets
    assert share[0] == pytest.approx(2 * STOP_WORD_WEIGHT * rarity[2] * held / whole, rel=1e-4)
    assert share[2] == pytest.approx(rarity[1] * held / whole, rel=1e-4)


def test_of_a_long_question_the_words_that_tell_least_count_less() -> None:
    most = {str(n): float(n) for n in range(1, 17)}
    weights = dict.fromkeys(most, 1.0) | {"1": 2.0, "2": 8.0}  # "2" tells as much as "16"
    lower = {"4": 12 / 14, "3": 12 / 15, "1": 2 * 12 / 16, "5": 12 / 13}
    assert faded(weights, most) == pytest.approx(weights | lower)


def test_what_a_long_question_is_about_outweighs_the_words_around_it(tmp_path: Path) -> None:
    around = [a + b for a in ("ba", "ki", "lo", "mu", "sa", "po", "ne", "ri", "ju", "de") for b in "rslmfd"]
    about = ["quern", "sieve", "hopper", "damsel"]
    others = [around[n % 4 :: 4][::-1] for n in range(8)] + [["oat"]] * 20
    texts = [[*about, *around[:3]], around[::-1], *others]
    words = lexicon(tmp_path, *(titled("", " ".join(text)) for text in texts))
    assert found(words, " ".join([*around, *about]))[0] == 0


def test_words_in_the_order_of_the_question_come_first(tmp_path: Path) -> None:
    posts = titled("", "a house made white"), titled("", "a white house made")
    words = lexicon(tmp_path, *posts)
    assert found(words, "white house")[0] == 1
    with_pairs, without = (dict(words.best(asked("white house"), 10, with_pairs=p)) for p in (True, False))
    assert with_pairs[0] == pytest.approx(without[0])
    assert with_pairs[1] > without[1]
    assert PAIR_WEIGHT < 1


def test_a_post_is_found_by_words_that_stand_far_apart(tmp_path: Path) -> None:
    one = titled("", "Salt the cabbage.", *["Wait for another day."] * 30, "Store the crock in a cellar.")
    other = titled("", "Salt the cabbage.", *["Wait for another day."] * 30)
    assert found(lexicon(tmp_path, other, one), "cabbage in the cellar")[0] == 1


def test_a_word_of_the_title_says_more_than_one_of_the_text(tmp_path: Path) -> None:
    posts = titled("Oats", "Some rye for you."), titled("Rye", "Some oats for you.")
    assert found(lexicon(tmp_path, *posts), "rye") == [1, 0]


def test_only_admitted_posts_are_found_with_the_scores_they_have(tmp_path: Path) -> None:
    words = lexicon(tmp_path, *(titled("", f"rye {'oat ' * n}") for n in range(20)))
    everywhere = words.best(asked("rye bread"), 20)
    admitted = np.arange(20) % 3 == 0
    expected = [(post_id, score) for post_id, score in everywhere if admitted[post_id]]
    assert words.best(asked("rye bread"), 20, admitted) == expected


def test_a_name_that_no_post_knows_does_not_lower_the_share(tmp_path: Path) -> None:
    words = lexicon(tmp_path, titled("", "wi rye"), titled("", "oat"))
    by_name, by_words = (words.best(asked(text), 10, with_pairs=False)[0][1] for text in ("wi-fi", "wi fi"))
    assert by_name == pytest.approx(by_words)


def test_a_damaged_folder_says_so(tmp_path: Path) -> None:
    with pytest.raises(IndexBroken, match="post lexicon"):
        PostLexicon(tmp_path / "nothing")
