"""A word, folded -> its stem, by language. Pure."""

from functools import cache, lru_cache

import tantivy

# Snowball's stemmers, as tantivy has them, by the code of the language. Words of others stay as they are.
_SNOWBALL = {
    "ar": "arabic", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish",
    "fi": "finnish", "fr": "french", "hu": "hungarian", "it": "italian", "nb": "norwegian", "nl": "dutch",
    "nn": "norwegian", "no": "norwegian", "pt": "portuguese", "ro": "romanian", "ru": "russian",
    "sv": "swedish", "ta": "tamil", "tr": "turkish",
}  # fmt: skip
_CACHED_WORDS = 10_000  # see analysis


@lru_cache(maxsize=_CACHED_WORDS)
def stem(word: str, language: str) -> str:
    """The stem of `word`, which is folded.

    Accents are gone by then, which costs some languages an ending now and then; but a word is the same
    word whether or not its writer put them.

    >>> stem("infusions", "en"), stem("hauser", "de"), stem("kot", "pl")
    ('infus', 'haus', 'kot')
    """
    if language not in _SNOWBALL:
        return word
    return "".join(_stemmer(_SNOWBALL[language]).analyze(word))


@cache
def _stemmer(name: str) -> tantivy.TextAnalyzer:
    return tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.raw()).filter(tantivy.Filter.stemmer(name)).build()
