"""The element that a page's builder named as the body of the post. Pure."""

import re
from collections.abc import Sequence
from itertools import islice

from lxml import etree

from index.ingest.extract.lines import Line, letters_in
from index.ingest.extract.page_tree import Element

# Trafilatura may stop after the first part of a post. In an element so named it need only have found some
# of it: at .3 the tune half of WCXB gains .0012 of F1 and .007 of headings, at .5 and .7 next to nothing.
_MUCH_OF_IT = 0.3
_NEARLY_ALL = 0.8
_MOSTLY_LINKS = 0.5
_BODY = re.compile(
    r"(?:(?:blog|post|entry|article|story|single|page|main|c|news|details?|text|field|node)[-_]+){0,3}"
    r"(?:articlebody|rich-?text(?:[-_](?:block|blog|content))?|gh-content|field--name-body"
    r"|(?:elementor-widget-theme-|wp-block-|td-)?(?:post|article|blog|entry|story)(?:-full|-single)?[-_]{0,2}"
    r"(?:content|body|text)|wysiwyg|prose|markdown(?:-body)?|e-content|w-richtext"
    r"|body[-_]?(?:text|content))(?:[-_]{1,2}(?:inner|wrapper|content|text))?",
    re.IGNORECASE,
)
_MAX_NAME_CHARS = 80


def named_body(home: Element, lines: Sequence[Line]) -> Element | None:
    """The nearest element around `home`, or itself, so named; None where little that was found is in it."""
    for element in (home, *home.iterancestors()):
        if _is_so_named(element):
            inside = set(element.iter())
            own = [line for line in lines if line.element in inside and line.links < _MOSTLY_LINKS]
            found = letters_in(line for line in own if line.is_found)
            return element if found > _MUCH_OF_IT * letters_in(own) else None
    return None


def body_within(home: Element, lines: Sequence[Line]) -> Element | None:
    """The first element so named inside `home`, where nearly all is in it that was found of running text."""
    found = [line for line in lines if line.is_found and not line.level]
    for element in filter(_is_so_named, home.iterdescendants(etree.Element)):
        inside = set(element.iter())
        own = letters_in(line for line in found if line.element in inside)
        return element if own > _NEARLY_ALL * letters_in(found) else None
    return None


def only_body(tree: Element) -> Element | None:
    """The one element so named on a page; None where there are none or several."""
    bodies = list(islice(filter(_is_so_named, tree.iter(etree.Element)), 2))
    return bodies[0] if len(bodies) == 1 else None


def _is_so_named(element: Element) -> bool:
    names: list[str] = (element.get("class") or "").split()
    names += [name for name in (element.get("id"), element.get("itemprop")) if name]
    return any(len(name) <= _MAX_NAME_CHARS and _BODY.fullmatch(name) for name in names)
