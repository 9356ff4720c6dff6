"""Text -> the words that the lexicon knows it by. The same for indexing, querying and marking."""

import re
import unicodedata
from functools import cache

import tantivy

ANALYZER = "blogseek"  # the name under which the lexicon's fields know it
MAX_WORD_CHARS = 60

# Letters and digits with the marks that combine with them, which Python's \w leaves out.
_WORD = re.compile(r"[\w\u0300-\u036f\u0900-\u0dff\u0e00-\u0eff]+")


@cache
def analyzer() -> tantivy.TextAnalyzer:
    """Words of letters and digits, lower case, without accents, stemmed as English."""
    return (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.remove_long(MAX_WORD_CHARS))
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.ascii_fold())
        .filter(tantivy.Filter.stemmer("english"))
        .build()
    )


@cache
def _stop_stems() -> frozenset[str]:
    return frozenset(stem for word in _STOP_WORDS.split() for stem in analyzer().analyze(word))


def stems(text: str) -> list[str]:
    """The stems of all words of `text`, in order, words that carry no meaning among them.

    >>> stems("Don't forget the Cafés")
    ['don', 't', 'forget', 'the', 'cafe']
    """
    return list(analyzer().analyze(unicodedata.normalize("NFC", text)))


def telling_stems(text: str) -> list[str]:
    """The stems of the words that carry meaning, each once, in order; of all words where none does."""
    found = list(dict.fromkeys(stems(text)))
    return [stem for stem in found if stem not in _stop_stems()] or found


def word_places(text: str, wanted: frozenset[str]) -> list[tuple[int, int]]:
    """The (start, end) of each word of `text` whose stem is among `wanted`."""
    return [word.span() for word in _WORD.finditer(text) if not wanted.isdisjoint(stems(word.group()))]


# Function words of English and the words that frame a question ("do we know", "what is it like", "how
# many"); a question is full of them, and they match everywhere.
_STOP_WORDS = """
a about above actually after again against all also am an and any anybody anyone anything are aren as at
be because been before being below between both but by can cannot could couldn did didn do does doesn
doing don down during each else ever few for from further get gets getting got had hadn has hasn have
haven having he her here hers herself him himself his how i if in into is isn it its itself just know
known knows let like ll lot lots m many me more most much mustn my myself no nor not of off on once only
or other ought our ours ourselves out over own possible re really s same say says shan she should
shouldn so some somebody someone something such t tell tells than that the their theirs them themselves
then there these they thing things this those through to too under until up ve very want wants was wasn
way ways we were weren what when where whether which while who whom why will with won would wouldn you
your yours yourself yourselves
"""
