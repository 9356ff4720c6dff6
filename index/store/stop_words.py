"""Words that carry no meaning of their own: questions are full of them, and they match everywhere. Pure.

tantivy has Snowball's lists. English has a list of our own, since Snowball's is made for documents and leaves
in how questions are framed. Of languages without a list nothing is left out: such words stand in so many
passages that they count for little anyhow.
"""

from collections.abc import Sequence
from functools import cache, lru_cache

import tantivy

from index.store.stemming import stem
from index.store.words import fold

_SNOWBALL = {
    "da": "danish", "de": "german", "es": "spanish", "fi": "finnish", "fr": "french", "hu": "hungarian",
    "it": "italian", "nb": "norwegian", "nl": "dutch", "nn": "norwegian", "no": "norwegian",
    "pt": "portuguese", "ru": "russian", "sv": "swedish",
}  # fmt: skip
_FEW_STOP_WORDS = 2


@lru_cache(maxsize=10_000)
def is_stop_word(word: str, language: str) -> bool:
    """Whether `word`, in lower case, is one in `language`; of English also in another form of it."""
    if language == "en":
        return stem(word, "en") in _english()
    return language in _SNOWBALL and not _without_stop_words(language).analyze(word)


def language_of(words: Sequence[str], languages: Sequence[str]) -> str:
    """That of `languages`, of which there is one at least, of which most of `words` are stop words.

    Where several are, or there is no stop word, the first. A question is too short to be told by its letters.

    >>> language_of("was ist die beste methode".split(), ["en", "de"])
    'de'
    """
    return max(languages, key=lambda language: _stop_word_count(words, language))


def is_in_another_language(words: Sequence[str], languages: Sequence[str]) -> bool:
    """Whether `words` are in none of `languages`, but in another that stop words are known of.

    One of its stop words says little: "die" is also English.

    >>> is_in_another_language("warum ist mein brot so klebrig".split(), ["en"])
    True
    >>> is_in_another_language("die hard".split(), ["en"])
    False
    """
    own = max(_stop_word_count(words, language) for language in languages)
    others = [language for language in ("en", *_SNOWBALL) if language not in languages]
    most = max((_stop_word_count(words, language) for language in others), default=0)
    return most >= _FEW_STOP_WORDS and most > own


def _stop_word_count(words: Sequence[str], language: str) -> int:
    """Of them, with their accents or without: some lists have them, and some who ask."""
    return sum(is_stop_word(word, language) or is_stop_word(fold(word), language) for word in words)


@cache
def _without_stop_words(language: str) -> tantivy.TextAnalyzer:
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.raw())
    return builder.filter(tantivy.Filter.stopword(_SNOWBALL[language])).build()


@cache
def _english() -> frozenset[str]:
    return frozenset(stem(word, "en") for word in _STOP_WORDS.split())


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
