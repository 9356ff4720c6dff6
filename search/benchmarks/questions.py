"""Questions to ask an index of the corpus, and filters to ask them with. Pure."""

from collections import Counter
from collections.abc import Sequence
from itertools import cycle, islice

from search.benchmarks.corpus import Corpus, host_of
from search.benchmarks.reader import Asked
from search.query import parse_query
from search.results import SearchMode

FILTERED = "hybrid, with filters"


def plain_questions(corpus: Corpus, count: int) -> list[str]:
    """The first `count` that are questions and nothing else: an operator in them would be a filter, too."""
    return list(islice(filter(_is_plain, dict.fromkeys(corpus.questions)), count))


def filters(corpus: Corpus) -> list[str]:
    """Operators that let some of the corpus through: its largest blogs, a half of its years, English."""
    hosts = Counter(filter(None, (host_of(post) for _, post in corpus.posts)))
    days = sorted(post.published for _, post in corpus.posts if post.published)
    found = [f"site:{host}" for host, _ in hosts.most_common(3)]
    if days:
        middle = days[len(days) // 2][:4]
        found += [f"after:{middle}", f"before:{middle}"]
    return [*found, "lang:en"]


def in_every_way(corpus: Corpus, texts: Sequence[str]) -> dict[str, Asked]:
    """`texts` in every mode, and with one filter each."""
    asked = {mode.value: Asked(texts, mode.value) for mode in SearchMode}
    return asked | as_readers_ask(corpus, texts)


def as_readers_ask(corpus: Corpus, texts: Sequence[str]) -> dict[str, Asked]:
    """`texts` as most are asked, and with one filter each."""
    filtered = [f"{text} {operator}" for text, operator in zip(texts, cycle(filters(corpus)), strict=False)]
    return {SearchMode.HYBRID.value: Asked(texts), FILTERED: Asked(filtered)}


def _is_plain(text: str) -> bool:
    query = parse_query(text)
    return bool(query.text) and not (query.conditions or query.ideas or query.problems)
