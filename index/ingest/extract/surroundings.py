"""What stands around a post, told by the names of its elements: menus, side bars, comments. Pure."""

import re

from bs4.element import Tag
from lxml import etree

from index.ingest.extract.page_tree import Element, linked_chars, take_out, text_of
from index.ingest.extract.side_names import is_side_name

_COMMENTS = re.compile(
    r"(?:wp-block-)?(?:post-)?comments?(?:[-_].*)?|commentlist|disqus_thread|respond", re.IGNORECASE
)
_HOLDS_NUMBERS = frozenset(["td", "pre", "span", "div", "code", "a"])
_NUMBERS = re.compile(
    r"(?:code-?|rouge-|hljs-ln-|blob-)?(?:gutter|lineno|linenos|lineno-?column|line-?numbers?(?:-rows)?|lnt?|gl)"
    r"|blob-num|hljs-ln-numbers|crayon-nums?",
    re.IGNORECASE,
)
_NO_NUMBER = re.compile(r"[^\d\s]")
_SIDE_TAGS = ("nav", "aside", "form")
_NEVER_AROUND = ("html", "body", "main", "article", "h1")
# An element with more of them than this is no side matter. On the tune half of WCXB, those with .25 to .45
# were side bars, disclosures and menus but once (.0009 of F1); from .75 on they hold the post.
_MOST_OF_THE_PARAGRAPHS = 0.45
_A_GOOD_PART = 0.25  # of all text: less may be the only paragraphs of a page that sets its post without them
_FEW_LINKS = 0.2  # of a remark's text
_MOST_OF_THE_TEXT = 0.5  # nor is one with more of all text, unless it is a menu


def is_line_numbers(element: Tag) -> bool:
    """Whether it is the column of numbers that is drawn beside the lines of a program."""
    if element.name not in _HOLDS_NUMBERS:
        return False
    is_named = any(_NUMBERS.fullmatch(str(name)) for name in element.get_attribute_list("class") if name)
    return is_named and _NO_NUMBER.search(element.get_text()) is None


def remove_surroundings(tree: Element) -> None:
    """Take out what its own name calls side matter, unless most of the page's text is in it."""
    total, chars = _paragraph_chars(tree), len(text_of(tree))
    code = _in_code(tree)
    for element in list(tree.iter(etree.Element)):
        if element.getparent() is None or element.tag in _NEVER_AROUND:
            continue
        if _is_drawn_numbers(element):
            take_out(element)
        elif element not in code and _is_named_side_matter(element):
            share = len(text_of(element)) / max(1, chars)
            is_most = _paragraph_chars(element) > _MOST_OF_THE_PARAGRAPHS * total and share > _A_GOOD_PART
            if not is_most and (element.tag == "nav" or share <= _MOST_OF_THE_TEXT):
                take_out(element)


def _in_code(tree: Element) -> set[Element]:
    """All that is in a listing: there, what is called a comment is the program's."""
    code: set[Element] = set()
    for listing in tree.iter("pre", "code"):
        if listing not in code:
            code.update(listing.iterdescendants())
    return code


def _is_drawn_numbers(element: Element) -> bool:
    names = (element.get("class") or "").split()
    is_named = element.tag in _HOLDS_NUMBERS and any(map(_NUMBERS.fullmatch, names))
    return is_named and _NO_NUMBER.search(text_of(element)) is None


def is_called_comments(element: Element) -> bool:
    """Whether its name says that readers wrote what is in it."""
    return element.tag not in _NEVER_AROUND and any(map(_COMMENTS.fullmatch, _names(element)))


def _is_named_side_matter(element: Element) -> bool:
    if element.tag in _SIDE_TAGS or element.get("role") in ("navigation", "banner", "contentinfo"):
        return not (_is_remark(element) if element.tag == "aside" else _is_no_menu(element))
    return any(map(is_side_name, _names(element)))


def _is_remark(aside: Element) -> bool:
    """Whether an aside is a remark within the post, and no box of links to others."""
    if next(aside.iterancestors("article", "main"), None) is None:
        return False
    return linked_chars(aside) <= _FEW_LINKS * len(text_of(aside).strip())


def _is_no_menu(nav: Element) -> bool:
    """Whether there are paragraphs and no links in it: one builder of pages puts an answer in a "nav"."""
    return nav.tag == "nav" and nav.find(".//p") is not None and nav.find(".//a") is None


def _names(element: Element) -> list[str]:
    """What an element is called: its classes, its id, and the name that one page builder gives it."""
    names: list[str] = (element.get("class") or "").split()
    return names + [name for name in (element.get("id"), element.get("data-hook")) if name]


def _paragraph_chars(element: Element) -> int:
    return sum(len(text_of(paragraph)) for paragraph in element.iter("p"))
