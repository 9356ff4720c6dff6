"""What an extractor read off labelled pages -> how good that is. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from index.measures.facts import names, same_authors, same_day, same_title
from index.measures.labels import Label
from index.measures.lines import headings_kept, snippet_counts
from index.measures.overlap import Counts, harmonic_mean, shingle_counts, token_overlap


@dataclass(frozen=True, slots=True)
class Reading:
    """What an extractor made of one page. `cpu_s` is the time of one core that it took.

    `error` says in a few words what went wrong; the rest is empty then.
    """

    text: str = ""
    title: str | None = None
    author: str | None = None
    date: str | None = None
    cpu_s: float = 0.0
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Scores:
    """Shares, 0 to 1, over the pages that have the label in question.

    None where no page has it, or where the extractor is of a kind that names no such fact.

    `author_invented` is the share of pages without an author for which one is named all the same.
    `pages_per_s` is by the time of one core.
    """

    pages: int
    failed: int
    empty: int
    token_f1: float | None
    token_precision: float | None
    token_recall: float | None
    snippet_f1: float | None
    shingle_f1: float | None
    title: float | None
    author: float | None
    author_invented: float | None
    date: float | None
    headings: float | None
    pages_per_s: float | None


def score(labels: Sequence[Label], readings: Mapping[str, Reading]) -> Scores:
    """Every measure of `readings` ({page's id: what was read}); each label's page must have one."""
    read = [(label, readings[label.id]) for label in labels]
    tokens = [token_overlap(reading.text, label.text) for label, reading in read if label.text]
    names_authors = any(reading.author is not None for _, reading in read)
    names_dates = any(reading.date is not None for _, reading in read)
    cpu_s = sum(reading.cpu_s for _, reading in read)
    return Scores(
        pages=len(read),
        failed=sum(reading.error is not None for _, reading in read),
        empty=sum(not reading.text.strip() for _, reading in read),
        token_f1=_mean(overlap.f1 for overlap in tokens),
        token_precision=_mean(overlap.precision for overlap in tokens),
        token_recall=_mean(overlap.recall for overlap in tokens),
        snippet_f1=_snippet_f1(
            [snippet_counts(reading.text, label.holds, label.lacks) for label, reading in read if label.holds]
        ),
        shingle_f1=_shingle_f1(
            [shingle_counts(reading.text, label.text) for label, reading in read if label.text]
        ),
        title=_mean(same_title(reading.title, label.title) for label, reading in read if label.title),
        author=_mean(
            same_authors(reading.author, label.author)
            for label, reading in read
            if label.author and names_authors
        ),
        author_invented=_mean(
            bool(names(reading.author)) for label, reading in read if not label.author and names_authors
        ),
        date=_mean(
            same_day(reading.date, label.date) for label, reading in read if label.date and names_dates
        ),
        headings=_mean(
            share
            for label, reading in read
            if (share := headings_kept(reading.text, label.headings, label.title)) is not None
        ),
        pages_per_s=len(read) / cpu_s if cpu_s else None,
    )


def token_f1s(labels: Iterable[Label], readings: Mapping[str, Reading]) -> dict[str, float]:
    """{page's id: token F1} of the pages whose text is labelled."""
    return {label.id: token_overlap(readings[label.id].text, label.text).f1 for label in labels if label.text}


def _snippet_f1(pages: Sequence[Counts]) -> float | None:
    """Of all pages' snippets together."""
    if not pages:
        return None
    right = sum(page.right for page in pages)
    wrong, missed = sum(page.wrong for page in pages), sum(page.missed for page in pages)
    return harmonic_mean(right / max(1, right + wrong), right / max(1, right + missed))


def _shingle_f1(pages: Sequence[Counts]) -> float | None:
    """Of the mean precision over pages with a text, and the mean recall."""
    if not pages:
        return None
    precision = _mean(page.right / (page.right + page.wrong) for page in pages if page.right + page.wrong)
    recall = _mean(page.right / (page.right + page.missed) for page in pages if page.right + page.missed)
    return harmonic_mean(precision or 0.0, recall or 0.0)


def _mean(values: Iterable[float]) -> float | None:
    listed = list(values)
    return fmean(listed) if listed else None
