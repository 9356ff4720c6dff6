"""Whether a text holds the snippets and the headings that it should. Pure."""

import re
from collections.abc import Iterable, Sequence

from index.measures.facts import plain
from index.measures.overlap import Counts

_SPACES = re.compile(r"\s+")
_HEADING_MARK = re.compile(r"^#+ ")


def snippet_counts(text: str, holds: Sequence[str], lacks: Iterable[str]) -> Counts:
    """How many snippets of the post the text holds, how many of the page around it, how many it misses."""
    spaced = _spaced(text)
    right = sum(_spaced(snippet) in spaced for snippet in holds)
    return Counts(right, sum(_spaced(snippet) in spaced for snippet in lacks), len(holds) - right)


def headings_kept(text: str, headings: Iterable[str], title: str | None) -> float | None:
    """The share of `headings` that are a line of their own; None where there is none but the title."""
    wanted = [heading for heading in map(plain, headings) if heading and heading != plain(title)]
    if not wanted:
        return None
    lines = {plain(_HEADING_MARK.sub("", line)) for line in text.splitlines()}
    return sum(heading in lines for heading in wanted) / len(wanted)


def _spaced(text: str) -> str:
    return _SPACES.sub(" ", text).strip()
