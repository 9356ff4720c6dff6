"""Pieces of a post -> its text and where each piece stands in it. Pure."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from index.records import Block, BlockKind

_SPACES = re.compile(r"[^\S\n]+")
_BLANK_LINES = re.compile(r"\s*\n\s*")
_BETWEEN_BLOCKS = "\n\n"
# Marks that change the direction of text or cannot be seen: they let one thing look like another.
_INVISIBLE = re.compile(
    "[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
# Commands to a terminal. Those that count as white space are left to become spaces or ends of lines.
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f]")
_C1_CONTROL = re.compile("[\x80-\x9f]")  # in a page, always a cp1252 character under a wrong number
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_NOT_VISIBLE = re.compile(
    "|".join(kind.pattern for kind in (_INVISIBLE, _CONTROL, _C1_CONTROL, _LONE_SURROGATE))
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A block before it has a place: its kind and its text, and what else `Block` says of it."""

    kind: BlockKind
    text: str
    level: int = 0
    language: str = ""
    anchor: str = ""


def join_pieces(pieces: Iterable[Piece]) -> tuple[str, tuple[Block, ...]]:
    """(text, blocks): the pieces that hold any text, a blank line between them."""
    texts: list[str] = []
    blocks: list[Block] = []
    start = 0
    for piece in pieces:
        text = _tidy_code(piece.text) if piece.kind is BlockKind.CODE else tidy(piece.text)
        if text:
            end = start + len(text)
            blocks.append(Block(piece.kind, start, end, piece.level, piece.language, piece.anchor))
            texts.append(text)
            start += len(text) + len(_BETWEEN_BLOCKS)
    return _BETWEEN_BLOCKS.join(texts), tuple(blocks)


def tidy(text: str) -> str:
    """One space between words, no blank lines, nothing invisible."""
    return _BLANK_LINES.sub("\n", _SPACES.sub(" ", _visible(text))).strip()


def tidy_line(text: str) -> str:
    """Like `tidy`, all on one line."""
    return " ".join(_visible(text).split())


def _tidy_code(text: str) -> str:
    lines = [line.rstrip() for line in _visible(text).expandtabs(4).splitlines()]
    return "\n".join(line for line in lines if line)


def _visible(text: str) -> str:
    """`text` without what cannot be seen. An accent and its letter are one character, as in queries."""
    if _NOT_VISIBLE.search(text):
        text = _C1_CONTROL.sub(_as_cp1252, _CONTROL.sub("", _INVISIBLE.sub("", text)))
        text = _LONE_SURROGATE.sub("\ufffd", text)
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _as_cp1252(control: re.Match[str]) -> str:
    """What browsers show for `&#146;`: an apostrophe, though that number is a command in Unicode."""
    return control.group().encode("latin-1").decode("cp1252", errors="ignore")
