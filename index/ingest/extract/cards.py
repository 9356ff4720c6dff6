"""Cards that lead to other pages: side by side, each a picture, a linked title and a few words. Pure."""

import re
from collections import defaultdict
from itertools import islice

from lxml import etree

from index.ingest.extract.link_lists import site_of
from index.ingest.extract.page_tree import Element, take_out, text_of

_FEWEST = 2
_MOST_ALIKE = 0.7  # of the elements that look the same are cards
_MAX_CARD_CHARS = 400  # more than this is a section under a linked heading
_MAX_INSIDE = 60  # elements; no card is made of more
_MAX_TARGETS = 3  # the post, its author, its topic
# Posts are made of cards, too: rounds of recipes and machines. Those with a larger share of the text are
# kept: at .4 the tune half of WCXB lost .0005 of F1, and gained .0006 at .15.
_MAX_SHARE = 0.15
# Below the last paragraph they are more probably the site's: the tune half gains .0006.
_MAX_SHARE_BELOW = 0.45
_A_PARAGRAPH_CHARS = 80
_DEEP = 4  # elements from a paragraph to the card that it is in
_NUMBER = re.compile(r"\d+")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_PICTURES = ("img", "picture", "time")  # a date does as well
_BLOCKS = (*_HEADINGS, "p", "div", "img", "picture", "figure", "section", "article", "ul")


def remove_cards(tree: Element) -> None:
    """Take out the groups of cards that are no large part of a page."""
    chars = len(text_of(tree))
    groups = [group for parent in tree.iter(etree.Element) for group in _groups(parent)]
    below = _below_the_text(tree) if groups else set()
    for group in groups:
        most = _MAX_SHARE_BELOW if group[0] in below and not _leads_to_sites(group) else _MAX_SHARE
        if sum(len(text_of(card)) for card in group) <= most * chars:
            for card in group:
                take_out(card)


def _below_the_text(tree: Element) -> set[Element]:
    """What comes after the last paragraph that is none of a card, nor of a footer."""
    below: set[Element] = set()
    for element in reversed(list(tree.iter(etree.Element))):
        if element.tag == "p" and len(text_of(element)) > _A_PARAGRAPH_CHARS:
            around = list(element.iterancestors())
            if not any(one.tag == "footer" for one in around) and not any(map(_is_card, around[:_DEEP])):
                break
        below.add(element)
    return below


def _leads_to_sites(group: list[Element]) -> bool:
    """Whether cards lead to several sites: then a writer may have made them."""
    targets = [_target(link) for card in group for link in card.iter("a")]
    return len({site_of(target) for target in targets if target}) > 1


def _groups(parent: Element) -> list[list[Element]]:
    """The cards among an element's children, those that look the same together."""
    alike: dict[tuple[str, str], list[Element]] = defaultdict(list)
    for child in parent:
        if child.tag not in _HEADINGS:
            alike[child.tag, _name_of(child)].append(child)
    groups = []
    for children in alike.values():
        cards = [child for child in children if _is_card(child)] if len(children) >= _FEWEST else []
        if len(cards) >= max(_FEWEST, _MOST_ALIKE * len(children)):
            groups.append(cards)
    return groups


def _name_of(element: Element) -> str:
    """The first name of an element, without a number: "post-17". The others may say what it is about."""
    return _NUMBER.sub("", (element.get("class") or "").strip().split(" ", 1)[0])


def _is_card(element: Element) -> bool:
    inside = list(islice(element.iter(etree.Element), _MAX_INSIDE + 1))
    if len(inside) > _MAX_INSIDE or not any(one.tag in _PICTURES for one in inside):
        return False
    if not 0 < len(text_of(element).strip()) <= _MAX_CARD_CHARS:
        return False
    targets = {target for one in inside if one.tag == "a" and (target := _target(one))}
    return len(targets) <= _MAX_TARGETS and any(map(_is_linked_title, inside))


def _is_linked_title(element: Element) -> bool:
    """Whether it is a heading all of which is a link, or a link around blocks."""
    if element.tag == "a":
        holds_blocks = next(element.iter(*_BLOCKS), None) is not None
        return bool(_target(element)) and holds_blocks and bool(text_of(element).strip())
    if element.tag not in _HEADINGS:
        return False
    length = len(text_of(element).strip())
    linked = sum(len(text_of(link).strip()) for link in element.iter("a") if _target(link))
    return 0 < length <= linked


def _target(link: Element) -> str:
    """Where a link leads; nowhere, where that is on the same page."""
    target = link.get("href") or ""
    return "" if target.startswith("#") else target
