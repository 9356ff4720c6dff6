"""Elements that their own markup says name an author, or show one. Pure."""

import re
from collections.abc import Iterator
from functools import lru_cache

from index.ingest.extract.page_tree import Element

# "byline", "post-author", "authorName", "styles_author__x1"; neither "authority" nor "underwriter".
_BYLINE = re.compile(
    r"by-?line|(?:author|Author|AUTHOR)(?!i[tz])|(?<![a-z])(?:post-user|user-?[nN]ame|writers?)(?![a-z])"
)
_NAME = re.compile(r"(?:author|byline)(?:__|--?|_)?[nN]ame(?![a-z])|(?:^|\s)p-author(?=\s|$)")
_PICTURE = re.compile(r"avatar|image|img|photo|picture|icon|thumb|social", re.IGNORECASE)
_NO_BYLINES = frozenset(["html", "body", "main", "article", "img", "svg"])
_NAMES = ("class", "data-hook", "data-testid", "data-test-id", "data-qa", "data-component")
_AUTHORS_PAGE = re.compile(
    r"/(?:authors?|aut(?:or|eur|ore)(?:en|es|s|i)?|contributors?|writers?|people|person|bylines?|profiles?|by|newsteam)/[^/]|[?&]_?author=",
    re.IGNORECASE,
)
_FACE = re.compile(
    r"avatar|author|profile|head-?shot|\bbio\b|gravatar|rounded-(?:full|circle)|\bcircle\b", re.IGNORECASE
)
_FACE_PIXELS = 128  # pictures that are no wider illustrate nothing
_PICTURED = re.compile(
    r"^(?:(?:head ?shot|photo|picture|portrait|image|avatar|profile (?:image|photo|picture)) (?:of|for) "
    r"|writer: )"
    r"|(?:[’']s)?(?: profile)? (?:head ?shot|photo|picture|portrait|image|avatar)$",
    re.IGNORECASE,
)
# Where people stand who wrote something else: praise, reviews of a product, other posts.
_OF_OTHERS = re.compile(
    r"(?:^|[\s_-])(?:testimonials?|blockquote|pull-?quote|quotes?|ratings?|related|recommended|recommendations"
    r"|menu|nav|recirc\w*|popular|trending|more-(?:from|posts|stories|articles)|read-(?:next|more)|teasers?|(?<!h-)cards?)"
    r"(?=$|[\s_-])",
    re.IGNORECASE,
)
_MAX_LEVELS_UP = 6


def is_marked(element: Element) -> bool:
    """Whether its own markup says that it names an author."""
    if not element.attrib:
        return False
    if any("author" in (element.get(name) or "").split() for name in ("rel", "itemprop")):
        return element.tag not in ("link", "meta")
    if element.tag in _NO_BYLINES:
        return False
    return any(_is_for_bylines(element.get(name)) for name in _NAMES)


@lru_cache(maxsize=4096)
def _is_for_bylines(names: str | None) -> bool:
    return names is not None and _BYLINE.search(names) is not None and _PICTURE.search(names) is None


def names_only(element: Element) -> bool:
    """Whether it is marked as nothing but the name of an author."""
    if any("author" in (element.get(name) or "").split() for name in ("rel", "itemprop")):
        return True
    return _NAME.search(element.get("class") or "") is not None


def leads_to_author(element: Element) -> bool:
    """Whether it is a link to the page of somebody who writes for the site."""
    return _AUTHORS_PAGE.search(element.get("href") or "") is not None


def stands_with_others(element: Element) -> bool:
    """Whether it is part of what others wrote, as the names around it say; an author's own card is not."""
    for around in _upwards(element):
        names = around.get("class") or ""
        if around.tag == "nav" or (_OF_OTHERS.search(names) and not _BYLINE.search(names)):
            return True
    return False


def face_name(element: Element) -> str:
    """The name that a picture of a person bears; empty where it is no such picture, as far as names tell."""
    if element.tag != "img":
        return ""
    bears = (element.get("alt") or "").strip()
    names = f"{element.get('class')} {element.getparent().get('class')}"
    is_face = _FACE.search(names) or _PICTURED.search(bears) or _is_small(element.get("width") or "")
    return _PICTURED.sub("", bears) if is_face else ""


def _is_small(width: str) -> bool:
    return re.fullmatch(r"\d{1,3}", width) is not None and 1 < int(width) <= _FACE_PIXELS


def _upwards(element: Element) -> Iterator[Element]:
    """An element and what it is in, a few levels up."""
    for _ in range(_MAX_LEVELS_UP):
        if element is None or element.tag in _NO_BYLINES:
            return
        yield element
        element = element.getparent()
