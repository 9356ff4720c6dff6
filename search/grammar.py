"""What a reader typed -> the pieces it is made of: text, phrases, operators. Pure; nothing is an error here.

A piece begins after a blank. What has no operator's shape is text, whatever signs are in it:

    "exact phrase"          words that follow each other          -word  -"two words"   none of that
    site:example.com        a fact, also with a quoted value      -site:example.com     not so
    +"an idea"              more like it, by meaning              ~-"an idea"           less like it
    OR                      either of its two neighbours
"""

import re
from dataclasses import dataclass
from enum import Enum

from index.store.words import exact_words

FIELDS = ("site", "author", "tag", "lang", "title", "topic", "before", "after")
QUOTES = '"“”„«»'  # keyboards put in what their language writes
_NUMBER = re.compile(r"\d[\d.,:/]*(?:°?[CFK]?|%)[.,;:!?)]*")
_PIECE = re.compile(
    rf"(?P<sign>~-|[-+])?(?:(?P<field>{'|'.join(FIELDS)}):)?[{QUOTES}](?P<quoted>[^{QUOTES}]*)[{QUOTES}]"
    rf"|(?P<minus>-)?(?P<bare_field>{'|'.join(FIELDS)}):(?P<value>\S*)"
    r"|(?P<word>\S+)",
    re.IGNORECASE,
)
_BLANKS = re.compile(r"\s+")
_REST = re.compile(r"\S+")  # of a word whose beginning was a quoted piece


class Sign(Enum):
    """What stands before a piece."""

    NONE = ""
    NOT = "-"
    MORE_LIKE = "+"
    LESS_LIKE = "~-"


@dataclass(frozen=True, slots=True)
class Text:
    """Words that ask for nothing but to be understood."""

    text: str


@dataclass(frozen=True, slots=True)
class Quoted:
    """A phrase or, with its sign, a word or phrase that may not stand there, or an idea."""

    text: str
    sign: Sign


@dataclass(frozen=True, slots=True)
class Fact:
    """`field:value`, the field in lower case. The value is as typed, and may be nothing."""

    field: str
    value: str
    sign: Sign


@dataclass(frozen=True, slots=True)
class Or:
    """Joins the pieces on both its sides."""


Piece = Text | Quoted | Fact | Or


def read_pieces(line: str) -> list[Piece]:
    """The pieces of `line`, in order.

    >>> for piece in read_pieces('rust OR c++ -"hot take" site:a.example "open quote'): print(piece)
    Text(text='rust')
    Or()
    Text(text='c++')
    Quoted(text='hot take', sign=<Sign.NOT: '-'>)
    Fact(field='site', value='a.example', sign=<Sign.NONE: ''>)
    Text(text='"open')
    Text(text='quote')
    """
    pieces: list[Piece] = []
    position = 0
    while position < len(line):
        blanks = _BLANKS.match(line, position)
        position = blanks.end() if blanks else position
        begins = position == 0 or blanks is not None
        if match := (_PIECE if begins else _REST).match(line, position):
            pieces.append(_piece(match) if begins else Text(match.group()))
            position = match.end()
    return pieces


def _piece(match: re.Match[str]) -> Piece:
    if (quoted := match["quoted"]) is not None:
        return _quoted(match, quoted)
    if match["bare_field"] is not None:
        sign = Sign.NOT if match["minus"] else Sign.NONE
        return Fact(match["bare_field"].lower(), match["value"].rstrip(",.;:!?)"), sign)
    word = match["word"]
    if word == "OR":
        return Or()
    return Quoted(word[1:], Sign.NOT) if _is_excluded(word) else Text(word)


def _quoted(match: re.Match[str], quoted: str) -> Piece:
    sign = Sign(match["sign"] or "")
    if match["field"] is not None:
        if sign in (Sign.NONE, Sign.NOT):
            return Fact(match["field"].lower(), " ".join(quoted.split()), sign)
    elif exact_words(quoted):
        return Quoted(" ".join(quoted.split()), sign)
    return Text(" ".join(match.group().split()))


def _is_excluded(word: str) -> bool:
    """Whether `word` is an exclusion; `-5` is a number, and `-v`, `--flag`, `-->` belong to other languages.

    >>> [word for word in ("-word", "-c++", "-5", "-v", "--flag", "-", "-->", "-🎉") if _is_excluded(word)]
    ['-word', '-c++']
    """
    if len(word) < 3 or word[0] != "-" or word[1] == "-" or _NUMBER.fullmatch(word, 1):
        return False
    return (word[1].isalnum() or word[1] in ".#") and bool(exact_words(word[1:]))
