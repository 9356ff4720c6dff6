"""Sources -> archive: the part of reindexing that knows where posts come from."""

from collections.abc import Iterator, Sequence

from index.errors import SourceError
from index.forgetting import leave_out
from index.ingest.sources import Source, read_source
from index.records import Page, Skipped
from index.report import Progress, Report
from index.settings import SourceSettings
from index.store.archive import Archive
from index.store.tombstones import Tombstones


def gather(
    sources: Sequence[Source],
    archive: Archive,
    settings: SourceSettings,
    unwanted: Tombstones,
    report: Report,
    progress: Progress,
) -> None:
    """Bring the archive up to date with `sources`, which are read from files."""
    for source in sources:
        seen: set[str] = set()

        def pages(source: Source = source, seen: set[str] = seen) -> Iterator[Page]:
            for item in leave_out(read_source(source, settings), unwanted):
                if isinstance(item, Skipped):
                    report.skipped.append(item)
                else:
                    seen.add(item.url)
                    progress("gather", len(seen), 0)
                    yield item

        archive.keep_source(source.name, source.kind)
        archive.keep_pages(source.name, pages())
        if not seen and archive.page_count(source.name):
            # An unmounted disk looks just like this, and must not empty the index.
            raise SourceError(
                f"{source.name} held posts before and holds none now, so nothing was changed; "
                f"if that is right, take it out with: python scripts/reindex.py --drop {source.name}"
            )
        archive.drop_pages_except(source.name, seen)


def drop_sources(names: Sequence[str], archive: Archive) -> None:
    """Take out the sources called `names`. Raises SourceError for one that there is not."""
    for name in names:
        if name not in archive.sources():
            raise SourceError(f"{name} is no source of this index, so it cannot be taken out.")
        archive.drop_source(name)
