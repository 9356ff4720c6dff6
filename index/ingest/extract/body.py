"""A post's body, as a feed or an export holds it -> its pieces. Pure.

There is no page around it, so nothing is guessed: all its blocks are the post's, but for what plug-ins
and feeds hang on to every post.
"""

import re

from bs4 import BeautifulSoup
from bs4.element import Tag

from index.ingest.extract.blocks import Piece, tidy_line
from index.ingest.extract.chrome import is_chrome, is_feed_footer
from index.ingest.extract.surroundings import is_line_numbers
from index.ingest.extract.told import GUESSED, Told
from index.ingest.extract.tree import read_pieces
from index.ingest.extract.walk import elements_in
from index.records import BlockKind

_NEVER_READ = frozenset(["script", "style", "form", "nav", "noscript", "iframe", "dialog"])
_CODE = frozenset(["pre", "code"])
# Whole names of classes and ids that plug-ins and newsletters give to what they add.
_ADDED = re.compile(
    r"sharedaddy|sd-(?:sharing|block|social).*|jp-relatedposts|(?:wp-block-)?jetpack-(?:sharing|likes|subscri).*"
    r"|(?:social|post|entry|blog)?[-_]?(?:share|sharing)(?:[-_](?:buttons?|links?|bar|box|icons?|this|post|dialog))?"
    r"|addtoany_.*|a2a_.*|addthis_.*|ssba.*|essb_.*|shareaholic-.*|heateor_.*|wpulike.*|feedflare"
    r"|related[-_]?posts?(?:[-_].*)?|yarpp.*|crp_related|(?:email|newsletter)[-_]?(?:sign-?up|form|subscri\w*)"
    r"|subscri(?:be|ption)[-_]?(?:widget|form|box|button|wrap).*|kg-signup-card|kg-cta-card|button-wrapper"
    r"|captioned-button-wrap|mc4wp-.*|mailmunch-.*|screen-reader-text|visually-hidden|sr-only|headerlink"
    r"|footnote-(?:backref|number)|reversefootnote|comments?(?:-area|-list|list)?",
    re.IGNORECASE,
)
_TITLE_CHARS = 70


def body_pieces(soup: BeautifulSoup) -> list[Piece]:
    """The headings, paragraphs … of a body. Changes `soup`."""
    elements = elements_in(soup)
    in_code: set[int] = set()
    for element in elements:
        if not element.name:  # it was taken out with its parent; to ask it for `decomposed` is slow
            continue
        if element.name in _CODE or id(element.parent) in in_code:
            in_code.add(id(element))
        if is_line_numbers(element) or _is_added(element, is_code=id(element) in in_code):
            element.decompose()
    pieces = [piece for piece in read_pieces(soup) if not _is_site_line(piece)]
    while pieces and is_feed_footer(tidy_line(pieces[-1].text)):
        pieces.pop()
    return pieces


def title_of_body(pieces: list[Piece]) -> Told[str] | None:
    """For a post that has no title: its own first heading, else its first words."""
    if not pieces:
        return None
    first = tidy_line(pieces[0].text)
    if pieces[0].level == 1:
        return Told(first, "heading")
    if len(first) <= _TITLE_CHARS:
        return Told(first, GUESSED)
    cut = first[: _TITLE_CHARS + 1]
    return Told(cut[: cut.rfind(" ") if " " in cut else _TITLE_CHARS].rstrip(" ,;:–—-") + "…", GUESSED)


def _is_added(element: Tag, *, is_code: bool) -> bool:
    """Whether it is none of the writer's. In a listing, what is called a comment is the program's."""
    if element.name in _NEVER_READ or element.has_attr("hidden"):
        return True
    names = (*element.get_attribute_list("class"), element.get("id"))
    return not is_code and any(_ADDED.fullmatch(str(name)) for name in names if name)


def _is_site_line(piece: Piece) -> bool:
    """A paragraph that is a site's line by its words; a heading or a list's item may be so called."""
    return piece.kind is BlockKind.PARAGRAPH and is_chrome(tidy_line(piece.text))
