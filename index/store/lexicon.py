"""Which passages hold which words (tantivy), scored by BM25 over text, headings, title and tags."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import tantivy

from index.errors import IndexBroken
from index.store.analysis import ANALYZER, analyzer

# How much a word counts in each field, relative to the text. Not tuned yet; a title says most.
FIELD_WEIGHTS = {"text": 1.0, "headings": 1.5, "title": 2.0, "tags": 1.0}
_K1_PLUS_1 = 2.2  # tantivy's k1 is 1.2, and its BM25 of one word stays below idf * (k1 + 1)
_WRITER_HEAP_BYTES = 128_000_000


@dataclass(frozen=True, slots=True)
class LexiconRow:
    """What the lexicon knows a passage by."""

    passage_id: int
    text: str
    headings: str
    title: str
    tags: str


def write_lexicon(folder: Path, rows: Iterable[LexiconRow]) -> None:
    """Write a new lexicon into `folder`, which must not exist."""
    folder.mkdir()
    index = tantivy.Index(_schema(), path=str(folder))
    index.register_tokenizer(ANALYZER, analyzer())
    # One thread: passage order then decides ties, so that two builds rank alike.
    writer = index.writer(heap_size=_WRITER_HEAP_BYTES, num_threads=1)
    for row in rows:
        document = tantivy.Document()
        document.add_unsigned("passage_id", row.passage_id)
        for field in FIELD_WEIGHTS:
            document.add_text(field, getattr(row, field))
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    for lock in folder.glob(".tantivy-*.lock"):
        lock.unlink()
    for file in folder.iterdir():  # tantivy keeps some to their owner; readers may be another user
        file.chmod(folder.stat().st_mode & 0o666)


class Lexicon:
    """The lexicon of one generation. Safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        """Open it. Raises IndexBroken."""
        try:
            # tantivy writes a lock file where it opens an index, and a generation is not written to: it
            # may belong to another user, or lie on a disk that is mounted read-only.
            self._links = TemporaryDirectory(prefix="blogseek-")
            for file in folder.iterdir():
                Path(self._links.name, file.name).symlink_to(file.resolve())
            self._index = tantivy.Index.open(self._links.name)
        except (ValueError, OSError) as error:
            raise IndexBroken(f"The lexicon at {folder} cannot be read: {error}.") from error
        self._index.register_tokenizer(ANALYZER, analyzer())
        self._searcher = self._index.searcher()

    @property
    def count(self) -> int:
        """How many passages there are."""
        return int(self._searcher.num_docs)

    def best(self, stems: Mapping[str, float], count: int) -> list[tuple[int, float]]:
        """(passage id, BM25) of the `count` passages that match any of `stems` best, best first.

        `stems` says how much each one weighs.
        """
        if not stems:
            return []
        # Built from terms: text pasted into a query parser would break on c++ or an open quote.
        words = [
            (tantivy.Occur.Should, tantivy.Query.boost_query(self._word_query(stem), weight))
            for stem, weight in stems.items()
        ]
        found = self._searcher.search(tantivy.Query.boolean_query(words), limit=count, count=False)
        addresses = [address for _, address in found.hits]
        ids = self._searcher.fast_field_values("passage_id", addresses)
        return [(int(i or 0), score) for i, (score, _) in zip(ids, found.hits, strict=True)]

    def ceiling(self, stems: Iterable[str]) -> float:
        """The BM25 of a passage whose text holds all of `stems` as often as can be (Robertson's idf and k1)."""
        return sum(_K1_PLUS_1 * self._rarity(stem) for stem in stems)

    def _rarity(self, stem: str) -> float:
        holding = max(self._searcher.doc_freq(field, stem) for field in FIELD_WEIGHTS)
        return math.log(1 + (self.count - holding + 0.5) / (holding + 0.5))

    def _word_query(self, stem: str) -> tantivy.Query:
        schema = self._index.schema
        fields = []
        for field, weight in FIELD_WEIGHTS.items():
            term = tantivy.Query.term_query(schema, field, stem, index_option="freq")
            fields.append((tantivy.Occur.Should, tantivy.Query.boost_query(term, weight)))
        return tantivy.Query.boolean_query(fields)




def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("passage_id", fast=True)
    for field in FIELD_WEIGHTS:
        builder.add_text_field(field, tokenizer_name=ANALYZER, index_option="freq")
    return builder.build()
