"""What a page's JSON-LD says it is: one post, a list, a lasting page. Pure."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from index.addresses import address_key, normal_address

_POSTS = frozenset(
    "blogposting article newsarticle techarticle technicalarticle socialmediaposting scholarlyarticle report "
    "reportagenewsarticle opinionnewsarticle analysisnewsarticle reviewnewsarticle backgroundnewsarticle "
    "advertisercontentarticle liveblogposting satiricalarticle".split()
)
_LISTS = frozenset("collectionpage searchresultspage itemlist blog series imagegallery".split())
_PAGES = frozenset({"aboutpage", "contactpage", "profilepage", "checkoutpage"})
_MAX_ITEMS = 500


@dataclass(frozen=True, slots=True)
class Stated:
    """The posts that are stated, (kind, address or headline); whether a list is, and a lasting page."""

    posts: tuple[tuple[str, str], ...] = ()
    is_list: bool = False
    is_page: bool = False
    has_date: bool = False


def read_json_ld(texts: Iterable[str], url: str) -> Stated:
    """What the JSON-LD on the page at `url` states; what cannot be read states nothing."""
    posts: dict[str, tuple[str, str]] = {}
    is_list = is_page = has_date = False
    for item in _items(texts):
        kinds = {str(kind).rpartition("/")[2].casefold(): str(kind) for kind in _as_list(item.get("@type"))}
        post_kind = next((written for kind, written in kinds.items() if kind in _POSTS), None)
        if post_kind:
            place = _address(item, url)
            name = address_key(place) if place else str(item.get("headline") or item.get("name") or "")[:300]
            posts.setdefault(name, (post_kind.rpartition("/")[2][:40], place or ""))
            has_date = has_date or bool(item.get("datePublished"))
        is_list = is_list or not _LISTS.isdisjoint(kinds)
        is_page = is_page or not _PAGES.isdisjoint(kinds)
    return Stated(tuple(posts.values()), is_list, is_page, has_date)


def _items(texts: Iterable[str]) -> Iterator[dict[str, Any]]:
    """What is stated at the top, in a graph, or as what the page is about; and the posts of a list."""
    for text in texts:
        try:
            todo: list[Any] = [json.loads(_bare(text), strict=False)]
        except (ValueError, RecursionError):
            continue
        seen = 0
        while todo and seen < _MAX_ITEMS:
            item, seen = todo.pop(), seen + 1
            if isinstance(item, list):
                todo += item[:_MAX_ITEMS]
            elif isinstance(item, dict):
                yield item
                for inner in ("@graph", "mainEntity", "blogPost", "blogPosts", "itemListElement", "item"):
                    todo += _as_list(item.get(inner))[:_MAX_ITEMS]


def _bare(text: str) -> str:
    """Without the comment or CDATA marks that old themes put around it, and without a last semicolon."""
    text = text.strip()
    for start, end in (
        ("<!--", "-->"),
        ("//<![CDATA[", "//]]>"),
        ("/*<![CDATA[*/", "/*]]>*/"),
        ("<![CDATA[", "]]>"),
    ):
        if text.startswith(start):
            text = text[len(start) :].removesuffix(end).strip()
    return text.removesuffix(";")


def _address(item: dict[str, Any], url: str) -> str | None:
    """The address of a stated post, where it has one of its own."""
    whole = item.get("mainEntityOfPage")
    named = (item.get("url"), whole.get("@id") if isinstance(whole, dict) else whole)
    found = (normal_address(value, url) for value in named if isinstance(value, str) and value.strip())
    # Some themes state the address of the whole site there.
    return next((address for address in found if address and urlsplit(address).path != "/"), None)


def _as_list(value: Any) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]
