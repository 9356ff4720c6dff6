"""A page's tree -> the pieces of its main text: trafilatura's choice, or where that fails, the page's own."""

import trafilatura
from bs4 import BeautifulSoup
from bs4.element import Tag

from index.ingest.extract.blocks import Piece
from index.ingest.extract.parse import parse_html
from index.ingest.extract.tree import INLINE, read_pieces
from index.ingest.extract.walk import elements_in

# Below it, trafilatura falls back to a way of reading that makes one paragraph of everything.
_SHORT_CHARS = 500
_MUCH_MORE = 3  # times as much in the element that the page calls its article: most of it was missed
_HARDLY_MORE = 1.5  # times as much on the whole page: the rest is not menus
_A_GOOD_PART = 0.25  # of what was found; less is a teaser, and the text was in the page's JSON-LD
# Trafilatura's time grows with the square of the paragraphs: some 6 s at this number, 100 s at four times
# as many, which no honest page has.
_MAX_BLOCKS = 5000
_BLOCKS = frozenset(["p", "div", "li", "td"])
_INLINE_CODE = frozenset(["code", "kbd", "samp", "tt"])
_AROUND = frozenset(["header", "footer", "nav", "aside", "form", "dialog"])


def main_pieces(soup: BeautifulSoup) -> list[Piece]:
    """The pieces of the post on a page, with a few of the site's lines among them. Changes `soup`."""
    _prepare(soup)
    if len(elements_in(soup, _BLOCKS)) >= _MAX_BLOCKS:
        return _read_inside(_post_element(soup) or soup.body or soup)
    main = trafilatura.extract(
        str(soup), output_format="html", include_comments=False, include_tables=True, deduplicate=False
    )
    if not main:
        element = _post_element(soup)
        return _read_inside(element) if element and len(element.get_text()) > _SHORT_CHARS else []
    pieces = read_pieces(parse_html(main))
    return _page_reading(soup, pieces) or pieces


def _prepare(soup: BeautifulSoup) -> None:
    """Turn what trafilatura would lose, or tear out of its sentence, into what it keeps."""
    for code in elements_in(soup, _INLINE_CODE):
        if code.find_parent("pre") is None and code.find("br") is None:
            code.unwrap()
    have_paragraphs = {id(paragraph.parent) for paragraph in soup.find_all("p")}
    # A nameless <div> beside paragraphs, with text alone in it, is what an editor made of one.
    for div in soup.find_all("div"):
        is_nameless = not div.has_attr("class") and not div.has_attr("id")
        if is_nameless and id(div.parent) in have_paragraphs and _is_text(div):
            div.name = "p"


def _is_text(element: Tag) -> bool:
    is_inline = all(inside.name in INLINE for inside in element.find_all(True))
    return is_inline and bool(element.get_text().strip())


def _page_reading(soup: BeautifulSoup, found: list[Piece]) -> list[Piece]:
    """What the page itself calls its post; nothing, where `found` is long, structured, and most of that."""
    element = _post_element(soup)
    chars = _chars(found)
    looks_wrong = chars < _SHORT_CHARS or len(found) == 1
    if element is not None and not looks_wrong:
        looks_wrong = len(element.get_text()) > _MUCH_MORE * chars
    if not looks_wrong:
        return []
    pieces = _read_inside(element or soup.body or soup)
    is_the_post = element is not None or _chars(pieces) < _HARDLY_MORE * chars
    return pieces if is_the_post and _chars(pieces) > _A_GOOD_PART * chars else []


def _read_inside(element: Tag) -> list[Piece]:
    """The pieces of an element, without the headers, menus, forms … in it that hold little of its text."""
    most = len(element.get_text()) / 2
    for around in elements_in(element, _AROUND):
        if around.decomposed or around.find_parent(["article", "main"]):
            continue
        if len(around.get_text()) < most:
            around.decompose()
    return read_pieces(element)


def _post_element(soup: BeautifulSoup) -> Tag | None:
    """The one element that the page calls its article, or its main part; None where there is not one."""
    bodies = [element for element in elements_in(soup) if element.get("itemprop") == "articleBody"]
    for elements in (bodies, soup.find_all("article"), soup.find_all("main")):
        if len(elements) == 1:
            return elements[0]
    return None


def _chars(pieces: list[Piece]) -> int:
    return sum(len(piece.text.strip()) for piece in pieces)
