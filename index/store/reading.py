"""What a search asks of a generation, wherever that is kept: in a folder, or in Milvus.

Post ids and passage ids are numbers in the order of the posts; the passages of a post follow each other. In a
folder they run from 0 without gaps, which a search never relies on.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index.records import Block, Embeddings
from index.store.analysis import Reading
from index.store.catalog import Outline, PostFacts, StoredPassage, StoredPost
from index.store.concordance import Part
from index.store.facets import Facet
from index.store.layout import Ids
from index.store.manifest import Manifest
from index.store.noise import Noise
from index.store.questions import PostQuestion
from index.store.topics import Topics

# Some of the posts, or of the passages: a Mask in a folder, an expression in Milvus. A search joins them by
# &, | and ~, asks whether there are .any(), hands them back, and never looks inside.
Chosen = Any


class Catalog(Protocol):
    """The facts about posts and passages."""

    def counts(self) -> tuple[int, int]:
        """(posts, passages)."""

    def posts(self, post_ids: Sequence[int]) -> Mapping[int, StoredPost]:
        """{id: post} for the ids that exist, without their blocks."""

    def blocks(self, post_ids: Sequence[int]) -> Mapping[int, tuple[Block, ...]]:
        """{id: blocks of the post} for the ids that exist."""

    def facts_of(self, post_ids: Sequence[int]) -> Mapping[int, PostFacts]:
        """{id: what the post can be chosen by} for the ids that exist, or the first of them where there are
        too many."""

    def texts(self, post_ids: Sequence[int]) -> Mapping[int, str]:
        """{id: text of the post} for the ids that exist."""

    def passages(self, passage_ids: Sequence[int]) -> Mapping[int, StoredPassage]:
        """{id: passage} for the ids that exist."""

    def outlines(self, post_ids: Sequence[int]) -> Mapping[int, Outline]:
        """{id: outline of the post} for the ids that exist, or the first of them where there are too many."""

    def post_by_key(self, key: str) -> StoredPost | None:
        """The whole post called `key`, with its blocks; None where there is none."""

    def post_at(self, address: str) -> StoredPost | None:
        """The whole post that any of its addresses leads to; None where there is none."""


class Layout(Protocol):
    """Which passages belong to which post."""

    def posts_of(self, passage_ids: Ids) -> Ids:
        """The post of each passage."""

    def passages_of(self, post_ids: Ids) -> Ids:
        """The passages of the posts, one post after the other."""

    def first_passages_of(self, post_ids: Ids) -> Ids:
        """The first passage of each of the posts, which have one."""

    def passage_counts(self, post_ids: Ids) -> Ids:
        """How many passages each of the posts has."""

    def sentence_counts(self, passage_ids: Ids) -> Ids:
        """How many sentences each of the passages has."""

    def passages_in(self, posts: Chosen) -> Chosen:
        """The passages of `posts`."""

    def just(self, passage_ids: Ids) -> Chosen:
        """These passages and no other."""

    def with_passages(self) -> Chosen:
        """The posts that have a passage."""


class Vectors(Protocol):
    """The passages' embeddings."""

    @property
    def count(self) -> int:
        """How many passages there are."""

    def nearest(
        self, queries: Embeddings, count: int, admitted: Chosen | None = None
    ) -> tuple[Ids, NDArray[np.float32]]:
        """(ids, cosines), both (len(queries), count), of the passages nearest to each query, nearest first.

        Only `admitted` ones are found. Where there are fewer, rows end with the id -1.
        """

    def rows(self, ids: Sequence[int] | Ids) -> Embeddings:
        """The embeddings of the passages `ids`, in that order: (len(ids), dim)."""


class Sentences(Protocol):
    """The embeddings of the passages' sentences."""

    def of(self, passage_ids: Ids) -> Embeddings:
        """(m, dim): those of all sentences of the passages, one passage after the other."""


class Lexicon(Protocol):
    """Which passages hold which words."""

    def best(
        self, stems: Sequence[str], count: int, admitted: Chosen | None = None
    ) -> list[tuple[int, float]]:
        """(passage id, score) of the `count` admitted passages that match any of `stems` best, best first."""

    def held(self, weights: Mapping[str, float], admitted: Chosen) -> Mapping[int, float]:
        """{passage id: sum of the `weights` of those stems that stand in its text, headings or title} of the
        `admitted` passages that have any."""

    def ceiling(self, stems: Iterable[str]) -> float:
        """The score of a passage whose text holds all of `stems` as often as can be."""

    def known(self, stems: Iterable[str]) -> tuple[str, ...]:
        """Those of `stems` that any passage has."""

    def rarities(self, stems: Iterable[str]) -> dict[str, float]:
        """{stem: how rare it is (Robertson's idf)}."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """What may answer a question: passages by meaning, each once, and by words for each reading of it the
    best (post id, share of the question that its words make up), best first."""

    passage_ids: Ids
    posts: Sequence[Sequence[tuple[int, float]]]


class Retriever(Protocol):
    """Finds candidates by meaning and by words, in one go where the store can do that."""

    def retrieve(
        self,
        embeddings: Callable[[], Embeddings],
        depth: int,
        questions: Sequence[Reading],
        count: int,
        admitted: tuple[Chosen, Chosen] | None = None,
        *,
        with_pairs: bool = True,
    ) -> Candidates:
        """The `depth` passages nearest to each of `embeddings()` (n, dim), and the `count` posts that hold
        the words of each of `questions` best; there may be none of either.

        The embeddings may take their time, in which the words can be looked for.

        Of posts and passages only those `admitted` are found. Where there is one question, the first passages
        of posts that have its words may stand among the passages: they are candidates anyway.
        """


class Concordance(Protocol):
    """Which posts hold just these words, one after the other."""

    def posts_with(self, words: Sequence[str], parts: Iterable[Part] = Part) -> Chosen:
        """The posts that hold `words`, exact and at least one, one after the other in one of `parts`."""

    def posts_with_like(self, word: str, edits: int, count: int) -> list[int]:
        """Up to `count` posts that have a word at most so many `edits` (0 to 2) from `word`."""


class Facets(Protocol):
    """By what posts can be chosen. Values are folded, addresses plain (see index.store.facets)."""

    @property
    def languages(self) -> tuple[str, ...]:
        """Those of the posts, the most frequent first and the rare ones left out; at least one."""

    def with_value(self, facet: Facet, value: str) -> Chosen:
        """The posts of which `value` is a value of `facet`."""

    def with_words(self, facet: Facet, words: str) -> Chosen:
        """The posts of which a value of `facet` has these words, one after the other."""

    def author_names(self) -> Collection[str]:
        """Of all posts, or of some where there are too many to ask."""

    def on_host(self, host: str) -> Chosen:
        """The posts on `host`, or on a host below it."""

    def below(self, address: str) -> Chosen:
        """The post at `address`, a host and a path, and the posts below it."""

    def just(self, post_ids: Sequence[int]) -> Chosen:
        """These posts and no other."""

    def published(self, start: date | None, end: date | None) -> Chosen:
        """The posts published from `start` on and before `end`; never one without a date."""

    def days_of(self, post_ids: Sequence[int]) -> NDArray[np.int32]:
        """(len(post_ids),): the day of publication as date.toordinal has it, 0 where there is none."""

    def newest(self, posts: Chosen, count: int) -> Ids:
        """The ids of `count` of the `posts`, the newest first and those without a date last."""


@dataclass(frozen=True, slots=True)
class Generation:
    """The parts of one generation."""

    manifest: Manifest
    catalog: Catalog
    vectors: Vectors
    sentences: Sentences
    lexicon: Lexicon
    retriever: Retriever
    concordance: Concordance
    facets: Facets
    noise: Noise
    layout: Layout
    topics: Topics | None  # None where an earlier Blogseek built the index
    questions: Sequence[PostQuestion]


class Home(Protocol):
    """Where the generations of an index are kept, as a reader sees it."""

    @property
    def name(self) -> str:
        """As a person would name it: a folder, or the address of a server."""

    def current(self) -> str:
        """The name of the published generation. Raises IndexMissing or IndexBroken."""

    def manifest(self, generation: str) -> Manifest:
        """What built it. Raises IndexBroken."""

    def open(self, generation: str) -> Generation:
        """Open it for reading. Raises IndexBroken."""
