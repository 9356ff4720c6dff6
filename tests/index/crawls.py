"""Crawls of sites on loopback, for tests: what is archived, and what is said of the rest."""

from dataclasses import dataclass, field
from pathlib import Path

from index.crawling import gather_web
from index.ingest.sources import Source
from index.records import Page
from index.report import Report, no_progress
from index.settings import CrawlSettings
from index.store.archive import open_archive
from index.store.tombstones import Tombstones

# Loopback needs no pauses between requests; the tests of politeness ask for them.
HASTY = CrawlSettings(allow_private=True, delay_s=0.0, timeout_s=3.0, max_page_bytes=300_000)


@dataclass
class Crawls:
    """One archive, and the crawls that fill it."""

    folder: Path
    settings: CrawlSettings = HASTY
    reports: list[Report] = field(default_factory=list)

    def run(self, *sources: Source | str, full: bool = False) -> Report:
        """Crawl; a source that is only an address is a site."""
        named = [source if isinstance(source, Source) else Source(source, "site") for source in sources]
        report = Report()
        with open_archive(self.folder / "archive.sqlite") as archive:
            gather_web(named, archive, self.settings, Tombstones(), report, no_progress, full=full)
        self.reports.append(report)
        return report

    def pages(self) -> list[Page]:
        """Every archived page."""
        with open_archive(self.folder / "archive.sqlite") as archive:
            return [page for source in archive.sources() for page in archive.pages(source)]

    def paths(self) -> list[str]:
        """The paths of the archived pages."""
        return sorted("/" + page.url.split("/", 3)[3] for page in self.pages())


def reasons(report: Report) -> dict[str, str]:
    """{path or whole address: why it is left out}."""
    found = {}
    for skip in report.skipped:
        parts = skip.place.split("/", 3)
        found["/" + parts[3] if len(parts) > 3 and "127.0.0.1" in parts[2] else skip.place] = skip.reason
    return found
