"""A sitemap or an index of sitemaps -> the addresses in it. Pure."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from index.ingest.listings.address_list import is_address_list, read_address_list
from index.ingest.listings.feeds import read_feed
from index.ingest.listings.listing import MAX_ENTRIES, Listed, Listing, ListingError, listed_address
from index.ingest.listings.sitemap_names import is_taxonomy, posts_first
from index.ingest.listings.trees import elements, local_name, parse_part, xml_text
from index.ingest.listings.unpack import MAX_BYTES, unpack
from index.records import Facts, Skipped

_ROOT = re.compile(r"<(?:[\w.-]+:)?(\w+)")
_MAX_SKIPPED = 100  # of one file; a broken one would fill the report


def read_sitemap(content: bytes, url: str, max_bytes: int = MAX_BYTES) -> Listing:
    """What the sitemap at `url` names: posts and other pages, or further sitemaps.

    XML, gzipped or not, plain text, and feeds, all of which serve as sitemaps. `max_bytes` is how
    large it may be when unpacked. Addresses on other hosts are given too: the caller decides on them.
    Raises ListingError.
    """
    content = unpack(content, max_bytes)
    if is_address_list(content[:10_000]):
        return _from_addresses(content, url)
    text = xml_text(content, max_bytes=max_bytes)
    root = _ROOT.match(text)
    kind = root.group(1).lower() if root else ""
    if kind in ("rss", "feed", "rdf"):
        return read_feed(content, url)
    if kind == "sitemapindex":
        children, skipped = _collect(text, "sitemap", url)
        return Listing((), posts_first(list(children)), "sitemap index", skipped=skipped)
    if kind != "urlset":
        raise ListingError("not a sitemap")
    return _listing(*_collect(text, "url", url), url)


def _from_addresses(content: bytes, url: str) -> Listing:
    addresses, skipped = read_address_list(content)
    found = {address: None for written in addresses if (address := listed_address(written, url))}
    if len(found) > MAX_ENTRIES:
        skipped.append(_too_many(url))
    return _listing(dict(list(found.items())[:MAX_ENTRIES]), tuple(skipped[:_MAX_SKIPPED]), url)


def _listing(found: dict[str, str | None], skipped: tuple[Skipped, ...], url: str) -> Listing:
    entries = tuple(
        # What changed last may be a comma or the theme, so it is no fact about the post.
        Listed(address, modified, Facts(source="sitemap", link=address))
        for address, modified in found.items()
    )
    return Listing(entries, (), "taxonomy sitemap" if is_taxonomy(url) else "sitemap", skipped=skipped)


def _collect(text: str, name: str, url: str) -> tuple[dict[str, str | None], tuple[Skipped, ...]]:
    """Each address in the elements called `name`, with its lastmod; and what is no address."""
    found: dict[str, str | None] = {}
    skipped: list[Skipped] = []
    for written, modified in _locations(text, name):
        address = listed_address(written, url)
        if address is None:
            if len(skipped) < _MAX_SKIPPED:
                skipped.append(Skipped(written[:200], "not an http or https address"))
        elif address not in found and len(found) == MAX_ENTRIES:
            skipped.append(_too_many(url))
            break
        else:
            found.setdefault(address, modified)
    return found, tuple(skipped)


def _locations(text: str, name: str) -> Iterator[tuple[str, str | None]]:
    """(loc, lastmod) of each element called `name`, each read by itself: what is broken harms no other."""
    for part, _ in islice(elements(text, name), 2 * MAX_ENTRIES):
        element = parse_part(part)
        if element is None:
            continue
        # Only its own children: image:loc and the like are deeper.
        said = {local_name(child): _text(child) for child in reversed(element)}
        written = said.get("loc") or _text(element)
        if written:
            yield written, said.get("lastmod") or None


def _text(element: Any) -> str:
    return (element.text or "").strip()


def _too_many(url: str) -> Skipped:
    return Skipped(url, f"more than {MAX_ENTRIES:,} addresses in one sitemap; the rest is left out")
