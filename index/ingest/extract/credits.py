"""The line or the element of a page that credits its author -> people. Pure."""

import re
from collections.abc import Iterable

from index.ingest.extract.blocks import tidy_line
from index.ingest.extract.dates import dates_in
from index.ingest.extract.people import byline_names, clean_authors, is_full_name, is_group, is_nobody

_BY = (
    r"(?:(?:article|story|words?|text|written|posted|published|submitted|contributed|created)\s+)?by\b:?"
    r"|(?:(?:verfasst|geschrieben) )?von|par|(?:escrito )?por|scritto da|(?:geschreven )?door"
    r"|(?:skriven |skrevet )?av"
)
_AUTHOR = r"(?:the\s+)?authors?\s*(?:\(s\))?|written by|autor(?:in|es)?|auteure?s?|autore|作者|автор"
_LABEL = re.compile(rf"(?:{_BY})|(?:{_AUTHOR})\s*[:：]?", re.IGNORECASE)
_LABELLED = re.compile(rf"(?:(?:{_BY})\s+|(?:{_AUTHOR})\s*[:：]\s*)(\S.*)", re.IGNORECASE)
_OTHERS = re.compile(
    r"\b(?:review\w*|edited|editor|fact[- ]?check\w*|photo\w*|illustrat\w*|translated|verified|approved"
    r"|sponsored)\b",
    re.IGNORECASE,
)
_JOINED = re.compile(r"[,;&+]|and|und|et|y|e|en|og|och|with", re.IGNORECASE)
_PART_BREAK = re.compile(r"\s*[|·•–—/\n]\s*|\s+[-]\s+|\s+(?:on|in|for|am|le)(?:\s+|$)")
_AFTER_DATE_BY = re.compile(r"\bby:?\s+(\S.*)$", re.IGNORECASE)
_NO_NAME_WORDS = re.compile(
    r"\b(?:by|about|view|all|posts?|more|read|share|follow|the|in|on)\b", re.IGNORECASE
)
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
        if _JOINED.fullmatch(text):
            is_joined = True
            continue
        if found and not (is_joined or _starts_joined(text)):
            break
        names = names_in_line(text) or _bare_names(text)
        if _LABEL.fullmatch(text):
            is_others = False
        elif _OTHERS.search(text) and not names:
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


def names_in_line(line: str) -> tuple[str, ...]:
    """The people in a line that says by whom it is, perhaps when, and nothing else."""
    if len(line) >= _MAX_CHARS:
        return ()
    match = _LABELLED.fullmatch(line.strip(" •·|–—-"))
    if match:
        return _leading_names(match.group(1))
    if names := byline_names(line):
        return () if any(map(is_nobody, names)) else names
    days = list(dates_in(line))
    if not days:
        return ()
    if match := _AFTER_DATE_BY.search(line):
        return _leading_names(match.group(1))
    # "Ann Lee | Senior Writer | July 2": where a name and a day are all, the name may be a category's.
    parts = [part.strip(" ,") for part in _PART_BREAK.split(line[: days[0][0]]) if part.strip(" ,")]
    return (parts[0],) if len(parts) > 1 and is_full_name(parts[0]) and not _OTHERS.search(line) else ()


def joins_names(text: str) -> bool:
    """Whether it stands between two names and says nothing more."""
    return _JOINED.fullmatch(text) is not None


def names_others(text: str) -> bool:
    """Whether whoever is named next did something else than write."""
    return len(text) < _MAX_CHARS and _OTHERS.search(text) is not None


def says_by(line: str) -> bool:
    """Whether it is a line that says by whom something is."""
    return len(line) < _MAX_CHARS and _LABELLED.fullmatch(line.strip(" •·|–—-")) is not None


def without_label(line: str) -> str:
    """What comes after "by" in such a line; all of any other."""
    match = _LABELLED.fullmatch(line.strip(" •·|–—-"))
    return match.group(1) if match else line


def _starts_joined(text: str) -> bool:
    return text.startswith((",", "&", "and "))


def _leading_names(text: str) -> tuple[str, ...]:
    """The people at the head of `text`, up to what is no name: an office, a date, a place."""
    days = list(dates_in(text))
    text = text[: days[0][0]] if days else text
    if _OTHERS.match(text):
        return ()
    names: list[str] = []
    for name in clean_authors([_PART_BREAK.split(text.strip())[0]]):
        if not is_full_name(name) and not is_group(name):
            break
        names.append(name)
    return tuple(names)


def _bare_names(text: str) -> tuple[str, ...]:
    """The people in a string that names them and says no more; one word may be a name where it is marked."""
    names = clean_authors([text.strip(" ,&").removeprefix("and ")])
    if names and all(map(is_group, names)):
        return names
    if not names or any(map(is_nobody, names)) or _NO_NAME_WORDS.search(text) or _OTHERS.search(text):
        return ()
    is_one_word = len(names) == 1 and re.fullmatch(r"[^\W\d_][\w.’'-]{1,24}", names[0]) is not None
    return names if is_one_word or all(is_full_name(name) or is_group(name) for name in names) else ()
