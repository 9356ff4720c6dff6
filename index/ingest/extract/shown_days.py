"""The days that readers see on a page, near its title and further off. Pure, but for the clock."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape

import htmldate

from index.ingest.extract.blocks import tidy_line
from index.ingest.extract.dates import dates_in, day_by_order, is_date_like, is_date_line, parse_date
from index.ingest.extract.page_tree import Element
from index.ingest.extract.stated import Stated
from index.ingest.extract.survey import Survey, Words
from index.ingest.extract.time_elements import LABEL_CHARS, is_time_of_change, moment_of, says_change
from index.ingest.extract.told import GUESSED, Told

_DATE_CLASS = re.compile(r"(?:^|[\s_-])(?:date|published|pubdate|posted|timestamp|meta)(?:$|[\s_-])", re.I)
_MAX_DATE_TEXT_CHARS = 200
_TEXT_CHARS = 120  # a string at least this long is running text
_SENTENCE_WORDS, _SENTENCE_ENDS = 7, (".", "!", "?", "。")
_OF_THE_POST = re.compile(
    r"publi|post|updat|written|article|appeared|review|veröffentlicht|erschien|aktualisiert|gepubliceerd"
    r"|actuali|aggiornat|atualiz|опубликован|обновлен",
    re.IGNORECASE,
)
_OF_ANOTHER_DAY = re.compile(
    r"(?:(?:event|start|end|due|closing|expiry) date|when|deadline|webinar|born|est|established|founded)\b"
    r"\.?\s?:?",
    re.IGNORECASE,
)
# "LONDON, 4 March 2021 – Loaf announced", "(Leeds, May 3, 2020)".
_DATELINE = re.compile(r"[^.!?]{0,60}\b(?:19|20)\d\d\)?\s?(?:[–—:/(]|-{1,2}\s|\))")
_RUNS_AFTER, _RUNS_BEFORE = 40, 16  # counted from the title; further off, other posts are spoken of
_CHARS_AFTER = 400
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
_NOT_READ = frozenset(["script", "style", "noscript", "svg", "title", "option", "code", "pre"])
_MAX_GUESSED_LINES = 200


@dataclass(frozen=True, slots=True)
class WrittenDay:
    """A day as people read it: whether a change is dated by it, and whether its line says hardly more."""

    day: str
    is_of_change: bool
    is_line: bool


def days_near(page: Survey, heading: Element | None) -> tuple[list[WrittenDay], list[WrittenDay]]:
    """The days as people read them, under the title and above it."""
    if heading is None:
        return [], []
    under, chars = [], 0
    for words in page.words_after(heading, _RUNS_AFTER):
        text = tidy_line(words.text)
        chars += len(text)
        if chars > _CHARS_AFTER:
            break
        if not _is_others_day(page, words):
            under.append(text)
    before = [words for words in page.words_before(heading, _RUNS_BEFORE) if not _is_others_day(page, words)]
    over = [tidy_line(words.text) for words in before]
    short = [text for text in reversed(over) if len(text) < _TEXT_CHARS]
    return list(_days_in(under)), list(_days_in(short))


def _is_others_day(page: Survey, words: Words) -> bool:
    return _DIGIT.search(words.text) is not None and page.is_by_others(words.holder)


def marked_day(page: Survey) -> Told[str] | None:
    """The day in an element named for it, else in any time element."""
    for element in page.having("class"):
        is_named = _DATE_CLASS.search(element.get("class")) is not None
        day = _only_day(page.short_text(element, _MAX_DATE_TEXT_CHARS)) if is_named else None
        if day and not page.is_by_others(element):
            return Told(day, "text")
    for time in page.named("time"):
        is_of_change = is_time_of_change(page, time, page.text(time))
        day = None if is_of_change else _only_day(moment_of(page, time))
        if day and not page.is_by_others(time):
            return Told(day, "time element")
    return None


def day_by_the_country(page: Survey, stated: Stated, heading: Element | None) -> Told[str] | None:
    """The day beside the title that is read in one way in America and in another elsewhere."""
    locale = (page.root.get("lang") or stated.meta.get("og:locale") or "").replace("_", "-")
    if heading is None or not locale:
        return None
    own = len(page.words_in(heading))
    under = page.words_after(heading, own + _RUNS_AFTER)[own:]
    for words in (*under, *page.words_before(heading, _RUNS_BEFORE)):
        if page.is_by_others(words.holder):
            continue
        if is_date_like(line := tidy_line(words.text)) and not _is_sentence(line):
            # Where a page says no more than "en", its template was American; elsewhere pages say "en-gb".
            day = day_by_order(line, month_first=locale.casefold() in ("en-us", "en"))
            return Told(day, GUESSED) if day else None
    return None


def guessed_day(page: Survey) -> Told[str] | None:
    """What htmldate finds in what is short and holds a year; the whole page would take it long."""
    lines: list[str] = []
    days: set[str | None] = set()
    for text, holder in page.words:
        if len(text) >= _MAX_DATE_TEXT_CHARS or not _YEAR.search(text) or holder.tag in _NOT_READ:
            continue
        line = text.strip()
        is_told = _is_sentence(line) or _OF_ANOTHER_DAY.match(line)
        if not (is_told or page.is_by_others(holder)):
            name = "time" if holder.tag == "time" else "div"
            days |= {_only_day(text)} if is_date_line(text) else set()
            lines.append(f'<{name} class="{escape(holder.get("class") or "")}">{escape(text)}</{name}>')
        if len(lines) >= _MAX_GUESSED_LINES:
            break
    if not lines:
        return None
    document = f"<html><body><article>{''.join(lines)}</article></body></html>"
    guess = htmldate.find_date(document, original_date=True, extensive_search=False)
    day = parse_date(guess) if guess else None
    if day is None and len(days) == 1:
        day = days.pop()
    return Told(day, GUESSED) if day else None


def _days_in(texts: Iterable[str]) -> Iterator[WrittenDay]:
    """The days in `texts`. What stands before a day, in its text or as the text before, is its label."""
    label = ""
    for text in texts:
        done = 0
        if _is_sentence(text):
            label = ""
            continue
        for start, end, day in dates_in(text):
            said = text[done:start].strip(" ·|•,:–—-") or label
            is_of_change = says_change(_YEAR.split(said)[-1][-2 * LABEL_CHARS :])
            if not _OF_ANOTHER_DAY.fullmatch(said):
                yield WrittenDay(day, is_of_change, is_date_line(text))
            done, label = end, ""
        if text and not done:
            label = text if len(text) <= LABEL_CHARS else ""


def _is_sentence(text: str) -> bool:
    """Whether it tells of something else than the post: the days of that are seldom the post's."""
    is_long = text.endswith(_SENTENCE_ENDS) and len(text.split()) > _SENTENCE_WORDS
    return is_long and _OF_THE_POST.search(text) is None and _DATELINE.match(text) is None


def _only_day(text: str) -> str | None:
    """The first day in `text` that is not of a change."""
    return next((written.day for written in _days_in([text]) if not written.is_of_change), None)
