"""The crawling process: reads a job from its input, crawls with Scrapy, writes what it finds to its output.

A process of its own, because Twisted's reactor runs once in the life of a process.
"""

import asyncio
import pickle
import sys
from collections.abc import AsyncIterator, Callable
from typing import Any, BinaryIO

from scrapy import Spider
from scrapy.crawler import AsyncCrawlerProcess

from index.ingest.listings.listing import ListingError
from index.ingest.web.fetching import Fetcher
from index.ingest.web.knowledge import Knowledge
from index.ingest.web.lists import sites_named_in
from index.ingest.web.messages import CrawlEnded, Job, Message, Site, SiteEnded, SitesFound
from index.ingest.web.robots import AGENT
from index.ingest.web.site import ListOfSites, SiteCrawl
from index.settings import CrawlSettings

_START_DELAY_S = 1.0  # of AutoThrottle, until it knows how fast a host is


class _BlogSpider(Spider):
    """Crawls every site of a job, each by a task of its own."""

    name = "blogseek"

    def __init__(self, job: Job, tell: Callable[[Message], None], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._job = job
        self._tell = tell

    async def start(self) -> AsyncIterator[Any]:
        fetcher = Fetcher(self.crawler, self._job.settings)
        places = asyncio.Semaphore(self._job.settings.sites_at_once)
        known = {
            source: Knowledge(visits, self._job.done.get(source, frozenset()))
            for source, visits in self._job.known.items()
        }
        await asyncio.gather(
            *(self._crawl(site, known[site.source], fetcher, places) for site in self._job.sites)
        )
        self._tell(CrawlEnded(tuple(receipt.as_dict() for receipt in fetcher.receipts())))
        nothing: tuple[Any, ...] = ()  # all that is asked for goes through the fetcher
        for request in nothing:
            yield request

    async def _crawl(self, site: Site, known: Knowledge, fetcher: Fetcher, places: asyncio.Semaphore) -> None:
        sites: list[Site] = []
        try:
            async with places:
                settings, full = self._job.settings, self._job.full
                await SiteCrawl(site, known, fetcher, self._tell, settings, full=full).run()
        except ListOfSites as named:
            sites = self._named_in(named, site)
        except BrokenPipeError:
            raise
        except Exception as error:  # noqa: BLE001 - one site never stops the others
            reason = f"its pages cannot be read ({type(error).__name__}: {error})"
            self._tell(SiteEnded(site.source, site.root, reason))
        await asyncio.gather(*(self._crawl(named, known, fetcher, places) for named in sites))

    def _named_in(self, found: ListOfSites, site: Site) -> list[Site]:
        """The sites that a list on the web names."""
        try:
            named = list(sites_named_in(found.content, found.kind, site.source, found.url))
        except ListingError as error:
            self._tell(SiteEnded(site.source, site.root, str(error)))
            return []
        sites = [item for item in named if isinstance(item, Site)]
        skipped = tuple(item for item in named if not isinstance(item, Site))
        self._tell(SitesFound(site.source, tuple(item.root for item in sites), skipped))
        return sites


def scrapy_settings(settings: CrawlSettings) -> dict[str, Any]:
    """What Scrapy is told. Redirects, retries and robots.txt are the fetcher's, which gives reasons."""
    return {
        "USER_AGENT": user_agent(settings),
        "AUTOTHROTTLE_ENABLED": True,
        "AUTOTHROTTLE_START_DELAY": min(_START_DELAY_S, settings.delay_s),
        "AUTOTHROTTLE_MAX_DELAY": 60.0,
        "AUTOTHROTTLE_TARGET_CONCURRENCY": 1.0,
        "CONCURRENT_REQUESTS": 2 * settings.sites_at_once,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "DOWNLOAD_DELAY": 0.0,
        "DOWNLOAD_DELAY_JITTER": 0.0,
        "DOWNLOAD_TIMEOUT": settings.timeout_s,
        "DOWNLOAD_MAXSIZE": settings.max_page_bytes,
        "DOWNLOAD_WARNSIZE": 0,
        "DOWNLOAD_VERIFY_CERTIFICATES": True,
        "TWISTED_DNS_RESOLVER": "index.ingest.web.guard.PublicResolver",
        "BLOGSEEK_ALLOW_PRIVATE": settings.allow_private,
        "ROBOTSTXT_OBEY": False,
        "REDIRECT_ENABLED": False,
        "METAREFRESH_ENABLED": False,
        "RETRY_ENABLED": False,
        "COOKIES_ENABLED": False,
        "HTTPPROXY_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        "LOG_LEVEL": "CRITICAL",
        "DEFAULT_REQUEST_HEADERS": {
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        },
    }


def user_agent(settings: CrawlSettings) -> str:
    """Who asks: our name, and where the owner of a site can complain."""
    contact = " ".join(settings.contact.split())
    return f"{AGENT}/0.1 (+{contact})" if contact else f"{AGENT}/0.1 (a search index of blogs)"


def main(source: BinaryIO, sink: BinaryIO) -> None:
    """Crawl the job that is pickled in `source`, pickling messages into `sink`."""
    job: Job = pickle.load(source)  # noqa: S301 - from the process that started this one

    def tell(message: Message) -> None:
        pickle.dump(message, sink, protocol=pickle.HIGHEST_PROTOCOL)
        sink.flush()

    process = AsyncCrawlerProcess(scrapy_settings(job.settings))
    process.crawl(_BlogSpider, job=job, tell=tell)
    process.start()


if __name__ == "__main__":
    # Whatever else is printed must not get between the messages.
    messages, sys.stdout = sys.stdout.buffer, sys.stderr
    main(sys.stdin.buffer, messages)
