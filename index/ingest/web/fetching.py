"""Asks for one address at a time per host: politely, safely, and with a reason for every failure."""

import asyncio
import time
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.http import Response

from index.addresses import normal_address
from index.ingest.web.answers import Answer, read_answer, retry_after_s
from index.ingest.web.guard import is_private_host, objection_to, private_reason, refused_address
from index.ingest.web.receipt import HostReceipt
from index.ingest.web.robots import ALLOW_ALL, RobotsRules, read_robots
from index.records import Visit
from index.settings import CrawlSettings

PRIVATE_DELAY_S = 0.1  # one's own machines need less of a pause than strangers'
_MAX_REDIRECTS = 10
_TRANSIENT = frozenset({408, 425, 429, 500, 502, 503, 504})
_TRIES = 3
_LONGEST_WAIT_S = 300.0  # who asks for a longer pause is left alone until the next run
_DOWNLOAD_ERRORS = (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    OSError,
    ResponseDataLossError,
)
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


class FetchFailed(Exception):
    """An address has no answer that could be used; the message is the reason, in a few words."""

    def __init__(self, reason: str, status: int = 0) -> None:
        """`status` is HTTP's, 0 where there was no answer."""
        super().__init__(reason)
        self.status = status


class Refused(FetchFailed):
    """We do not want this answer: it would be the same another time."""


class Disallowed(Refused):
    """The owner does not want this address to be asked."""


class HostResting(FetchFailed):
    """The host wants to be left alone for longer than a run should wait."""


@dataclass(slots=True)
class _Host:
    receipt: HostReceipt
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    robots_lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    rules: RobotsRules | None = None
    last_end: float = 0.0  # of an answer, on the monotonic clock, as the next
    not_before: float = 0.0  # because it asked to be left alone, or failed


class Fetcher:
    """Asks through a Scrapy crawler's downloader. One per crawl."""

    def __init__(self, crawler: Crawler, settings: CrawlSettings) -> None:
        """`crawler` is running."""
        self._crawler = crawler
        self._settings = settings
        self._hosts: dict[str, _Host] = {}

    def receipts(self) -> list[HostReceipt]:
        """What was asked of each host so far."""
        return [host.receipt for host in self._hosts.values()]

    async def fetch(self, url: str, before: Visit | None = None, *, obey: bool = True) -> Answer:
        """Ask for `url`, conditionally where `before` allows it, and follow where it leads.

        Raises FetchFailed. `obey=False` is for robots.txt itself.
        """
        hops: list[str] = []
        while True:
            if obey:
                await self._must_be_allowed(url)
            response = await self._patiently(url, before if not hops else None)
            target = response.headers.get("Location")
            if response.status not in _REDIRECTS or not target:
                return read_answer(url, tuple(hops), response)
            hops.append(url)
            leads_to = normal_address(urljoin(url, target.decode("utf-8", "replace")))
            if leads_to is None:
                raise FetchFailed("it is redirected to what is no web address", response.status)
            if leads_to in hops:
                raise FetchFailed("its redirects go in a circle", response.status)
            if len(hops) > _MAX_REDIRECTS:
                raise FetchFailed(f"more than {_MAX_REDIRECTS} redirects", response.status)
            url = leads_to

    async def rules(self, url: str) -> RobotsRules:
        """The rules of the host of `url`, asked for once."""
        host = self._host(url)
        async with host.robots_lock:
            if host.rules is None:
                host.rules = await self._ask_rules(url)
                host.receipt.robots = host.rules.told
                host.receipt.crawl_delay_s = host.rules.crawl_delay_s
            return host.rules

    async def _ask_rules(self, url: str) -> RobotsRules:
        address = urljoin(url, "/robots.txt")
        try:
            answer = await self.fetch(address, obey=False)
        except FetchFailed as failure:
            # RFC 9309: what the server cannot say now forbids everything; a refusal to say allows everything.
            if 400 <= failure.status < 500 and failure.status != 429:
                return ALLOW_ALL
            if failure.status:
                reason = f"its robots.txt cannot be read ({failure}), so nothing is asked"
                failure = FetchFailed(reason, failure.status)
            return RobotsRules(f"cannot be read: {failure}", failure=failure)
        return read_robots(answer.content, address)

    async def _must_be_allowed(self, url: str) -> None:
        objection = objection_to(url, allow_private=self._settings.allow_private)
        if objection:
            raise Refused(objection)
        rules = await self.rules(url)
        if rules.failure is not None:
            raise rules.failure
        if not rules.allows(url):
            self._host(url).receipt.disallowed += 1
            raise Disallowed("its robots.txt disallows it")

    async def _patiently(self, url: str, before: Visit | None) -> Response:
        """The answer, after further tries where the host is busy. Raises FetchFailed."""
        host = self._host(url)
        for attempt in range(1, _TRIES + 1):
            try:
                response = await self._once(url, host, before)
            except FetchFailed as failure:
                host.receipt.failed += 1
                if attempt == _TRIES or isinstance(failure, Refused):
                    raise
                wait_s = 2.0 ** (attempt - 1)
            else:
                if response.status < 400:
                    return response
                host.receipt.failed += 1
                if response.status not in _TRANSIENT:
                    raise FetchFailed(_status_reason(response.status), response.status)
                asked_s = retry_after_s(response)
                if asked_s is not None and asked_s > _LONGEST_WAIT_S:
                    host.not_before = time.monotonic() + asked_s
                    raise HostResting(
                        f"its server asks to be left alone for {asked_s:,.0f} s", response.status
                    )
                if attempt == _TRIES:
                    raise FetchFailed(_status_reason(response.status), response.status)
                wait_s = 2.0**attempt if asked_s is None else asked_s
            host.receipt.back_offs += 1
            host.receipt.back_off_s += wait_s
            host.not_before = max(host.not_before, time.monotonic() + wait_s)
        raise AssertionError("the last try returns or raises")

    async def _once(self, url: str, host: _Host, before: Visit | None) -> Response:
        """One request, after the pause that its host wants. Raises FetchFailed."""
        objection = objection_to(url, allow_private=self._settings.allow_private)
        if objection:
            raise Refused(objection)
        async with host.lock:
            wait_s = max(host.not_before, host.last_end + self._pause_s(url, host)) - time.monotonic()
            if wait_s > _LONGEST_WAIT_S:
                raise HostResting("its server asked to be left alone for longer")
            await asyncio.sleep(max(0.0, wait_s))
            host.receipt.request_starts(time.monotonic())
            try:
                return await self._download(url, host, before)
            finally:
                # From the end of one to the start of the next: the host sees the pause, however slow the way.
                host.last_end = time.monotonic()

    async def _download(self, url: str, host: _Host, before: Visit | None) -> Response:
        meta = {"download_slot": host.receipt.host, "handle_httpstatus_all": True}
        request = Request(url, headers=_conditions(before), meta=meta, dont_filter=True)
        engine = self._crawler.engine
        if engine is None:
            raise RuntimeError("the crawler does not run")
        limit_s = self._settings.timeout_s
        try:
            # Scrapy's own limit starts anew in some phases; this one does not.
            async with asyncio.timeout(limit_s * 2 + 60):
                response = await engine.download_async(request)
        except _DOWNLOAD_ERRORS as error:
            raise self._failure(url, error) from error
        except TimeoutError as error:
            raise FetchFailed(f"no answer within {limit_s:.0f} s") from error
        host.receipt.received_bytes += len(response.body)
        host.receipt.not_modified += response.status == 304
        return response

    def _failure(self, url: str, error: Exception) -> FetchFailed:
        host = urlsplit(url).hostname or ""
        limit = self._settings.max_page_bytes
        private = refused_address(host)
        if private:
            return Refused(private_reason(f"{host} ({private})"))
        if isinstance(error, DownloadCancelledError | IgnoreRequest):
            return Refused(f"larger than {limit:,} bytes")
        known = {
            CannotResolveHostError: "no host of this name is known",
            DownloadConnectionRefusedError: "its host refuses connections",
            DownloadTimeoutError: f"no answer within {self._settings.timeout_s:.0f} s",
            ResponseDataLossError: "the answer broke off",
        }
        return FetchFailed(known.get(type(error)) or _in_words(error))

    def _pause_s(self, url: str, host: _Host) -> float:
        private = is_private_host(urlsplit(url).hostname or "")
        least_s = min(PRIVATE_DELAY_S, self._settings.delay_s) if private else self._settings.delay_s
        wanted_s = host.rules.crawl_delay_s if host.rules else 0.0
        return max(least_s, wanted_s)

    def _host(self, url: str) -> _Host:
        name = urlsplit(url).netloc
        if name not in self._hosts:
            self._hosts[name] = _Host(HostReceipt(name))
        return self._hosts[name]


def _conditions(before: Visit | None) -> dict[str, str]:
    """The headers that ask for an answer only if it has changed."""
    named = before and {"If-None-Match": before.etag, "If-Modified-Since": before.last_modified}
    return {name: value for name, value in (named or {}).items() if value}


def _status_reason(status: int) -> str:
    known = {
        401: "it wants a password (401)",
        403: "its server refuses (403)",
        404: "not found (404)",
        410: "gone for good (410)",
        429: "its server is asked too much (429)",
        503: "its server is busy (503)",
    }
    return known.get(status, f"its server answers {status}")


def _in_words(error: Exception) -> str:
    """Why a connection failed, as far as its error tells."""
    told = str(error)
    known = {
        "certificate": "its certificate is not valid",
        "ConnectionDone": "its server closed the connection without a whole answer",
        "ConnectionLost": "its server closed the connection without a whole answer",
    }
    return next((words for mark, words in known.items() if mark in told), "the connection failed")
