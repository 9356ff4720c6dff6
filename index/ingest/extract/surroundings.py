"""What stands around a post, told by the names of its elements: menus, side bars, comments. Pure."""

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup
from bs4.element import PageElement, Tag

from index.ingest.extract.walk import elements_in

# Elements named for what stands around a post. The whole class or id must say so: "share-bar", but
# neither "has-sidebar" nor the "elementor-widget" that a page builder wraps everything in.
_AROUND = re.compile(
    r"(?:(?:post|entry|article|blog|page|single|site|kg|jp|gh|wp-block|sd|js|block)[-_]+)?"
    r"(?:share|sharing|sharedaddy|social|social-media|related|relatedposts|newsletter|sign-?up|subscribe"
    r"|subscription|cookies?|consent|gdpr|comments?|commentlist|respond|disqus(?:_thread)?|breadcrumbs?|toc"
    r"|table-of-contents|author-box|author-bio|about-author|popular|recommended|recommendations|sidebar|promo"
    r"|advert|advertisement|adsbygoogle|sponsored|read-more|readmore|paginav|pagination|bookmark)"
    r"(?:[-_]+(?:bar|box|buttons?|links?|icons?|card|form|area|list|section|wrapper|wrap|container|inner|posts?"
    r"|articles?|stories|banner|notice|popup|modal|widget|block|feed|items?|content|thread))*",
    re.IGNORECASE,
)
_COMMENTS = re.compile(
    r"(?:wp-block-)?(?:post-)?comments?(?:[-_].*)?|commentlist|disqus_thread|respond", re.IGNORECASE
)
_UNREAD = frozenset(["script", "style", "svg", "link", "meta"])
_HOLDS_NUMBERS = frozenset(["td", "pre", "span", "div", "code", "a"])
_NUMBERS = re.compile(
    r"(?:code-?|rouge-|hljs-ln-|blob-)?(?:gutter|lineno|linenos|lineno-?column|line-?numbers?(?:-rows)?|lnt?|gl)",
    re.IGNORECASE,
)
_NO_NUMBER = re.compile(r"[^\d\s]")
_NEVER_AROUND = ("html", "body", "main", "article", "h1")
_MOST_OF_THE_TEXT = 0.25  # an element with more of the page's paragraphs than this is no side matter


def remove_unread(soup: BeautifulSoup) -> None:
    """Take out what is never read, so that nobody after has to walk through it."""
    for element in elements_in(soup):
        if _is_unread(element) or is_line_numbers(element):
            element.decompose()


def _is_unread(element: Tag) -> bool:
    # Some pages hold their text as data alone.
    return element.name in _UNREAD and element.get("type") != "application/ld+json"


def is_line_numbers(element: Tag) -> bool:
    """Whether it is the column of numbers that is drawn beside the lines of a program."""
    if element.name not in _HOLDS_NUMBERS:
        return False
    is_named = any(_NUMBERS.fullmatch(str(name)) for name in element.get_attribute_list("class") if name)
    return is_named and _NO_NUMBER.search(element.get_text()) is None


def remove_surroundings(soup: BeautifulSoup) -> None:
    """Take out what its own name calls side matter, unless most of the page's text is in it."""
    total = _paragraph_chars(soup)
    for element in elements_in(soup):
        if _is_named_side_matter(element) and _paragraph_chars(element) <= _MOST_OF_THE_TEXT * total:
            element.decompose()


def is_in_comments(node: PageElement) -> bool:
    """Whether a reader wrote it: it is called a comment, or is within what is called so."""
    around = (element for element in (node, *node.parents) if isinstance(element, Tag))
    return any(
        _COMMENTS.fullmatch(name)
        for element in around
        if element.name not in _NEVER_AROUND
        for name in _names(element)
    )


def _is_named_side_matter(element: Tag) -> bool:
    if element.name in _NEVER_AROUND or not element.name:
        return False
    if element.name in ("nav", "aside") or element.get("role") in ("navigation", "banner", "contentinfo"):
        return element.name != "aside" or element.find_parent("article") is None
    return any(_AROUND.fullmatch(name) for name in _names(element))


def _names(element: Tag) -> Iterator[str]:
    """What an element is called: its classes, its id, and the name that one page builder gives it."""
    values = (*element.get_attribute_list("class"), element.get("id"), element.get("data-hook"))
    return (str(value) for value in values if value)


def _paragraph_chars(element: Tag) -> int:
    return sum(len(paragraph.get_text()) for paragraph in element.find_all("p"))
