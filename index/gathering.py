"""Sources -> archive -> posts: the part of reindexing that knows where posts come from."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from index.errors import SourceError
from index.extraction import extract_pages, extractor_digest, pack, unpack
from index.forgetting import LEFT_OUT, is_unwanted, leave_out
from index.ingest.sources import Source, read_source
from index.merging import merge_posts
from index.records import Page, Post, Skipped
from index.report import Doubt, Progress, Report
from index.settings import SourceSettings
from index.site_chrome import without_site_chrome
from index.store.archive import Archive
from index.store.tombstones import Tombstones
from index.store.visits import Visits

# Of the tune half of WCXB, 3 % of the pages have less; half of them are read wrongly by more than a tenth.
LITTLE_CONFIDENCE = 0.85


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


def extract_posts(
    archive: Archive, unwanted: Tombstones, report: Report, progress: Progress
) -> list[tuple[str, Post]]:
    """(source, post) for every archived page that holds a post, each post once, without its site's chrome."""
    found, report.learnt = without_site_chrome(list(_posts(archive, unwanted, report, progress)))
    merged = merge_posts(found)
    report.merged = len(merged.merged)
    report.skipped += [
        Skipped(away.place, f"the same post as {kept.place} ({reason})")
        for kept, away, reason in merged.merged
    ]
    report.doubts = _doubts(post for _, post in merged.posts)
    return merged.posts


def _doubts(posts: Iterable[Post]) -> list[Doubt]:
    """The posts that were read with little confidence, the least first."""
    found = [
        Doubt(post.place, post.confidence)
        for post in posts
        if post.confidence is not None and post.confidence < LITTLE_CONFIDENCE
    ]
    return sorted(found, key=lambda doubt: doubt.confidence)


def _posts(
    archive: Archive, unwanted: Tombstones, report: Report, progress: Progress
) -> Iterator[tuple[str, Post]]:
    """(source, post) for every archived page that holds one."""
    sources = archive.sources()
    for source in sources:
        _extract_new(source, archive, progress)
        aliases = Visits(archive.connection).aliases(source)
        for url, place, packed in archive.extracted(source, extractor_digest()):
            outcome = unpack(packed) if packed else "it could not be read"
            if isinstance(outcome, Post):
                addresses = dict.fromkeys((*outcome.addresses, *aliases.get(url, ())))
                outcome = replace(outcome, addresses=tuple(addresses))
                if not is_unwanted(outcome, unwanted):
                    yield source, outcome
                    continue
                outcome = LEFT_OUT
            report.skipped.append(Skipped(place, outcome))


def _extract_new(source: str, archive: Archive, progress: Progress) -> None:
    """Read every page of `source` that has not been read as it is now."""
    extractor = extractor_digest()
    urls = [url for url, _, packed in archive.extracted(source, extractor) if packed is None]
    pages = (archive.page(source, url) for url in urls)
    for done, (page, outcome) in enumerate(extract_pages(pages), start=1):
        archive.keep_extracted(source, page.url, extractor, pack(outcome))
        progress("extract", done, len(urls))
