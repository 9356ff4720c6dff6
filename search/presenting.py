"""Ranked posts -> results: what is shown of them, what is marked there, and whether they come close."""

from collections.abc import Mapping, Sequence

from index.store.analysis import stems
from index.store.catalog import StoredPassage, StoredPost
from index.store.words import exact_words
from search.closeness import Support, closeness
from search.opened import OpenedGeneration
from search.overlap import DOUBT, Words, word_share, words_of
from search.query import Query
from search.ranking import Nearness, Ranking
from search.results import RankedPost, Result, Snippet
from search.sentences import choose_sentences
from search.snippets import query_word_places


def present(generation: OpenedGeneration, query: Query, ranking: Ranking, top_k: int) -> tuple[Result, ...]:
    """The best posts with their passages, marked."""
    ranked = ranking.posts[:top_k]
    posts = generation.catalog.posts([i for post in ranked for i in (post.post_id, *post.folded)])
    words = words_of(query, generation.lexicon)
    return tuple(_result(generation, query, words, ranking, post, posts) for post in ranked)


def _result(
    generation: OpenedGeneration,
    query: Query,
    words: Words,
    ranking: Ranking,
    ranked: RankedPost,
    posts: Mapping[int, StoredPost],
) -> Result:
    stored = posts[ranked.post_id]
    snippets, supports = [], []
    for hit in ranked.hits:
        passage, nearness = ranking.passages[hit.passage_id], ranking.nearness.get(hit.passage_id)
        answers: tuple[tuple[int, int], ...] = ()
        if nearness is not None:
            held = _stems_of_sentences(stored, passage)
            shares = [word_share(words, of_sentence) for of_sentence in held]
            chosen = choose_sentences(nearness.sentences, shares, generation.noise.passages.spread)
            answers = tuple(passage.passage.sentences[i] for i in chosen)
            supports.append(_support(stored, passage, nearness, words, held))
        snippets.append(_snippet(stored, passage, answers, query))
    also = tuple(posts[i] for i in ranked.folded)
    is_close = not supports or closeness(_best(supports), generation.noise) > 0
    return Result(stored, ranked.score, _phrases_first(tuple(snippets), query), is_close, also)


def _phrases_first(snippets: tuple[Snippet, ...], query: Query) -> tuple[Snippet, ...]:
    """In their order, but those first that show most of the phrases that were asked for."""
    if not query.phrases:
        return snippets

    def phrases_shown(snippet: Snippet) -> int:
        words = f" {' '.join(exact_words(snippet.text))} "
        return sum(f" {phrase} " in words for phrase in query.phrases)

    return tuple(sorted(snippets, key=phrases_shown, reverse=True))


def _stems_of_sentences(stored: StoredPost, passage: StoredPassage) -> list[set[str]]:
    text, language = stored.post.text, stored.post.language
    return [set(stems(text[start:end], language)) for start, end in passage.passage.sentences]


def _support(
    stored: StoredPost, passage: StoredPassage, nearness: Nearness, words: Words, held: Sequence[set[str]]
) -> Support:
    headings = "\n".join((stored.post.title, *passage.passage.heading_path))
    all_held = set(stems(headings, stored.post.language)).union(*held)
    return Support(nearness.passage, float(nearness.sentences.max()), word_share(words, all_held, DOUBT))


def _best(supports: Sequence[Support]) -> Support:
    return Support(
        max(support.passage for support in supports),
        max(support.sentence for support in supports),
        max(support.words for support in supports),
    )


def _snippet(
    stored: StoredPost, passage: StoredPassage, answers: Sequence[tuple[int, int]], query: Query
) -> Snippet:
    """The passage; `answers` are places in the post."""
    start, end = passage.passage.start_char, passage.passage.end_char
    text = stored.post.text[start:end]
    return Snippet(
        text=text,
        heading_path=passage.passage.heading_path,
        start_char=start,
        answers=tuple((a - start, b - start) for a, b in answers),
        words=query_word_places(text, query, stored.post.language),
    )
