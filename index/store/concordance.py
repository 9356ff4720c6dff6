"""Which posts hold just these words, one after the other (tantivy). A row is a post; ids are post ids.

The lexicon ranks passages by the stems of words; this answers yes or no, about whole posts, for phrases and
exclusions: words as they stand but for case and accents, also across the border of two passages.
"""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path

import numpy as np
import tantivy

from index.records import Mask, Post
from index.store.inverted import SPLIT_AT_BLANKS, change_inverted, open_inverted, write_inverted
from index.store.words import exact_words

# Where so many of the posts have the words, the others tell which: where 18,500 of 19,000 have one, it takes
# 0.4 ms and not 2.6. Where 12,900 have a phrase, it would take 5.6 and not 4.3.
_MOST_HAVE = 0.8


class Part(StrEnum):
    """Where in a post the words may stand."""

    TITLE = "title"
    TEXT = "text"  # headings among it


def write_concordance(folder: Path, posts: Iterable[Post]) -> None:
    """Write a new concordance into `folder`, which must not exist; post ids follow the order of `posts`."""
    write_inverted(folder, _schema(), _rows(posts, 0))


def change_concordance(folder: Path, posts: Iterable[Post], first_id: int, gone: Iterable[int]) -> None:
    """Add `posts`, whose ids begin at `first_id`, and take out those of the ids `gone`."""
    change_inverted(folder, _rows(posts, first_id), "post_id", gone)


def _rows(posts: Iterable[Post], first_id: int) -> Iterator[tantivy.Document]:
    for post_id, post in enumerate(posts, first_id):
        row = tantivy.Document()
        row.add_unsigned("post_id", post_id)
        row.add_text(Part.TITLE, " ".join(exact_words(post.title)))
        row.add_text(Part.TEXT, " ".join(exact_words(post.text)))
        yield row


class Concordance:
    """The concordance of one generation. Safe to share between threads."""

    def __init__(self, folder: Path, live: Mask | None = None) -> None:
        """Open it. `live` (post ids,) are those that are somebody's: without it, all. Raises IndexBroken."""
        self._index, self._searcher = open_inverted(folder, "concordance")
        self._live: Mask = np.ones(self.count, dtype=np.bool_) if live is None else live

    @property
    def count(self) -> int:
        """How many posts there are."""
        return int(self._searcher.num_docs)

    def posts_with(self, words: Sequence[str], parts: Iterable[Part] = Part) -> Mask:
        """(post ids,): which hold `words`, exact and at least one, one after the other in one of `parts`."""
        anywhere = [(tantivy.Occur.Should, self._sequence(part, words)) for part in parts]
        having = tantivy.Query.boolean_query(anywhere)
        found = self._found(having, count=True)
        if found.count < _MOST_HAVE * self.count:  # type: ignore[attr-defined]  # the stubs leave it out
            return self._mask(found)
        every = (tantivy.Occur.Must, tantivy.Query.all_query())
        lacking = self._found(tantivy.Query.boolean_query([every, (tantivy.Occur.MustNot, having)]))
        return self._live & ~self._mask(lacking)

    def _found(self, query: tantivy.Query, *, count: bool = False) -> tantivy.SearchResult:
        """All posts that fit `query`, and where wanted their `count`, which is sooner told than they are."""
        unscored = tantivy.Query.const_score_query(query, 1.0)
        return self._searcher.search(unscored, limit=max(1, self.count), count=count)

    def _mask(self, found: tantivy.SearchResult) -> Mask:
        mask = np.zeros(len(self._live), dtype=np.bool_)
        ids = self._searcher.fast_field_values("post_id", [address for _, address in found.hits])
        mask[np.array(ids, dtype=np.int64)] = True
        return mask

    def posts_with_like(self, word: str, edits: int, count: int) -> list[int]:
        """Up to `count` posts that have a word at most so many `edits` (0 to 2) from `word`: letters more,
        fewer, other or exchanged with their neighbour."""
        schema = self._index.schema
        like = [tantivy.Query.fuzzy_term_query(schema, part, word, edits) for part in Part]
        query = tantivy.Query.boolean_query([(tantivy.Occur.Should, each) for each in like])
        found = self._searcher.search(tantivy.Query.const_score_query(query, 1.0), limit=count, count=False)
        ids = self._searcher.fast_field_values("post_id", [address for _, address in found.hits])
        return [int(post_id or 0) for post_id in ids]

    def _sequence(self, part: Part, words: Sequence[str]) -> tantivy.Query:
        if len(words) == 1:
            return tantivy.Query.term_query(self._index.schema, part, words[0], index_option="basic")
        return tantivy.Query.phrase_query(self._index.schema, part, list(words))


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("post_id", fast=True, indexed=True)
    for part in Part:
        builder.add_text_field(part, tokenizer_name=SPLIT_AT_BLANKS, index_option="position")
    return builder.build()
