"""What stands above the running text of a scrape: its title, who wrote it, and when. Pure."""

import re
from collections.abc import Sequence

from index.ingest.extract.dates import find_date, is_date_line
from index.ingest.extract.people import byline_names
from index.ingest.extract.picture_lines import is_picture_name
from index.ingest.extract.scrape_lines import ends_post, is_widget

_MAX_TITLE_WORDS = 7
_LONG_TITLE_WORDS = 20
_NEAR_LINES = 25  # above the text; further up there are menus
_BESIDE_LINES = 5
_TEXT_LINES = 60  # of the running text, in which the title's words are looked for
_TOO_LONG_CHARS = 220
_MIN_WORD_CHARS = 4
_ABOUT_LINES = 8  # above the title and in the text's beginning, where a byline may stand
_MAX_ABOUT_CHARS = 120

BULLET = re.compile(r"^\s*(?:[•·*‣▪◦]|-(?=\s)|\d{1,2}[.)](?=\s))\s*")
_MARK = re.compile(r"^\s*(?:[•·*‣▪◦]|-(?=\s))\s*")
_WORD = re.compile(r"\w+")
_LEADING_NUMBER = re.compile(r"^\W*\d{0,2}[.)]?\s*")
_PATH_MARK = re.compile(r"[»›❯>→]|\s/\s|\s[|•·]\s")
_RUN_TOGETHER = re.compile(r"[^\W\d_A-Z][A-Z]")
_BY = re.compile(
    r"(?:(?:written|posted|published|words?|text|story)\s+)?by\b.{0,60}|author:?.{0,60}", re.IGNORECASE
)
_BY_ALONE = re.compile(r"(?:(?:written|posted|published)\s+)?by:?|author:?", re.IGNORECASE)
_BY_START = re.compile(r"(?:(?:written|posted|published)\s+)?by[:\s]|author:", re.IGNORECASE)
_MONTH_DAY = re.compile(r"[^\W\d_]{3,9}\.? \d{1,2}(?:, \d{4})?|\d{1,2} [^\W\d_]{3,9}\.?(?: \d{4})?")
_AFTER_NAME = re.compile(r"\s*(?:[|·•,–—-]|\bon\b|\bin\b|\d|\(|[^\W\d_]{3,9}\.? \d{1,2},? \d{4}).*$")
_READ_TIME = re.compile(r"\d+ ?min", re.IGNORECASE)


def is_about(line: str) -> bool:
    """Whether a line says who wrote the post, or when."""
    return bool(byline_names(line)) or is_date_line(line)


def title_position(head: Sequence[str], body: Sequence[str]) -> int | None:
    """Of the lines before the text, the one that looks most like its title; None where none could be.

    A title is some words long, near the text and what is said about it, and of the text's own words.
    """
    about = [is_about(line) for line in head]
    of_text = set(_words(" ".join(body[:_TEXT_LINES])))
    announced = {_bare(line) for line in body}
    known = {_bare(line) for line in head}
    listed = [_bare(line) in announced for line in head]
    could_be = [
        not about[i]
        and not (listed[i] and any(listed[other] for other in (i - 1, i + 1) if 0 <= other < len(head)))
        and _could_be_title(line)
        for i, line in enumerate(head)
    ]
    seen = [i for i, line in enumerate(head) if about[i] or not is_widget(line)]
    distances = {position: len(seen) - i for i, position in enumerate(seen)}
    scores: dict[int, float] = {}
    for i, line in enumerate(head):
        if not could_be[i]:
            continue
        bare, words = _bare(line), set(_words(line))
        count = len(line.split())
        distance = distances[i]
        place = len(seen) - distance
        above, below = seen[place - 1 : place], seen[place + 1 : place + 1 + _BESIDE_LINES]
        scores[i] = (
            min(count, _MAX_TITLE_WORDS)
            - max(0, count - _LONG_TITLE_WORDS)
            + 4 * any(about[other] for other in (*above, *below))
            + 6 * (sum(word in of_text for word in words) / len(words) if words else 0.0)
            + 4 * (count > 2 and any(bare in other and bare != other for other in known))
            - 3 * (bare in announced)
            - 8 * line.endswith(".")
            - 6 * (_PATH_MARK.search(line) is not None)
            - 6 * (len(_RUN_TOGETHER.findall(line)) > 1)
            - 0.2 * min(distance, _NEAR_LINES)
            - 10 * (distance > _NEAR_LINES)
        )
    return max(scores, key=lambda i: (scores[i], -i), default=None)


def first_title(head: Sequence[str]) -> int | None:
    """Of the lines before a note's text, the first that could be its title."""
    return next((i for i, line in enumerate(head) if not is_about(line) and _could_be_title(line)), None)


def lines_about(head: Sequence[str], title_at: int | None, body: Sequence[str]) -> list[str]:
    """The lines where a byline and a date may stand: below the title, then above it, then in the text."""
    at = title_at if title_at is not None else -1
    above = head[max(0, at - _ABOUT_LINES) : at] if at > 0 else []
    lines = [*head[at + 1 :], *reversed(above), *body[:_ABOUT_LINES]]
    return [line for line in lines if len(line) <= _MAX_ABOUT_CHARS]


def find_day(about: Sequence[str]) -> str | None:
    """The first day that is written in the lines about a post; lines that say only that go first."""
    dated = [line for line in about if is_date_line(line)]
    return next(filter(None, map(find_date, (*dated, *about))), None)


def find_people(about: Sequence[str]) -> tuple[str, ...]:
    """Those named by a byline among the lines about a post; empty where none is."""
    for i, line in enumerate(about):
        after = about[i + 1] if i + 1 < len(about) else ""
        before = about[i - 1] if i else ""
        if _BY_ALONE.fullmatch(line) and (people := byline_names(f"By {_AFTER_NAME.sub('', after)}")):
            return people
        if _BY_START.match(line) and (people := byline_names(_AFTER_NAME.sub("", line))):
            return people
        if (people := byline_names(line)) and (
            not _MARK.match(line) or "," in line or _beside_date(before, after)
        ):
            return people
        if (people := byline_names(f"By {line}")) and len(line.split()) > 1 and not is_widget(line):
            is_repeated = line in (before, after) or before.startswith(line)
            if is_repeated or is_date_line(after) or _READ_TIME.search(after) or before.endswith("avatar"):
                return people
    return ()


def _beside_date(before: str, after: str) -> bool:
    return any(is_date_line(line) or _READ_TIME.search(line) for line in (before, after))


def _could_be_title(line: str) -> bool:
    return not (
        _MARK.match(line)
        or len(line) > _TOO_LONG_CHARS
        or _BY.fullmatch(line)
        or _MONTH_DAY.fullmatch(line)
        or is_widget(line)
        or ends_post(line)
        or (is_picture_name(line) and line[:1].islower())
    )


def _bare(line: str) -> str:
    return " ".join(_WORD.findall(_LEADING_NUMBER.sub("", line).casefold()))


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(text.casefold()) if len(word) >= _MIN_WORD_CHARS]
