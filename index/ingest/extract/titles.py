"""The title of the post on a page, without the name of its site. Pure."""

import re
from html import unescape
from itertools import chain

from index.ingest.extract.blocks import tidy_line
from index.ingest.extract.page_tree import Element
from index.ingest.extract.sites import TITLE_BREAK, leads_home
from index.ingest.extract.stated import Stated
from index.ingest.extract.survey import Survey
from index.ingest.extract.told import Told

_CUT_SHORT = re.compile(r"\s*(?:…|\.\.\.|\[…\]|\[\.\.\.\])\s*$")
_HEADINGS = ("h1", "h2", "h3")
_TITLE_CLASS = re.compile(r"(?:^|\s)(?:post|entry|article)[-_]?(?:title|header)(?=$|\s)", re.IGNORECASE)


def find_title(
    page: Survey, stated: Stated, site: str | None, beside: Told[str] | None = None
) -> Told[str] | None:
    """The post's title: the one told `beside` the page, unless it is cut short; else the page's own.

    What the reader sees on the page goes before what is stated: headings are written for readers.
    """
    on_page = _title_on_page(page, stated, site)
    if beside is None or not beside.value:
        return on_page
    if on_page and _CUT_SHORT.search(beside.value) and on_page.value.startswith(_uncut(beside.value)):
        return on_page
    return beside


def _title_on_page(page: Survey, stated: Stated, site: str | None) -> Told[str] | None:
    whole = page.title()
    headings = _headings(page, site)
    # The only heading, or the one that the page's title repeats; sites put their own name last there.
    repeated = sorted((heading for heading in headings if heading in whole), key=whole.find)
    named = [] if repeated else _named_headings(page, whole)
    seen = repeated or named or (headings if len(headings) == 1 else [])
    candidates = (
        *(Told(heading, "heading") for heading in seen[:1]),
        Told(stated.article.get("headline"), "JSON-LD"),
        Told(stated.meta.get("og:title"), "meta"),
        Told(stated.meta.get("twitter:title"), "meta"),
        Told(whole, "page title"),
        *(Told(heading, "heading") for heading in headings),
    )
    for told in candidates:
        if isinstance(told.value, str) and told.value.strip():
            return Told(without_site(tidy_line(unescape(told.value)), site), told.source)
    return None


def title_heading(page: Survey, title: str | None) -> Element | None:
    """The heading that holds the post's title; else the first that is not the site's name."""
    headings = list(page.root.iter(*_HEADINGS))
    for heading in headings:
        if title and page.text(heading).casefold() == title.casefold():
            return heading
    first = [heading for heading in headings if heading.tag == "h1" and not _leads_home(heading)]
    return next(iter((*first, *page.named("h1"))), None)


def _uncut(title: str) -> str:
    return _CUT_SHORT.sub("", title)


def without_site(title: str, site: str | None) -> str:
    """`title` without the site's name before or after it.

    >>> without_site("Slow bread | The Long Table", "The Long Table")
    'Slow bread'
    """
    parts = TITLE_BREAK.split(title)
    if site and len(parts) > 1:
        for part, rest in ((parts[-1], title[: title.rfind(parts[-1])]), (parts[0], title[len(parts[0]) :])):
            if part.casefold() == site.casefold():
                return rest.strip(" |·•»–—-:")
    return title


def _headings(page: Survey, site: str | None) -> list[str]:
    """The texts of the first-level headings that are not the site's own."""
    texts = (page.text(h1) for h1 in page.named("h1") if not _leads_home(h1))
    return [text for text in texts if text and text.casefold() != (site or "").casefold()]


def _named_headings(page: Survey, whole: str) -> list[str]:
    """The text of the one lower heading that is named as a post's title, where the page's title repeats it.

    Some have the name of the site, or of a part of it, as their only first-level heading, and some none: then
    no name is needed where all that the page's title says besides stands behind a bar.
    """
    lower = (*page.named("h2"), *page.named("h3"))
    parts = [] if page.named("h1") else TITLE_BREAK.split(whole)
    texts = [text for heading in lower if (text := page.text(heading)) in parts or _is_named_title(heading)]
    return texts if len(texts) == 1 and texts[0] and texts[0] in whole else []


def _is_named_title(heading: Element) -> bool:
    return heading.get("itemprop") in ("headline", "name headline") or (
        _TITLE_CLASS.search(heading.get("class") or "") is not None
    )


def _leads_home(heading: Element) -> bool:
    """Whether a heading is a link to the site's first page: then it is the site's name."""
    link = next(chain(heading.iter("a"), heading.iterancestors("a")), None)
    return link is not None and leads_home(link)
