"""What a search gives back."""

from dataclasses import dataclass
from enum import StrEnum

from index.records import Block
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
class Evidence:
    """Why a post was found: what either side of the search says of it.

    Ranks are among the posts that were looked at, from 1; None where that side did not find it. `meaning` is
    how near its best passage is (a cosine), `words` the share of the question that its words make up.
    """

    meaning: float = 0.0
    meaning_rank: int | None = None
    words: float = 0.0
    words_rank: int | None = None


NO_EVIDENCE = Evidence()  # nothing was compared


@dataclass(frozen=True, slots=True)
class RankedPost:
    """A post, its score, the hits to show, best first, and the posts that say the same (search.folding)."""

    post_id: int
    score: float
    hits: tuple[Hit, ...]
    folded: tuple[int, ...] = ()
    evidence: Evidence = NO_EVIDENCE


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage as shown. Places are (start, end) in `text`, which is plain: whoever shows it escapes it."""

    text: str
    heading_path: tuple[str, ...]
    start_char: int  # where the passage begins in its post
    answers: tuple[tuple[int, int], ...]  # the sentences that answer, best first; none if nothing was asked
    words: tuple[tuple[int, int], ...]  # the query's own words
    blocks: tuple[Block, ...] = ()  # what of the post's blocks is in it, in order
    anchor: str = ""  # the id on the post's page that leads to the heading above the answer, if any does

    @property
    def answer(self) -> tuple[int, int]:
        """The sentence that answers best; an empty place where nothing was asked."""
        return self.answers[0] if self.answers else (0, 0)

    @property
    def best_place(self) -> tuple[int, int]:
        """Where the sentence that answers best stands in the post."""
        return self.start_char + self.answer[0], self.start_char + self.answer[1]

    @property
    def excerpt(self) -> str:
        """The sentences that answer, in their order, with an ellipsis for what stands between them."""
        excerpt, done = "", 0
        for start, end in sorted(self.answers):
            between = self.text[done:start]
            excerpt += ("" if not excerpt else " " if not between.strip() else " … ") + self.text[start:end]
            done = end
        return excerpt


@dataclass(frozen=True, slots=True)
class Result:
    """A post, with its best passages, best first. `is_close`: it comes nearer than what does not answer.

    `also` are posts that say the same and are no results of their own.
    """

    stored: StoredPost
    score: float
    snippets: tuple[Snippet, ...]
    is_close: bool = True
    also: tuple[StoredPost, ...] = ()
    evidence: Evidence = NO_EVIDENCE


@dataclass(frozen=True, slots=True)
class SearchResponse:
    """The results, best first, and what it took to find them."""

    query: Query
    results: tuple[Result, ...]
    post_count: int  # searched
    seconds: float
    notices: tuple[str, ...] = ()  # sentences on operators that mean nothing, or fit no post here

    @property
    def is_answered(self) -> bool:
        """Whether any of the results is close; where none is, they are but the nearest there are."""
        return any(result.is_close for result in self.results)
