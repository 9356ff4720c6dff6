"""What some bytes are, by their content, since media types lie. Pure."""

import re

from index.ingest.listings.address_list import is_address_list
from index.ingest.listings.listing import ListingError
from index.ingest.listings.trees import decode_listing
from index.ingest.listings.unpack import unpacked_head

_HEAD_BYTES = 65_536
_KINDS = {"rss": "feed", "feed": "feed", "rdf": "feed", "urlset": "sitemap", "sitemapindex": "sitemap index",
          "opml": "opml", "html": "html", "head": "html", "body": "html"}  # fmt: skip
_TAG = re.compile(
    r"<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)|<!doctype\s+(?P<page>html)\b"
    r"|<(?:[\w.-]+:)?(?P<root>rss|feed|rdf|urlset|sitemapindex|opml|html|head|body)(?=[\s/>])",
    re.S | re.I,
)
_RSS_IN_RDF = re.compile(
    r"purl\.org/rss/1\.|my\.netscape\.com/(?:rdf/simple/0\.9|publish/formats/rss)|<item\b", re.I
)
_JSON_FEED = re.compile(r'"version"\s*:\s*"https?:\\?/\\?/(?:www\.)?jsonfeed\.org\b', re.I)
_ANY_TAG = re.compile(r"<[a-z][a-z0-9]*[\s/>]", re.I)
_PAGE_TYPES = ("text/html", "application/xhtml+xml")


def what_is(content: bytes, media_type: str) -> str:
    """One of "feed", "json feed", "sitemap", "sitemap index", "opml", "address list", "html", "other".

    `content` may be gzipped, or only the beginning of something. `media_type` is what the server said;
    it is only asked for what looks like nothing in particular.
    """
    head = unpacked_head(content, _HEAD_BYTES)
    try:
        text = decode_listing(_whole_characters(head), None).lstrip("\ufeff \t\r\n")
    except ListingError:
        return "other"
    if text.startswith("{"):
        return "json feed" if _JSON_FEED.search(text) else "other"
    kind = "" if text.startswith("http") else _by_first_tag(text)
    if not kind and is_address_list(head):
        return "address list"
    is_page = media_type.split(";", maxsplit=1)[0].strip().lower() in _PAGE_TYPES
    return kind or ("html" if is_page and _ANY_TAG.search(text) else "other")


def _by_first_tag(text: str) -> str:
    """What the first tag that says it says; "" where none does."""
    for tag in _TAG.finditer(text):
        name = (tag["page"] or tag["root"] or "").lower()
        if name == "rdf" and not _RSS_IN_RDF.search(text):
            return "other"
        if name:
            return _KINDS[name]
    return ""


def _whole_characters(head: bytes) -> bytes:
    """`head` without the beginning of a UTF-8 character at its very end."""
    return (
        head[:-4] + re.sub(rb"[\xc2-\xf4][\x80-\xbf]{0,2}\Z", b"", head[-4:])
        if len(head) == _HEAD_BYTES
        else head
    )
