"""The line or the element of a page that credits its author -> people. Pure."""

import re
from collections.abc import Iterable, Iterator

from index.given_names import is_given_name
from index.ingest.extract.blocks import tidy_line
from index.ingest.extract.credit_words import after_label, is_label, joins_names, names_others
from index.ingest.extract.dates import dates_in
from index.ingest.extract.people import (
    byline_names,
    clean_authors,
    is_full_name,
    is_group,
    is_known_name,
    is_nobody,
)

_PART_BREAK = re.compile(r"\s*[|·•–—/\n]\s*|\s+-(?:\s+|$)")
_AFTER_NAME = re.compile(
    r"\s+(?:on|in|for|at|from|am|le|is|was|has|writes|works|wrote|founded|runs"
    r"|ist|war|schreibt|lebt|arbeitet|est|écrit|vit|es|escribe|vive|è|scrive|é|är|skriver|jest"
    r"|(?:last )?(?:updated|published|posted|reviewed|edited|modified)|et publiée?)(?:\s+|:|$)"
    r"|\s+(?:el|em|il|op|den|dnia|à)(?:\s+(?=\d)|$)",
    re.IGNORECASE,
)
_BY_WITHIN = re.compile(
    r"(?:^|[\s|/•·–—-])(?:(?:by|von|par|por|door|przez|автором|بواسطة|بقلم|oleh):?\s+|(?:作者|撰文|著者)[:：]\s*)(\S.*)$",
    re.IGNORECASE,
)
_ALL_OF = re.compile(
    r"(?:(?:view|see|read|show|browse|find|discover)\s+)?(?:(?:all|more|other)\s+)?"
    r"(?:(?:posts|articles|stories)\s+)?"
    r"(?:by|from)\s+(\S.*)",
    re.IGNORECASE,
)
_NO_NAME_WORDS = re.compile(
    r"\b(?:by|about|view|all|posts?|more|read|share|follow|the|in|on)\b", re.IGNORECASE
)
_NAMED_GROUP = re.compile(r"the\b|[^a-z]")  # "The Loaf Team" is a name, "our own team" is none
_HANDLE = re.compile(r"[^\W\d_][\w.’'-]{1,24}")
_FEW_WORDS = re.compile(r"[^\W\d_][\w.’'-]+(?: [^\W\d_][\w.’'-]*){0,2}")
_BEFORE_NAME = re.compile(r"(?:di|de)\s+(?=[A-Z])", re.IGNORECASE)  # too common words to tell by them alone
_READ_TIME = re.compile(r"(?:\d+|a) ?min(?:ute)?s?\b.{0,12}", re.IGNORECASE)
_YEAR = re.compile(r"\b20\d\d\b")
_MAX_CHARS = 120
_MAX_STRINGS = 12


def names_in(runs: Iterable[str]) -> tuple[str, ...]:
    """The people whom an element that is marked as naming an author begins with; empty where none.

    `runs` is its text, as it is cut up by tags.

    The names of all who wrote, but neither their offices nor those who checked or drew.
    """
    found: list[str] = []
    is_joined, is_others, seen = False, False, 0
    for text in filter(None, map(tidy_line, runs)):
        seen += 1
        if seen > _MAX_STRINGS or len(text) >= _MAX_CHARS:
            break
        if joins_names(text):
            is_joined = True
            continue
        if found and not (is_joined or text.startswith((",", "&", "and "))):
            break
        names = names_in_line(text) or _bare_names(text)
        if is_label(text):
            is_others = False
        elif names_others(text) and not names:
            if found:
                break
            is_others = True
        elif is_others:
            is_others = False
        elif names:
            found += [name for name in names if name not in found]
            is_joined = text.endswith((",", "&", " and"))
        elif found:
            break
    return tuple(found)


def is_read_time(line: str) -> bool:
    """Whether it says how long a post takes to read, and nothing more."""
    return _READ_TIME.fullmatch(line) is not None


def names_in_line(line: str) -> tuple[str, ...]:
    """The people in a line that says by whom it is, perhaps when, and hardly anything else."""
    if len(line) >= _MAX_CHARS:
        return ()
    days = list(dates_in(line))
    if (named := after_label(line)) is not None:
        return leading_names(named) or (handle(named) if days or _YEAR.search(line) else ())
    if names := byline_names(line):
        return () if any(map(is_nobody, names)) else names
    is_in_parts = bool(days) or len(list(_parts(line))) > 1
    if is_in_parts and (match := _BY_WITHIN.search(line)):
        return leading_names(match.group(1))
    return _beside_day(line, days[0][0], days[-1][1]) if days and not names_others(line) else ()


def _beside_day(line: str, start: int, end: int) -> tuple[str, ...]:
    """The one person in what stands before or after the day that a line gives from `start` to `end`."""
    sides = (_parts(line[:start]), _parts(line[end:]))
    before, after = ([part for part in parts if not is_read_time(part)] for parts in sides)
    # "Ann Lee | Senior Writer | July 2": where a name and a day are all, it may be a category's.
    if len(before) > 1 and is_full_name(before[0]):
        return (before[0],)
    return next(((name,) for name in (*before[:1], *after[:1]) if is_known_name(name)), ())


def leading_names(text: str) -> tuple[str, ...]:
    """The people at the head of `text`, up to what is no name: an office, a date, a verb."""
    names: list[str] = []
    for name in clean_authors([_head(text)]):
        if not is_full_name(name) and not (is_group(name) and _NAMED_GROUP.match(name)):
            break
        names.append(name)
    return tuple(names)


def names_beside_date(line: str) -> tuple[str, ...]:
    """The people in a line that stands beside a date: a user after "by", or those who have a first name."""
    if (named := after_label(line)) is not None:
        return handle(named)
    first = next((part for part in _parts(line) if not is_read_time(part)), "")
    names = clean_authors([_BEFORE_NAME.sub("", first, count=1)])
    if names and is_known_name(names[0]):
        return names[:1] if not all(map(is_known_name, names)) else names
    return names if all(map(is_given_name, names)) and first == line else ()


def handle(text: str) -> tuple[str, ...]:
    """The user of few words, in capitals or not, that `text` begins with."""
    head = _head(text)
    if not _FEW_WORDS.fullmatch(head) or _NO_NAME_WORDS.search(head) or not is_full_name(f"A {head}".title()):
        return ()
    return clean_authors([head])


def _head(text: str) -> str:
    """What stands in `text` before a date, an office behind a bar, a verb; empty where it names others."""
    days = list(dates_in(text))
    begin = text[: days[0][0]] if days else text
    return "" if names_others(begin.split(maxsplit=1)[0] if begin.strip() else "") else _first_part(begin)


def _first_part(text: str) -> str:
    return _AFTER_NAME.split(_PART_BREAK.split(text.strip())[0])[0].strip(" ,(")


def _parts(text: str) -> Iterator[str]:
    """What stands between bars, bullets and dashes."""
    return (part.strip(" ,") for part in _PART_BREAK.split(text) if part.strip(" ,"))


def _bare_names(text: str) -> tuple[str, ...]:
    """The people in a string that names them and says no more; one word may be a name where it is marked."""
    if match := _ALL_OF.fullmatch(text):
        return leading_names(match.group(1))
    names = clean_authors([text.strip(" ,&").removeprefix("and ")])
    if names and all(map(is_group, names)):
        return names
    if not names or any(map(is_nobody, names)) or _NO_NAME_WORDS.search(text) or names_others(text):
        return (first,) if is_known_name(first := _first_part(text)) else ()
    is_one_word = len(names) == 1 and _HANDLE.fullmatch(names[0]) is not None
    if is_one_word or all(is_full_name(name) or is_group(name) for name in names):
        return names
    return (first,) if is_known_name(first := _first_part(text)) else ()
