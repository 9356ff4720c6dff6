"""Real posts and their embeddings by the model, and posts recombined from them, to any number of passages.

To embed a million passages takes a model hours, and how long a search takes, what it keeps in memory and
how many of the nearest it finds do not depend on who computed the embeddings. So a recombined passage's
embedding is the mean of its sentences', which the model did compute, weighted by their lengths and of unit
length again.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np

from index.crew import hire
from index.embedding_once import embed_missing
from index.errors import ModelError
from index.passages import passage_text, split_post
from index.records import Embeddings, Encoder, Passage, PassageEncoder, PassageText, Post
from index.report import Progress, no_progress
from index.sentences import split_sentences
from index.settings import Settings
from index.store.archive import open_archive, text_digest
from search.benchmarks.corpus import Corpus
from search.benchmarks.recombining import recombined_posts


@dataclass(frozen=True, slots=True)
class Stock:
    """`passages` of the real `posts`, one list for each, and an encoder that knows the embeddings of all."""

    posts: tuple[tuple[str, Post], ...]
    passages: tuple[tuple[Passage, ...], ...]
    encoder: "StockEncoder"

    @property
    def real_count(self) -> int:
        """How many passages are real."""
        return sum(map(len, self.passages))

    def of_size(self, passage_count: int) -> list[tuple[str, Post]]:
        """Posts with about so many passages: real ones first, then recombined ones."""
        found: list[tuple[str, Post]] = []
        counted = 0
        for item, count in self._with_counts(passage_count):
            if counted >= passage_count:
                break
            found.append(item)
            counted += count
        return found

    def _with_counts(self, most: int) -> Iterator[tuple[tuple[str, Post], int]]:
        """Each post, and of how many passages it is taken to be."""
        counts = {post.url: len(own) for (_, post), own in zip(self.posts, self.passages, strict=True)}
        yield from ((item, counts[item[1].url]) for item in self.posts)
        for item in recombined_posts(self.posts, rounds=1 + most // max(1, self.real_count)):
            yield item, counts[item[1].url.rpartition("?")[0]]


class StockEncoder:
    """The model's PassageEncoder, which computes what it has in stock, or can make of that, in no time.

    `asked_model` is how many passages it could not, and had the model embed.
    """

    calls_at_once = 1

    def __init__(self, encoder: PassageEncoder, rows: Embeddings, texts: Sequence[PassageText]) -> None:
        """`rows` (sum of row_count, dim) are those of `texts`, each passage before its sentences."""
        self._encoder = encoder
        self._rows = rows
        self._place_of_text: dict[bytes, int] = {}
        self._place_of_body: dict[bytes, int] = {}
        place = 0
        for text in texts:
            self._place_of_text[text_digest(text)] = place
            for row, body in enumerate(_bodies(text), start=place):
                self._place_of_body[_body_digest(body)] = row
            place += text.row_count
        self.name, self.digest, self.dim = encoder.name, encoder.digest, encoder.dim
        self.passage_digest = encoder.passage_digest
        self.max_tokens, self.count_tokens = encoder.max_tokens, encoder.count_tokens
        self.asked_model = 0

    def in_int8(self, known: str, texts: Callable[[], Sequence[str]]) -> Self:  # noqa: ARG002
        """Raises ModelError: what is in stock was embedded before."""
        raise ModelError("the embeddings are in stock")

    def encode_queries(self, texts: Sequence[str]) -> Embeddings:
        """As the model does."""
        return self._encoder.encode_queries(texts)

    def begin_queries(self, texts: Sequence[str]) -> Callable[[], Embeddings]:
        """As the model does."""
        return self._encoder.begin_queries(texts)

    def encode_passages(self, texts: Sequence[str]) -> Embeddings:
        """As `encode_with_sentences`, of passages without sentences: (len(texts), dim)."""
        return self.encode_with_sentences([PassageText(text, text.find("\n")) for text in texts])

    def encode_with_sentences(self, texts: Sequence[PassageText]) -> Embeddings:
        """From the stock where all or some of a passage is there, else by the model."""
        return np.concatenate([self._rows_of(text) for text in texts])

    def _rows_of(self, text: PassageText) -> Embeddings:
        """(row_count, dim)."""
        found = self._place_of_text.get(text_digest(text))
        if found is not None:
            return self._rows[found : found + text.row_count]
        made = [self._mean(body) for body in _bodies(text)]
        known = [row for row in made if row is not None]
        if len(known) == text.row_count:
            return np.stack(known)
        self.asked_model += 1
        return self._encoder.encode_with_sentences([text])

    def _mean(self, body: str) -> Embeddings | None:
        """The mean of the sentences that are in stock (dim,); None where none of them is."""
        places, weights = [], []
        for start, end in split_sentences(body):
            place = self._place_of_body.get(_body_digest(body[start:end]))
            if place is not None:
                places.append(place)
                weights.append(end - start)
        if not places:
            return None
        mean = np.array(weights, dtype=np.float32) @ self._rows[places]
        row: Embeddings = mean / np.linalg.norm(mean)
        return row


def take_stock(
    corpus: Corpus,
    real_count: int,
    encoder: PassageEncoder,
    archive_path: Path,
    settings: Settings,
    progress: Progress = no_progress,
) -> Stock:
    """Embed the first of the corpus's posts, with `real_count` passages or a few more, or all there are.

    What was embedded is kept in the archive as it comes, so that a run that was stopped goes on from there.
    """
    posts: list[tuple[str, Post]] = []
    passages: list[tuple[Passage, ...]] = []
    counted = 0
    for item in corpus.posts:
        if counted >= real_count:
            break
        own = tuple(passages_of(item[1], encoder, settings))
        posts.append(item)
        passages.append(own)
        counted += len(own)
    texts = [text for (_, post), own in zip(posts, passages, strict=True) for text in texts_of(post, own)]
    archive_path.parent.mkdir(parents=True, exist_ok=True)
    with open_archive(archive_path) as archive:
        with hire(encoder, settings.embedding) as crew:
            digests, _ = embed_missing(texts, archive, encoder.digest, crew, progress, count=len(texts))
        rows = np.concatenate(list(archive.embeddings(encoder.digest, digests)))
    return Stock(tuple(posts), tuple(passages), StockEncoder(encoder, rows, texts))


def passages_of(post: Post, encoder: Encoder, settings: Settings) -> list[Passage]:
    """The post, split as in indexing."""
    target = settings.passages.target_tokens
    return split_post(post, encoder.count_tokens, target_tokens=target, max_tokens=encoder.max_tokens)


def texts_of(post: Post, passages: Sequence[Passage]) -> list[PassageText]:
    """All that the model reads of a post in indexing."""
    return [passage_text(post, passage) for passage in passages]


def _bodies(text: PassageText) -> list[str]:
    """The passage, and each of its sentences, without title and headings."""
    sentences = [text.text[start:end] for start, end in text.sentences]
    return [text.text[text.context_chars + 1 :], *sentences]


def _body_digest(body: str) -> bytes:
    """The same for the same words, however a listing had spaced them."""
    return text_digest(PassageText(" ".join(body.split())))
