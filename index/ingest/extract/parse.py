"""HTML -> its tree, whatever the page's author or an attacker did. Pure."""

import re

from bs4 import BeautifulSoup
from bs4.element import Tag

from index.ingest.extract.blocks import Piece
from index.ingest.extract.tree import read_pieces
from index.records import BlockKind

_XML_PROLOG = re.compile(r"\A\s*<\?xml[^>]*>")
# trafilatura's parser loses all that is nested more than 256 deep, and what comes after it.
_MAX_DEPTH = 200
_ELEMENTS = {BlockKind.CODE: "pre", BlockKind.QUOTE: "blockquote"}


def parse_html(html: str) -> BeautifulSoup:
    """The tree of a page or of a part of one, at most a few hundred elements deep."""
    # Without its last line end, "post.txt" would be taken for the name of a file, and warned of.
    soup = BeautifulSoup(_XML_PROLOG.sub("", html) + "\n", "lxml")
    _open_templates(soup)
    _flatten(soup)
    return soup


def _open_templates(soup: BeautifulSoup) -> None:
    """Take out what a page holds ready for its scripts, but not the inside of parts that are shown."""
    for template in soup.find_all("template"):
        if template.decomposed:
            continue
        if template.get("shadowrootmode"):  # how a browser saves such a part
            for string in template.find_all(string=True):
                string.replace_with(str(string))  # else it would still be marked as a template's
            template.unwrap()
        else:
            template.decompose()


def _flatten(soup: BeautifulSoup) -> None:
    """Read what is nested too deep, and put its paragraphs in its place, side by side."""
    depths = {id(soup): 0}
    for element in soup.find_all(True):  # all of them, parents first
        depth = depths.get(id(element.parent), _MAX_DEPTH)  # unknown: inside one that was read already
        if depth < _MAX_DEPTH:
            depths[id(element)] = depth + 1
            if depth + 1 == _MAX_DEPTH and element.find(True):
                pieces = read_pieces(element)
                element.clear()
                element.extend(_element(soup, piece) for piece in pieces)


def _element(soup: BeautifulSoup, piece: Piece) -> Tag:
    name = f"h{piece.level}" if piece.level else _ELEMENTS.get(piece.kind, "p")
    return soup.new_tag(name, string=piece.text)
