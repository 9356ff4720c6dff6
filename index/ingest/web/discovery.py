"""Finds out which posts a site says it has: from its feeds, its sitemaps and its API."""

from collections.abc import AsyncIterator, Iterable
from urllib.parse import urljoin

from index.addresses import address_key
from index.ingest.listings.feeds import read_feed
from index.ingest.listings.jsonfeed import read_json_feed
from index.ingest.listings.listing import Listing, ListingError
from index.ingest.listings.sitemaps import read_sitemap
from index.ingest.listings.sniff import what_is
from index.ingest.listings.wordpress import api_address, read_posts_answer
from index.ingest.web.answers import Answer
from index.ingest.web.fetching import Fetcher, FetchFailed, HostResting
from index.ingest.web.webpage import WebPage

_USUAL_SITEMAPS = ("/sitemap.xml", "/sitemap_index.xml")
_USUAL_FEEDS = ("feed/", "feed.xml", "index.xml", "atom.xml", "rss.xml", "feed.json")
_MAX_LISTINGS = 500  # of one site: a sitemap index may name any number


class Discovery:
    """Reads one site's listings, each once; `notes` are about those that could not be read."""

    def __init__(self, fetcher: Fetcher) -> None:
        """Ask through `fetcher`."""
        self._fetcher = fetcher
        self._read: set[str] = set()
        self.notes: list[str] = []

    async def of_site(self, page: WebPage, root: str, feed: str | None) -> AsyncIterator[Listing]:
        """Everything that the site at `root` lists; `page` is its first page."""
        count = 0
        if _is_wordpress(page):
            async for listing in self._api(root):
                count += len(listing.entries)
                yield listing
        named = [*([feed] if feed else []), *page.alternate_feeds]
        async for listing in self._follow(named, optional=False):
            count += len(listing.entries)
            yield listing
        sitemaps = (await self._fetcher.rules(root)).sitemaps
        guesses = [urljoin(root, name) for name in _USUAL_SITEMAPS]
        async for listing in self._follow(sitemaps, optional=False) if sitemaps else self._first_of(guesses):
            count += len(listing.entries)
            yield listing
        if not count:
            async for listing in self._first_of(urljoin(_folder(root), name) for name in _USUAL_FEEDS):
                yield listing

    async def of_listing(self, answer: Answer) -> AsyncIterator[Listing]:
        """The listing in `answer` and those that it names. Raises ListingError where it is none itself."""
        listing = _read(answer)
        self._read.add(address_key(answer.url))
        yield listing
        async for further in self._follow(listing.further, optional=False):
            yield further

    async def _first_of(self, addresses: Iterable[str]) -> AsyncIterator[Listing]:
        """The listings at the first of `addresses` that has one."""
        for address in addresses:
            found = False
            async for listing in self._follow([address], optional=True):
                found = True
                yield listing
            if found:
                return

    async def _follow(self, addresses: Iterable[str], *, optional: bool) -> AsyncIterator[Listing]:
        """The listings at `addresses` and those that they name, as long as they bring something new."""
        waiting = list(addresses)
        entries: set[str] = set()
        while waiting and len(self._read) < _MAX_LISTINGS:
            address = waiting.pop(0)
            if _listing_key(address) in self._read:
                continue
            self._read.add(_listing_key(address))
            try:
                listing = _read(await self._fetcher.fetch(address))
            except HostResting:
                raise
            except (FetchFailed, ListingError) as error:
                # What is only guessed need not be there, and paged feeds end where there is no further page.
                if not optional and not entries:
                    self.notes.append(f"{address} was not read: {error}")
                continue
            yield listing
            keys = {address_key(entry.url) for entry in listing.entries}
            if keys - entries or not listing.entries:
                waiting += listing.further
            entries |= keys

    async def _api(self, root: str) -> AsyncIterator[Listing]:
        """WordPress's own list of its posts, page by page, where the site answers it."""
        waiting = [api_address(root)]
        while waiting and len(self._read) < _MAX_LISTINGS:
            address = waiting.pop(0)
            if _listing_key(address) in self._read:
                continue
            self._read.add(_listing_key(address))
            try:
                answer = await self._fetcher.fetch(address)
                pages = answer.headers.get("x-wp-totalpages", "")
                listing = read_posts_answer(
                    answer.content, answer.url, int(pages) if pages.isdigit() else None
                )
            except HostResting:
                raise
            except (FetchFailed, ListingError):
                return  # many sites close it; their feeds and sitemaps say the same
            yield listing
            waiting += listing.further


def _read(answer: Answer) -> Listing:
    """The listing in `answer`. Raises ListingError where it holds none."""
    kind = what_is(answer.content, answer.media_type)
    if kind == "json feed":
        return read_json_feed(answer.content, answer.url)
    if kind == "feed":
        return read_feed(answer.content, answer.url, answer.charset)
    if kind in ("html", "opml", "other"):
        raise ListingError("it is neither a feed nor a sitemap")
    return read_sitemap(answer.content, answer.url)


def _listing_key(url: str) -> str:
    """A listing's identity; unlike a post's, its query may be all that tells two apart."""
    return url.partition("#")[0]


def _is_wordpress(page: WebPage) -> bool:
    return "wordpress" in (page.generator or "").lower()


def _folder(root: str) -> str:
    """`root` as a folder, so that names are looked for inside it."""
    return root if root.endswith("/") else f"{root}/"
