"""Measures of extractors -> a table for people. Pure."""

from collections.abc import Mapping, Sequence

from index.measures.labels import Label
from index.measures.markdown import markdown_table
from index.measures.scores import Reading, Scores, token_f1s

_COLUMNS = (  # heading, name in Scores, decimal places
    ("token F1", "token_f1", 3),
    ("snippet F1", "snippet_f1", 3),
    ("shingle F1", "shingle_f1", 3),
    ("title", "title", 2),
    ("author", "author", 2),
    ("invented", "author_invented", 2),
    ("date", "date", 2),
    ("headings", "headings", 2),
    ("empty", "empty", 0),
    ("failed", "failed", 0),
    ("pages/s", "pages_per_s", 0),
)
_BAD, _GOOD = 0.5, 0.9


def table(scores: Mapping[str, Scores]) -> str:
    """A Markdown table, a line for each extractor."""
    rows = [["", *(heading for heading, _, _ in _COLUMNS)]]
    for tool, measured in scores.items():
        rows.append([tool, *(_cell(getattr(measured, name), places) for _, name, places in _COLUMNS)])
    return markdown_table(rows)


def worst_pages(
    labels: Sequence[Label], readings: Mapping[str, Mapping[str, Reading]], tool: str, count: int
) -> list[str]:
    """The `count` pages on which `tool` did worst by token F1, a line each, beside the best of the others."""
    f1s = {name: token_f1s(labels, readings[name]) for name in readings}
    addresses = {label.id: label.url for label in labels}
    lines = []
    for page_id, f1 in sorted(f1s[tool].items(), key=lambda item: (item[1], item[0]))[:count]:
        others = {name: f1s[name][page_id] for name in f1s if name != tool}
        best = max(others, key=lambda name: others[name], default=None)
        beside = f"{others[best]:.3f} {best}" if best else ""
        error = readings[tool][page_id].error or ""
        lines.append("  ".join(filter(None, (f"{f1:.3f}", page_id, beside, addresses[page_id], error))))
    return lines


def lost_pages(
    labels: Sequence[Label], readings: Mapping[str, Mapping[str, Reading]], tool: str
) -> list[str]:
    """The ids of pages on which `tool` is below 0.5 token F1 and another extractor above 0.9."""
    f1s = {name: token_f1s(labels, readings[name]) for name in readings}
    others = [name for name in f1s if name != tool]
    return [
        page_id
        for page_id, f1 in f1s[tool].items()
        if f1 < _BAD and any(f1s[name][page_id] > _GOOD for name in others)
    ]


def _cell(value: float | None, places: int) -> str:
    return "–" if value is None else f"{value:.{places}f}"
