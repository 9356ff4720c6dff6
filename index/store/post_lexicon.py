"""Which posts hold which words (tantivy), scored by BM25 over whole posts. Ids are post ids.

The lexicon beside this ranks passages; a post that says one half of what is asked here and the other there
is found only as a whole. nDCG@10 of the fused ranking (dev parts; the posts of blogs without their titles,
asked for by title, first paragraph and sentence; mean of nine collections): passages' BM25 0.817, whole
posts' 0.829, both added up 0.828.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

import tantivy

from index.records import Mask, Post
from index.store.analysis import Reading, stems
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

# A title says what the post is about, so its words stand twice. Plain BM25 (dev parts of feedbackqa and
# scifact): once 0.524 and 0.672, twice 0.542 and 0.682, three times 0.546 and 0.687, four 0.544 and 0.690.
# As a field of its own, its length counted by itself, it moves the fused ranking by -0.004 to +0.004 on
# scifact, xquad-en and feedbackqa (dev), counted four times by 0.000, 0.000 and +0.006. So do another k1 (0.6
# to 2) or b (0.3 to 0.9), rarity to the power of 0.7 to 1.6 and a part for standing there at all: -0.010 to
# +0.003.
_TITLE_TIMES = 2

# Words that frame a question count less, not nothing: "how do I" finds instructions. Fused nDCG@10 (dev,
# feedbackqa and mean of nine collections): 0 0.623 and -, 0.25 0.638 and 0.825, 0.4 0.641 and 0.825,
# 0.6 0.640 and 0.826, 1 0.628 and -.
STOP_WORD_WEIGHT = 0.4

# What two words that follow each other add, as they do in the question (sequential dependence, Metzler and
# Croft 2005), to the words by themselves. Fused nDCG@10 (dev, mean of six collections): 0 0.807,
# 0.1 0.813, 0.15 0.814, 0.25 0.815.
PAIR_WEIGHT = 0.2

# So many words of a question count in full, first those that tell most; of the others each counts the less
# the more come before it. A long question holds many words that say little, and together they outweigh those
# that say what it is about. nDCG@10, fused and by words alone (dev: 253 first paragraphs of blog posts, 150
# summaries of meetings, scifact): all in full 0.758, 0.915, 0.752 and 0.732, 0.895, 0.682; 10 0.763, 0.918,
# 0.753 and 0.739, 0.890, 0.687; 12 0.763, 0.919, 0.753 and 0.739, 0.894, 0.684; 16 0.760, 0.913, 0.752 and
# 0.739, 0.895, 0.682; 12 and no others 0.761, 0.911, 0.753. With 12 the mean of these and of five collections
# of shorter questions, which hardly change, is 0.0012 higher (0.0001 to 0.0026).
_WORDS_IN_FULL = 12

_WORDS, _PAIRS = "words", "pairs"
_JOINT = "_"  # stands in no stem


def write_post_lexicon(folder: Path, posts: Iterable[Post]) -> None:
    """Write a new one into `folder`, which must not exist; post ids follow the order of `posts`."""
    write_inverted(folder, _schema(), _rows(posts, 0))


def change_post_lexicon(folder: Path, posts: Iterable[Post], first_id: int, gone: Iterable[int]) -> None:
    """Add `posts`, whose ids begin at `first_id`, and take out those of the ids `gone`."""
    change_inverted(folder, _rows(posts, first_id), "post_id", gone)


def _rows(posts: Iterable[Post], first_id: int) -> Iterator[tantivy.Document]:
    for post_id, post in enumerate(posts, first_id):
        found = post_stems(post)
        row = tantivy.Document()
        row.add_unsigned("post_id", post_id)
        row.add_text(_WORDS, " ".join(found))
        row.add_text(_PAIRS, " ".join(pairs_of(found)))
        yield row


def post_stems(post: Post) -> list[str]:
    """All stems of a post, in order."""
    return stems("\n".join([post.title] * _TITLE_TIMES + [*post.tags, post.text]), post.language)


def pairs_of(stems: Sequence[str]) -> list[str]:
    """Each two that follow each other, as one term."""
    return [_pair(two) for two in pairwise(stems)]


def _pair(stems: tuple[str, str]) -> str:
    return _JOINT.join(stems)


def word_weights(question: Reading) -> dict[str, float]:
    """{stem: weight} of a question's words: what is said twice counts twice, a stop word less.

    >>> from index.store.analysis import read_question
    >>> word_weights(read_question("Which rye for rye bread?")[0])
    {'which': 0.4, 'rye': 2.0, 'for': 0.4, 'bread': 1.0}
    """
    telling = {*question.stems, *question.names}
    return {s: n * (1.0 if s in telling else STOP_WORD_WEIGHT) for s, n in Counter(question.in_order).items()}


def faded(weights: Mapping[str, float], most: Mapping[str, float]) -> dict[str, float]:
    """The `weights` of a question's words, lower for those of a long one that tell little.

    `most` is what each word can score at most, which grows with how rare it is.
    """
    order = sorted(weights, key=lambda stem: -weights[stem] * most[stem])
    ranks = {stem: rank for rank, stem in enumerate(order, start=1)}
    return {stem: weight * min(1, _WORDS_IN_FULL / ranks[stem]) for stem, weight in weights.items()}


def word_pairs(question: Reading) -> list[str]:
    """Each two of a question's words that follow each other, unless neither tells anything.

    >>> from index.store.analysis import read_question
    >>> word_pairs(read_question("How do I reset it?")[0])
    ['i_reset', 'reset_it']
    """
    telling = {*question.stems, *question.names}
    return [_pair(two) for two in pairwise(question.in_order) if not telling.isdisjoint(two)]


class PostLexicon:
    """The post lexicon of one generation. Safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        """Open it. Raises IndexBroken."""
        self._index, self._searcher = open_inverted(folder, "post lexicon")
        self._counted = counted_rows(folder)
        self._inverted = Inverted(self._index, self._searcher, "post_id")

    @property
    def count(self) -> int:
        """How many posts there are."""
        return int(self._searcher.num_docs)

    def best(
        self, question: Reading, count: int, admitted: Mask | None = None, *, with_pairs: bool = True
    ) -> list[tuple[int, float]]:
        """(post id, score) of the `count` posts that hold the words of `question` best, best first.

        The score is the share of the question that they make up: BM25 over what a post with each word as
        often as can be would get. Only posts that are `admitted` (all posts,) are found.
        """
        (found,) = self.best_of_each([question], count, admitted, with_pairs=with_pairs)
        return found

    def best_of_each(
        self,
        questions: Sequence[Reading],
        count: int,
        admitted: Mask | None = None,
        *,
        with_pairs: bool = True,
    ) -> list[list[tuple[int, float]]]:
        """What `best` finds of each of `questions`, which are wordings of one."""
        weights = [self._weights(question) for question in questions]
        queries = [
            self._query(of_words, word_pairs(question) if with_pairs else ())
            for question, of_words in zip(questions, weights, strict=True)
            if of_words
        ]
        scored = iter(self._inverted.best_of_each(queries, count, admitted))
        return [self._shares(next(scored), of_words) if of_words else [] for of_words in weights]

    def _weights(self, question: Reading) -> dict[str, float]:
        """{stem: weight} of the words to look up, without names that no post has, nor need have; faded."""
        weights = word_weights(question)
        for name in question.names:
            if not self._holding(name):
                weights.pop(name, None)
        return faded(weights, {stem: self._most(stem) for stem in weights})

    def _query(self, weights: Mapping[str, float], pairs: Sequence[str]) -> tantivy.Query:
        of_pairs = dict.fromkeys(pairs, PAIR_WEIGHT)
        wanted = [*self._queries(_WORDS, weights), *self._queries(_PAIRS, of_pairs)]
        return tantivy.Query.boolean_query([(tantivy.Occur.Should, each) for each in wanted])

    def _shares(
        self, scored: Sequence[tuple[int, float]], weights: Mapping[str, float]
    ) -> list[tuple[int, float]]:
        whole = sum(weight * self._most(stem) for stem, weight in weights.items())
        return [(post_id, score / whole) for post_id, score in scored]

    def _queries(self, field: str, weights: Mapping[str, float]) -> Iterator[tantivy.Query]:
        # Built from terms: text pasted into a query parser would break on c++ or an open quote.
        for term, weight in weights.items():
            scored = tantivy.Query.term_query(self._index.schema, field, term, index_option="freq")
            yield tantivy.Query.boost_query(scored, weight)

    def _most(self, stem: str) -> float:
        """What BM25 gives for the stem at most."""
        return K1_PLUS_1 * rarity(self._holding(stem), self._counted)

    def _holding(self, stem: str) -> int:
        return int(self._searcher.doc_freq(_WORDS, stem))


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("post_id", fast=True, indexed=True)
    builder.add_text_field(_WORDS, tokenizer_name=SPLIT_AT_BLANKS, index_option="freq")
    builder.add_text_field(_PAIRS, tokenizer_name=SPLIT_AT_BLANKS, index_option="freq")
    return builder.build()
