"""How much each benchmark does."""

from dataclasses import dataclass

from search.benchmarks.peers.comparing import Contest


@dataclass(frozen=True, slots=True)
class Amounts:
    """Numbers of passages, but for `rounds` and `questions`. Beyond the `real` ones, posts are recombined."""

    embedded: int
    embedding_rounds: int
    indexed: int
    indexing_rounds: int
    real: int
    searched: tuple[int, ...]
    scaled: tuple[int, ...]
    questions: int
    contest: Contest


# So much that medians are steady, and that all of it takes half an hour on 2 cores once indexes are there.
FULL = Amounts(
    embedded=256,
    embedding_rounds=5,
    indexed=1_000,
    indexing_rounds=3,
    real=10_000,
    searched=(10_000, 100_000),
    scaled=(10_000, 30_000, 100_000, 300_000, 1_000_000),
    questions=200,
    contest=Contest(indexed=1_000, rounds=2, searched=100_000, questions=100),
)
# To see that it works.
QUICK = Amounts(
    embedded=32,
    embedding_rounds=2,
    indexed=50,
    indexing_rounds=1,
    real=100,
    searched=(100, 300),
    scaled=(100, 300, 1_000),
    questions=20,
    contest=Contest(indexed=50, rounds=1, searched=300, questions=20),
)
