"""What a reader typed -> a query. Pure."""

import re
import unicodedata
from dataclasses import dataclass

from index.store.analysis import telling_stems
from search.thesaurus import reword, written_terms

MAX_QUERY_CHARS = 1000  # more is not a question, and no model reads further
_MAX_STEMS = 64
_UNSEEN = re.compile(r"[\x00-\x1f\x7f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Query:
    """`text` is what the encoder reads, `stems` what the lexicon is asked for; both may be empty.

    `rewordings` are the text with one everyday word exchanged, `related_stems` the words put in.
    """

    text: str
    stems: tuple[str, ...]
    rewordings: tuple[str, ...] = ()
    related_stems: tuple[str, ...] = ()


def parse_query(text: str) -> Query:
    """Tidy what was typed. Every text is a query: nothing in it is an error.

    >>> parse_query("  what  is C++? ")
    Query(text='what is C++?', stems=('c',), rewordings=(), related_stems=())
    """
    visible = _UNSEEN.sub(" ", unicodedata.normalize("NFC", text[: 4 * MAX_QUERY_CHARS]))
    tidy = " ".join(visible.split())[:MAX_QUERY_CHARS]
    own = telling_stems(tidy)[:_MAX_STEMS]
    terms = written_terms(tidy)
    related = dict.fromkeys(stem for term in terms for stem in telling_stems(term) if stem not in own)
    return Query(tidy, tuple(own), reword(tidy), tuple(related))
