"""How the nearest vectors are found in a generation, as its manifest and the report say it."""

from dataclasses import dataclass

LEAST_RECALL = 0.98
FOUND_TOO_FEW = (
    f"Short forms of the vectors find fewer of the nearest than they must (recall@10 {LEAST_RECALL}), so "
    "that all are compared exactly, which is right but slow."
)


@dataclass(frozen=True, slots=True)
class VectorSearch:
    """`kind` is "exact", or what FAISS calls the short forms that are compared first (index.store.shortlist).

    Then `least_depth` vectors at least are compared exactly for each query. Among the ten nearest to
    `question_count` of the index's own questions, it finds on average the share `recall_at_10`.
    """

    kind: str = "exact"
    least_depth: int = 0
    recall_at_10: float = 1.0
    question_count: int = 0

    @property
    def is_exact(self) -> bool:
        """Whether every vector is compared as it is."""
        return self.kind == "exact"

    def __str__(self) -> str:
        """A sentence for the report."""
        if self.is_exact:
            return "Nearest passages are found exactly."
        return (
            f"Nearest passages are found by short forms ({self.kind}); the best {self.least_depth:,} or "
            f"more are compared exactly: recall@10 {self.recall_at_10:.4f} on {self.question_count:,} "
            "of the index's own titles and headings."
        )


EXACT = VectorSearch()
