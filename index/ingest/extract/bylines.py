"""Who wrote the post on a page. Pure."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain, islice
from urllib.parse import urlsplit

from index.ingest.extract.blocks import tidy_line
from index.ingest.extract.credits import (
    joins_names,
    names_in,
    names_in_line,
    names_others,
    says_by,
    without_label,
)
from index.ingest.extract.page_tree import Element
from index.ingest.extract.people import clean_authors, is_full_name, is_nobody
from index.ingest.extract.stated import Stated, as_list, name_of
from index.ingest.extract.survey import Survey, Words
from index.ingest.extract.told import Told, first_told

# "byline", "post-author", "authorName", "styles_author__x1"; neither "authority" nor "underwriter".
_BYLINE_CLASS = re.compile(
    r"by-?line|(?:author|Author|AUTHOR)(?!i[tz])|(?<![a-z])(?:post-user|writers?)(?![a-z])"
)
_PICTURE = re.compile(r"avatar|image|img|photo|picture|icon|thumb|social", re.IGNORECASE)
_AUTHORS_PAGE = re.compile(
    r"/(?:authors?|contributors?|writers?|people|person|bylines?|profiles?|by)/[^/]|[?&]_?author=",
    re.IGNORECASE,
)
_AUTHOR_META = (
    "author", "article:author", "article:author_name", "dc.creator", "dcterms.creator", "parsely-author",
    "sailthru.author", "cxenseparse:author", "article.author", "byl", "authors",
)  # fmt: skip
_WRITTEN_BY = re.compile(
    r"written by|posted by|by|author|(?:verfasst|geschrieben) von|écrit par|escrito por|scritto da"
    r"|geschreven door|skriven av|skrevet av|autor|napisane przez|автор|написано автором",
    re.IGNORECASE,
)
_PICTURED = re.compile(
    r"^(?:(?:head ?shot|photo|picture|portrait|image|avatar|profile (?:image|photo|picture)) (?:of|for) )"
    r"|(?:[’']s)?(?: profile)? (?:head ?shot|photo|picture|portrait|image|avatar)$",
    re.IGNORECASE,
)
_BETWEEN_PARTS = re.compile(r"\s+(?:[|·•–—-]|on)\s+|,\s")
_FACE = re.compile(r"avatar|author|profile|head-?shot|\bbio\b|gravatar", re.IGNORECASE)
_NO_BYLINES = frozenset(["html", "body", "main", "article", "img", "svg"])
_OUTRIGHT = re.compile(r"\s*((?:article|words|written|authored) by\b:?|author:)", re.IGNORECASE)
_ELEMENTS_AFTER, _ELEMENTS_BEFORE = 80, 20  # counted from the title; further off, other people are named
_RUNS_AFTER, _RUNS_BEFORE = 40, 12
_TEXT_CHARS = 120  # a string at least this long is running text
_MAX_MARKED = 60

_People = Told[tuple[str, ...]]


class _Near:
    """What stands beside the title of a post, as far as it may say who wrote it."""

    def __init__(self, page: Survey, heading: Element | None, stated: Stated) -> None:
        """The elements and lines near `heading`; none where there is no heading."""
        after = [] if heading is None else page.elements_after(heading, _ELEMENTS_AFTER)
        before = [] if heading is None else page.elements_before(heading, _ELEMENTS_BEFORE)
        near = [*after, *before]
        self.marked = [element for element in (*reversed(before), *after) if _is_marked(element)]
        self.linked = [element for element in near if _AUTHORS_PAGE.search(element.get("href") or "")]
        self.lines = list(_lines_near(page, heading, stated))
        faces = (element.get("alt") or "" for element in near if _is_face(element))
        self.pictured = frozenset(_PICTURED.sub("", tidy_line(alt)) for alt in faces)


def find_authors(
    page: Survey,
    heading: Element | None,
    stated: Stated,
    url: str,
    site: str | None = None,
    beside: _People | None = None,
) -> _People | None:
    """The people stated as authors on the page or `beside` it, else those of a byline near `heading`.

    A full name goes before "ann" and before "The Loaf Team", wherever it stands; and where a byline names
    all who are stated and more, it is believed: many systems can state one author only.
    """
    own = _names_of_site(stated, url, site)
    all_stated = list(_stated(stated, beside))
    stated_here = [_without(told, own) for told in all_stated]
    full = first_told(told if _are_full(told) else None for told in stated_here)
    near = _Near(page, heading, stated)
    near_title = list(_bylines_near(page, near))
    if full:
        bylines = [_without(told, own) for told in near_title]
        more = (byline for byline in bylines if _are_full(byline) and _says_more(byline.value, full.value))
        return next(more, full)
    all_bylines = [*near_title, *_bylines_further(page, near)]
    bylines = [_without(told, own) for told in all_bylines]
    whole = first_told(byline if _are_full(byline) else None for byline in bylines)
    # Last, a blog that is called after who writes it.
    named = (told if _are_named_in_full(told) else None for told in (*all_stated, *all_bylines))
    return whole or first_told((*stated_here, *bylines, *named, _shown_firm(page, near, stated, site)))


def _shown_firm(page: Survey, near: _Near, stated: Stated, site: str | None) -> _People | None:
    """The firm that is stated as author, where a byline under the title shows it to readers too."""
    names = [name_of(one) for one in as_list(stated.article.get("author"))]
    names += [stated.meta.get(name, "") for name in _AUTHOR_META]
    firms = {_letters(name) for name in (*names, site or "") if name} - {"", "admin"}
    if not firms:
        return None
    marked = (page.short_text(element, _TEXT_CHARS) for element in (*near.marked, *near.linked))
    shown = chain(marked, filter(says_by, near.lines))
    for line in shown:
        for name in (without_label(line), *_BETWEEN_PARTS.split(without_label(line))):
            if _letters(name) in firms and clean_authors([name]):
                return Told(clean_authors([name]), "byline")
    return None


def _names_of_site(stated: Stated, url: str, site: str | None) -> frozenset[str]:
    """What the site is called, and the parts of its address: none of them wrote the post."""
    try:
        parts = (urlsplit(url).hostname or "").split(".")
    except ValueError:
        parts = []
    publisher = name_of(stated.article.get("publisher"))
    return frozenset(filter(None, map(_letters, (site or "", publisher, *parts[-3:]))))


def _letters(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.casefold()).removeprefix("the")


def _without(told: _People, names: frozenset[str]) -> _People:
    return Told(tuple(name for name in told.value if _letters(name) not in names), told.source)


def _are_full(told: _People | None) -> bool:
    return told is not None and bool(told.value) and all(map(is_full_name, told.value))


def _are_named_in_full(told: _People) -> bool:
    """The same, though they write themselves in small letters."""
    return bool(told.value) and all(is_full_name(name.title()) for name in told.value)


def _says_more(byline: tuple[str, ...], stated: tuple[str, ...]) -> bool:
    names = {_plain(name) for name in byline}
    return len(names) > len(stated) and all(_plain(name) in names for name in stated)


def _plain(name: str) -> str:
    """A name without what people put before and behind it."""
    return re.sub(r"^(?:dr|prof)\b\.?\s*|,.*", "", name.casefold())


def _stated(stated: Stated, beside: _People | None) -> Iterator[_People]:
    """Whom machines are told, without what only fills an empty field."""
    yield Told(_people(stated.authors()), "JSON-LD")
    if beside:
        yield Told(clean_authors(beside.value), beside.source)
    for name in _AUTHOR_META:
        yield Told(_people([stated.meta.get(name, "")]), "meta")
    yield Told(_people(map(_first_name_first, stated.all_meta("citation_author"))), "meta")
    for number in "12":
        if _WRITTEN_BY.fullmatch(stated.meta.get(f"twitter:label{number}", "").strip(" :")):
            yield Told(_people([stated.meta.get(f"twitter:data{number}", "")]), "meta")


def _people(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(name for name in clean_authors(names) if not is_nobody(name))


def _first_name_first(name: str) -> str:
    """As libraries write names, turned round; one name in each."""
    last, comma, first = name.partition(",")
    return f"{first.strip()} {last.strip()}" if comma else name


def _bylines_near(page: Survey, near: _Near) -> Iterator[_People]:
    """Whom the page names as authors beside its title, the surest first."""
    for element in near.marked:
        if not page.is_in_comments(element):
            yield Told(_names_in(page, element), "byline")
    for names in _linked(page, near.linked):
        yield Told(names, "byline")
    for line in near.lines:
        yield Told(names_in_line(line), "byline")
    for line in near.lines:
        if line in near.pictured and is_full_name(line):
            yield Told((line,), "byline")


def _bylines_further(page: Survey, near: _Near) -> Iterator[_People]:
    """Whom it names elsewhere, where the authors of other posts stand too: one name alone is this post's."""
    close = set(near.marked)
    marked = list(islice(filter(_is_marked, page.elements), _MAX_MARKED))
    far = [
        _names_in(page, element)
        for element in marked
        if element not in close and not page.is_in_comments(element)
    ]
    for found in (
        map(names_in_line, _credits(page)),
        (names for names in far if all(map(is_full_name, names))),
    ):
        several = {tuple(map(_plain, names)): names for names in found if names}
        if len(several) == 1:
            yield Told(next(iter(several.values())), "byline")


def _names_in(page: Survey, element: Element) -> tuple[str, ...]:
    return names_in(words.text for words in page.words_in(element))


def _linked(page: Survey, links: Iterable[Element]) -> Iterator[tuple[str, ...]]:
    """The names in links to authors' pages; those that stand in one list together."""
    lists: dict[Element, list[str]] = {}
    for link in links:
        before = next(filter(None, (tidy_line(words.text) for words in page.words_before(link, 4))), "")
        if page.is_in_comments(link) or names_others(before):
            continue
        parent = link.getparent()
        is_item = parent.tag == "li"
        names = lists.setdefault(parent.getparent() if is_item else parent, [])
        if not names or is_item or joins_names(before):
            names.extend(_names_in(page, link))
    for names in lists.values():
        yield tuple(dict.fromkeys(names))


def _credits(page: Survey) -> Iterator[str]:
    """The lines anywhere on a page that say outright who wrote it; the name may be the next string."""
    label = ""
    for text, holder in page.words:
        said = _OUTRIGHT.match(text)
        # "… in a library written by" may begin a run of its own in the middle of a sentence.
        begins = said is not None and (said[1][0].isupper() or holder.text == text)
        if not (label or begins) or len(text) >= _TEXT_CHARS or not (line := tidy_line(text)):
            continue
        if not page.is_in_comments(holder):
            yield f"{label}{line}"
        label = f"{line} " if not label and _OUTRIGHT.fullmatch(line) else ""


def _is_marked(element: Element) -> bool:
    """Whether its own markup says that it names an author."""
    if any("author" in (element.get(name) or "").split() for name in ("rel", "itemprop")):
        return element.tag not in ("link", "meta")
    return element.tag not in _NO_BYLINES and _is_byline_class(element.get("class") or "")


@lru_cache(maxsize=4096)
def _is_byline_class(names: str) -> bool:
    return _BYLINE_CLASS.search(names) is not None and _PICTURE.search(names) is None


def _is_face(element: Element) -> bool:
    """Whether a picture is of a person, as far as names tell."""
    if element.tag != "img":
        return False
    names = f"{element.get('class')} {element.getparent().get('class')}"
    return _FACE.search(names) is not None or _PICTURED.search((element.get("alt") or "").strip()) is not None


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
    by = ""
    for text, holder in chain(under, over):
        line = tidy_line(text)
        if line and not page.is_in_comments(holder):
            yield f"{by}{line}"
            is_by = len(line) < 40 and re.search(
                r"(?:^|\s)(?:by|author|von|par|por|door|av)\s*:?$", line, re.IGNORECASE
            )
            by = f"{line} " if is_by else ""
