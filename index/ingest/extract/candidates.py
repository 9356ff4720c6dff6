"""Which lines of a page belong to its post, by two witnesses: trafilatura, and the page's own words. Pure."""

from collections.abc import Sequence

import trafilatura

from index.ingest.extract.bodies import only_body
from index.ingest.extract.lines import INSIDE_A_BLOCK, Line, key_of, letters_in
from index.ingest.extract.link_lists import lists_of_links
from index.ingest.extract.page_tree import Element, text_of

# Trafilatura's time grows with the square of the paragraphs: some 6 s at this number, 100 s at four times
# as many, which no honest page has.
_MAX_BLOCKS = 5000
_SHORT_CHARS = 500  # less than this is often a teaser, or a caption
_SHORT_POST_CHARS = 1000
_FEWEST_LINKS = 3
_MUCH_MORE = 3  # times as much in the element that the page calls its article: most of it was missed
_HARDLY_MORE = 1.5  # times as much on the whole page: the rest is not menus
_A_GOOD_PART = 0.25  # of what was found; less is a teaser
_MOSTLY_LINKS = 0.5
_LONG_CHARS = 60
_SAMPLE_CHARS = 24  # of a long line that was changed on its way: two of three such samples must be there
_RUNNING = 0.3  # a paragraph of which more than this links is a list of links
_MOST = 0.5  # of the page's text
# Less than this of the page's running text was found. At .7 and more, the tune half gains as much as at .5.
_MISSED_MOST = 0.7
_AROUND = ("header", "footer", "nav", "aside", "form", "dialog")


def find_lines(tree: Element, lines: Sequence[Line], address: str) -> None:
    """Mark the lines that belong to the post at `address` by somebody's word, as `is_found`."""
    many = sum(1 for _ in tree.iter("p", "div", "li", "td")) >= _MAX_BLOCKS
    if not many:
        _mark_found(lines, _text_by_trafilatura(tree))
    _believe_the_page(tree, lines)
    _find_the_rest(tree, lines)
    _find_lists_of_links(tree, lines, address)
    _find_round_up(tree, lines)


def post_element(tree: Element) -> Element | None:
    """The one element that the page calls its article, or its main part; None where there is not one."""
    for path in ("//*[@itemprop='articleBody']", "//article", "//main"):
        elements = tree.xpath(path)
        if len(elements) == 1:
            return elements[0]
    return None


def _text_by_trafilatura(tree: Element) -> str:
    # For XML, it makes no text of its own. Its `fast` would save 4 ms more, and cost 0.005 of token F1.
    document = trafilatura.bare_extraction(
        tree, include_comments=False, include_tables=True, output_format="xml"
    )
    body = getattr(document, "body", None)
    return key_of(text_of(body)) if body is not None else ""


def _mark_found(lines: Sequence[Line], text: str) -> None:
    for line in lines:
        key = line.key
        line.is_found = bool(key) and key in text
        if not line.is_found and len(key) > _LONG_CHARS:
            middle = len(key) // 2
            samples = (key[:_SAMPLE_CHARS], key[middle : middle + _SAMPLE_CHARS], key[-_SAMPLE_CHARS:])
            line.is_found = sum(sample in text for sample in samples) > 1


def _believe_the_page(tree: Element, lines: Sequence[Line]) -> None:
    """Where hardly anything was found: what the page calls its post, or all of a short page."""
    found = letters_in([line for line in lines if line.is_found])
    element = post_element(tree)
    if element is None:
        inside = _without_surroundings(tree)
        own = [line for line in lines if line.element in inside and line.links < _MOSTLY_LINKS]
        is_the_post = found < _SHORT_CHARS and letters_in(own) < _HARDLY_MORE * max(found, 1)
        is_the_post = is_the_post or not found
    else:
        inside = _without_surroundings(element)
        own = [line for line in lines if line.element in inside and line.links < _MOSTLY_LINKS]
        looks_wrong = found < _SHORT_CHARS or letters_in(own) > _MUCH_MORE * found
        is_the_post = looks_wrong and letters_in(own) > _A_GOOD_PART * found
    if is_the_post:
        for line in lines:
            line.is_found = False
        for line in own:
            line.is_found = True


def _without_surroundings(element: Element) -> set[Element]:
    """All that is in an element, but for the headers, menus, forms … in it that hold little of its text."""
    inside = set(element.iter())
    most = len(text_of(element)) / 2
    for around in element.iter(*_AROUND):
        is_in_post = next(around.iterancestors("article", "main"), None) is not None
        if around is not element and not is_in_post and len(text_of(around)) < most:
            inside.difference_update(around.iter())
    return inside


def _find_the_rest(tree: Element, lines: Sequence[Line]) -> None:
    """Where a good part of the running text was not found: the same in elements named as those found are.

    A builder of pages puts each section of a post in an element of its own, and trafilatura takes one.
    """
    running = [line for line in lines if _is_running_text(line)]
    found = [line for line in running if line.is_found]
    if letters_in(found) >= _MISSED_MOST * letters_in(running):
        return
    element = post_element(tree)
    if element is not None:
        inside = set(element.iter())
        own = [line for line in running if line.element in inside]
        running = own if letters_in(own) > letters_in(found) else running
    for within in (INSIDE_A_BLOCK, INSIDE_A_BLOCK | {"section"}):
        alike = {_surroundings_of(line.element, within) for line in found}
        for line in running:
            if _surroundings_of(line.element, within) in alike:
                line.is_found = True


def _find_lists_of_links(tree: Element, lines: Sequence[Line], address: str) -> None:
    """What a writer sends readers to: in the element of the post, or where little else is on the page."""
    if not lists_of_links(lines, address):
        return
    element = post_element(tree)
    element = only_body(tree) if element is None else element
    inside = _without_surroundings(tree) if element is None else set(element.iter())
    own = [line for line in lines if line.element in inside]
    for links in lists_of_links(own, address):
        if element is not None or letters_in(links) > _MOST * letters_in(own):
            for line in links:
                line.is_found = True


def _find_round_up(tree: Element, lines: Sequence[Line]) -> None:
    """A short post that is mostly links, also to its own site, where one element is called a post's body."""
    if letters_in(line for line in lines if line.is_found) > _SHORT_POST_CHARS:
        return
    body = only_body(tree)
    inside = set() if body is None else set(body.iter())
    own = [line for line in lines if line.element in inside]
    links = [line for line in own if line.targets]
    says_something = any(not line.targets and not line.level for line in own)  # else it is an archive
    if says_something and len(links) >= _FEWEST_LINKS and letters_in(links) > _MOST * letters_in(own):
        for line in own:
            line.is_found = True


def _is_running_text(line: Line) -> bool:
    return len(line.key) > _LONG_CHARS and line.links < _RUNNING and not line.level


def _surroundings_of(element: Element, within: frozenset[str]) -> tuple[str | None, ...]:
    """What the nearest element around a block that is none of `within`, and the next around, are called."""
    while element.tag in within and element.getparent() is not None:
        element = element.getparent()
    around = element.getparent()
    if around is None:
        return element.tag, element.get("class")
    return element.tag, element.get("class"), around.tag, around.get("class")
