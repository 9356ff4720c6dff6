"""Each passage is embedded once, in whatever order and by whomever, and comes back in its place."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from index import embedding_once
from index.crew import hire
from index.embedding_once import embed_missing, read_passages, read_sentences
from index.records import PassageText
from index.settings import EmbeddingSettings
from index.store.archive import Archive, open_archive
from tests.fakes import FakeEncoder, OutOfOrder


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with open_archive(tmp_path / "archive.sqlite") as archive:
        yield archive


def texts_of(numbers: Sequence[int]) -> list[PassageText]:
    """Passages of one to five sentences about a number each."""
    return [
        PassageText(f"Title\n{'so much of it ' * (n % 7)}{n}", 5, tuple((6, 7 + k) for k in range(1 + n % 5)))
        for n in numbers
    ]


def embed(
    archive: Archive, encoder: FakeEncoder, texts: Sequence[PassageText]
) -> tuple[list[bytes], set[bytes]]:
    with hire(encoder, EmbeddingSettings()) as crew:
        return embed_missing(iter(texts), archive, encoder.digest, crew, count=len(texts))


@pytest.fixture(params=[1, 3], ids=["one thread", "three threads"])
def encoder(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> FakeEncoder:
    monkeypatch.setattr(embedding_once, "TEXTS_PER_WINDOW", 40)
    monkeypatch.setattr(embedding_once, "TEXTS_PER_CALL", 7)
    monkeypatch.setattr(embedding_once, "ROWS_PER_READ", 16)
    return FakeEncoder(calls_at_once=request.param)


def test_every_row_is_that_of_its_own_text(archive: Archive, encoder: FakeEncoder) -> None:
    texts = texts_of(range(100))
    digests, _ = embed(archive, encoder, texts)
    expected = encoder.encode_with_sentences(texts)
    firsts = np.cumsum([0, *(text.row_count for text in texts)])[:-1]
    passages = np.concatenate(list(read_passages(archive, encoder.digest, digests)))
    assert np.allclose(passages, expected[firsts], atol=1e-3)
    sentences = np.concatenate(list(read_sentences(archive, encoder.digest, digests)))
    assert np.allclose(sentences, np.delete(expected, firsts, axis=0), atol=1e-3)


def test_what_is_there_or_comes_twice_is_embedded_once(archive: Archive, encoder: FakeEncoder) -> None:
    embed(archive, encoder, texts_of(range(50)))
    encoder.embedded.clear()
    texts = texts_of([*range(30, 90), *range(80, 120), 85])
    digests, new = embed(archive, encoder, texts)
    assert sorted(encoder.embedded) == sorted(text.text for text in texts_of(range(50, 120)))
    assert len(digests) == len(texts)
    assert len(new) == 70


def test_the_same_text_with_other_sentences_is_another(archive: Archive, encoder: FakeEncoder) -> None:
    one, other = PassageText("Title\nA. B.", 5, ((6, 8),)), PassageText("Title\nA. B.", 5, ((6, 8), (9, 11)))
    assert len(set(embed(archive, encoder, [one, other])[0])) == 2


def test_a_breakdown_keeps_what_was_embedded_before(archive: Archive, encoder: FakeEncoder) -> None:
    encoder.fail_after = 4
    with pytest.raises(OutOfOrder):
        embed(archive, encoder, texts_of(range(100)))
    done = set(encoder.embedded)
    encoder.fail_after = None
    encoder.embedded.clear()
    embed(archive, encoder, texts_of(range(100)))
    assert len(done) == 28
    assert done.isdisjoint(encoder.embedded)


def test_progress_counts_what_was_there_too(archive: Archive, encoder: FakeEncoder) -> None:
    embed(archive, encoder, texts_of(range(30)))
    told: list[tuple[int, int]] = []
    texts = texts_of(range(100))
    with hire(encoder, EmbeddingSettings()) as crew:
        embed_missing(
            texts, archive, encoder.digest, crew, lambda _, done, total: told.append((done, total)), count=100
        )
    assert told == sorted(told)
    assert told[-1] == (100, 100)


def test_texts_are_taken_as_they_are_needed(archive: Archive, encoder: FakeEncoder) -> None:
    taken = 0
    ahead: list[int] = []

    def texts() -> Iterator[PassageText]:
        nonlocal taken
        for text in texts_of(range(400)):
            taken += 1
            yield text

    def progress(_: str, done: int, __: int) -> None:
        ahead.append(taken - done)

    with hire(encoder, EmbeddingSettings()) as crew:
        embed_missing(texts(), archive, encoder.digest, crew, progress, count=400)
    assert max(ahead) <= 40 + 7 * (2 * encoder.calls_at_once + 1)
