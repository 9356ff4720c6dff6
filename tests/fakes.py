"""Stand-ins that tests share: a deterministic encoder, and short ways to make pages, posts and blogs."""

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import numpy as np

from index.ingest.folder import MEDIA_TYPES
from index.records import Block, BlockKind, Embeddings, Page, PassageText, Post

_WORD = re.compile(r"\w+")


class OutOfOrder(Exception):
    """What a FakeEncoder raises when it is told to break down."""


@dataclass
class FakeEncoder:
    """Satisfies index.records.Encoder: each word is a fixed random direction, a text is their sum.

    Texts that share words are near each other. A token is a word. `embedded` is every passage it was
    asked to embed, in order, `sentences` every sentence of them; `calibrated_on` are the texts of each copy
    in int8 that was made; after `fail_after` batches it raises OutOfOrder.
    """

    name: str = "fake"
    dim: int = 64
    max_tokens: int = 254
    fail_after: int | None = None
    embedded: list[str] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)
    batches: int = 0
    calls_at_once: int = 1
    runs_in: str = "nothing"
    before_batch: Callable[[], None] = lambda: None
    calibrated_on: list[list[str]] = field(default_factory=list)
    copy_digest: str = ""

    @property
    def digest(self) -> str:
        """SHA-256 (hex) of all that decides the embeddings."""
        return hashlib.sha256(f"{self.name} {self.dim}".encode()).hexdigest()

    @property
    def passage_digest(self) -> str:
        """That of the copy in int8, if this has one."""
        return self.copy_digest or self.digest

    def in_int8(self, known: str, texts: Callable[[], Sequence[str]]) -> "FakeEncoder":
        """One that embeds passages a little otherwise; what both are asked is remembered together."""
        if not known:
            self.calibrated_on.append(list(texts()))
            known = hashlib.sha256(repr(self.calibrated_on[-1]).encode()).hexdigest()
        return replace(self, copy_digest=known)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """How many words each text has."""
        return [len(text.split()) for text in texts]

    def encode_passages(self, texts: Sequence[str]) -> Embeddings:
        """Embed, and remember what was asked."""
        return self.encode_with_sentences([PassageText(text) for text in texts])

    def encode_with_sentences(self, texts: Sequence[PassageText]) -> Embeddings:
        """Embed each passage, then each sentence with its context; remember the passages."""
        self.before_batch()
        if self.fail_after is not None and self.batches >= self.fail_after:
            raise OutOfOrder("the encoder broke down")
        self.batches += 1
        self.embedded += [passage.text for passage in texts]
        self.sentences += [sentence for passage in texts for sentence in passage.sentence_texts()]
        rows = self._encode([text for passage in texts for text in (passage.text, *passage.sentence_texts())])
        if self.copy_digest:
            rows = rows + 0.01 * self._direction(self.copy_digest)
            rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        return rows

    def encode_queries(self, texts: Sequence[str]) -> Embeddings:
        """Embed."""
        return self._encode(texts)

    def begin_queries(self, texts: Sequence[str]) -> Callable[[], Embeddings]:
        """Embed when asked for the embeddings."""
        return partial(self.encode_queries, texts)

    def _encode(self, texts: Sequence[str]) -> Embeddings:
        rows = np.zeros((len(texts), self.dim), dtype=np.float32)
        for place, text in enumerate(texts):
            words = [*_WORD.findall(text.casefold()), ""]  # the empty word: no text is without direction
            rows[place] = np.sum([self._direction(word) for word in words], axis=0)
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        return rows

    def _direction(self, word: str) -> Embeddings:
        seed = int.from_bytes(hashlib.sha256(f"{self.name} {word}".encode()).digest()[:8])
        return np.random.default_rng(seed).standard_normal(self.dim).astype(np.float32)


def make_page(content: str | bytes, place: str = "post.html") -> Page:
    """A page as a folder would hand it over; its media type follows from `place`."""
    raw = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    suffix = Path(place).suffix.lower()
    return Page(url=f"file:///blog/{place}", place=place, content=raw, media_type=MEDIA_TYPES[suffix])


def make_post(
    *pieces: str | tuple[int, str],
    title: str = "A title",
    url: str = "file:///blog/post.html",
    **facts: object,
) -> Post:
    """A post of paragraphs (texts) and headings ((level, text)), a blank line between them."""
    blocks: list[Block] = []
    texts: list[str] = []
    start = 0
    for piece in pieces:
        level, text = piece if isinstance(piece, tuple) else (0, piece)
        kind = BlockKind.HEADING if level else BlockKind.PARAGRAPH
        blocks.append(Block(kind, start, start + len(text), level))
        texts.append(text)
        start += len(text) + 2
    post_facts = {"place": url.rsplit("/", 1)[-1], "link": url, **facts}
    return Post(url=url, title=title, text="\n\n".join(texts), blocks=tuple(blocks), **post_facts)  # type: ignore[arg-type]


def block_texts(post: Post, kind: BlockKind) -> list[str]:
    """The text of every block of `kind`, in order."""
    return [post.text[b.start_char : b.end_char] for b in post.blocks if b.kind is kind]


def html_post(title: str, *paragraphs: str) -> str:
    """A plain little web page with one post on it."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f"<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>{title}</title></head>"
        f"<body><main><article><h1>{title}</h1>{body}</article></main></body></html>"
    )


def write_blog(folder: Path, posts: Mapping[str, str | bytes]) -> Path:
    """Write {path inside: content} into `folder`; returns the folder."""
    for place, content in posts.items():
        path = folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder
