from pathlib import Path

import numpy as np
import pytest

from index.passages import passage_text
from index.records import PassageText
from index.settings import Settings
from search.benchmarks.corpus import Corpus
from search.benchmarks.stock import passages_of, take_stock, texts_of
from tests.fakes import FakeEncoder, OutOfOrder, make_post

SENTENCE = "The {} of house number {} is painted blue every spring."
POSTS = tuple(
    (
        "houses",
        make_post(
            " ".join(SENTENCE.format(part, number) for part in ("door", "roof", "gate")),
            url=f"https://houses.example/{number}",
            title=f"House {number}",
        ),
    )
    for number in range(8)
)
CORPUS = Corpus("houses", POSTS, ())


def test_sizes_are_reached_with_real_posts_first(tmp_path: Path) -> None:
    stock = take_stock(CORPUS, 5, FakeEncoder(), tmp_path / "archive.sqlite", Settings())
    assert stock.real_count == 5
    assert stock.of_size(3) == list(POSTS[:3])
    many = stock.of_size(23)
    assert len(many) == 23
    assert many[:5] == list(POSTS[:5])
    assert all("recombined=" in post.url for _, post in many[5:])
    assert len({post.text for _, post in many[5:9]}) == 4


def test_a_recombined_passage_is_the_mean_of_its_sentences_and_no_model_is_asked(tmp_path: Path) -> None:
    stock = take_stock(CORPUS, 8, FakeEncoder(), tmp_path / "archive.sqlite", Settings())
    post = stock.of_size(12)[-1][1]
    (passage,) = passages_of(post, stock.encoder, Settings())
    texts = texts_of(post, [passage])
    assert texts == [passage_text(post, passage)]
    whole, *sentences = stock.encoder.encode_with_sentences(texts)
    assert len(sentences) == 3
    lengths = [end - start for start, end in passage.sentences]
    mean = np.average(sentences, axis=0, weights=lengths)
    np.testing.assert_allclose(whole, mean / np.linalg.norm(mean), atol=1e-3)
    assert stock.encoder.asked_model == 0


def test_real_texts_have_the_models_own_embeddings(tmp_path: Path) -> None:
    encoder = FakeEncoder()
    stock = take_stock(CORPUS, 8, encoder, tmp_path / "archive.sqlite", Settings())
    texts = texts_of(POSTS[0][1], passages_of(POSTS[0][1], encoder, Settings()))
    np.testing.assert_allclose(
        stock.encoder.encode_with_sentences(texts), encoder.encode_with_sentences(texts), atol=1e-3
    )


def test_what_is_in_no_post_is_embedded_by_the_model(tmp_path: Path) -> None:
    encoder = FakeEncoder()
    stock = take_stock(CORPUS, 8, encoder, tmp_path / "archive.sqlite", Settings())
    new = [PassageText("A title\nNobody has written this.", 7, ((8, 32),))]
    expected = encoder.encode_with_sentences(new)
    np.testing.assert_array_equal(stock.encoder.encode_with_sentences(new), expected)
    assert stock.encoder.asked_model == 1


def test_a_run_that_was_stopped_goes_on_from_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.embedding_once.TEXTS_PER_CALL", 2)
    with pytest.raises(OutOfOrder):
        take_stock(CORPUS, 8, FakeEncoder(fail_after=2), tmp_path / "archive.sqlite", Settings())
    encoder = FakeEncoder()
    stock = take_stock(CORPUS, 8, encoder, tmp_path / "archive.sqlite", Settings())
    assert len(encoder.embedded) == 8 - 4
    assert stock.real_count == 8
