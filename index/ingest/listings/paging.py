"""A feed -> the address of its next page, where the software that made it has a way to ask for one. Pure."""

import re
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from index.ingest.listings.listing import listed_address
from index.ingest.listings.trees import local_name

_BLOGGER_FEED = re.compile(r"/feeds/(?:\d+/)?posts/(?:default|full|summary)")
_BLOGGER_PAGE = 150  # Blogger hands out no more at once
_MAX_PAGE = 10_000


def next_pages(root: Any, url: str, count: int) -> tuple[str, ...]:
    """Where to read on after the feed (an lxml tree) at `url`, which has `count` posts.

    For WordPress this is only asked: its feeds do not say when they end. The one who reads on stops
    where there is none, or one without new posts.
    """
    if not count:
        return ()
    generator, total, first, links = _about(root)
    if _BLOGGER_FEED.search(urlsplit(url).path) and total is not None:
        # Blogger's own link leads to another host, blogger.com.
        reached = max(1, first or 1) + count
        return (
            (with_query(url, {"start-index": reached, "max-results": _BLOGGER_PAGE}),)
            if reached <= total
            else ()
        )
    stated = [address for written in links if (address := listed_address(written, url)) and address != url]
    if stated:
        return tuple(dict.fromkeys(stated))
    if "wordpress" in generator:
        page = _number(dict(parse_qsl(urlsplit(url).query)).get("paged")) or 1
        return (with_query(url, {"paged": page + 1}),) if page < _MAX_PAGE else ()
    return ()


def total_posts(root: Any) -> int | None:
    """How many posts the feed says that there are in all."""
    return _about(root)[1]


def with_query(url: str, changes: dict[str, object]) -> str:
    """`url` with the query's `changes` put in.

    >>> with_query("https://example.org/feed?a=b&paged=2", {"paged": 3})
    'https://example.org/feed?a=b&paged=3'
    """
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query, keep_blank_values=True)) | changes
    return urlunsplit(parts._replace(query=urlencode(query), fragment=""))


def _about(root: Any) -> tuple[str, int | None, int | None, list[str]]:
    """Generator, openSearch's total and first, and the links to a next or earlier part of the archive."""
    generator = ""
    total = first = None
    links: list[str] = []
    for element in (*root, *(each for child in root if local_name(child) == "channel" for each in child)):
        name = local_name(element)
        if name == "generator":
            generator += f"{element.text or ''} {element.get('uri', '')}".lower()
        elif name == "totalresults":
            total = _number(element.text)
        elif name == "startindex":
            first = _number(element.text)
        elif name == "link" and element.get("rel", "").lower() in ("next", "prev-archive"):
            links.append(element.get("href", ""))
    return generator, total, first, links


def _number(written: str | None) -> int | None:
    return int(written) if written and re.fullmatch(r"[0-9]{1,9}", written := written.strip()) else None
