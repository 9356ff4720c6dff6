"""Who signs a post at its end, or is introduced there as its author. Pure."""

import re
from collections.abc import Iterator
from itertools import islice

from index.ingest.extract.author_marks import leads_to_author, stands_with_others
from index.ingest.extract.blocks import tidy_line
from index.ingest.extract.page_tree import Element
from index.ingest.extract.people import is_known_name, plain_name
from index.ingest.extract.survey import Survey
from index.ingest.extract.told import Told

_NAME = r"((?:[^\W\d_][\w.'’-]*\s+){1,3}?[^\W\d_][\w.'’-]*)"
_SIGNED = re.compile(rf"\s*[—–―-]{{1,2}}\s*{_NAME}\s*")
_DOES = r"(?:is|was|has|writes|works|teaches|lives|covers|reports|studies|runs|leads|founded)\b"
_INTRODUCED = re.compile(rf"\s*{_NAME}\s+{_DOES}")
_ABOUT = re.compile(rf"\s*(?:about|meet|über|sobre|à propos de)\s+{_NAME}\s*", re.IGNORECASE)
_SLANTED = frozenset(["em", "i"])
_QUOTED = frozenset(["blockquote", "figure", "figcaption", "cite", "q", "li", "td", "aside", "a"])
_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_QUOTE_MARKS = tuple("\"“„«‘'")
_LEVELS_UP = 6
_BESIDE = 12  # links or strings around a name
_MAX_NAME_CHARS = 60
_MAX_LOOKED_AT = 200
_MAX_AFTER = 2  # paragraphs behind the last one, such as a notice


def signed_at_the_end(page: Survey) -> Told[tuple[str, ...]] | None:
    """The one person who is named so; None where several are, or nobody whose first name is known.

    On the tune half of WCXB's pages, four of them name their author so, and nobody else is named.
    """
    named = {plain_name(name): name for name in (*_in_text(page), *_in_headings(page)) if is_known_name(name)}
    return Told(tuple(named.values()), "byline") if len(named) == 1 else None


def _in_text(page: Survey) -> Iterator[str]:
    """As in "— Ann Lee", and in slanted letters, "Ann Lee is a baker"; not under a quotation."""
    yield from (name for name, holder in islice(_said(page), _MAX_LOOKED_AT) if _is_last(page, holder))


def _said(page: Survey) -> Iterator[tuple[str, Element]]:
    before = ""
    for text, holder in page.words:
        is_slanted = holder.tag in _SLANTED and holder.text == text
        signed = _SIGNED.fullmatch(text) if len(text) <= _MAX_NAME_CHARS else None
        said = signed or (_INTRODUCED.match(text) if is_slanted else None)
        if said and not (signed and before.startswith(_QUOTE_MARKS)):
            yield said[1], holder
        before = text.strip() or before


def _is_last(page: Survey, holder: Element) -> bool:
    """Whether it begins a paragraph behind which the text does not go on."""
    paragraph = holder.getparent() if holder.tag in _SLANTED else holder
    begins = holder is paragraph or not (paragraph.text or "").strip()
    previous = paragraph.getprevious()
    if not begins or paragraph.tag not in ("p", "div") or previous is None or page.is_in_comments(paragraph):
        return False
    around = islice(paragraph.iterancestors(), _LEVELS_UP)
    if previous.tag in ("blockquote", "figure") or any(element.tag in _QUOTED for element in around):
        return False
    after = (sibling for sibling in paragraph.itersiblings() if sibling.tag == "p")
    return len(list(islice(after, _MAX_AFTER + 1))) <= _MAX_AFTER


def _in_headings(page: Survey) -> Iterator[str]:
    """As in a heading "About Ann Lee", or "Ann Lee" beside a link to her page, over "Ann is a baker"."""
    for heading in islice(page.root.iter(*_HEADINGS), _MAX_LOOKED_AT):
        name = page.short_text(heading, _MAX_NAME_CHARS)
        about = _ABOUT.fullmatch(name)
        name = about[1] if about else name
        if (
            is_known_name(name)
            and (about or any(map(leads_to_author, islice(heading.getparent().iter("a"), _BESIDE))))
            and _is_introduced(page, heading, name)
            and not (page.is_in_comments(heading) or stands_with_others(heading))
        ):
            yield name


def _is_introduced(page: Survey, heading: Element, name: str) -> bool:
    """Whether what follows a person's name says what that person is or does."""
    own = len(page.words_in(heading))
    after = (tidy_line(words.text) for words in page.words_after(heading, own + _BESIDE)[own:])
    first = next(filter(None, after), "")
    called = rf"(?:{re.escape(name)}|{re.escape(name.split(maxsplit=1)[0])})"
    return re.match(rf"{called}\s+{_DOES}", first) is not None
