"""The name of the site that a page is on. Pure."""

import re
from urllib.parse import urlsplit

from index.ingest.extract.page_tree import Element
from index.ingest.extract.stated import Stated
from index.ingest.extract.survey import Survey
from index.ingest.extract.told import Told

TITLE_BREAK = re.compile(r"\s+[|·•»–—-]\s+|\s*::\s*")
_MAX_NAME_CHARS = 80


def find_site(page: Survey, stated: Stated) -> Told[str] | None:
    """The stated name; else that end of the page's title which is also a link to the site's first page."""
    if told := stated.told_site():
        return told
    parts = TITLE_BREAK.split(page.title())
    # "About - Loaf" may well be called so as a whole, by people and by machines.
    ends = {part.casefold(): part for part in (*parts[:1], *parts[-1:]) if _leaves_words(parts, part)}
    if not ends:
        return None
    for link in filter(leads_home, page.named("a")):
        name = page.short_text(link, _MAX_NAME_CHARS)
        if name.casefold() in ends:
            return Told(ends[name.casefold()], "page title")
    return None


def _leaves_words(parts: list[str], name: str) -> bool:
    """Whether more than a word is left of a title without the site's name."""
    return sum(len(part.split()) for part in parts if part != name) > 1


def leads_home(link: Element) -> bool:
    """Whether a link is to a site's first page."""
    try:
        address = urlsplit(target := link.get("href") or "#")
    except ValueError:
        return False
    return address.path in ("", "/") and "#" not in target and not address.query
