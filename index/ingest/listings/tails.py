"""Takes out the line that ends each post of WordPress's feeds: "The post … appeared first on …". Pure."""

import re

from index.ingest.extract.places import web_address
from index.ingest.listings.plain import visible_text
from index.ingest.listings.trees import local_name, parse_fragment

_TAIL_CHARS = 3_000
_MAX_WORDS_CHARS = 80  # around the two links; in any language
_PARAGRAPH = re.compile(r"<p[\s>]", re.I)


def without_tail(markup: str, link: str) -> str:
    """`markup` without its last paragraph where this is no more than a link to the post and one to its site.

    >>> tail = '<p>The post <a href="https://e.org/a">A</a> appeared first on <a href="https://e.org">E</a>.</p>'
    >>> without_tail("<p>Bread.</p>" + tail, "https://e.org/a")
    '<p>Bread.</p>'
    """
    start = max(0, len(markup) - _TAIL_CHARS)
    for paragraph in reversed(list(_PARAGRAPH.finditer(markup, start))[-3:]):
        piece = markup[paragraph.start() :]
        end = piece.lower().find("</p>")
        if end != -1 and _is_tail(piece[: end + 4], link):
            return markup[: paragraph.start()].rstrip()
    return markup


def _is_tail(paragraph: str, link: str) -> bool:
    if paragraph.lower().count("<a ") != 2:
        return False
    tree = parse_fragment(paragraph)
    anchors = [] if tree is None else [each for each in tree.iter() if local_name(each) == "a"]
    if len(anchors) != 2:
        return False
    to_post, to_site = (web_address(anchor.get("href", ""), link) or "" for anchor in anchors)
    words = visible_text(paragraph)
    for anchor in anchors:
        words = words.replace(" ".join("".join(anchor.itertext()).split()), "", 1)
    is_from_here = _bare(to_post) == _bare(link) and _bare(link).startswith(_bare(to_site)) and _bare(to_site)
    return bool(is_from_here) and _bare(to_site) != _bare(link) and len(words.strip()) <= _MAX_WORDS_CHARS


def _bare(address: str) -> str:
    """An address without what may differ between two ways to write it."""
    return re.sub(r"^https?://(?:www\.)?|[?#].*$", "", address).rstrip("/")
