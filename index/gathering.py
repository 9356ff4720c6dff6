"""Sources -> archive -> posts: the part of reindexing that knows where posts come from."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.errors import NotAPost, SourceError
from index.forgetting import LEFT_OUT, is_unwanted, leave_out
from index.ingest.extract import extract
from index.ingest.sources import Source, read_source
from index.merging import merge_posts
from index.records import Page, Post, Skipped
from index.report import Progress, Report
from index.settings import SourceSettings
from index.store.archive import Archive
from index.store.tombstones import Tombstones
from index.store.visits import Visits


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
    """(source, post) for every archived page that holds a post, each post once."""
    merged = merge_posts(_posts(archive, unwanted, report, progress))
    report.merged = len(merged.merged)
    report.skipped += [
        Skipped(away.place, f"the same post as {kept.place} ({reason})")
        for kept, away, reason in merged.merged
    ]
    return merged.posts


def _posts(
    archive: Archive, unwanted: Tombstones, report: Report, progress: Progress
) -> Iterator[tuple[str, Post]]:
    """(source, post) for every archived page that holds one."""
    sources = archive.sources()
    total, done = sum(map(archive.page_count, sources)), 0
    for source in sources:
        aliases = Visits(archive.connection).aliases(source)
        for archived in archive.pages(source):
            done += 1
            progress("extract", done, total)
            page = replace(archived, aliases=(*archived.aliases, *aliases.get(archived.url, ())))
            try:
                post = extract(page)
                if is_unwanted(post, unwanted):
                    raise NotAPost(LEFT_OUT)
            except NotAPost as reason:
                report.skipped.append(Skipped(page.place, str(reason)))
            except Exception as error:  # noqa: BLE001 - hostile markup breaks parsers in ways that have no end
                reason_text = f"its markup cannot be read ({type(error).__name__})"
                report.skipped.append(Skipped(page.place, reason_text))
            else:
                yield source, post
