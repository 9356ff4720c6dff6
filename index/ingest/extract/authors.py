"""Who wrote the post on a page: whom it states, whom a byline names, whom the blog is called after. Pure."""

import re
from collections.abc import Iterator

from index.ingest.extract.bylines import People, bylines_near, pen_name
from index.ingest.extract.bylines_further import bylines_further, guest, poster
from index.ingest.extract.introductions import signed_at_the_end
from index.ingest.extract.near import Near
from index.ingest.extract.page_tree import Element
from index.ingest.extract.people import (
    are_first_names,
    are_full,
    clean_authors,
    is_full_name,
    is_known_name,
    plain_name,
)
from index.ingest.extract.site_authors import letters, names_of_site, namesake, shown_firm, stated_firm
from index.ingest.extract.stated import Stated
from index.ingest.extract.stated_authors import stated_authors
from index.ingest.extract.survey import Survey
from index.ingest.extract.told import Told, first_told

_BY_THE_PAGE = ("JSON-LD", "meta")


def find_authors(
    page: Survey,
    heading: Element | None,
    stated: Stated,
    url: str,
    site: str | None = None,
    beside: People | None = None,
) -> People | None:
    """The people stated as authors on the page or `beside` it, else those of a byline near `heading`.

    A full name goes before "ann" and before "The Loaf Team", wherever it stands; and where a byline names
    all who are stated and more, it is believed: many systems can state one author only. So it is where those
    who are stated are nowhere to be seen: templates state who made the site, or who typed the post in.
    """
    all_stated = list(stated_authors(page, stated))
    if beside:
        all_stated.insert(1, Told(clean_authors(beside.value), beside.source))
    return first_told(_by_trust(all_stated, page, Near(page, heading, stated), stated, url, site))


def _by_trust(
    all_stated: list[People], page: Survey, near: Near, stated: Stated, url: str, site: str | None
) -> Iterator[People | None]:
    """Whom one may take for the authors, the surest first; the site's own name among them comes late."""
    own = names_of_site(stated, url, site)
    all_shown = list(bylines_near(page, near))
    told, shown = ([_without(one, own) for one in ones] for ones in (all_stated, all_shown))
    yield guest(page, near)
    bylines = [one for one in shown if are_full(one.value)]
    if full := first_told((*(one for one in told if are_full(one.value)), *bylines)):
        if bylines and full.source in _BY_THE_PAGE and not _is_seen(page, full.value):
            credited = " ".join(near.bylines(page))
            yield next((byline for byline in bylines if byline.value[0] in credited), full)
        yield next((byline for byline in bylines if _says_more(byline.value, full.value)), full)
    yield from (one for one in (*told, *shown) if are_first_names(one.value))
    yield from filter(_are_known, (*all_stated, *all_shown))
    all_further = list(bylines_further(page, near))
    further = [_without(one, own) for one in all_further]
    yield from (one for one in further if are_full(one.value))
    yield signed_at_the_end(page)
    yield from (*told, *shown, *further)
    yield from filter(_are_full_in_capitals, (*all_stated, *all_shown, *all_further))
    yield shown_firm(near.bylines(page), stated, site)
    yield pen_name(page, near)
    yield poster(page)
    yield namesake(site or "")
    yield stated_firm(stated, own)


def _is_seen(page: Survey, names: tuple[str, ...]) -> bool:
    """Whether one of the people is named on the page so that readers see it."""
    ends = [re.sub(r",.*", "", name).split()[-1] for name in names]
    return any(end in words.text for end in ends for words in page.words)


def _without(told: People, names: frozenset[str]) -> People:
    return Told(tuple(name for name in told.value if letters(name) not in names), told.source)


def _are_known(told: People) -> bool:
    return bool(told.value) and all(map(is_known_name, told.value))


def _are_full_in_capitals(told: People) -> bool:
    """Whether they are named in full, though they write themselves in small letters."""
    return bool(told.value) and all(is_full_name(name.title()) for name in told.value)


def _says_more(byline: tuple[str, ...], stated: tuple[str, ...]) -> bool:
    names = {plain_name(name) for name in byline if is_full_name(name)}
    return len(names) > len(stated) and all(plain_name(name) in names for name in stated)
