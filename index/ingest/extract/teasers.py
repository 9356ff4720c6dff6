"""Where a page leads to other posts: who and when is said there is said of them. Pure."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from index.ingest.extract.author_marks import is_marked, leads_to_author
from index.ingest.extract.dates import is_date_line
from index.ingest.extract.page_tree import Element
from index.ingest.extract.people import is_known_name
from index.ingest.extract.places import web_address
from index.ingest.extract.survey import Survey

_HEADINGS = frozenset(["h2", "h3", "h4", "h5", "h6"])
_TITLE_WORDS = 6  # a link of fewer may lead to a category, or say "Leave a comment"
_MAX_LINK_CHARS, _MAX_CHARS = 200, 400  # of a link that is a title, of a teaser
_LEVELS_UP = 3  # from a link to what is around it
_MAX_LINKS = 8  # in a teaser
_NO_POST = re.compile(r"#|^(?:mailto|javascript|tel):|/(?:tags?|categor\w+|topics?)/", re.IGNORECASE)


class Teasers:
    """The short elements of a page that hold a link to another post, and not the title of its own."""

    def __init__(self, page: Survey, heading: Element | None, addresses: Sequence[str]) -> None:
        """`heading` holds the title; the page is at any of `addresses`, links are from the first."""
        self._page = page
        self._around_title = set() if heading is None else {heading, *heading.iterancestors()}
        self._title = "" if heading is None else page.text(heading).casefold()
        self._base = addresses[0]
        self._own = {_place(address) for address in addresses}

    def has(self, element: Element) -> bool:
        """Whether an element is one of them."""
        if element in self._around_title or is_marked(element):
            return False
        if not self._page.short_text(element, _MAX_CHARS):
            return False
        links = islice(element.iter("a"), _MAX_LINKS)
        return any(element in _around(link) and self._leads_elsewhere(link) for link in links)

    def _leads_elsewhere(self, link: Element) -> bool:
        address = link.get("href")
        if not address or _NO_POST.search(address) or leads_to_author(link):
            return False
        said = self._page.short_text(link, _MAX_LINK_CHARS)
        # In a paragraph a link is part of what the post tells.
        is_long = len(said.split()) >= _TITLE_WORDS and link.getparent().tag != "p"
        if not said or not (is_long or _is_heading(link)):
            return False
        if said.casefold() == self._title or is_date_line(said) or is_known_name(said):
            return False
        return _place(web_address(address, self._base) or address) not in self._own


def _around(link: Element) -> Iterator[Element]:
    """What may be the teaser that a link stands in.

    The foot of a post is none: it leads to the next post, most often in a menu of its own, beside what is
    said of this one.
    """
    for element in islice(link.iterancestors(), _LEVELS_UP):
        if element.tag == "footer":
            return
        yield element
        if element.tag == "nav":
            return


def _is_heading(link: Element) -> bool:
    return link.getparent().tag in _HEADINGS or any(inner.tag in _HEADINGS for inner in link.iter())


def _place(address: str) -> str:
    """Where an address leads, whatever the protocol, the question mark and the slash at its end."""
    return re.sub(r"^https?://(?:www\.)?|[?#].*$", "", address).rstrip("/")
