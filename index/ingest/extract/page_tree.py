"""HTML -> lxml's tree of a page, whatever its author or an attacker did. Pure.

A page is read once, with lxml, and its facts and its text are taken from the one tree: lxml makes it in
1.2 ms a page of WCXB, Beautiful Soup in 24 ms (from lxml's own parser), and trafilatura takes it as it is.
Beautiful Soup reads what is small and comes without a page: the bodies in feeds and exports (parse.py).
"""

import re
from typing import Any, TypeAlias

from lxml import etree, html

Element: TypeAlias = Any  # lxml's: it has no types

_XML_PROLOG = re.compile(r"\s*<\?xml[^>]*>")
# An end of the page in the midst of it is overlooked by browsers, but lxml ends the tree there.
_END_OF_PAGE = re.compile(r"</(?:body|html)\s*>", re.IGNORECASE)
_UNSEEN = tuple(
    "title script style svg noscript iframe select textarea input link meta canvas audio video".split()
)
# Unclosed, they hold the rest of the page: then what is in them is read.
_OFTEN_UNCLOSED = ("button", "object", "dialog")
_MUCH_TEXT_CHARS = 400
# lxml.html's own parser asks Python for the class of each element each time that it is met: here it is one
# for all. That took a fifth of the time of a page.
_CLASSES = etree.ElementDefaultClassLookup(element=html.HtmlElement)
_MAX_DEPTH = 200  # trafilatura reads by recursion
_KEPT_DEEP = frozenset(["p", "br", "pre", "h1", "h2", "h3", "h4", "h5", "h6"])
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
# What is shown later: an answer under its question, the rest behind "read more", what React sent piecemeal.
_SHOWN_LATER = re.compile(
    r"accordion|collaps|expand|toggle|spoiler|faq|answer|tab-?(?:panel|pane|content)|(?:read|show|see|view)-?more|more-?(?:text|content)"
    r"|\AS:[\da-f]+\Z",
    re.IGNORECASE,
)


def page_tree(text: str) -> Element:
    """The tree of a page, with all that it says of itself to machines; at most 2048 elements deep."""
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    parser.set_element_class_lookup(_CLASSES)
    prolog = _XML_PROLOG.match(text)
    text = _END_OF_PAGE.sub("", text[prolog.end() :] if prolog else text)
    source = text.encode("utf-8", "replace")
    try:
        tree = html.document_fromstring(source, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):  # there is no element in it
        return html.Element("html")
    _open_templates(tree)
    return tree


def text_of(element: Element) -> str:
    """All the text in an element, as it is written."""
    return "".join(element.itertext())


def linked_chars(element: Element) -> int:
    """How many characters of an element's text link, without the blanks around each link's."""
    return sum(len(text_of(link).strip()) for link in element.iter("a"))


def take_out(element: Element) -> None:
    """Take an element out of its tree, but not the text after it."""
    if element.getparent() is not None:
        element.drop_tree()


def remove_unseen(tree: Element) -> None:
    """Leave of a page what its reader can see, at most a few hundred elements deep."""
    for element in list(tree.iter(*_UNSEEN)):
        take_out(element)
    _open_the_unclosed(tree)
    _remove_hidden(tree)
    _flatten(tree)


def _open_templates(tree: Element) -> None:
    """Take out what a page holds ready for its scripts, but not the inside of parts that are shown."""
    for element in list(tree.iter("template")):
        if element.get("shadowrootmode") and element.getparent() is not None:  # how a browser saves one
            element.drop_tag()
        else:
            take_out(element)


def _open_the_unclosed(tree: Element) -> None:
    for element in list(tree.iter(*_OFTEN_UNCLOSED)):
        is_read = len(text_of(element)) > _MUCH_TEXT_CHARS or _opens_a_section(element)
        if is_read and element.getparent() is not None:
            element.drop_tag()
        else:
            take_out(element)


def _opens_a_section(element: Element) -> bool:
    """Whether it is a heading or a question that shows, when pressed, what is under it."""
    if element.tag != "button":
        return False
    around = element.getparent()
    is_heading = around is not None and around.tag in _HEADINGS
    is_heading = is_heading or next(element.iter(*_HEADINGS), None) is not None
    return is_heading or text_of(element).strip().endswith("?")


def _remove_hidden(tree: Element) -> None:
    for element in tree.xpath("//*[@style or @hidden]"):
        is_hidden = element.get("hidden") is not None or _HIDDEN.search(element.get("style") or "")
        if not is_hidden or element.tag in ("html", "body"):
            continue
        # Scripts show much of what is hidden at first: only what is short is surely no part of the post.
        around = element.getparent()
        names = (*element.attrib.values(), *(around.attrib.values() if around is not None else ()))
        is_shown_later = any(map(_SHOWN_LATER.search, names)) or _is_under_a_question(element)
        if not is_shown_later and len(text_of(element)) <= 2 * _MUCH_TEXT_CHARS:
            take_out(element)


def _is_under_a_question(element: Element) -> bool:
    before, around = element.getprevious(), element.getparent()
    text = around.text if before is None else text_of(before) + (before.tail or "")
    return (text or "").rstrip().endswith("?")


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
