"""How much of a question stands in a text, word by word, weighed by how rare the words are."""

from collections.abc import Mapping, Sequence, Set

from index.store.reading import Lexicon
from search.query import Query

# Added to what all the words weigh together, so that a question of one or two common words is not taken
# as answered wherever they stand: about the rarity of a word that one post in a hundred has.
DOUBT = 4.5

Words = Sequence[Mapping[str, float]]  # of each wording, {stem: how rare it is}


def words_of(query: Query, lexicon: Lexicon) -> Words:
    """The telling words of the question and of its rewordings."""
    return [lexicon.rarities(wording.readings[0].stems) for wording in query.wordings]


def word_share(words: Words, stems: Set[str], doubt: float = 0.0) -> float:
    """The share of the question's words, in its likest wording, that are among `stems`: 0 to 1."""
    if not stems:
        return 0.0
    shares = (_share(rarities, stems, doubt) for rarities in words if rarities)
    return max(shares, default=0.0)


def _share(rarities: Mapping[str, float], stems: Set[str], doubt: float) -> float:
    held = sum(rarity for stem, rarity in rarities.items() if stem in stems)
    return held / (sum(rarities.values()) + doubt)
