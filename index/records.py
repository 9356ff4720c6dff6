"""The nouns that every layer shares. Standard library and numpy only."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, Self

import numpy as np
from numpy.typing import NDArray

Embeddings = NDArray[np.float32]  # (n, dim), rows of unit length
Mask = NDArray[np.bool_]  # (n,), which of all posts, or of all passages, by their ids


class BlockKind(StrEnum):
    """What a block is in its post."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    QUOTE = "quote"
    CODE = "code"
    TABLE_ROW = "table_row"
    CAPTION = "caption"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is said about a post beside its page, in a feed or an export for one; None or empty where nothing.

    `source` is who says it, in a word or two: "feed", "WordPress export". Dates are ISO 8601, a day or a
    moment. `link` is the post's live address.
    """

    source: str = ""
    link: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    updated: str | None = None
    tags: tuple[str, ...] = ()
    language: str | None = None
    site: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """What a source hands over: bytes as found, before any extraction.

    `url` is the page's own address and its identity from one run to the next. `place` is how a
    person would name it: the path inside a folder, or the address. `charset` is what the server
    declared. `is_body` means that `content` is the post's text and nothing around it, as in a feed.
    `aliases` are further addresses that lead to the same page.
    """

    url: str
    place: str
    content: bytes
    media_type: str
    charset: str | None = None
    facts: Facts = Facts()
    is_body: bool = False
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Visit:
    """What a crawl learnt of one address, kept so that the next has to ask for less.

    `role` is what it turned out to be: "post", "list", "page" (of the site, no post), "alias" (it leads to
    `final_url`), "refused" (by its owner's wish) or "failed". `status` is HTTP's, 0 where there was no
    answer. `listed_as` is what a sitemap or feed said of its last change; `links` lead further.
    """

    url: str
    role: str
    status: int
    reason: str
    final_url: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    listed_as: str | None = None
    misses: int = 0
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something a source held that is left out, and why, in a few words."""

    place: str
    reason: str


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph, list item … of a post: `post.text[start_char:end_char]`.

    `level` is 1 to 6 for a heading and 0 for everything else. `language` is what a listing is written in,
    lower case, as its page names it ("python"); empty where that is not said. `anchor` is the id on the
    post's page that leads to a heading, as it stands there; empty where none surely does.
    """

    kind: BlockKind
    start_char: int
    end_char: int
    level: int = 0
    language: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Post:
    """One blog article, clean. `blocks` cover `text`, in order, with blank lines between them.

    `url` is the address of the page it was found on; `link` is where a reader should be sent (the
    canonical address where the page names one); `addresses` are all others that lead to it. `published`
    and `updated` are ISO 8601 by the writer's clock: a day, or a moment with its offset from UTC where that
    is stated; compare and show their `day_of`. `image` is the address of the lead image. `fact_sources` says
    where each fact comes from: ("published", "JSON-LD"); what nobody states is "guessed". `confidence` is how
    surely `text` is the post's, 0 to 1; None where nothing stood around it, as in a feed.
    """

    url: str
    place: str
    link: str
    title: str
    text: str
    blocks: tuple[Block, ...]
    authors: tuple[str, ...] = ()
    published: str | None = None
    tags: tuple[str, ...] = ()
    language: str | None = None
    site: str | None = None
    updated: str | None = None
    description: str | None = None
    image: str | None = None
    addresses: tuple[str, ...] = ()
    fact_sources: tuple[tuple[str, str], ...] = ()
    confidence: float | None = None


def day_of(moment: str) -> str:
    """The day of an ISO 8601 day or moment, `YYYY-MM-DD`, by the clock that it is written by."""
    return moment[: len("YYYY-MM-DD")]


@dataclass(frozen=True, slots=True)
class Passage:
    """A span of one post, the unit that is embedded and matched: `post.text[start_char:end_char]`.

    `sentences` are the (start, end) in `post.text` of the sentences among which an answer is sought.
    """

    start_char: int
    end_char: int
    heading_path: tuple[str, ...] = ()
    sentences: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class PassageText:
    """What a model reads of a passage.

    The first `context_chars` of `text` are title and headings, which say what it is about; `sentences` are
    the (start, end) in `text` of those that are embedded beside the whole.
    """

    text: str
    context_chars: int = 0
    sentences: tuple[tuple[int, int], ...] = ()

    @property
    def row_count(self) -> int:
        """How many embeddings there are of it: the passage's, then those of its sentences."""
        return 1 + len(self.sentences)

    def sentence_texts(self) -> list[str]:
        """Each sentence as a text of its own, with the context: by itself it seldom says what it is about."""
        context = self.text[: self.context_chars]
        return [f"{context}\n{self.text[start:end]}" for start, end in self.sentences]


class Encoder(Protocol):
    """A model that turns texts into embeddings. Passages and queries may be treated differently."""

    @property
    def name(self) -> str:
        """What a person calls the model: a name or a folder."""

    @property
    def digest(self) -> str:
        """SHA-256 (hex) of everything that decides what the embeddings are."""

    @property
    def dim(self) -> int:
        """Length of one embedding."""

    @property
    def max_tokens(self) -> int:
        """How many tokens of a passage the model reads, its prompt and special tokens left out."""

    def count_tokens(self, texts: Sequence[str], /) -> list[int]:
        """How many tokens each text has, special tokens left out."""

    def encode_passages(self, texts: Sequence[str]) -> Embeddings:
        """Embed passages: (len(texts), dim), rows of unit length."""

    def encode_queries(self, texts: Sequence[str]) -> Embeddings:
        """Embed queries: (len(texts), dim), rows of unit length."""

    def begin_queries(self, texts: Sequence[str]) -> Callable[[], Embeddings]:
        """Begin to embed queries, where that can go on by itself; what is returned gives the embeddings."""


class PassageEncoder(Encoder, Protocol):
    """An encoder that indexes are built with, too."""

    @property
    def passage_digest(self) -> str:
        """SHA-256 (hex) of everything that decides what the embeddings of passages are: the `digest`, unless
        they are embedded in int8.
        """

    def in_int8(self, known: str, texts: Callable[[], Sequence[str]]) -> Self:
        """This encoder, with passages embedded in int8: by the copy of the model whose digest is `known`, or,
        where that is not there, by one that is made now and calibrated on `texts()`.

        Raises ModelError, saying why, where this cannot be.
        """

    @property
    def calls_at_once(self) -> int:
        """How many threads had best ask for embeddings at once, so that the machine never waits."""

    def encode_with_sentences(self, texts: Sequence[PassageText]) -> Embeddings:
        """Embed passages and their sentences: (sum of the texts' row_count, dim), rows of unit length.

        Each passage's row is followed by those of its sentences.
        """
