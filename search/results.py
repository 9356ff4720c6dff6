"""What a search gives back."""

from dataclasses import dataclass
from enum import StrEnum

from index.store.catalog import StoredPost
from search.query import Query


class SearchMode(StrEnum):
    """Which retrievers take part."""

    DENSE = "dense"
    LEXICAL = "lexical"
    HYBRID = "hybrid"


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage and its score from one retriever, or from fusion. Higher is better."""

    passage_id: int
    score: float


@dataclass(frozen=True, slots=True)
class RankedPost:
    """A post, the score of its best passage, and the hits to show, best first."""

    post_id: int
    score: float
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage as shown. Places are (start, end) in `text`, which is plain: whoever shows it escapes it."""

    text: str
    heading_path: tuple[str, ...]
    start_char: int  # where the passage begins in its post
    answer: tuple[int, int]  # the sentence nearest in meaning to the query
    words: tuple[tuple[int, int], ...]  # the query's own words


@dataclass(frozen=True, slots=True)
class Result:
    """A post that answers, with its best passages, best first."""

    stored: StoredPost
    score: float
    snippets: tuple[Snippet, ...]


@dataclass(frozen=True, slots=True)
class SearchResponse:
    """The results, best first, and what it took to find them."""

    query: Query
    results: tuple[Result, ...]
    post_count: int  # searched
    seconds: float
    notices: tuple[str, ...] = ()  # sentences on operators that mean nothing, or fit no post here
