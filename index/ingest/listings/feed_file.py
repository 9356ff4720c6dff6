"""A feed saved to disk, as a stream of pages: the text of its posts is what the feed holds."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from index.errors import SourceError
from index.ingest.listings.feeds import read_feed
from index.ingest.listings.jsonfeed import read_json_feed
from index.ingest.listings.listing import ListingError
from index.ingest.listings.sniff import what_is
from index.records import Page, Skipped
from index.settings import SourceSettings


def read_feed_file(path: Path, settings: SourceSettings) -> Iterator[Page | Skipped]:
    """The posts of the feed at `path`; those of which it holds an excerpt only are left out."""
    try:
        if path.stat().st_size > settings.max_file_bytes:
            raise SourceError(f"{path} is larger than {settings.max_file_bytes:,} bytes.")
        content = path.read_bytes()
        is_json = what_is(content, "") == "json feed"
        listing = (read_json_feed if is_json else read_feed)(content, path.as_uri())
    except (OSError, ListingError) as error:
        raise SourceError(f"{path} cannot be read: {error}.") from error
    yield from listing.skipped
    for entry in listing.entries:
        place = entry.facts.title or entry.url
        if entry.is_whole:
            facts = replace(entry.facts, link=entry.facts.link or entry.url)
            yield Page(entry.url, place, entry.content, "text/html", "utf-8", facts, is_body=True)
        else:
            yield Skipped(place, "the feed holds an excerpt only; name the site to get the whole post")
