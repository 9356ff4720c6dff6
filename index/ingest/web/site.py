"""Crawls one site: finds its posts, asks for each that may have changed, and tells what became of it."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace

from index.addresses import address_key, is_below, normal_address
from index.errors import NotAPost
from index.ingest.listings.listing import Listed, Listing, ListingError
from index.ingest.listings.sniff import what_is
from index.ingest.web.answers import Answer
from index.ingest.web.discovery import Discovery
from index.ingest.web.fetching import Disallowed, Fetcher, FetchFailed, HostResting
from index.ingest.web.frontier import Candidate, Frontier
from index.ingest.web.held import HeldBack
from index.ingest.web.knowledge import Knowledge, host_of
from index.ingest.web.messages import Message, Site, SiteEnded, SiteProgress, Visited
from index.ingest.web.outcomes import read_outcome
from index.ingest.web.webpage import read_web_page
from index.ingest.web.wishes import owners_wish
from index.records import Facts, Page, Skipped, Visit
from index.settings import CrawlSettings

_MAX_FAILURES_IN_A_ROW = 5
_LISTS = {"opml": "opml", "address list": "addresses"}  # {what it is: the kind of source}
_WHOLE = "whole in the feed"
_GONE = frozenset({404, 410})


class ListOfSites(Exception):
    """A site turned out to be a list of sites ("opml") or of pages ("addresses")."""

    def __init__(self, kind: str, content: bytes, url: str) -> None:
        """`content` was found at `url`."""
        super().__init__(kind)
        self.kind = kind
        self.content = content
        self.url = url


class SiteCrawl:
    """One site's crawl. What it finds goes to `tell`, in the order in which it is found."""

    def __init__(
        self,
        site: Site,
        known: Knowledge,
        fetcher: Fetcher,
        tell: Callable[[Message], None],
        settings: CrawlSettings,
        *,
        full: bool,
    ) -> None:
        """Crawl `site` through `fetcher`; `full` asks for everything anew."""
        self._site = site
        self._root = site.root
        self._fetcher = fetcher
        self._tell = tell
        self._settings = settings
        self._full = full
        self._discovery = Discovery(fetcher)
        self._known = known
        self._frontier = Frontier(site.root, known, settings.max_depth)
        self._held = HeldBack()
        self._skipped: list[Skipped] = []
        self._hosts: set[str] = set()  # whose posts count
        self._settled = 0
        self._asked = 0
        self._failures_in_a_row = 0

    async def run(self) -> None:
        """Crawl to the end. What fails is told. Raises ListOfSites where there are sites to crawl instead."""
        failure = ""
        try:
            if self._site.addresses:
                for address in self._site.addresses:
                    self._frontier.add_listed(Listed(address, None, Facts(source="address list")))
            else:
                failure = await self._start_if_allowed()
            await self._ask_all()
            for visit, page in self._held.decided():
                self._tell_visit(visit, page)
        except (FetchFailed, ListingError, NotAPost) as error:
            failure = str(error)
        notes, skipped = tuple(self._notes()), tuple(self._skipped)
        self._tell(SiteEnded(self._site.source, self._site.root, failure, notes, skipped))

    async def _start_if_allowed(self) -> str:
        """Start; returns why not, where robots.txt forbids it: what is known must be looked at then."""
        try:
            await self._start()
        except Disallowed as error:
            self._frontier.add_known(self._known.below(self._root))
            return str(error)
        return ""

    def _notes(self) -> list[str]:
        unread = [
            f"{count:,} lists by {kind.partition(':')[2]} were left unread: those before led to nothing new"
            for kind, count in sorted(self._frontier.left_unread.items())
        ]
        return [*self._discovery.notes, *unread]

    async def _start(self) -> None:
        """Read the first page, or the listing that the site was given as, and what they list."""
        answer = await self._fetcher.fetch(self._root)
        kind = what_is(answer.content, answer.media_type)
        if self._site.kind in _LISTS.values() or kind in _LISTS:
            raise ListOfSites(_LISTS.get(kind, self._site.kind), answer.content, answer.url)
        if kind != "html":
            if self._site.kind == "site" and kind == "other":
                if not answer.content.strip():
                    raise FetchFailed("empty")
                raise FetchFailed(f"it is no page but {answer.media_type or 'of an unknown kind'}")
            self._site = replace(self._site, kind="sitemap" if "sitemap" in kind else "feed")
            async for listing in self._discovery.of_listing(answer):
                self._add_listing(listing, self._listing_hosts(listing, answer.url))
            self._frontier.add_known(visit for visit in self._known if host_of(visit.url) in self._hosts)
            return
        self._root = answer.url
        page = read_web_page(answer.content, answer.url, answer.charset)
        self._frontier.mark_seen(self._root)
        # What is listed goes first: its listing says when it changed, which a mere link does not.
        async for listing in self._discovery.of_site(page, self._root, self._site.feed):
            self._add_listing(listing, {host_of(self._root)})
        self._take(Candidate(self._site.root, "other", 0), replace(answer, hops=()))
        self._frontier.add_known(self._known.below(self._root))

    def _listing_hosts(self, listing: Listing, address: str) -> set[str]:
        """Whose posts count where the source is the listing itself: its own host's, else the commonest."""
        own = {host_of(known) for known in (address, listing.home) if known}
        hosts = Counter(host_of(entry.url) for entry in listing.entries)
        if not hosts or own & hosts.keys():
            return own
        return {hosts.most_common(1)[0][0]}

    def _add_listing(self, listing: Listing, hosts: set[str]) -> None:
        """Add what a listing names; whole posts need not be asked for where the source is the feed itself."""
        self._hosts |= hosts
        self._skipped += listing.skipped
        is_sitemap = "sitemap" in listing.kind
        for entry in listing.entries:
            address = normal_address(entry.url)
            if address is None or host_of(address) not in hosts:
                continue
            if is_sitemap and self._site.kind == "site" and not is_below(address, self._root):
                continue
            if listing.kind == "taxonomy sitemap":
                self._frontier.add_link(address, 1)
            elif entry.is_whole and self._site.kind == "feed":
                self._tell_feed_post(address, entry)
            else:
                self._frontier.add_listed(replace(entry, url=address, content=b""))

    def _tell_feed_post(self, address: str, entry: Listed) -> None:
        """A post whose whole text is in the feed."""
        if self._frontier.has_seen(address):
            return
        self._frontier.mark_seen(address)
        self._settled += 1
        facts = replace(entry.facts, link=entry.facts.link or address)
        page = Page(address, address, entry.content, "text/html", "utf-8", facts, is_body=True)
        self._tell_visit(Visit(address, "post", 200, _WHOLE, listed_as=entry.modified), page)

    async def _ask_all(self) -> None:
        for candidate in self._frontier:
            if self._asked >= self._settings.max_pages_per_site:
                left = self._frontier.found - self._settled
                raise FetchFailed(
                    f"{left:,} addresses are left for another time: its budget of "
                    f"{self._settings.max_pages_per_site:,} pages is used up"
                )
            await self._settle(candidate)
            self._settled += 1
            self._tell(SiteProgress(self._site.source, self._site.root, self._frontier.found, self._settled))

    async def _settle(self, candidate: Candidate) -> None:
        """Ask for one address, unless the answer is known, and tell what became of it."""
        before = candidate.before
        if before is not None and (self._known.is_done(before) or self._need_not_be_asked(candidate)):
            self._follow_again(before, candidate)
            if not self._known.is_done(before):
                self._tell_visit(replace(before, status=304))
            return
        self._asked += 1
        # What gave nothing has nothing to compare with.
        ask_anew = self._full or before is None or before.role in ("refused", "failed")
        try:
            answer = await self._fetcher.fetch(candidate.url, None if ask_anew else before)
        except HostResting:
            raise
        except Disallowed as error:
            self._tell_visit(_failed(candidate, "refused", error))
        except FetchFailed as error:
            self._tell_visit(_failed(candidate, "failed", error))
            self._count_failure(error)
        else:
            self._failures_in_a_row = 0
            self._take(candidate, answer)

    def _need_not_be_asked(self, candidate: Candidate) -> bool:
        """Whether what is known of an address is still so, as far as can be told without asking."""
        before = candidate.before
        if before is None or self._full or before.misses:
            return False  # what was a post until it was missed may be one again
        if before.reason == _WHOLE and candidate.listed is None:
            return True  # it has left the feed, and is still what it was
        if before.role in ("alias", "page"):
            return candidate.listed is None or candidate.listed.modified == before.listed_as
        if before.role == "failed" and before.status in _GONE:
            return candidate.listed is None
        if before.role == "post" and candidate.listed and not (before.etag or before.last_modified):
            return bool(before.listed_as) and candidate.listed.modified == before.listed_as
        return False

    def _follow_again(self, before: Visit, candidate: Candidate) -> None:
        """Follow what an address led to the last time it was asked."""
        if before.role == "alias" and before.final_url:
            self._frontier.add_link(before.final_url, candidate.depth)
        led_on = self._follow(before.links, candidate.depth)
        if candidate.is_list:
            self._frontier.note_list(candidate.kind, led_on=led_on)

    def _count_failure(self, error: FetchFailed) -> None:
        """Leave a site alone that seems to be down."""
        self._failures_in_a_row = 0 if error.status in _GONE else self._failures_in_a_row + 1
        if self._failures_in_a_row >= _MAX_FAILURES_IN_A_ROW:
            raise FetchFailed(f"given up after {_MAX_FAILURES_IN_A_ROW} failures in a row, the last: {error}")

    def _take(self, candidate: Candidate, answer: Answer) -> None:
        """Tell what an answer is."""
        before = candidate.before
        wish = owners_wish(answer.robots)
        if answer.is_unchanged and before is not None and wish:
            self._tell_visit(replace(before, role="refused", status=200, reason=wish))
            return
        if answer.is_unchanged and before is not None:
            self._follow_again(before, candidate)
            misses = 0 if before.role == "post" else before.misses
            self._tell_visit(replace(before, status=304, listed_as=candidate.listed_as, misses=misses))
            return
        if not (answer.hops and self._is_answered_elsewhere(candidate, answer)):
            self._take_page(candidate, answer)
        for hop in answer.hops:  # after what they lead to, which takes their place
            self._tell_visit(Visit(hop, "alias", 301, "it leads elsewhere", final_url=answer.url))

    def _take_page(self, candidate: Candidate, answer: Answer) -> None:
        outcome = read_outcome(candidate, answer, self._root, is_named=bool(self._site.addresses))
        visit = outcome.visit if self._site.kind == "site" else replace(outcome.visit, links=())
        led_on = self._follow(visit.links, candidate.depth)
        if visit.role == "alias" and visit.final_url:
            self._frontier.add_link(visit.final_url, candidate.depth)
            if outcome.page:
                self._held.hold_alias(visit, outcome.page)
        elif candidate.is_list:
            self._frontier.note_list(candidate.kind, led_on=led_on)
        page = outcome.page if visit.role == "post" else None
        if page is None or outcome.is_sure or not self._held.hold_unsure(visit, page):
            self._tell_visit(visit, page)

    def _is_answered_elsewhere(self, candidate: Candidate, answer: Answer) -> bool:
        """Whether a redirect leads to what needs no answer here: a page met already, or another site's."""
        if address_key(answer.url) == address_key(candidate.url):
            return False
        if self._frontier.has_seen(answer.url):
            return True
        self._frontier.mark_seen(answer.url)
        return not (self._site.kind != "site" or is_below(answer.url, self._root))

    def _follow(self, urls: Iterable[str], depth: int) -> bool:
        """Add where a page leads; returns whether anything there may be a post that was not known."""
        if self._site.kind != "site":
            return False
        added = [self._frontier.add_link(url, depth + 1) for url in urls if is_below(url, self._root)]
        return any(added)

    def _tell_visit(self, visit: Visit, page: Page | None = None) -> None:
        if visit.role == "post":
            self._held.note_post(visit)
        self._tell(Visited(self._site.source, self._site.root, visit, page))


def _failed(candidate: Candidate, role: str, error: FetchFailed) -> Visit:
    """What is known of an address that gave nothing; what was known of it before helps the next crawl."""
    known = candidate.before or Visit(candidate.url, role, 0, "")
    return replace(known, role=role, status=error.status, reason=str(error))
