"""Ranked posts -> results: what is shown of them, what is marked there, and whether they come close."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from operator import attrgetter

from index.records import Block
from index.store.analysis import TellingToken, WordFinder, places_in
from index.store.catalog import StoredPassage, StoredPost
from index.store.words import exact_words
from search.links import anchor_above
from search.opened import OpenedGeneration
from search.overlap import Words, word_share, words_of
from search.query import Query
from search.ranking import Ranking
from search.results import RankedPost, Result, Snippet
from search.sentences import choose_sentences
from search.support import close_posts


@dataclass(frozen=True, slots=True)
class _Sought:
    """What is looked for in the posts that are shown: the question's telling words, and all its stems."""

    query: Query
    words: Words
    stems: frozenset[str]
    finder: WordFinder


@dataclass(frozen=True, slots=True)
class _Stored:
    """What the catalog holds of the posts that are shown, by id, and of those that are folded into them."""

    posts: Mapping[int, StoredPost]
    blocks: Mapping[int, Sequence[Block]]
    passages: Mapping[int, StoredPassage]


def present(
    generation: OpenedGeneration,
    query: Query,
    ranking: Ranking,
    ranked: Sequence[RankedPost],
    close: Set[int] | None = None,
) -> tuple[Result, ...]:
    """`ranked`, which are posts of `ranking` with hits, with their passages, marked.

    `close` are the ids of those that come close; without it that is looked up (see search.support).
    """
    catalog = generation.catalog
    stored = _Stored(
        catalog.posts([i for post in ranked for i in (post.post_id, *post.folded)]),
        catalog.blocks([post.post_id for post in ranked]),
        catalog.passages([hit.passage_id for post in ranked for hit in post.hits]),
    )
    sought = _Sought(query, words_of(query, generation.lexicon), query.stems, WordFinder(query.stems))
    if close is None:
        close = close_posts(generation, query, ranking, ranked)
    results = (_result(generation, sought, ranking, post, stored) for post in ranked)
    return tuple(replace(result, is_close=result.stored.post_id in close) for result in results)


def _result(
    generation: OpenedGeneration,
    sought: _Sought,
    ranking: Ranking,
    ranked: RankedPost,
    of_all: _Stored,
) -> Result:
    stored, blocks = of_all.posts[ranked.post_id], of_all.blocks.get(ranked.post_id, ())
    snippets = []
    for hit in ranked.hits:
        passage, nearness = of_all.passages[hit.passage_id], ranking.nearness.get(hit.passage_id)
        text = stored.post.text[passage.passage.start_char : passage.passage.end_char]
        tokens = sought.finder.tokens(text, stored.post.language)
        answers: tuple[tuple[int, int], ...] = ()
        if nearness is not None:
            held = _held_by_sentences(passage, tokens)
            shares = [word_share(sought.words, of_sentence) for of_sentence in held]
            chosen = choose_sentences(nearness.sentences, shares, generation.noise.passages.spread)
            answers = tuple(passage.passage.sentences[i] for i in chosen)
        marked = places_in(tokens, sought.stems, stored.post.language)
        snippets.append(_snippet(text, passage, answers, marked, blocks))
    also = tuple(of_all.posts[i] for i in ranked.folded)
    shown = _phrases_first(tuple(snippets), sought.query)
    return Result(stored, ranked.score, shown, also=also, evidence=ranked.evidence)


def _phrases_first(snippets: tuple[Snippet, ...], query: Query) -> tuple[Snippet, ...]:
    """In their order, but those first that show most of the phrases that were asked for."""
    if not query.phrases:
        return snippets

    def phrases_shown(snippet: Snippet) -> int:
        words = f" {' '.join(exact_words(snippet.text))} "
        return sum(f" {phrase} " in words for phrase in query.phrases)

    return tuple(sorted(snippets, key=phrases_shown, reverse=True))


def _held_by_sentences(passage: StoredPassage, tokens: Sequence[TellingToken]) -> list[set[str]]:
    """Which stems each sentence has, of those that `tokens` of the passage were found by."""
    first = passage.passage.start_char
    return [
        {stem for token in tokens if start <= first + token.start < end for stem in token.stems}
        for start, end in passage.passage.sentences
    ]


def _snippet(
    text: str,
    passage: StoredPassage,
    answers: Sequence[tuple[int, int]],
    words: Sequence[tuple[int, int]],
    blocks: Sequence[Block],
) -> Snippet:
    """The passage; `answers` and the post's `blocks` are places in the post, `words` in the passage."""
    start, end = passage.passage.start_char, passage.passage.end_char
    return Snippet(
        text=text,
        heading_path=passage.passage.heading_path,
        start_char=start,
        answers=tuple((a - start, b - start) for a, b in answers),
        words=tuple(words),
        blocks=tuple(_blocks_within(blocks, start, end)),
        anchor=anchor_above(blocks, answers[0][0] if answers else start),
    )


def _blocks_within(blocks: Sequence[Block], start: int, end: int) -> Iterator[Block]:
    """What of `blocks`, which follow each other, lies between `start` and `end`, with places counted from
    `start`."""
    first = bisect_right(blocks, start, key=attrgetter("end_char"))
    last = bisect_left(blocks, end, key=attrgetter("start_char"))
    for block in blocks[first:last]:
        inside = max(block.start_char, start) - start, min(block.end_char, end) - start
        yield Block(block.kind, *inside, block.level, block.language, block.anchor)
