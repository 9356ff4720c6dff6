"""Text -> its words as a reader would count them: case and accents folded, `c++` and `.NET` whole. Pure.

A token is what stands between blanks and most punctuation: `Node.js`, `CVE-2024-3094`, `well-known`. Its
words are the parts between its dots, hyphens, slashes and the like. Scripts that put no blanks between words
(Chinese, Japanese, Thai …) have a word for each character.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

import tantivy

MAX_WORD_CHARS = 60  # a longer one is data rather than a word
_MAX_JOINTS = 7  # in a token; a path or an address that has more is several
_CACHED_TOKENS = 4_000  # see analysis

# Signs that combine with letters, which Python's \w leaves out, and the soft hyphen.
_COMBINING = (
    "\u00ad\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1-\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06ed\u0900-\u0963\u0966-\u0dff\u0e31-\u0e3a\u0e47-\u0e4e\u0eb1-\u0ebc\u0ec8-\u0ecd"
    "\u0f71-\u0f84\u102b-\u103e\u17b4-\u17d3\u3099\u309a\uff9e\uff9f"
)
# Thai, Lao, Burmese, Khmer, kana, Chinese characters. Korean has blanks, and so is not among them.
UNSPACED = (
    "\u0e01-\u0e30\u0e32-\u0e46\u0e81-\u0eb0\u0eb2-\u0ec6\u1000-\u102a\u103f\u1050-\u109f\u1780-\u17b3"
    "\u3005-\u3007\u3021-\u3029\u3041-\u3096\u309d-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\uff66-\uff9d\U00020000-\U0003ffff"
)
_LETTERS = rf"[\w{_COMBINING}]+"
_TOKEN = re.compile(
    rf"(?:(?<![\w.])\.)?{_LETTERS}(?:[-./&]{_LETTERS}){{0,{_MAX_JOINTS}}}(?:\+\+(?!\+)|[+#](?![\w+#]))?"
)
_PART = re.compile(
    rf"(?P<unspaced>[{UNSPACED}][{_COMBINING}]*)|(?:[^\W_{UNSPACED}]|[{_COMBINING}])+(?P<sign>[+#]*)"
)
_BEGINS_UNSPACED = re.compile(f"[{UNSPACED}]")
_JOINT = re.compile(r"(?<!\d)[-._]|[-._](?!\d)")  # 3.11 and 2024-06 keep theirs
# Accents of letters, vowel points of Arabic and Hebrew, soft hyphens; й keeps its breve, a letter of its own.
_ACCENT = re.compile(
    "(?<![\u0418\u0438])[\u0300-\u036f]+|[\u00ad\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670]+"
)


@dataclass(frozen=True, slots=True)
class Word:
    """One word, folded, and its place in the token that it was read from."""

    text: str
    start: int
    end: int
    is_unspaced: bool = False


@dataclass(frozen=True, slots=True)
class Token:
    """Its words, in order, and what it is called as a whole: "" where that tells nothing more."""

    words: tuple[Word, ...]
    name: str


def raw_tokens(text: str) -> list[str]:
    """The tokens of `text` as they stand there, in order."""
    return _TOKEN.findall(text)


def placed_tokens(text: str) -> Iterator[tuple[int, str]]:
    """(where it begins, token) of each of `raw_tokens`, in order."""
    return ((match.start(), match.group()) for match in _TOKEN.finditer(text))


def read_token(raw: str) -> Token:
    """What one of `raw_tokens` consists of."""
    return _read(raw) if len(raw) <= MAX_WORD_CHARS else _read.__wrapped__(raw)  # data would fill the cache


def exact_words(text: str) -> list[str]:
    """The words of `text` in order, as they are compared where just these words are wanted.

    >>> exact_words("Don't use C++ at the Café, k8s-wise")
    ['don', 't', 'use', 'c++', 'at', 'the', 'cafe', 'k8s', 'wise']
    >>> exact_words(".NET 8.0 東京")
    ['.net', '8', '0', '東', '京']
    """
    return [word.text for raw in raw_tokens(text) for word in read_token(raw).words]


def is_unspaced(text: str) -> bool:
    """Whether `text` begins in a script that has no blanks between its words.

    >>> is_unspaced("東京"), is_unspaced("Tokyo 東京")
    (True, False)
    """
    return _BEGINS_UNSPACED.match(text) is not None


@lru_cache(maxsize=_CACHED_TOKENS)
def fold(text: str) -> str:
    """`text` without case, accents, ligatures and widths.

    >>> fold("Ｃafé"), fold("Straße"), fold("ﬁn"), fold("Ёлки")
    ('cafe', 'strasse', 'fin', 'елки')
    """
    if text.isascii():  # as most is: nothing but the case to fold
        return "".join(text.lower().split())
    plain = _ACCENT.sub("", unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold()))
    folded = _ascii_folder().analyze(unicodedata.normalize("NFC", plain))
    return "".join("".join(folded).split())


@lru_cache(maxsize=_CACHED_TOKENS)
def _read(token: str) -> Token:
    if token.isascii() and token.isalnum() and len(token) <= MAX_WORD_CHARS:  # as most are
        return Token((Word(token.lower(), 0, len(token)),), "")
    parts = list(_PART.finditer(token))
    words: list[Word] = []
    for part in parts:
        folded = fold(part.group())
        start = part.start()
        if part["sign"] and not _has_letter(folded):
            folded = folded.rstrip("+#")  # 18+ is a number
        if start == 1 and token[0] == "." and _has_letter(folded):
            folded, start = f".{folded}", 0
        if folded and len(folded) <= MAX_WORD_CHARS:
            words.append(Word(folded, start, part.end(), part["unspaced"] is not None))
    is_plain = len(words) == 1 and words[0].text.isalnum()
    has_name = not is_plain and not any(word.is_unspaced for word in words)
    return Token(tuple(words), _name(token) if has_name else "")


def _name(token: str) -> str:
    """The token as one word: `wi-fi` as `wifi`, `Node.js` as `nodejs`; `I/O` and `.NET` keep their signs."""
    lead = "." if token[0] == "." else ""
    name = lead + _JOINT.sub("", fold(token).lstrip("."))
    return name if len(name) <= MAX_WORD_CHARS else ""


def _has_letter(text: str) -> bool:
    return any(character.isalpha() for character in text)


@cache
def _ascii_folder() -> tantivy.TextAnalyzer:
    return tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.raw()).filter(tantivy.Filter.ascii_fold()).build()
