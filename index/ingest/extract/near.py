"""What stands near the title of a post, as far as it may say who wrote it. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from index.ingest.extract.author_marks import face_name, is_marked, leads_to_author
from index.ingest.extract.blocks import tidy_line
from index.ingest.extract.credit_words import after_label, is_label, joined_to_next, joins_names
from index.ingest.extract.dates import is_date_line
from index.ingest.extract.page_tree import Element
from index.ingest.extract.stated import Stated
from index.ingest.extract.survey import Survey, Words

_ELEMENTS_AFTER, _ELEMENTS_BEFORE = 80, 20  # counted from the title; further off, other people are named
_RUNS_AFTER, _RUNS_BEFORE = 40, 12
_TEXT_CHARS = 120  # a string at least this long is running text
_TITLES = frozenset(["i", "em", "cite", "q"])  # titles of books and songs stand in them
_RUNS_AFTER_LEAD = 10
_DAY_CHARS = 60


class Near:
    """What stands beside the title of a post, as far as it may say who wrote it."""

    def __init__(self, page: Survey, heading: Element | None, stated: Stated) -> None:
        """The elements and lines near `heading`; none where there is no heading."""
        after = [] if heading is None else page.elements_after(heading, _ELEMENTS_AFTER)
        before = [] if heading is None else page.elements_before(heading, _ELEMENTS_BEFORE)
        near = [*after, *before]
        self.marked = [element for element in (*reversed(before), *after) if is_marked(element)]
        self.linked = [element for element in near if leads_to_author(element)]
        self.beginning = [] if heading is None else page.words_after(heading, _RUNS_AFTER)
        self.title = "" if heading is None else page.text(heading)
        self.lines = list(_lines_near(page, heading, stated))
        self.times = [page.short_text(element, _DAY_CHARS) for element in near if element.tag == "time"]
        self.pictured = frozenset(filter(None, (tidy_line(face_name(element)) for element in near)))

    def bylines(self, page: Survey) -> Iterator[str]:
        """What is marked as naming an author, and what stands behind a "by", as they are written."""
        for element in (*self.marked, *self.linked):
            line = page.short_text(element, _TEXT_CHARS)
            yield after_label(line) or line
        yield from filter(None, map(after_label, self.lines))


def _lines_near(page: Survey, heading: Element | None, stated: Stated) -> Iterator[str]:
    """The strings between the title and the text, then those above it, each "by" joined to what follows."""
    if heading is None:
        return
    # A lead between the title and the byline is known, since pages describe themselves by it.
    lead = " ".join(stated.meta.get(name, "") for name in ("description", "og:description"))
    under: list[Words] = []
    for words in page.words_after(heading, _RUNS_AFTER):
        if len(line := tidy_line(words.text)) >= _TEXT_CHARS and line[:_TEXT_CHARS] not in lead:
            under += _byline_under_lead(page, words)
            break
        under.append(words)
    before = page.words_before(heading, _RUNS_BEFORE)
    over = reversed([words for words in before if len(words.text) < _TEXT_CHARS])
    own = (words for words in _without_works(chain(under, over)) if not page.is_by_others(words.holder))
    yield from _joined(filter(None, (tidy_line(words.text) for words in own)))


def _byline_under_lead(page: Survey, lead: Words) -> Sequence[Words]:
    """What follows the first long string up to a date, where it says by whom: then that was a lead."""
    says_by = False
    under: list[Words] = []
    for words in page.words_after(lead.holder, _RUNS_AFTER_LEAD):
        line = tidy_line(words.text)
        if len(line) >= _TEXT_CHARS and words != lead:
            break
        if says_by and is_date_line(line):
            return under
        says_by = says_by or is_label(line) or after_label(line) is not None
        if words != lead:
            under.append(words)
    return ()


def _without_works(runs: Iterable[Words]) -> Iterator[Words]:
    """The strings but for those that name the author of a work, as in "<i>Slow Bread</i> by Ann Lee"."""
    before = None
    for words in runs:
        line = tidy_line(words.text)
        is_of_a_work = (
            before is not None
            and before.holder.tag in _TITLES
            and before.holder.getparent() is words.holder
            and line.startswith("by ")
            and not is_label(f"{tidy_line(before.text)} by")
        )
        if not is_of_a_work:
            yield words
        if line:
            before = words


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
