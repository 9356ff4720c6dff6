"""A question with a word that the blogs never use -> the question with the word that may have been meant.

Only words are mended: no names, numbers or codes, and none whose sense is found without its letters, which
are those that the encoder reads in one piece. Nor is a question that is in a language of which there are no
posts: some word is near each of its own. Of 29,000 posts, a word takes 15 to 80 ms, a known one none.
"""

import re
from collections import Counter
from collections.abc import Collection

from index.store.analysis import stems
from index.store.stop_words import is_in_another_language, is_stop_word
from index.store.words import Word, fold, placed_tokens, read_token
from search.opened import OpenedGeneration
from search.query import Query

_LETTERS = re.compile(r"[^\W\d_]+")
_ACCENTS = 2  # letters that folding may make more or fewer
_LEAST_CHARS = 4
_TWO_EDITS_CHARS = 8  # from so many letters on, two slips
_POSTS_READ = 40  # to see how the words near it are written
_MOST_WORDS = 3  # mended in a question
_TELLING_COUNT = 3  # words; of fewer, most may be slips


def corrected(
    generation: OpenedGeneration, asked: str, query: Query, of_authors: Collection[str] = ()
) -> str | None:
    """`asked` with its unknown words replaced by the nearest that posts use, or failing these by one of the
    words `of_authors`, folded; None where none is to be."""
    words = {raw: word for _, raw in placed_tokens(query.text) if (word := _as_word(raw))}
    if is_in_another_language([raw.lower() for raw in words], generation.facets.languages):
        return None
    unknown = [
        raw
        for raw, word in words.items()
        if word.text not in of_authors and _is_unknown(generation, word, raw)
    ]
    better: dict[str, str] = {}
    are_all_near = True
    for raw in unknown:
        if len(better) == _MOST_WORDS:
            break
        if known := _better(generation, words[raw].text, of_authors):
            better[raw] = known
        else:
            are_all_near = False
    if len(words) >= _TELLING_COUNT and 2 * len(unknown) > len(words) and not are_all_near:
        return None  # what is mostly unknown, and like nothing, is no slip
    mended, done = "", 0
    for start, raw in placed_tokens(asked):  # wherever it stands, in operators too
        if raw in better:
            mended += asked[done:start] + better[raw]
            done = start + len(raw)
    return mended + asked[done:] if better else None


def _as_word(raw: str) -> Word | None:
    """The word that a token is; None of names, numbers and codes."""
    token = read_token(raw)
    if token.name or len(token.words) != 1 or not token.words[0].text.isalpha():
        return None
    return token.words[0]


def _is_unknown(generation: OpenedGeneration, word: Word, raw: str) -> bool:
    """Whether no post has the word in any form."""
    languages = generation.facets.languages
    if word.is_unspaced or any(_is_stop_word(word.text, language) for language in languages):
        return False
    return not generation.lexicon.known({stem for language in languages for stem in stems(raw, language)})


def _is_stop_word(word: str, language: str) -> bool:
    """Also of one that lacks its apostrophe, as in "wont"."""
    return is_stop_word(word, language) or is_stop_word(word.removesuffix("t"), language)


def _better(generation: OpenedGeneration, word: str, of_authors: Collection[str]) -> str | None:
    """The word most like it that posts have, as it is written there, or that is an author's; None where it is
    not to be mended."""
    if len(word) < _LEAST_CHARS or generation.encoder.count_tokens([word])[0] == 1:
        return None
    for edits in range(1, 3 if len(word) >= _TWO_EDITS_CHARS else 2):
        near = _words_near(generation, word, edits)
        near = near or sorted(name for name in of_authors if is_within(name, word, edits))
        if near:
            # A slip seldom begins a word; of the others, the most frequent.
            return min(near, key=lambda known: fold(known)[0] != word[0])
    return None


def _words_near(generation: OpenedGeneration, word: str, edits: int) -> list[str]:
    """The words of some posts, as they are written, at most so many `edits` away; the most frequent first."""
    post_ids = generation.concordance.posts_with_like(word, edits, _POSTS_READ)
    posts = [stored.post for stored in generation.catalog.posts(post_ids).values()]
    texts = [text for post in posts for text in (post.title, post.text)]
    spelled = Counter(found for text in texts for found in _LETTERS.findall(text.lower()))
    return [
        found
        for found, _ in spelled.most_common()
        if abs(len(found) - len(word)) <= edits + _ACCENTS and is_within(fold(found), word, edits)
    ]


def is_within(one: str, other: str, edits: int) -> bool:
    """Whether so many `edits` make one word of the other: a letter more, fewer or another, or two neighbours
    exchanged (optimal string alignment).

    >>> is_within("sourdogh", "sourdough", 1), is_within("bread", "braed", 1), is_within("rye", "oats", 2)
    (True, True, False)
    """
    if abs(len(one) - len(other)) > edits or len({*one} ^ {*other}) > 2 * edits:
        return False  # as most are, and this is quick
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one):
        last, before, row = before, row, [i + 1]
        for j, another in enumerate(other):
            cost = min(row[j] + 1, before[j + 1] + 1, before[j] + (letter != another))
            if i and j and letter == other[j - 1] and one[i - 1] == another:
                cost = min(cost, last[j - 1] + 1)
            row.append(cost)
        if min(row) > edits:
            return False
    return row[-1] <= edits
