"""What a reader typed -> a query. Pure."""

import re
import unicodedata
from dataclasses import dataclass

from index.store.analysis import telling_stems
from search.thesaurus import reword

MAX_QUERY_CHARS = 1000  # more is not a question, and no model reads further
_MAX_STEMS = 64
_UNSEEN = re.compile(r"[\x00-\x1f\x7f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Wording:
    """One way to put the question: the text that the encoder reads, the stems that the lexicon looks up."""

    text: str
    stems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """The reader's own wording first, then rewordings. `text` is empty where nothing was asked."""

    text: str
    wordings: tuple[Wording, ...]

    @property
    def stems(self) -> frozenset[str]:
        """The stems of all wordings: what to mark in an answer."""
        return frozenset(stem for wording in self.wordings for stem in wording.stems)


def parse_query(text: str) -> Query:
    """Tidy what was typed. Every text is a query: nothing in it is an error.

    >>> parse_query("  what  is C++? ")
    Query(text='what is C++?', wordings=(Wording(text='what is C++?', stems=('c',)),))
    """
    visible = _UNSEEN.sub(" ", unicodedata.normalize("NFC", text[: 4 * MAX_QUERY_CHARS]))
    tidy = " ".join(visible.split())[:MAX_QUERY_CHARS]
    return Query(tidy, tuple(_wording(wording) for wording in (tidy, *reword(tidy))))


def _wording(text: str) -> Wording:
    return Wording(text, tuple(telling_stems(text)[:_MAX_STEMS]))
