"""A page's tree -> the pieces of its main text, which trafilatura finds. Pure."""

import os

import trafilatura
from bs4 import BeautifulSoup
from bs4.element import Tag

from index.ingest.extract.blocks import Piece
from index.ingest.extract.parse import parse_html
from index.ingest.extract.tree import INLINE, read_pieces

V = os.environ.get("LEAF", "")


def main_pieces(soup: BeautifulSoup) -> list[Piece]:
    """The pieces of the post on a page, with a few of the page's own lines among them."""
    for code in soup.find_all(["code", "kbd", "samp", "tt"]):
        if code.find_parent("pre") is None and code.find("br") is None:
            code.unwrap()  # trafilatura would take it out of its sentence, as a block of its own
    if V:
        for div in soup.find_all("div"):
            if _is_paragraph(div):
                div.name = "p"
    main = trafilatura.extract(
        str(soup), output_format="html", include_comments=False, include_tables=True, deduplicate=False
    )
    return read_pieces(parse_html(main)) if main else []


def _is_paragraph(div: Tag) -> bool:
    """Whether a <div> is a paragraph in all but name: text, and no other blocks in it."""
    if not all(e.name in INLINE for e in div.find_all(True)):
        return False
    n = len(div.get_text().strip())
    sib = div.parent is not None and div.parent.find("p", recursive=False) is not None
    if V == "A":
        return n > 0 and sib
    if V == "B":
        return n >= 40
    if V == "C":
        return n >= 40 and sib
    if V == "D":
        return n > 0
    a, b = (div.find_previous_sibling(), div.find_next_sibling())
    adj = [e is not None and e.name == "p" for e in (a, b)]
    bare = not div.get("class") and not div.get("id")
    if V == "E":
        return n >= 1 and bare and sib
    if V == "F":
        return n >= 40 and any(adj)
    if V == "G":
        return n >= 1 and bare and any(adj)
    if V == "H":
        return n >= 1 and all(adj)
    if V == "I":
        return bare and n >= 40
