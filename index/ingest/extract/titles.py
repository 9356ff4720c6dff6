"""The title of the post on a page, without the name of its site. Pure."""

import re
from html import unescape
from urllib.parse import urlsplit

from bs4 import BeautifulSoup
from bs4.element import Tag

from index.ingest.extract.blocks import tidy_line
from index.ingest.extract.stated import Stated

_TITLE_BREAK = re.compile(r"\s+[|·•»–—-]\s+|\s*::\s*")


def find_title(soup: BeautifulSoup, stated: Stated) -> str | None:
    """What the reader sees on the page goes before what is stated: headings are written for readers."""
    whole = tidy_line(soup.title.get_text()) if soup.title else ""
    headings = _headings(soup, stated.site)
    # The only heading, or the one that the page's title repeats; sites put their own name last there.
    repeated = sorted((heading for heading in headings if heading in whole), key=whole.find)
    seen = headings if len(headings) == 1 else repeated
    named = (stated.article.get("headline"), stated.meta.get("og:title"), stated.meta.get("twitter:title"))
    for title in (*seen[:1], *named, whole, *headings):
        if isinstance(title, str) and title.strip():
            return without_site(tidy_line(unescape(title)), stated.site)
    return None


def without_site(title: str, site: str | None) -> str:
    """`title` without the site's name before or after it.

    >>> without_site("Slow bread | The Long Table", "The Long Table")
    'Slow bread'
    """
    parts = _TITLE_BREAK.split(title)
    if site and len(parts) > 1:
        for part, rest in ((parts[-1], title[: title.rfind(parts[-1])]), (parts[0], title[len(parts[0]) :])):
            if part.casefold() == site.casefold():
                return rest.strip(" |·•»–—-:")
    return title


def _headings(soup: BeautifulSoup, site: str | None) -> list[str]:
    """The texts of the first-level headings that are not the site's own."""
    texts = (tidy_line(h1.get_text(" ")) for h1 in soup.find_all("h1") if not _leads_home(h1))
    return [text for text in texts if text and text.casefold() != (site or "").casefold()]


def _leads_home(heading: Tag) -> bool:
    """Whether a heading is a link to the site's first page: then it is the site's name."""
    link = heading.find("a") or heading.find_parent("a")
    try:
        address = urlsplit(str(link.get("href") or "#")) if link else None
    except ValueError:
        return False
    return address is not None and address.path in ("", "/") and not address.fragment and not address.query
