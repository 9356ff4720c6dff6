"""Why a post was found, in a plain sentence and two small bars. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from index.wording import counted
from search.results import Evidence, Result
from search.ui.wording import joined, ordinal

_MOST_WORDS = 8  # named of those that were found


@dataclass(frozen=True, slots=True)
class Field:
    """What a post was found among: how many were looked at, and how near the nearest comes (a cosine)."""

    post_count: int
    best_meaning: float


def why_html(result: Result, field: Field) -> str:
    """Folded away; empty where nothing was compared."""
    evidence = result.evidence
    if evidence.meaning_rank is None:
        return ""
    words = found_words(result)
    near = evidence.meaning / field.best_meaning if field.best_meaning > 0 else 0.0
    return (
        '<details class="bs-why"><summary>Why this</summary>'
        f"<p>{why_sentence(evidence, words, field)}</p>"
        f'<dl class="bs-bars">{_bar_html("By meaning", near, evidence.meaning_rank)}'
        f"{_bar_html('By words', evidence.words, evidence.words_rank)}</dl></details>"
    )


def why_sentence(evidence: Evidence, words: Sequence[str], field: Field) -> str:
    """As HTML.

    >>> why_sentence(Evidence(0.5, 2, 0.3, 7), ["rye"], Field(214, 0.6))
    'By meaning it is the 2nd nearest of 214 posts looked at; by words it is the 7th. Your words here: rye.'
    """
    rank = evidence.meaning_rank or field.post_count
    nearest = "nearest" if rank == 1 else f"{ordinal(rank)} nearest"
    by_meaning = f"By meaning it is the {nearest} of {counted(field.post_count, 'post')} looked at"
    if evidence.words_rank is None:
        return f"{by_meaning}; by words alone it would not have been found."
    by_words = "first" if evidence.words_rank == 1 else f"the {ordinal(evidence.words_rank)}"
    told = f"{by_meaning}; by words it is {by_words}."
    if not words:
        return told
    return f"{told} Your words here: {joined([escape(word) for word in words])}."


def found_words(result: Result) -> list[str]:
    """The question's words in what is shown of a post, as they stand there, each once."""
    found: dict[str, str] = {}
    for snippet in result.snippets:
        for start, end in snippet.words:
            found.setdefault(snippet.text[start:end].casefold(), snippet.text[start:end])
    return list(found.values())[:_MOST_WORDS]


def _bar_html(name: str, share: float, rank: int | None) -> str:
    """A bar as long as `share` (0 to 1) of its place, its rank in words behind it."""
    percent = round(100 * min(max(share, 0.0), 1.0))
    said = ordinal(rank) if rank else "not found so"
    return (
        f'<div><dt>{name}</dt><dd><span class="bs-bar" aria-hidden="true"><span style="width:{percent}%">'
        f"</span></span>{said}</dd></div>"
    )
