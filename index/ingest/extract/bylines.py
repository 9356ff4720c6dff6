"""The bylines of a page that stand near its title: lines and elements that credit people. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence

from index.ingest.extract.author_marks import names_only, stands_with_others
from index.ingest.extract.blocks import tidy_line
from index.ingest.extract.credit_words import after_label, joins_names, names_others
from index.ingest.extract.credits import is_read_time, names_beside_date, names_in, names_in_line
from index.ingest.extract.dates import is_date_line
from index.ingest.extract.near import Near
from index.ingest.extract.page_tree import Element
from index.ingest.extract.people import clean_authors, is_full_name, is_known_name, is_nobody, is_pen_name
from index.ingest.extract.survey import Survey
from index.ingest.extract.told import Told

_PEN_NAME_CHARS = 40
_OFFICE_CHARS = 80
_OFFICE = re.compile(
    r"\b(?:correspondent|reporter|writer|columnist|journalist|contributor|editor|professor|lecturer|fellow"
    r"|researcher|scientist|analyst|consultant|engineer|developer|designer|architect|attorney|lawyer|partner"
    r"|physician|surgeon|therapist|dietitian|nutritionist|psychologist|director|manager|president|head of"
    r"|chief|lead|[es]?vp|vice president"
    r"|ceo|cto|founder|co-founder|specialist|strategist|author|student|intern)\b",
    re.IGNORECASE,
)
_DATE_LABEL = re.compile(r"(?:(?:posted|published|updated|edited|written)(?: on)?|on|date):?", re.IGNORECASE)
_WORD = re.compile(r"\w\w")

People = Told[tuple[str, ...]]


def bylines_near(page: Survey, near: Near) -> Iterator[People]:
    """Whom the page names as authors beside its title, the surest first."""
    for names in _marked(page, near.marked):
        yield Told(names, "byline")
    for names in _linked(page, near.linked):
        yield Told(names, "byline")
    for line in near.lines:
        yield Told(names_in_line(line), "byline")
    # Whom the title names the post is about, unless it says "by".
    for line in near.lines:
        if line in near.pictured and is_full_name(line) and line not in near.title:
            yield Told((line,), "byline")
    for line in _beside_dates(near.lines, near.times):
        yield Told(tuple(name for name in names_beside_date(line) if name not in near.title), "byline")


def pen_name(page: Survey, near: Near) -> People | None:
    """A short name, though it looks like nobody's, in an element that is marked for an author's name only."""
    for element in near.marked:
        if not (names_only(element) and may_be_the_authors(page, element)):
            continue
        line = page.short_text(element, _PEN_NAME_CHARS)
        names = clean_authors([after_label(line) or line])
        if len(names) == 1 and not is_nobody(names[0]) and is_pen_name(names[0]):
            return Told(names, "byline")
    return None


def may_be_the_authors(page: Survey, element: Element) -> bool:
    """Whether an element that names somebody stands neither among others' words nor in a credit for less."""
    return not (
        page.is_by_others(element)
        or names_others(_words_before(page, element))
        or stands_with_others(element)
    )


def _words_before(page: Survey, element: Element) -> str:
    return next(filter(None, (tidy_line(words.text) for words in page.words_before(element, 4))), "")


def names_within(page: Survey, element: Element) -> tuple[str, ...]:
    """The people whom an element begins with."""
    return names_in(words.text for words in page.words_in(element))


def _beside_dates(lines: Sequence[str], times: Sequence[str]) -> Iterator[str]:
    """The lines with a date or a reading time in the line before or after them.

    Bullets are no lines, nor is the office that stands under a person's name, or who drew.
    """
    shown: list[str] = []
    for line in filter(_WORD.search, lines):
        if line not in times and _DATE_LABEL.fullmatch(line):
            continue
        is_about_one = _OFFICE.search(line) is not None or names_others(line)
        if not (is_about_one and len(line) <= _OFFICE_CHARS and shown and is_known_name(shown[-1])):
            shown.append(line)
    is_date = [line in times or is_date_line(line) or is_read_time(line) for line in shown]
    for i, line in enumerate(shown):
        if any(is_date[max(0, i - 1) : i + 2]):
            yield line


def _marked(page: Survey, elements: Iterable[Element]) -> Iterator[tuple[str, ...]]:
    """The names in elements marked for them, with those of sure people in the next that look alike.

    Microdata says which are authors of one thing: those within it, whatever stands between them.
    """
    alike: dict[tuple[Element, str, str | None], list[str]] = {}
    for element in elements:
        if may_be_the_authors(page, element):
            thing = _described(element) if element.get("itemprop") == "author" else None
            around = element.getparent() if thing is None else thing
            names = alike.setdefault((around, element.tag, element.get("class")), [])
            found = names_within(page, element)
            names.extend(found if not names else filter(is_known_name, found))
    for names in alike.values():
        yield tuple(dict.fromkeys(names))


def _is_item(element: Element) -> bool:
    """Whether it is one of several that look alike, side by side."""
    names = element.get("class")
    beside = (element.getprevious(), element.getnext())
    return element.tag == "li" or any(
        names and one is not None and one.tag == element.tag and one.get("class") == names for one in beside
    )


def _described(element: Element) -> Element | None:
    """What microdata says that it is the author of."""
    return next((around for around in element.iterancestors() if "itemscope" in around.attrib), None)


def _linked(page: Survey, links: Iterable[Element]) -> Iterator[tuple[str, ...]]:
    """The names in links to authors' pages; those that stand in one list together."""
    lists: dict[Element, list[str]] = {}
    of_others: set[Element] = set()
    for link in links:
        parent = link.getparent()
        is_item = _is_item(parent)
        around = parent.getparent() if is_item else parent
        if not may_be_the_authors(page, link):
            if is_item and around not in lists:
                of_others.add(around)
            continue
        if around in of_others:
            continue
        before = _words_before(page, link)
        names = lists.setdefault(around, [])
        if not names or is_item or joins_names(before):
            names.extend(names_within(page, link))
    for names in lists.values():
        yield tuple(dict.fromkeys(names))
