"""Who signs a post at its end, or is introduced there as its author. Pure."""

import re
from collections.abc import Iterator
from itertools import islice

from index.ingest.extract.author_marks import leads_to_author, stands_with_others
from index.ingest.extract.blocks import tidy_line
from index.ingest.extract.page_tree import Element
from index.ingest.extract.people import is_full_name, is_known_name, plain_name
from index.ingest.extract.survey import Survey
from index.ingest.extract.told import Told

_NAME = r"((?:[^\W\d_][\w.'’-]*\s+){1,3}?[^\W\d_][\w.'’-]*)"
_DASHES = ("—", "–", "―", "-")
_SIGNED = re.compile(rf"[—–―-]{{0,2}}\s*{_NAME}")
_CLOSING = re.compile(
    r"(?:with )?(?:(?:warm(?:est|ly)?|kind(?:est)?|best|many) )?(?:regards|wishes|thanks)|sincerely"
    r"|yours(?: truly| faithfully| sincerely)?|cheers|with (?:love|gratitude)|cordialement|atentamente"
    r"|(?:mit )?(?:freundlichen|herzlichen|herzliche|liebe|viele|beste) grüßen?|cordiali saluti",
    re.IGNORECASE,
)
_DOES = r"(?:is|was|has|writes|works|teaches|lives|covers|reports|studies|runs|leads|founded)\b"
_DOING = re.compile(_DOES)
_INTRODUCED = re.compile(rf"{_NAME}\s+{_DOES}")
_ABOUT = re.compile(rf"\s*(?:about|meet|über|sobre|à propos de)\s+{_NAME}\s*", re.IGNORECASE)
_SLANTED = frozenset(["em", "i"])
_MARKED = frozenset(["strong", "b", "a"])
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

    On the tune half of WCXB's pages eight have one: each a labelled author.
    """
    named = {plain_name(name): name for name in (*_in_text(page), *_in_headings(page)) if is_full_name(name)}
    names = tuple(filter(is_known_name, named.values())) if len(named) == 1 else ()
    return Told(names, "byline") if names else None


def _in_text(page: Survey) -> Iterator[str]:
    """As in "— Ann Lee", "Best wishes, Ann Lee", and in slanted or bold letters, "Ann Lee is a baker"."""
    yield from (name for name, holder in islice(_said(page), _MAX_LOOKED_AT) if _is_last(page, holder))


def _said(page: Survey) -> Iterator[tuple[str, Element]]:
    before, is_closed, marked = "", False, None
    for text, holder in page.words:
        line = text.strip()
        if not line:
            continue
        if is_closed or (line.startswith(_DASHES) and not before.startswith(_QUOTE_MARKS)):
            said = _SIGNED.fullmatch(line)
        elif holder.tag in _SLANTED and holder.text == text:
            said = _INTRODUCED.match(line)
        elif marked is not None and _DOING.match(line) and next(iter(holder), None) is marked:
            said = None if (holder.text or "").strip() else _SIGNED.fullmatch(before)
        else:
            said = None
        if said:
            yield said[1], holder
        before = line
        is_closed = len(line) <= _MAX_NAME_CHARS and _CLOSING.fullmatch(line.rstrip(" ,.!")) is not None
        marked = holder if holder.tag in _MARKED else None


def _is_last(page: Survey, holder: Element) -> bool:
    """Whether it begins a paragraph behind which the text does not go on."""
    paragraph = holder.getparent() if holder.tag in _SLANTED else holder
    begins = holder is paragraph or not (paragraph.text or "").strip()
    previous = paragraph.getprevious()
    if not begins or paragraph.tag not in ("p", "div") or previous is None or page.is_by_others(paragraph):
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
            and not (page.is_by_others(heading) or stands_with_others(heading))
        ):
            yield name


def _is_introduced(page: Survey, heading: Element, name: str) -> bool:
    """Whether what follows a person's name says what that person is or does."""
    own = len(page.words_in(heading))
    after = (tidy_line(words.text) for words in page.words_after(heading, own + _BESIDE)[own:])
    first = next(filter(None, after), "")
    called = rf"(?:{re.escape(name)}|{re.escape(name.split(maxsplit=1)[0])})"
    return re.match(rf"{called}\s+{_DOES}", first) is not None
