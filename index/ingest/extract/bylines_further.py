"""The bylines of a page that stand further from the title, where others are named too. Pure."""

import re
from collections.abc import Callable, Iterator
from itertools import islice

from index.ingest.extract.author_marks import is_marked, leads_to_author, stands_among, teasers_of
from index.ingest.extract.blocks import tidy_line
from index.ingest.extract.bylines import People, may_be_the_authors, names_within
from index.ingest.extract.credits import leading_names
from index.ingest.extract.near import Near
from index.ingest.extract.page_tree import Element
from index.ingest.extract.people import are_first_names, are_full, plain_name
from index.ingest.extract.survey import Survey
from index.ingest.extract.told import Told

_OUTRIGHT = re.compile(
    r"\s*((?:article|words|written|posted|authored|(?:this is )?(?:a )?guest (?:blog )?post)(?: written)?"
    r" (?:by|from)\b:?"
    r"|this (?:guest )?(?:blog post|post|blog|article|essay|story|piece|guide|report) (?:was|is|has been)"
    r" (?:originally )?(?:written|authored|contributed) by\b:?"
    r"|(?:guest )?author:|(?:(?:about|meet) the author|über (?:den autor|die autorin)"
    r"|à propos de l[’']auteure?|sobre (?:el |la |o |a )autora?|over de auteur|об авторе):?\s*$)",
    re.IGNORECASE,
)
_LOOKED_AT_CHARS = 200  # of a string: the name of an author stands at its beginning
_MAX_MARKED = 60


def bylines_further(page: Survey, near: Near) -> Iterator[People]:
    """Whom it names elsewhere, where the authors of other posts stand too: one name alone is this post's."""
    close = {*near.marked, *near.linked}
    elsewhere = [element for element in page.elements if element not in close]
    teasers = teasers_of(page)

    def own(kind: Callable[[Element], bool]) -> Iterator[tuple[str, ...]]:
        for element in islice(filter(kind, elsewhere), _MAX_MARKED):
            if may_be_the_authors(page, element) and not stands_among(element, teasers):
                yield names_within(page, element)

    credited = map(leading_names, islice(_credits(page), _MAX_MARKED))
    for found in (credited, own(is_marked), own(leads_to_author)):
        named = [names for names in found if names]
        for kind in (are_full, are_first_names):
            several = {tuple(map(plain_name, names)): names for names in filter(kind, named)}
            if len(several) == 1:
                yield Told(next(iter(several.values())), "byline")


def _credits(page: Survey) -> Iterator[str]:
    """What follows anywhere on a page where it says outright who wrote it; that may be the next string."""
    is_announced = False
    for text, holder in page.words:
        said = _OUTRIGHT.match(text)
        # "… in a library written by" may begin a run of its own in the middle of a sentence.
        if said and not (said[1][0].isupper() or holder.text == text):
            said = None
        if not said and (not is_announced or text.isspace()):
            continue
        begin = said.end() if said else 0
        named = tidy_line(text[begin : begin + _LOOKED_AT_CHARS])
        if named and not page.is_in_comments(holder):
            yield named
        is_announced = said is not None and not named
