"""HTML -> lxml's tree of what a reader of the page can see, whatever its author or an attacker did. Pure.

The facts of a page are read with Beautiful Soup (parse.py). Its text is read from this tree, which is made
in a tenth of the time, and which trafilatura takes as it is.
"""

import re
from typing import Any, TypeAlias

from lxml import etree, html

Element: TypeAlias = Any  # lxml's: it has no types

_XML_PROLOG = re.compile(r"\A\s*<\?xml[^>]*>")
_UNSEEN = tuple(
    "title script style svg noscript iframe select textarea input link meta canvas audio video".split()
)
# Unclosed, they hold the rest of the page: then what is in them is read.
_OFTEN_UNCLOSED = ("button", "object", "dialog")
_MUCH_TEXT_CHARS = 400
_MAX_DEPTH = 200  # trafilatura reads by recursion
_KEPT_DEEP = frozenset(["p", "br", "pre", "h1", "h2", "h3", "h4", "h5", "h6"])
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)


def page_tree(text: str) -> Element | None:
    """The tree of a page, at most a few hundred elements deep; None where there is no element in it."""
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    source = _XML_PROLOG.sub("", text).encode("utf-8", "replace")
    try:
        tree = html.document_fromstring(source, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None
    _remove_unseen(tree)
    _flatten(tree)
    return tree


def text_of(element: Element) -> str:
    """All the text in an element, as it is written."""
    return "".join(element.itertext())


def take_out(element: Element) -> None:
    """Take an element out of its tree, but not the text after it."""
    if element.getparent() is not None:
        element.drop_tree()


def _remove_unseen(tree: Element) -> None:
    for element in list(tree.iter(*_UNSEEN)):
        take_out(element)
    for element in list(tree.iter("template", *_OFTEN_UNCLOSED)):
        # How a browser saves the inside of a part of the page that is drawn by itself.
        is_read = element.tag == "template" and element.get("shadowrootmode")
        if element.tag in _OFTEN_UNCLOSED:
            is_read = len(text_of(element)) > _MUCH_TEXT_CHARS
        if is_read and element.getparent() is not None:
            element.drop_tag()
        else:
            take_out(element)
    for element in tree.xpath("//*[@style]"):
        # Scripts show much of what is hidden at first: only what is short is surely no part of the post.
        is_hidden = element.tag not in ("html", "body") and _HIDDEN.search(element.get("style"))
        if is_hidden and len(text_of(element)) <= 2 * _MUCH_TEXT_CHARS:
            take_out(element)


def _flatten(tree: Element) -> None:
    """Put side by side what is nested too deep."""
    depth = 0
    deep: list[Element] = []
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        depth += 1 if event == "start" else -1
        if event == "start" and depth == _MAX_DEPTH:
            deep.append(element)
            walk.skip_subtree()
    for element in deep:
        names = {inside.tag for inside in element.iterdescendants() if isinstance(inside.tag, str)}
        names -= _KEPT_DEEP
        if names:
            etree.strip_tags(element, *names)
