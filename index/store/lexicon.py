"""Which passages hold which words (tantivy), scored by BM25 and presence over text, headings,
title and tags."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import tantivy

from index.records import Mask, Passage, Post
from index.store.analysis import stems
from index.store.inverted import (
    K1_PLUS_1,
    SPLIT_AT_BLANKS,
    Inverted,
    change_inverted,
    counted_rows,
    open_inverted,
    rarity,
    write_inverted,
)

# How much a word counts in each field, relative to the text, and what the fields beyond its best one add.
# On the dev parts of xquad-en, feedbackqa and scifact, hybrid nDCG@10 with 0.3 is 0.982, 0.628, 0.788;
# with the fields simply added up, a word in text and title counting twice, 0.979, 0.616, 0.779.
FIELD_WEIGHTS = {"text": 1.0, "headings": 1.5, "title": 2.0, "tags": 1.0}
OTHER_FIELDS_WEIGHT = 0.3
WORDS_FIELDS = ("text", "headings", "title")  # what stands there; tags are said about it

# The part of a word's score that it gets for standing there at all, however often and in however long a
# passage: a passage with every word of the question once beats one with half of them many times. Hybrid
# nDCG@10 (dev) with 0.4 is 0.985, 0.626, 0.789; with 0 (plain BM25) 0.982, 0.628, 0.788.
PRESENCE_WEIGHT = 0.4


@dataclass(frozen=True, slots=True)
class LexiconRow:
    """What the lexicon knows a passage by."""

    passage_id: int
    text: str
    headings: str
    title: str
    tags: str
    language: str | None = None


def lexicon_row(passage_id: int, post: Post, passage: Passage) -> LexiconRow:
    """What the lexicon is to know of a passage of `post`."""
    return LexiconRow(
        passage_id=passage_id,
        text=post.text[passage.start_char : passage.end_char],
        headings="\n".join(passage.heading_path),
        title=post.title,
        tags="\n".join(post.tags),
        language=post.language,
    )


def stems_by_field(row: LexiconRow) -> dict[str, list[str]]:
    """{field: its stems, in order}."""
    return {field: stems(getattr(row, field), row.language) for field in FIELD_WEIGHTS}


def write_lexicon(folder: Path, rows: Iterable[LexiconRow]) -> None:
    """Write a new lexicon into `folder`, which must not exist."""
    write_inverted(folder, _schema(), map(_document, rows))


def change_lexicon(folder: Path, rows: Iterable[LexiconRow], gone: Iterable[int]) -> None:
    """Add `rows`, and take out those of the passage ids `gone`."""
    change_inverted(folder, map(_document, rows), "passage_id", gone)


def _document(row: LexiconRow) -> tantivy.Document:
    document = tantivy.Document()
    document.add_unsigned("passage_id", row.passage_id)
    for field, found in stems_by_field(row).items():
        document.add_text(field, " ".join(found))
    return document


class Lexicon:
    """The lexicon of one generation. Safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        """Open it. Raises IndexBroken."""
        self._index, self._searcher = open_inverted(folder, "lexicon")
        self._counted = counted_rows(folder)
        self._inverted = Inverted(self._index, self._searcher, "passage_id")

    @property
    def count(self) -> int:
        """How many passages there are."""
        return int(self._searcher.num_docs)

    def best(
        self, stems: Sequence[str], count: int, admitted: Mask | None = None
    ) -> list[tuple[int, float]]:
        """(passage id, score) of the `count` passages that match any of `stems` best, best first.

        Only passages that are `admitted` (all passages,) are found; their scores are as without it.
        """
        if not stems:
            return []
        # Built from terms: text pasted into a query parser would break on c++ or an open quote.
        words = [(tantivy.Occur.Should, self._word_query(stem)) for stem in stems]
        return self._inverted.best(tantivy.Query.boolean_query(words), count, admitted)

    def held(self, weights: Mapping[str, float], admitted: Mask) -> dict[int, float]:
        """{passage id: sum of the `weights` of those stems that it has, in text, headings or title}.

        Of the `admitted` passages (all passages,), those that have any.
        """
        words = [
            tantivy.Query.const_score_query(self._stands_in_query(stem), weight)
            for stem, weight in weights.items()
        ]
        admitted_count = int(np.count_nonzero(admitted))
        if not words or not admitted_count:
            return {}
        query = tantivy.Query.boolean_query([(tantivy.Occur.Should, word) for word in words])
        return dict(self._inverted.best(query, admitted_count, admitted))

    def ceiling(self, stems: Iterable[str]) -> float:
        """The score of a passage whose text holds all of `stems` as often as can be (Robertson's idf, k1)."""
        return sum(K1_PLUS_1 * self._rarity(stem) for stem in stems)

    def known(self, stems: Iterable[str]) -> tuple[str, ...]:
        """Those of `stems` that any passage has."""
        return tuple(stem for stem in stems if self._holding(stem))

    def rarities(self, stems: Iterable[str]) -> dict[str, float]:
        """{stem: how rare it is (Robertson's idf)}."""
        return {stem: self._rarity(stem) for stem in stems}

    def _holding(self, stem: str) -> int:
        """How many passages have it in that field in which most do."""
        return max(self._searcher.doc_freq(field, stem) for field in FIELD_WEIGHTS)

    def _rarity(self, stem: str) -> float:
        return rarity(self._holding(stem), self._counted)

    def _stands_in_query(self, stem: str) -> tantivy.Query:
        terms = [tantivy.Query.term_query(self._index.schema, field, stem) for field in WORDS_FIELDS]
        return tantivy.Query.disjunction_max_query(terms)

    def _word_query(self, stem: str) -> tantivy.Query:
        schema = self._index.schema
        fields = []
        for field, weight in FIELD_WEIGHTS.items():
            term = tantivy.Query.term_query(schema, field, stem, index_option="freq")
            fields.append(tantivy.Query.boost_query(term, weight))
        anywhere = tantivy.Query.disjunction_max_query(fields, OTHER_FIELDS_WEIGHT)
        presence = PRESENCE_WEIGHT * K1_PLUS_1 * self._rarity(stem)
        parts = (
            tantivy.Query.boost_query(anywhere, 1 - PRESENCE_WEIGHT),
            tantivy.Query.const_score_query(anywhere, presence),
        )
        return tantivy.Query.boolean_query([(tantivy.Occur.Should, part) for part in parts])


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("passage_id", fast=True, indexed=True)
    for field in FIELD_WEIGHTS:
        builder.add_text_field(field, tokenizer_name=SPLIT_AT_BLANKS, index_option="freq")
    return builder.build()
