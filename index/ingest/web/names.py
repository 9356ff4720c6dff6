"""What parts of pages are called by the people who make them: classes, ids, dates in words. Pure."""

import re
from collections.abc import Mapping

# Classes and ids of what stands around a post. Whole names only: "no-sidebar" is a page's frame.
AROUND = frozenset(
    "sidebar side-bar primary-sidebar secondary-sidebar widget widgets widget-area navbar "
    "navigation nav nav-menu menu site-nav main-nav main-navigation site-navigation breadcrumb "
    "breadcrumbs footer site-footer page-footer "
    "gh-footer comments comment-list commentlist comments-area respond disqus_thread "
    "comment-respond related relatedposts related-posts jp-relatedposts related-articles "
    "yarpp-related read-next read-more-wrap readmore more-posts more-articles recommended "
    "recommendations similar-posts you-may-also-like pagination pager paginator paging-navigation "
    "post-nav post-navigation posts-navigation nav-links prev-next share sharing share-buttons "
    "sharedaddy social social-links subscribe subscription-widget newsletter newsletter-form "
    "cookie-banner cookie-notice toc table-of-contents author-box author-bio author-card "
    "popular-posts recent-posts latest-posts webmentions skip-link pagination-nav "
    "theme-doc-sidebar-container".split()
)
HEADERS = frozenset("site-header site-head page-header masthead gh-head intro-header post-header".split())
ENTRIES = frozenset(
    "h-entry hentry post blog-post blogpost post-entry blog-entry post-outer blog-item".split()
)
ENTRY_TYPE = re.compile(r"schema\.org/(?:\w*Article|\w*BlogPosting)\b", re.I)
# These hold the headline of an entry, though they need be no heading.
TITLES = frozenset(
    "entry-title post-title p-name article-title post__title blog-title post-preview-title".split()
)
DATES = frozenset(
    "dt-published published publish-date published-date pubdate post-date post__date post_date "
    "entry-date date-header posted-on post-time post__time timestamp dateline article-date "
    "blog-date date date-posted".split()
)
_DATE_PROPERTIES = frozenset({"datepublished", "datecreated"})

_MONTHS = (
    "jan feb mar apr may jun jul aug sep oct nov dec mär maer mai juni juli okt dez janv févr fév avr juin "
    "juil août déc ene abr ago dic gen mag giu lug set ott fev maio out янв фев мар апр мая май июн июл авг "
    "сен окт ноя дек sty lut kwi maj cze lip sie wrz paź lis gru ocak oca şub nis haz tem ağu eyl eki kas "
    "ara mrt mei led úno bře dub kvě čvn čvc srp zář říj pro"
).split()
_MONTH = rf"(?:{'|'.join(sorted(set(_MONTHS), key=len, reverse=True))})[^\W\d_]{{0,8}}\.?"
_DATE = re.compile(
    r"\b(?:19|20)\d\d[-/.](?:0?[1-9]|1[0-2])[-/.](?:3[01]|[12]\d|0?[1-9])\b"
    r"|\b(?:3[01]|[12]\d|0?[1-9])[-/.]\s?(?:3[01]|[12]\d|0?[1-9])[-/.]\s?(?:19|20)\d\d\b"
    rf"|\b{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?,?\s(?:19|20)\d\d\b"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th|er|º|\.)?[\s-](?:de\s|of\s)?{_MONTH},?[\s-](?:de\s|del\s)?(?:19|20)\d\d\b"
    r"|(?:19|20)\d\d\s?[年년]\s?\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일]",
    re.I,
)
_MAX_DATE_LINE = 120  # chars; a date in a longer piece of text is a part of what it tells


def is_date_property(attributes: Mapping[str, str]) -> bool:
    """Whether an element holds the date of a post, in microdata's words."""
    return attributes.get("itemprop", "").lower() in _DATE_PROPERTIES


def names_of(attributes: Mapping[str, str]) -> list[str]:
    """The classes and the id of an element, lower case."""
    return f"{attributes.get('class', '')} {attributes.get('id', '')}".lower().split()


def has_date(line: str) -> bool:
    """Whether a short piece of text holds a whole date: day, month and year.

    >>> has_date("Posted on 4 mars 2020 by Ann"), has_date("Section 4, 2020")
    (True, False)
    """
    return len(line) <= _MAX_DATE_LINE and _DATE.search(line) is not None
