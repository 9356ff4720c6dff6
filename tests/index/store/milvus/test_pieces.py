"""What is cut up for Milvus comes back whole."""

import numpy as np

from index.records import Passage
from index.store.concordance import Part
from index.store.milvus.pieces import (
    pack,
    pack_passage,
    pack_post,
    pack_rows,
    unpack,
    unpack_passage,
    unpack_post,
    unpack_rows,
)
from index.store.milvus.texts import MOST_PHRASE_WORDS, text_pieces
from tests.fakes import make_post

MOST_BYTES = 65_535  # of a VARCHAR


def test_long_texts_fit_and_come_back() -> None:
    value = {"text": "東京🎉" * 30_000, "list": [1, None, 'a "quote"\n']}
    pieces = pack(value)
    assert max(len(piece.encode()) for piece in pieces) <= MOST_BYTES
    assert unpack(pieces) == value


def test_posts_and_passages_come_back_as_they_were() -> None:
    post = make_post(
        "One.", (2, "Two"), "Three.",
        tags=("a", "b"), authors=("Ann",), addresses=("https://b.example/",), confidence=0.5,
        fact_sources=(("published", "JSON-LD"),), published="2024-01-01",
    )  # fmt: skip
    assert unpack_post(pack_post(post), with_blocks=True) == post
    assert unpack_post(pack_post(post), with_blocks=False).blocks == ()
    passage = Passage(3, 9, ("Two", "x" * 70_000), ((3, 5), (6, 9)))
    assert unpack_passage(pack_passage(passage)) == passage


def test_embeddings_come_back_to_the_last_bit() -> None:
    rows = np.random.default_rng(0).standard_normal((3, 8)).astype(np.float16)
    assert unpack_rows(pack_rows(rows), 8).tolist() == rows.tolist()
    assert unpack_rows([], 8).shape == (0, 8)


def test_a_phrase_stands_whole_in_one_piece_wherever_it_is() -> None:
    words = [f"w{number}" for number in range(30_000)]
    post = make_post(" ".join(words), title="Some title")
    (title, first), *pieces = text_pieces(post)
    assert (title, first) == (Part.TITLE, " some title ")
    assert len(pieces) > 2
    assert max(len(text.encode()) for _, text in pieces) <= MOST_BYTES
    for start in range(0, len(words) - MOST_PHRASE_WORDS + 1, 7):
        phrase = f" {' '.join(words[start : start + MOST_PHRASE_WORDS])} "
        assert any(phrase in text for _, text in pieces)


def test_a_text_without_words_has_no_piece() -> None:
    assert list(text_pieces(make_post("...", title="!"))) == []
