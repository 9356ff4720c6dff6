"""Sections of a page that are not the post's, told by the words over them: authors, related posts. Pure."""

import re
from collections.abc import Sequence
from itertools import takewhile

from index.ingest.extract.blocks import tidy_line
from index.ingest.extract.chrome import is_chrome
from index.ingest.extract.lines import SENTENCE_ENDS, Line, letters_in
from index.ingest.extract.link_lists import lead_elsewhere
from index.ingest.extract.site_words import SIDE_HEADINGS
from index.records import BlockKind

_MOST = 0.4  # of the text: a section with more is no side matter
_LATE = 0.5  # of the text comes before; earlier, only a section of links or short lines is taken out
_SHORT_CHARS = 40
_ANNOUNCED_CHARS = 60  # of letters and digits, in a paragraph that ends in a colon
_A_LINK_CHARS = 60
_A_PARAGRAPH_CHARS = 200
_A_SENTENCE_CHARS = 30
_MAX_HEADING_CHARS = 120
_ROUND = " :：.!…"
_MOSTLY_LINKS = 0.5
_FEW_LINKS = 0.2

# About people, and offers: such a section may have paragraphs of its own.
_ABOUT = (
    r"(?:about|meet|more (?:from|by)) the (?:authors?|writers?|editors?|reviewers?)"
    r"|(?:join|sign up|subscribe|get)\b.*\b(?:newsletter|inbox|updates|email)\b.*"
    r"|(?:(?:important|medical|legal) )?disclaimers?|disclosures?"
)
_OTHERS = (
    r"(?:related|recommended|similar|popular|recent|latest|more|other|trending|suggested"
    r"|featured|you may like|keep)(?: \w+){0,2} (?:posts?|articles?|stories|reads?|reading|content|resources"
    r"|topics|guides?|publications|insights|news|blogs?|products?|videos|links)"
    r"(?: (?:from|by|on|in|that|you|for|about|to)\b.*)?"
    r"|read next|more like this|up next"
    r"|(?:if you (?:liked|enjoyed) .{1,40}\b)?you (?:may|might) (?:also )?(?:like|be interested|enjoy).*"
    r"|you(?:[’']?ll| will) also (?:like|love|enjoy).*"
    r"|comments?(?: \(\d+\))?|\d+ comments?|leave a (?:comment|reply).*|share (?:this|on|the).*"
    r"|explore (?:more|other).*|read more|(?:next|previous) posts?|get in touch|what to read next"
    r"|(?:continue|keep) reading|more in \w+|follow us.*|tags|discover more.*"
    r"|in this (?:series|section)|see also"
)
_OF_READING = re.compile(r"\b(?:related|recommended|suggested|see also|reading|reads?)\b", re.IGNORECASE)
_ABOUT_HEADING = re.compile(_ABOUT, re.IGNORECASE)
_HEADING = re.compile(f"{_ABOUT}|{_OTHERS}|{SIDE_HEADINGS}", re.IGNORECASE)


def without_tails(lines: Sequence[Line]) -> list[Line]:
    """`lines` without the sections whose headings say that they are about other matters."""
    total = max(1, letters_in(lines))
    kept: list[Line] = []
    passed = n = 0
    while n < len(lines):
        section = _section(lines, n)
        if section and _is_side_matter(section, passed / total, total):
            n += len(section)
            passed += letters_in(section)
        else:
            kept.append(lines[n])
            passed += len(lines[n].key)
            n += 1
    return kept


def _section(lines: Sequence[Line], start: int) -> Sequence[Line]:
    """The line at `start` and those below it, where it heads other matters; else nothing."""
    head = lines[start]
    if not (head.level or _heads_a_section(head)) or len(head.text) > _MAX_HEADING_CHARS:
        return ()
    if not _HEADING.fullmatch(_words_of(head)):
        return ()
    rest = lines[start + 1 :]
    if head.level:
        below = takewhile(lambda line: not 0 < line.level <= head.level, rest)
    else:
        below = takewhile(lambda line: not line.level and _is_a_link(line), rest)
    return [head, *below]


def _heads_a_section(line: Line) -> bool:
    """Whether a line that is no heading may stand for one."""
    most = _ANNOUNCED_CHARS if line.text.rstrip().endswith(":") else _SHORT_CHARS
    return line.kind is BlockKind.PARAGRAPH and len(line.key) < most


def _words_of(head: Line) -> str:
    return tidy_line(head.text).strip(_ROUND)


def _is_side_matter(section: Sequence[Line], place: float, total: int) -> bool:
    head, *below = section
    if letters_in(section) > _MOST * total:
        return False
    if not _ABOUT_HEADING.fullmatch(_words_of(head)) and _is_the_writers(head, below):
        return False
    return place > _LATE or all(line.links > _MOSTLY_LINKS or len(line.key) < _SHORT_CHARS for line in below)


def _is_the_writers(head: Line, below: Sequence[Line]) -> bool:
    """Whether a section so called is the post's own: it tells something, or leads to several other sites."""
    if any(map(_is_paragraph, below)):
        return True
    if not (head.level and below):
        return False
    if _is_sentence(below[0]) and all(line.links < _FEW_LINKS for line in below):
        return True
    return _OF_READING.search(head.text) is not None and lead_elsewhere(below)


def _is_paragraph(line: Line) -> bool:
    return len(line.key) > _A_PARAGRAPH_CHARS and line.links < _FEW_LINKS


def _is_sentence(line: Line) -> bool:
    text = tidy_line(line.text)
    return len(line.key) >= _A_SENTENCE_CHARS and text.endswith(SENTENCE_ENDS) and not is_chrome(text)


def _is_a_link(line: Line) -> bool:
    return line.links > _MOSTLY_LINKS or len(line.key) < _A_LINK_CHARS
