"""What the crawling process and the one that started it say to each other."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from index.records import Page, Skipped, Visit
from index.settings import CrawlSettings


@dataclass(frozen=True, slots=True)
class Site:
    """One site to crawl for a source. `kind` is "site", "feed", "sitemap" or "addresses".

    Where `root` turns out to be a list of sites or of addresses, all of them are crawled. `addresses` are
    what to ask for where they are given one by one; `feed` is one that is known beside the site's own.
    """

    source: str
    root: str
    kind: str = "site"
    feed: str | None = None
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Job:
    """Everything that the crawling process needs. `full` asks for everything anew.

    `known` are each source's visits of the last crawl; `done` are the addresses that this crawl, if it was
    stopped before, has settled already.
    """

    sites: tuple[Site, ...]
    settings: CrawlSettings
    known: Mapping[str, tuple[Visit, ...]] = field(default_factory=dict)
    done: Mapping[str, frozenset[str]] = field(default_factory=dict)
    full: bool = False


@dataclass(frozen=True, slots=True)
class Visited:
    """An address was asked, or need not be; `page` is there where it is a post that was fetched."""

    source: str
    root: str
    visit: Visit
    page: Page | None = None


@dataclass(frozen=True, slots=True)
class SiteProgress:
    """How far one site is: addresses found so far, and how many of them are settled."""

    source: str
    root: str
    found: int
    settled: int


@dataclass(frozen=True, slots=True)
class SiteEnded:
    """A site has been crawled; `failure` says why it could not be, or not to its end.

    `notes` say what was not read, `skipped` what its listings name and is left out.
    """

    source: str
    root: str
    failure: str = ""
    notes: tuple[str, ...] = ()
    skipped: tuple[Skipped, ...] = ()


@dataclass(frozen=True, slots=True)
class SitesFound:
    """A source turned out to be a list: these are its sites now, and what it names that is none."""

    source: str
    roots: tuple[str, ...]
    skipped: tuple[Skipped, ...] = ()


@dataclass(frozen=True, slots=True)
class CrawlEnded:
    """All sites have been crawled. `receipts` are per host, ready for JSON."""

    receipts: tuple[dict[str, str | int | float | None], ...]


Message = Visited | SiteProgress | SiteEnded | SitesFound | CrawlEnded
