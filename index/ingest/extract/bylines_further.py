"""The bylines of a page that stand further from the title, where others are named too. Pure."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from index.ingest.extract.author_marks import is_marked, leads_to_author
from index.ingest.extract.blocks import tidy_line
from index.ingest.extract.bylines import People, may_be_the_authors, names_within
from index.ingest.extract.credits import handle, leading_names
from index.ingest.extract.near import Near
from index.ingest.extract.page_tree import Element
from index.ingest.extract.people import are_first_names, are_full, is_full_name, plain_name
from index.ingest.extract.survey import Survey, Words
from index.ingest.extract.told import Told

_OUTRIGHT = re.compile(
    r"\s*((?:article|words|written|posted|authored|(?:this is )?(?:a )?guest (?:blog )?post)(?: written)?"
    r" (?:by|from)\b:?"
    r"|this (?:guest )?(?:blog post|post|blog|article|essay|story|piece|guide|report) (?:was|is|has been)"
    r" (?:originally )?(?:written|authored|contributed) by\b:?"
    r"|(?:guest )?(?:author|autor(?:in|a)?|auteure?|autore|författare|forfatter|автор|yazar|作者|著者)"
    r"\s*[:：]"
    r"|(?:(?:about|meet) the author|über (?:den autor|die autorin)"
    r"|à propos de l[’']auteure?|sobre (?:el |la |o |a )autora?|over de auteur|об авторе):?\s*$)",
    re.IGNORECASE,
)
_GUEST = re.compile(
    r"\s*((?:(?:this|the following) (?:is|was) )?(?:an? )?guest (?:blog )?(?:post|article|essay|column)"
    r"(?: written)? (?:by|from)\b:?|(?:ein )?gastbeitrag von\b:?"
    r"|this (?:blog post|post|article|essay|story|piece) was (?:originally )?written by\b:?)",
    re.IGNORECASE,
)
_POSTED = re.compile(r"\s*(posted by\b:?)", re.IGNORECASE)
_LOOKED_AT_CHARS = 200  # of a string: the name of an author stands at its beginning
_MAX_MARKED = 60


def bylines_further(page: Survey, near: Near) -> Iterator[People]:
    """Whom it names elsewhere, where the authors of other posts stand too: one name alone is this post's."""
    close = {*near.marked, *near.linked}
    elsewhere = [element for element in page.elements if element not in close]

    def own(kind: Callable[[Element], bool]) -> Iterator[tuple[str, ...]]:
        for element in islice(filter(kind, elsewhere), _MAX_MARKED):
            if may_be_the_authors(page, element):
                yield names_within(page, element)

    credited = map(leading_names, islice(_credits(page, page.words, _OUTRIGHT), _MAX_MARKED))
    for found in (credited, own(is_marked), own(leads_to_author)):
        named = [names for names in found if names]
        for kind in (are_full, are_first_names):
            several = {tuple(map(plain_name, names)): names for names in filter(kind, named)}
            if len(several) == 1:
                yield Told(next(iter(several.values())), "byline")


def guest(page: Survey, near: Near) -> People | None:
    """The one person who is said to have written the post as a guest; stated is who posted it."""
    credited = map(leading_names, _credits(page, near.beginning, _GUEST))
    named = {plain_name(names[0]): names[:1] for names in credited if names and is_full_name(names[0])}
    return Told(next(iter(named.values())), "byline") if len(named) == 1 else None


def poster(page: Survey) -> People | None:
    """The one user who posted it, as is said above or under posts: "Posted by breadhead at 9:10"."""
    credited = islice(_credits(page, page.words, _POSTED), _MAX_MARKED)
    named = {names for text in credited if (names := handle(text))}
    return Told(named.pop(), "byline") if len(named) == 1 else None


def _credits(page: Survey, looked_at: Iterable[Words], outright: re.Pattern[str]) -> Iterator[str]:
    """What follows where it is said `outright` who wrote a post; that may be the next string."""
    is_announced = False
    for text, holder in looked_at:
        if text.isspace():
            continue
        said = outright.match(text)
        # "… in a library written by" may begin a run of its own in the middle of a sentence.
        if said and not (said[1][0].isupper() or holder.text == text):
            said = None
        if not said and not is_announced:
            continue
        begin = said.end() if said else 0
        named = tidy_line(text[begin : begin + _LOOKED_AT_CHARS])
        if named and not page.is_by_others(holder):
            yield named
        is_announced = said is not None and not named
