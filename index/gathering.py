"""Sources -> archive -> posts: the part of reindexing that knows where posts come from."""

from collections.abc import Iterator, Sequence

from index.errors import NotAPost, SourceError
from index.ingest.extract import extract
from index.ingest.sources import Source, read_source
from index.records import Page, Post, Skipped
from index.report import Progress, Report
from index.settings import SourceSettings
from index.store.archive import Archive


def gather(
    sources: Sequence[Source],
    drop: Sequence[str],
    archive: Archive,
    settings: SourceSettings,
    report: Report,
    progress: Progress,
) -> None:
    """Bring the archive up to date with `sources`."""
    for source in sources:
        seen: set[str] = set()

        def pages(source: Source = source, seen: set[str] = seen) -> Iterator[Page]:
            for item in read_source(source, settings):
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
    for name in drop:
        if name not in archive.sources():
            raise SourceError(f"{name} is no source of this index, so it cannot be taken out.")
        archive.drop_source(name)


def extract_posts(archive: Archive, report: Report, progress: Progress) -> list[tuple[str, Post]]:
    """(source, post) for every archived page that holds a post, each post once."""
    posts: list[tuple[str, Post]] = []
    first_place: dict[str, str] = {}  # where a page's address, or a post's text, was met first
    sources = archive.sources()
    total, done = sum(map(archive.page_count, sources)), 0
    for source in sources:
        for page in archive.pages(source):
            done += 1
            progress("extract", done, total)
            try:
                post = extract(page)
                twin = first_place.get(page.url) or first_place.get(post.text)
                if twin is not None:
                    raise NotAPost(f"the same post as {twin}")
            except NotAPost as reason:
                report.skipped.append(Skipped(page.place, str(reason)))
            except Exception as error:  # noqa: BLE001 - hostile markup breaks parsers in ways that have no end
                reason_text = f"its markup cannot be read ({type(error).__name__})"
                report.skipped.append(Skipped(page.place, reason_text))
            else:
                first_place[page.url] = first_place[post.text] = page.place
                posts.append((source, post))
    return posts
