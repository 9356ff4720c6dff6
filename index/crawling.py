"""Crawled sources -> archive: keeps what the crawl finds as it is found, and counts it."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from index.errors import SourceError
from index.forgetting import LEFT_OUT, is_unwanted
from index.ingest.listings.listing import ListingError
from index.ingest.sources import Source
from index.ingest.web.crawl import crawl
from index.ingest.web.lists import sites_named_in
from index.ingest.web.messages import (
    CrawlEnded,
    Job,
    Message,
    Site,
    SiteEnded,
    SiteProgress,
    SitesFound,
    Visited,
)
from index.records import Page, Skipped, Visit
from index.report import Progress, Report, SiteTally
from index.settings import CrawlSettings
from index.store.archive import Archive
from index.store.tombstones import Tombstones
from index.store.visits import Visits

LISTS = frozenset({"opml", "addresses"})  # kinds of sources that name many sites
_GONE_AFTER_MISSES = 2


def gather_web(
    sources: Sequence[Source],
    archive: Archive,
    settings: CrawlSettings,
    unwanted: Tombstones,
    report: Report,
    progress: Progress,
    *,
    full: bool,
) -> None:
    """Crawl `sources`, side by side. What is fetched is kept at once: a stopped crawl goes on from there.

    Raises SourceError where a list of sites cannot be read, or where the crawl breaks down.
    """
    visits = Visits(archive.connection)
    known = archive.sources()
    new = [source.name for source in sources if source.name not in known]
    sites = [site for source in sources for site in _sites(source, report)]
    with archive.transaction():
        crawl_ids = {source.name: visits.begin(source.name) for source in sources}
        for source in sources:
            archive.keep_source(source.name, source.kind)
            if source.kind in LISTS and not _is_on_the_web(source):
                roots = [site.root for site in sites if site.source == source.name]
                _drop_sites_except(roots, source.name, visits, archive)
    job = Job(
        tuple(sites),
        settings,
        known={name: tuple(visits.known(name)) for name in crawl_ids},
        done={name: visits.done(name, crawl_id) for name, crawl_id in crawl_ids.items()},
        full=full,
    )
    ledger = _Ledger(archive, visits, crawl_ids, unwanted, report, progress)
    for message in crawl(job):
        with archive.transaction():
            ledger.note(message)
    with archive.transaction():
        _drop_empty(new, archive, report)


class _Ledger:
    """Writes down what a crawl says."""

    def __init__(
        self,
        archive: Archive,
        visits: Visits,
        crawl_ids: dict[str, int],
        unwanted: Tombstones,
        report: Report,
        progress: Progress,
    ) -> None:
        self._archive = archive
        self._visits = visits
        self._crawl_ids = crawl_ids
        self._unwanted = unwanted
        self._report = report
        self._progress = progress
        self._tallies: dict[str, SiteTally] = {}

    def note(self, message: Message) -> None:
        if isinstance(message, Visited):
            self._note_visit(message)
        elif isinstance(message, SiteProgress):
            tally = self._tally(message.root)
            tally.found, tally.settled = message.found, message.settled
            tallies = self._tallies.values()
            settled, found = sum(t.settled for t in tallies), sum(t.found for t in tallies)
            self._progress("crawl", settled, found, tally.line())
        elif isinstance(message, SiteEnded):
            self._tally(message.root).failure = message.failure
            if message.failure:
                self._report.skipped.append(Skipped(message.root, message.failure))
            self._report.notes += message.notes
            self._report.skipped += message.skipped
        elif isinstance(message, SitesFound):
            self._report.skipped += message.skipped
            _drop_sites_except(message.roots, message.source, self._visits, self._archive)
        else:
            self._end(message)

    def _end(self, message: CrawlEnded) -> None:
        self._report.receipt = list(message.receipts)
        for crawl_id in self._crawl_ids.values():
            self._visits.finish(crawl_id)

    def _note_visit(self, message: Visited) -> None:
        visit, page, source = message.visit, message.page, message.source
        tally = self._tally(message.root)
        if page is not None and is_unwanted(page, self._unwanted):
            self._report.skipped.append(Skipped(visit.url, LEFT_OUT))
            return  # not even that it was there is kept
        if page is not None:
            tally.fetched += 1
            self._archive.keep_pages(source, [self._with_facts(source, page)])
        elif visit.status == 304:
            tally.unchanged += 1
        elif visit.role != "post":
            visit = self._without_page(message)
        if page is None and visit.role not in ("post", "alias"):
            self._report.skipped.append(Skipped(visit.url, visit.reason))
        self._visits.keep(source, message.root, visit, self._crawl_ids[source])

    def _with_facts(self, source: str, page: Page) -> Page:
        """`page` with what a feed said of it, also where it has left the feed since."""
        if page.facts.source or not self._archive.has_page(source, page.url):
            return page
        return replace(page, facts=self._archive.page(source, page.url).facts)

    def _without_page(self, message: Visited) -> Visit:
        """An address that is no post now: what was there leaves at its owner's wish or at the second miss."""
        visit, source = message.visit, message.source
        self._tally(message.root).failed += visit.role == "failed"
        known = self._visits.get(source, visit.url) or visit
        if not self._archive.has_page(source, visit.url):
            return replace(visit, misses=known.misses)
        has_moved = visit.role == "alias" and self._archive.has_page(source, visit.final_url or "")
        if visit.role == "refused" or has_moved:
            self._archive.drop_page(source, visit.url)
            return visit
        if visit.role == "failed" and visit.status not in (404, 410):
            self._report.skipped.append(Skipped(visit.url, f"{visit.reason}; its text of before stays"))
            return known
        if known.misses + 1 >= _GONE_AFTER_MISSES:
            self._archive.drop_page(source, visit.url)
            return replace(visit, misses=known.misses + 1)  # which is why it is asked for again
        reason = f"{visit.reason}; it leaves the index if that is so the next time too"
        self._report.skipped.append(Skipped(visit.url, reason))
        return replace(known, status=visit.status, misses=known.misses + 1)

    def _tally(self, root: str) -> SiteTally:
        if root not in self._tallies:
            self._tallies[root] = SiteTally(root)
            self._report.sites.append(self._tallies[root])
        return self._tallies[root]


def _is_on_the_web(source: Source) -> bool:
    return source.name.startswith(("http://", "https://"))


def _sites(source: Source, report: Report) -> list[Site]:
    """The sites of a source, as far as they can be told without asking for anything."""
    if _is_on_the_web(source):
        return [Site(source.name, source.name, source.kind)]
    try:
        content = Path(source.name).read_bytes()
        found = list(sites_named_in(content, source.kind, source.name))
    except (OSError, ListingError) as error:
        raise SourceError(f"{source.name} cannot be read: {error}.") from error
    report.skipped += [item for item in found if isinstance(item, Skipped)]
    return [item for item in found if isinstance(item, Site)]


def _drop_empty(sources: Sequence[str], archive: Archive, report: Report) -> None:
    """Forget those of `sources` that gave nothing: a mistyped address would be asked in every run to come."""
    for name in sources:
        if not archive.page_count(name):
            archive.drop_source(name)
            report.notes.append(f"Nothing was found at {name}, so it is not kept as a source.")


def _drop_sites_except(roots: Sequence[str], source: str, visits: Visits, archive: Archive) -> None:
    """Take out what came from sites that a list names no more."""
    for url in visits.drop_sites_except(source, roots):
        archive.drop_page(source, url)
