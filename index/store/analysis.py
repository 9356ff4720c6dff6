"""Text -> the stems that the lexicon knows it by. The same for indexing, querying and marking. Pure.

A word is known by its stem in the language of its post. A name of several parts (see index.store.words) is
known as a whole too, so that `CVE-2024-3094`, `node.js` and `C++` find themselves before their parts. In
scripts that put no blanks between words, each character and each two neighbours stand for words.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, filterfalse, groupby, pairwise, repeat

from index.store.stemming import stem
from index.store.stop_words import is_stop_word, language_of
from index.store.words import MAX_WORD_CHARS, Token, Word, placed_tokens, raw_tokens, read_token

UNKNOWN_LANGUAGE = "en"  # how a post is read of which nobody knows the language; most are just too short
MAX_STEMS = 64  # of a question; each costs time, and longer ones are no clearer
# With five times as many, here and in the modules below, searches take as long and 40 MB more; stems of texts
# take 1.1 s instead of 1.3 for 11 MB, whose embedding takes minutes.
_CACHED_TOKENS = 4_000
_CACHED_PIECES = 10_000
# Marks before and after a word that are in no name, as a dot before it and a plus after it are.
_OPENING, _CLOSING = "(\"'", ".,;:!?)\"'"
# First letters that a stemmer may take from a word, by language: that of Dutch makes loop of gelopen.
_DROPPED_INITIALS = {"nl": "gG"}


@dataclass(frozen=True, slots=True)
class Reading:
    """What to look up for a question, read in one language; each stem once.

    `names` are the stems of its words as a whole, where they have parts; no post need know them. `in_order`
    is all that `stems` finds in it, stop words too, as often as it stands there.
    """

    stems: tuple[str, ...]
    names: tuple[str, ...] = ()
    in_order: tuple[str, ...] = field(default=(), compare=False, repr=False)


def stems(text: str, language: str | None = None) -> list[str]:
    """All stems of `text`, in order, with those of words that carry no meaning.

    >>> stems("Don't forget wi-fi at the Cafés"), stems("東京都")
    (['don', 't', 'forget', 'wi', 'fi', 'wifi', 'at', 'the', 'cafe'], ['東', '東京', '京', '京都', '都'])
    """
    code = language or UNKNOWN_LANGUAGE
    return list(chain.from_iterable(_stems_of_each(text.split(), code)))


def read_question(text: str, languages: Sequence[str] = (UNKNOWN_LANGUAGE,)) -> tuple[Reading, ...]:
    """What to look up for `text` in posts in `languages`, of which there must be one: a reading for each.

    The first is in the language of the question, as far as its stop words tell. Those are left out, unless
    there is nothing else; so are readings that are like an earlier one.

    >>> read_question("How do I update node.js?")
    (Reading(stems=('updat', 'node', 'js'), names=('nodej',)),)
    """
    asked = [read_token(raw) for raw in raw_tokens(text)]
    own = language_of([word.text for token in asked for word in token.words], languages)
    telling = [token for token in (_telling(token, own) for token in asked) if token.words] or asked
    every = dict.fromkeys((own, *languages))
    return tuple(dict.fromkeys(_reading(telling, code, stems(text, code)) for code in every))


def word_places(text: str, wanted: frozenset[str], language: str | None = None) -> list[tuple[int, int]]:
    """The (start, end) of each word or name of `text`, which is in `language`, with a stem among `wanted`."""
    return places_in(WordFinder(wanted).tokens(text, language), wanted, language)


@dataclass(frozen=True, slots=True)
class TellingToken:
    """A token with a stem that is looked for, and where it begins."""

    start: int
    raw: str
    stems: tuple[str, ...]


class WordFinder:
    """Finds the tokens of texts that have a stem among `wanted`; for one question and what is shown of it."""

    def __init__(self, wanted: frozenset[str]) -> None:
        """Remember `wanted`."""
        self._wanted = wanted
        self._initials = {initial for stem in wanted for initial in (stem[:1], stem[:1].upper())}
        self._known: dict[str, dict[str, bool]] = {}  # {language: {what stands between blanks: if idle}}

    def tokens(self, text: str, language: str | None = None) -> list[TellingToken]:
        """Those of `text`, which is in `language`, in order."""
        code = language or UNKNOWN_LANGUAGE
        known = self._known.setdefault(code, {})
        pieces = text.split()
        new = set(pieces).difference(known)
        known.update(dict.fromkeys(new, True))
        # All others begin with another letter than what is wanted: they need not be stemmed.
        initials = self._initials.union(_DROPPED_INITIALS.get(code, ""))
        likely = [piece for piece in new if (bare := _bare(piece))[:1] in initials or not _is_plain(bare)]
        known.update(zip(likely, map(self._wanted.isdisjoint, _stems_of_each(likely, code)), strict=True))
        found: list[TellingToken] = []
        end = 0
        for piece in filterfalse(known.__getitem__, pieces):
            start = _find_between_blanks(text, piece, end)
            end = start + len(piece)
            tokens = ((place, raw, _token_stems(raw, code)) for place, raw in placed_tokens(piece))
            found += [
                TellingToken(start + place, raw, stems)
                for place, raw, stems in tokens
                if not self._wanted.isdisjoint(stems)
            ]
        return found


def _find_between_blanks(text: str, piece: str, start: int) -> int:
    """Where `piece`, which is one of the text's pieces from `start` on, first stands there as a whole."""
    while True:
        start = text.index(piece, start)
        before, after = text[start - 1 : start], text[start + len(piece) : start + len(piece) + 1]
        if (not before or before.isspace()) and (not after or after.isspace()):
            return start
        start += 1


def places_in(
    tokens: Iterable[TellingToken], wanted: frozenset[str], language: str | None = None
) -> list[tuple[int, int]]:
    """The (start, end) of each word or name of `tokens` with a stem among `wanted`."""
    code = language or UNKNOWN_LANGUAGE
    places: list[tuple[int, int]] = []
    for token in tokens:
        for first, last in _marked(read_token(token.raw), wanted, code):
            place = token.start + first.start, token.start + last.end
            if places and place[0] < places[-1][1]:
                place = places.pop()[0], place[1]
            places.append(place)
    return places


def _stems_of_each(pieces: Collection[str], language: str) -> Iterator[tuple[str, ...]]:
    """Those of each of what stands between two blanks. No token reaches over a blank, and most pieces come
    often."""
    if max(map(len, pieces), default=0) <= MAX_WORD_CHARS:
        return map(_read_piece, pieces, repeat(language))
    # Data would fill the caches, as it would that of words.read_token.
    reads = (_read_piece if len(piece) <= MAX_WORD_CHARS else _read_piece.__wrapped__ for piece in pieces)
    return (read(piece, language) for read, piece in zip(reads, pieces, strict=True))


@lru_cache(maxsize=_CACHED_PIECES)
def _read_piece(piece: str, language: str) -> tuple[str, ...]:
    bare = _bare(piece)
    if _is_plain(bare):
        return (stem(bare.lower(), language),)
    return tuple(found for raw in raw_tokens(piece) for found in _token_stems(raw, language))


def _token_stems(raw: str, language: str) -> tuple[str, ...]:
    read = _read_stems if len(raw) <= MAX_WORD_CHARS else _read_stems.__wrapped__
    return read(raw, language)


@lru_cache(maxsize=_CACHED_TOKENS)
def _read_stems(raw: str, language: str) -> tuple[str, ...]:
    if _is_plain(raw):
        return (stem(raw.lower(), language),)
    token = read_token(raw)
    found: list[str] = []
    for is_unspaced, words in groupby(token.words, lambda word: word.is_unspaced):
        if is_unspaced:
            characters = [word.text for word in words]
            for one, other in pairwise(characters):
                found += (one, one + other)
            found.append(characters[-1])
        else:
            found += (_stem(word, language) for word in words)
    return (*found, stem(token.name, language)) if token.name else tuple(found)


def _bare(piece: str) -> str:
    """What stands between blanks, without the marks around it."""
    return piece.rstrip(_CLOSING).lstrip(_OPENING)


def _is_plain(piece: str) -> bool:
    """Whether it is one word without accents or signs, as most are: that is read in a third of the time."""
    return piece.isascii() and piece.isalnum() and len(piece) <= MAX_WORD_CHARS


def _telling(token: Token, language: str) -> Token:
    """`token` without stop words; without its name where it has no other words."""
    words = tuple(word for word in token.words if not is_stop_word(word.text, language))
    return Token(words, token.name if words else "")


def _reading(asked: Sequence[Token], language: str, in_order: Sequence[str]) -> Reading:
    found = [word for token in asked for word in _looked_up(token, language)]
    names = (stem(token.name, language) for token in asked if token.name)
    return Reading(
        tuple(dict.fromkeys(found))[:MAX_STEMS], tuple(dict.fromkeys(names))[:MAX_STEMS], tuple(in_order)
    )


def _looked_up(token: Token, language: str) -> Iterator[str]:
    """Stems of words; of characters that follow each other the pairs, since alone they say little."""
    for is_unspaced, words in groupby(token.words, lambda word: word.is_unspaced):
        run = list(words)
        if is_unspaced and len(run) > 1:
            yield from (one.text + other.text for one, other in pairwise(run))
        else:
            yield from (_stem(word, language) for word in run)


def _marked(token: Token, wanted: frozenset[str], language: str) -> Iterator[tuple[Word, Word]]:
    """(first, last) of the words of `token` that are to be marked together."""
    if token.name and token.words and stem(token.name, language) in wanted:
        yield token.words[0], token.words[-1]
        return
    for word, follower in pairwise((*token.words, None)):
        if word is None:
            continue
        if _stem(word, language) in wanted:
            yield word, word
        if follower and word.is_unspaced and word.text + follower.text in wanted:
            yield word, follower


def _stem(word: Word, language: str) -> str:
    """The stem of a word, without the signs of a name: `C++` is a name, C a word."""
    return word.text if word.is_unspaced else stem(word.text.strip(".+#"), language)
