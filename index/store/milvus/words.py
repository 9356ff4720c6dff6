"""Which passages and posts hold which words, asked of Milvus. Scores are those of index.store.lexicon."""

import threading
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from index.store.concordance import Part
from index.store.inverted import K1_PLUS_1, rarity
from index.store.milvus.facts import Filter, quoted
from index.store.milvus.impacts import Term, word_dimension
from index.store.milvus.schemas import Kind, Names
from index.store.milvus.server import MAX_ROWS, Server
from index.store.milvus.texts import MOST_PHRASE_WORDS

_KEPT_TERMS = 50_000
_UNKNOWN = Term(-1, 0, 0)


class Terms:
    """How many posts and passages hold a word. Safe to share between threads."""

    def __init__(self, server: Server, names: Names) -> None:
        """Nothing is looked up yet."""
        self._server, self._collection = server, names.of(Kind.TERMS)
        self._kept: dict[str, Term] = {}
        self._lock = threading.Lock()

    def of(self, words: Iterable[str]) -> Mapping[str, Term]:
        """{word: what is known of it}; nobody holds an unknown one. Raises IndexBroken."""
        wanted = dict.fromkeys(words)
        with self._lock:
            found = {word: self._kept[word] for word in wanted if word in self._kept}
        missing = [word for word in wanted if word not in found]
        if missing:
            chosen = f"term in [{', '.join(map(quoted, missing))}]"
            rows = self._server.query(self._collection, chosen, ["term", "number", "posts", "passages"])
            looked_up = dict.fromkeys(missing, _UNKNOWN)
            looked_up |= {row["term"]: Term(row["number"], row["posts"], row["passages"]) for row in rows}
            found |= looked_up
            with self._lock:
                if len(self._kept) + len(looked_up) > _KEPT_TERMS:
                    self._kept.clear()
                self._kept |= looked_up
        return found


class MilvusLexicon:
    """A reading.Lexicon over `count` passages. Safe to share between threads."""

    def __init__(self, server: Server, names: Names, terms: Terms, count: int) -> None:
        """Nothing is asked yet."""
        self._server, self._collection = server, names.of(Kind.PASSAGES)
        self._terms, self._count = terms, count

    def best(
        self, stems: Sequence[str], count: int, admitted: Filter | None = None
    ) -> list[tuple[int, float]]:
        """(passage id, score) of the `count` admitted passages that match any of `stems` best, best first."""
        terms = self._terms.of(stems)
        counts = {stem: count for stem, count in Counter(stems).items() if terms[stem].passages}
        weights = {word_dimension(terms[stem].number): float(n) for stem, n in counts.items()}
        if not weights or not count:
            return []
        return self._server.search(self._collection, "words", [weights], count, chosen=_said(admitted))[0]

    def held(self, weights: Mapping[str, float], admitted: Filter) -> Mapping[int, float]:
        """{passage id: sum of the `weights` of those stems that stand in its text, headings or title} of the
        `admitted` passages that have any."""
        terms = self._terms.of(weights)
        asked = {word_dimension(terms[s].number): w for s, w in weights.items() if terms[s].passages}
        if not asked:
            return {}
        return dict(
            self._server.search(self._collection, "held", [asked], MAX_ROWS, chosen=admitted.expression)[0]
        )

    def ceiling(self, stems: Iterable[str]) -> float:
        """The score of a passage whose text holds all of `stems` as often as can be."""
        asked = list(stems)
        rare = self.rarities(asked)
        return sum(K1_PLUS_1 * rare[stem] for stem in asked)

    def known(self, stems: Iterable[str]) -> tuple[str, ...]:
        """Those of `stems` that any passage has."""
        asked = list(stems)
        terms = self._terms.of(asked)
        return tuple(stem for stem in asked if terms[stem].passages)

    def rarities(self, stems: Iterable[str]) -> dict[str, float]:
        """{stem: how rare it is (Robertson's idf)}."""
        return {stem: rarity(term.passages, self._count) for stem, term in self._terms.of(stems).items()}


class MilvusConcordance:
    """A reading.Concordance. Safe to share between threads."""

    def __init__(self, server: Server, names: Names, some: Filter) -> None:
        """`some` is any filter on posts."""
        self._server, self._collection, self._some = server, names.of(Kind.TEXTS), some

    def posts_with(self, words: Sequence[str], parts: Iterable[Part] = Part) -> Filter:
        """The posts that hold `words`, exact and at least one, one after the other in one of `parts`."""
        phrase = " ".join(words[:MOST_PHRASE_WORDS])
        where = ", ".join(quoted(part) for part in parts)
        chosen = f"part in [{where}] and text like {quoted(f'% {phrase} %')}"
        rows = self._server.all_rows(self._collection, chosen, ["post_id"])
        return Filter(f"post_id in {sorted({row['post_id'] for row in rows})}", self._some.exists)

    def posts_with_like(self, word: str, edits: int, count: int) -> list[int]:  # noqa: ARG002
        """None: Milvus knows no words by their letters."""
        return []


def _said(admitted: Filter | None) -> str:
    return admitted.expression if admitted else ""
