"""A feed (RSS 0.9 to 2.0, Atom) -> its posts and where its next page is. Pure: feedparser fetches nothing."""

import io
import re
from typing import Any
from urllib.parse import urlsplit

import feedparser

from index.ingest.listings.entries import list_entries
from index.ingest.listings.listing import Listing, ListingError, listed_address
from index.ingest.listings.paging import next_pages, total_posts
from index.ingest.listings.plain import plain_title
from index.ingest.listings.trees import local_name, parse_feed, tree_bytes, xml_text

_COMMENTS_PATH = re.compile(
    r"(?<!/category)(?<!/tag)/comments(?:/|\.(?:rss|xml|atom)$)|/feeds/\d+/comments/", re.I
)
_COMMENTS_TITLE = re.compile(r"^\s*(?:comments?\s+(?:on|for)|kommentare\s+(?:zu|für)|commentaires\s+sur"
                             r"|comentarios\s+en|comentários\s+(?:sobre|em)|commenti\s+(?:a|su)|reacties\s+op"
                             r"|комментарии\s+(?:на|к))\b", re.I)  # fmt: skip
_COMMENT_FRAGMENT = re.compile(r"(?:comment|c|idc|respond|reply)[-_]?\d+$", re.I)


def read_feed(content: bytes, url: str, charset: str | None = None) -> Listing:
    """The posts of the feed at `url`. `charset` is what the server declared.

    A feed of comments is known as such and gives no entries. Raises ListingError for what is no feed,
    and for entity bombs and external entities, which feedparser never sees.
    """
    root = parse_feed(xml_text(content, charset))
    if local_name(root) not in ("rss", "feed", "rdf"):
        raise ListingError("not a feed")
    base = _base(root, url)
    parsed = feedparser.parse(
        # From a file in memory: feedparser takes bytes for the name of a file first.
        io.BytesIO(tree_bytes(root)),
        sanitize_html=False,  # pages are cleaned when they are read, and this would take most of the time
        resolve_relative_uris=False,  # those inside the texts; links to posts are resolved
        response_headers={"content-type": "application/xml; charset=utf-8", "content-location": base},
    )
    feed, entries = parsed.feed, parsed.entries
    home, title = _home(feed, base, url), plain_title(feed.get("title"))
    if _is_of_comments(root, url, feed, entries):
        return Listing((), (), "comments feed", title, home)
    listed, skipped = list_entries(parsed, base, title)
    return Listing(
        listed, next_pages(root, url, len(entries)), "feed", title, home, total_posts(root), skipped
    )


def _base(root: Any, url: str) -> str:
    """What relative links in the feed are relative to, where no xml:base says so."""
    for element in (root, *(child for child in root if local_name(child) == "channel")):
        for child in element:
            written = (child.text or "").strip() or child.get("href", "")
            is_home = local_name(child) == "link" and child.get("rel", "alternate") == "alternate"
            if is_home and re.match(r"https?://", written, re.I):
                return listed_address(written, url) or url
    return url


def _home(feed: Any, base: str, url: str) -> str | None:
    """The site's address; the link of a feed that names none of its own is the feed itself."""
    written = next(
        (link.get("href") for link in feed.get("links", ()) if link.get("rel") == "alternate"), None
    )
    return listed_address(written or feed.get("link"), base) or (base if base != url else None)


def _is_of_comments(root: Any, url: str, feed: Any, entries: list[Any]) -> bool:
    path = urlsplit(url).path
    if _COMMENTS_PATH.search(path):
        return True
    if not entries:
        return _COMMENTS_TITLE.match(str(dict.get(feed, "title", ""))) is not None
    if all(_COMMENT_FRAGMENT.fullmatch(urlsplit(str(entry.get("link", ""))).fragment) for entry in entries):
        return True
    nodes = [node for node in root.iter() if local_name(node) in ("item", "entry")]
    return bool(nodes) and all(any(local_name(child) == "in-reply-to" for child in node) for node in nodes)
