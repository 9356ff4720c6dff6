"""The bylines of a page: lines and elements near its title, or further off, that credit people. Pure."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice

from index.ingest.extract.author_marks import (
    face_name,
    is_marked,
    leads_to_author,
    names_only,
    stands_among,
    stands_with_others,
    teasers_of,
)
from index.ingest.extract.blocks import tidy_line
from index.ingest.extract.credit_words import after_label, joined_to_next, joins_names, names_others
from index.ingest.extract.credits import leading_names, names_beside_date, names_in, names_in_line
from index.ingest.extract.dates import is_date_line
from index.ingest.extract.given_names import is_given_name
from index.ingest.extract.page_tree import Element
from index.ingest.extract.people import (
    clean_authors,
    is_full_name,
    is_group,
    is_known_name,
    is_nobody,
    is_pen_name,
)
from index.ingest.extract.stated import Stated
from index.ingest.extract.survey import Survey, Words
from index.ingest.extract.told import Told

_OUTRIGHT = re.compile(
    r"\s*((?:article|words|written|posted|authored|(?:this is )?(?:a )?guest (?:blog )?post)(?: written)?"
    r" (?:by|from)\b:?"
    r"|this (?:guest )?(?:blog post|post|blog|article|essay|story|piece|guide|report) (?:was|is|has been)"
    r" (?:originally )?(?:written|authored|contributed) by\b:?"
    r"|(?:guest )?author:|(?:(?:about|meet) the author|über (?:den autor|die autorin)"
    r"|à propos de l[’']auteure?|sobre (?:el |la |o |a )autora?|over de auteur|об авторе):?\s*$)",
    re.IGNORECASE,
)
_ELEMENTS_AFTER, _ELEMENTS_BEFORE = 80, 20  # counted from the title; further off, other people are named
_RUNS_AFTER, _RUNS_BEFORE = 40, 12
_LOOKED_AT_CHARS = 200  # of a string: the name of an author stands at its beginning
_PEN_NAME_CHARS = 40
_TEXT_CHARS = 120  # a string at least this long is running text
_MAX_MARKED = 60
_DAY_CHARS = 60
_WORD = re.compile(r"\w\w")
_READ_TIME = re.compile(r"(?:\d+|a) ?min(?:ute)?s?\b.{0,12}", re.IGNORECASE)

People = Told[tuple[str, ...]]


class Near:
    """What stands beside the title of a post, as far as it may say who wrote it."""

    def __init__(self, page: Survey, heading: Element | None, stated: Stated) -> None:
        """The elements and lines near `heading`; none where there is no heading."""
        after = [] if heading is None else page.elements_after(heading, _ELEMENTS_AFTER)
        before = [] if heading is None else page.elements_before(heading, _ELEMENTS_BEFORE)
        near = [*after, *before]
        self.marked = [element for element in (*reversed(before), *after) if is_marked(element)]
        self.linked = [element for element in near if leads_to_author(element)]
        self.lines = list(_lines_near(page, heading, stated))
        self.times = [page.short_text(element, _DAY_CHARS) for element in near if element.tag == "time"]
        self.pictured = frozenset(filter(None, (tidy_line(face_name(element)) for element in near)))

    def bylines(self, page: Survey) -> Iterator[str]:
        """What is marked as naming an author, and what stands behind a "by", as they are written."""
        for element in (*self.marked, *self.linked):
            line = page.short_text(element, _TEXT_CHARS)
            yield after_label(line) or line
        yield from filter(None, map(after_label, self.lines))


def bylines_near(page: Survey, near: Near) -> Iterator[People]:
    """Whom the page names as authors beside its title, the surest first."""
    for names in _marked(page, near.marked):
        yield Told(names, "byline")
    for names in _linked(page, near.linked):
        yield Told(names, "byline")
    for line in near.lines:
        yield Told(names_in_line(line), "byline")
    for line in near.lines:
        if line in near.pictured and is_full_name(line):
            yield Told((line,), "byline")
    for line in _beside_dates(near.lines, near.times):
        yield Told(names_beside_date(line), "byline")


def bylines_further(page: Survey, near: Near) -> Iterator[People]:
    """Whom it names elsewhere, where the authors of other posts stand too: one name alone is this post's."""
    close = {*near.marked, *near.linked}
    elsewhere = [element for element in page.elements if element not in close]
    teasers = teasers_of(page)

    def own(kind: Callable[[Element], bool]) -> Iterator[tuple[str, ...]]:
        for element in islice(filter(kind, elsewhere), _MAX_MARKED):
            if _may_be_the_authors(page, element) and not stands_among(element, teasers):
                yield _names_in(page, element)

    credited = map(leading_names, islice(_credits(page), _MAX_MARKED))
    for found in (credited, own(is_marked), own(leads_to_author)):
        named = [names for names in found if names]
        for kind in (_all_full, are_first_names):
            several = {tuple(map(plain_name, names)): names for names in filter(kind, named)}
            if len(several) == 1:
                yield Told(next(iter(several.values())), "byline")


def pen_name(page: Survey, near: Near) -> People | None:
    """A short name, though it looks like nobody's, in an element that is marked for an author's name only."""
    for element in near.marked:
        if not (names_only(element) and _may_be_the_authors(page, element)):
            continue
        line = page.short_text(element, _PEN_NAME_CHARS)
        names = clean_authors([after_label(line) or line])
        if len(names) == 1 and not is_nobody(names[0]) and is_pen_name(names[0]):
            return Told(names, "byline")
    return None


def _may_be_the_authors(page: Survey, element: Element) -> bool:
    """Whether an element that names somebody stands neither among others' words nor in a credit for less."""
    return not (
        page.is_in_comments(element)
        or names_others(_words_before(page, element))
        or stands_with_others(element)
    )


def _words_before(page: Survey, element: Element) -> str:
    return next(filter(None, (tidy_line(words.text) for words in page.words_before(element, 4))), "")


def _names_in(page: Survey, element: Element) -> tuple[str, ...]:
    return names_in(words.text for words in page.words_in(element))


def _beside_dates(lines: Sequence[str], times: Sequence[str]) -> Iterator[str]:
    """The lines with a date or a reading time in the line before or after them; bullets are no lines."""
    shown = [line for line in lines if _WORD.search(line)]
    is_date = [line in times or is_date_line(line) or bool(_READ_TIME.fullmatch(line)) for line in shown]
    for i, line in enumerate(shown):
        if any(is_date[max(0, i - 1) : i + 2]):
            yield line


def _marked(page: Survey, elements: Iterable[Element]) -> Iterator[tuple[str, ...]]:
    """The names in elements marked for them, with those of sure people in the next that look alike."""
    alike: dict[tuple[Element, str, str | None], list[str]] = {}
    for element in elements:
        if _may_be_the_authors(page, element):
            names = alike.setdefault((element.getparent(), element.tag, element.get("class")), [])
            found = _names_in(page, element)
            names.extend(found if not names else filter(is_known_name, found))
    for names in alike.values():
        yield tuple(dict.fromkeys(names))


def _linked(page: Survey, links: Iterable[Element]) -> Iterator[tuple[str, ...]]:
    """The names in links to authors' pages; those that stand in one list together."""
    lists: dict[Element, list[str]] = {}
    for link in links:
        if not _may_be_the_authors(page, link):
            continue
        before = _words_before(page, link)
        parent = link.getparent()
        is_item = parent.tag == "li"
        names = lists.setdefault(parent.getparent() if is_item else parent, [])
        if not names or is_item or joins_names(before):
            names.extend(_names_in(page, link))
    for names in lists.values():
        yield tuple(dict.fromkeys(names))


def _credits(page: Survey) -> Iterator[str]:
    """What follows anywhere on a page where it says outright who wrote it; that may be the next string."""
    is_announced = False
    for text, holder in page.words:
        said = _OUTRIGHT.match(text)
        # "… in a library written by" may begin a run of its own in the middle of a sentence.
        if said and not (said[1][0].isupper() or holder.text == text):
            said = None
        if not said and (not is_announced or text.isspace()):
            continue
        begin = said.end() if said else 0
        named = tidy_line(text[begin : begin + _LOOKED_AT_CHARS])
        if named and not page.is_in_comments(holder):
            yield named
        is_announced = said is not None and not named


def _lines_near(page: Survey, heading: Element | None, stated: Stated) -> Iterator[str]:
    """The strings between the title and the text, then those above it, each "by" joined to what follows."""
    if heading is None:
        return
    # A lead between the title and the byline is known, since pages describe themselves by it.
    lead = " ".join(stated.meta.get(name, "") for name in ("description", "og:description"))
    under: list[Words] = []
    for words in page.words_after(heading, _RUNS_AFTER):
        if len(line := tidy_line(words.text)) >= _TEXT_CHARS and line[:_TEXT_CHARS] not in lead:
            break
        under.append(words)
    before = page.words_before(heading, _RUNS_BEFORE)
    over = reversed([words for words in before if len(words.text) < _TEXT_CHARS])
    lines = (tidy_line(words.text) for words in chain(under, over) if not page.is_in_comments(words.holder))
    yield from _joined(filter(None, lines))


def _joined(lines: Iterable[str]) -> Iterator[str]:
    """The lines, each "by" joined to the name after it, and that to further ones."""
    begun, is_open = "", False
    for line in lines:
        if is_open:
            begun, is_open = f"{begun}{line}", False
            yield begun
        elif begun and joins_names(line):
            begun, is_open = f"{begun} {line} ", True
        else:
            yield line
            begun = joined_to_next(line) or ""
            is_open = bool(begun)


def are_full(told: People | None) -> bool:
    """Whether people are told by their names in full; "and the Loaf Team" may stand beside them."""
    return told is not None and _all_full(told.value)


def are_first_names(names: Sequence[str]) -> bool:
    """Whether all are first names, as of authors who give no more than that."""
    return bool(names) and all(map(is_given_name, names))


def _all_full(names: Sequence[str]) -> bool:
    return any(map(is_full_name, names)) and all(is_full_name(name) or is_group(name) for name in names)


def plain_name(name: str) -> str:
    """A name without what people put before and behind it."""
    return re.sub(r"^(?:dr|prof)\b\.?\s*|,.*", "", name.casefold())
