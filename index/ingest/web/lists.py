"""Sources that name many sites or pages: OPML and lists of addresses -> the sites to crawl. Pure."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from index.addresses import normal_address, site_root
from index.ingest.listings.address_list import read_address_list
from index.ingest.listings.opml import read_opml
from index.ingest.web.messages import Site
from index.records import Skipped


def sites_named_in(content: bytes, kind: str, source: str, base: str = "") -> Iterator[Site | Skipped]:
    """The sites that a list of `kind` ("opml" or "addresses") names, and what in it is none.

    Raises ListingError where it is no such list.
    """
    return _sites_of_opml(content, source, base) if kind == "opml" else _sites_of_addresses(content, source)


def _sites_of_opml(content: bytes, source: str, base: str) -> Iterator[Site | Skipped]:
    """A site for each blog of an OPML file; the feed itself where the blog's own address is not given."""
    seen: set[str] = set()
    for outline in read_opml(content, base):
        named = outline.home or outline.feed or ""
        address = normal_address(named)
        if address is None:
            yield Skipped(outline.title or named, f"{named or 'it'} is no address on the web")
        elif address not in seen:
            seen.add(address)
            yield Site(source, address, "site" if outline.home else "feed", outline.feed)


def _sites_of_addresses(content: bytes, source: str) -> Iterator[Site | Skipped]:
    """The pages of a list of addresses, those of one host together, and what is no address."""
    addresses, skipped = read_address_list(content)
    yield from skipped
    by_host: dict[str, list[str]] = {}
    for address in addresses:
        normal = normal_address(address)
        if normal is None:
            yield Skipped(address, "no address on the web")
        else:
            by_host.setdefault(urlsplit(normal).netloc, []).append(normal)
    for found in by_host.values():
        yield Site(source, site_root(found[0]), "addresses", addresses=tuple(dict.fromkeys(found)))
