"""Which reader a source is for, found out from its name and content or said by `--kind`."""

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from index.addresses import normal_address
from index.errors import SourceError
from index.ingest.archives.mhtml import is_mhtml, read_mhtml
from index.ingest.archives.saved_html import is_saved_html_zip, read_saved_html_zip
from index.ingest.archives.warc import is_warc, read_warc
from index.ingest.archives.zipped import open_zip
from index.ingest.exports.blogger import is_blogger, read_blogger
from index.ingest.exports.files import is_zip
from index.ingest.exports.ghost import is_ghost, read_ghost
from index.ingest.exports.medium import is_medium, read_medium
from index.ingest.exports.substack import is_substack, read_substack
from index.ingest.exports.tables import is_table, read_table
from index.ingest.exports.wordpress import is_wordpress, read_wordpress
from index.ingest.files import Reading, SourceFiles
from index.ingest.folder import MEDIA_TYPES, open_folder, resolve_path
from index.ingest.listings.address_list import is_address_list
from index.ingest.listings.feed_file import read_feed_file
from index.ingest.listings.sniff import what_is
from index.ingest.trees.kinds import tree_kind
from index.ingest.trees.reading import open_tree
from index.ingest.web.captures import only_posts
from index.ingest.web.saved_sites import SavedSite
from index.records import Page, Skipped
from index.settings import SourceSettings

Reader = Callable[[Path, SourceSettings], Iterator[Page | Skipped]]

WEB_KINDS = frozenset({"site", "feed", "sitemap", "opml", "addresses"})
# In the order in which they are tried: what is told by a mark of its own goes first, any zip last.
_EXPORTS: Mapping[str, tuple[Callable[[Path], bool], Reader]] = {
    "warc": (is_warc, read_warc),
    "mhtml": (is_mhtml, read_mhtml),
    "wordpress": (is_wordpress, read_wordpress),
    "blogger": (is_blogger, read_blogger),
    "ghost": (is_ghost, read_ghost),
    "substack": (is_substack, read_substack),
    "medium": (is_medium, read_medium),
    "table": (is_table, read_table),
    "zip": (is_saved_html_zip, read_saved_html_zip),
}
# Read as a whole, whatever has changed of them.
_READERS: Mapping[str, Reader] = {
    **{kind: reader for kind, (_, reader) in _EXPORTS.items()},
    "feed file": read_feed_file,
}
_CAPTURES = frozenset({"warc", "mhtml", "zip", "folder"})
KINDS = (*sorted(WEB_KINDS), *_READERS, "markdown", "folder")
_HEAD_BYTES = 64_000
_LISTS = {
    "opml": "opml", "sitemap": "sitemap", "sitemap index": "sitemap",
    "feed": "feed file", "json feed": "feed file",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Source:
    """Where posts come from: the name under which it is remembered, and the kind of its reader."""

    name: str
    kind: str

    @property
    def is_crawled(self) -> bool:
        """Whether its posts are asked for on the web."""
        return self.kind in WEB_KINDS


def identify(location: str, kind: str = "") -> Source:
    """The source that a person named. Raises SourceError where it cannot be read."""
    if kind and kind not in KINDS:
        raise SourceError(f"{kind} is no kind of source; the kinds are: {', '.join(KINDS)}.")
    if location.lower().startswith("file:"):
        raise SourceError(f"{location} is on this machine: name the folder or file by its path alone.")
    if "://" in location:
        address = normal_address(location)
        if address is None:
            raise SourceError(
                f"{location} is no address that can be asked; give one with http:// or https://."
            )
        if kind and kind not in WEB_KINDS:
            raise SourceError(f"A source of the kind {kind} is read from a file; download {location} first.")
        return Source(address, kind or "site")
    path = resolve_path(location)
    kind = kind or _kind_of(path)
    if kind in ("site", "sitemap"):
        raise SourceError(f"A source of the kind {kind} is given by its address, with http:// or https://.")
    return Source(str(path), "feed file" if kind == "feed" else kind)


def open_source(source: Source, settings: SourceSettings) -> SourceFiles:
    """The files of `source`, which is no crawled one. This, listing and reading them raise SourceError."""
    path = resolve_path(source.name)
    if source.kind == "markdown":
        return open_tree(path, settings)
    if source.kind == "folder":
        return _only_posts_in(path, open_folder(path, settings))
    kind, reader = source.kind, _READERS[source.kind]
    return SourceFiles([path], lambda whole: Reading(_posts_among(kind, whole, reader(whole, settings))))


def _only_posts_in(path: Path, files: SourceFiles) -> SourceFiles:
    """`files`, the saved pages at `path`, without those that are no posts."""
    site = SavedSite.among(_names_in(path)) if path.is_dir() else None

    def read(file: Path) -> Reading:
        reading = files.read(file)
        (item,) = reading.items
        if site is None:
            return Reading(only_posts([item], is_crawl=False), reading.is_lasting)
        judged = site.judged(item)
        return Reading(judged.items, reading.is_lasting and judged.is_lasting)

    return SourceFiles(files.places, read, lambda _: "" if site is None else f"site in {site.folder}")


def _posts_among(kind: str, path: Path, items: Iterator[Page | Skipped]) -> Iterator[Page | Skipped]:
    """`items` of an archive or export of this kind, without those that are no posts."""
    site = SavedSite.among(_names_in(path)) if kind == "zip" else None
    if site is not None:
        return site.posts(items)
    return only_posts(items, is_crawl=kind == "warc") if kind in _CAPTURES else items


def _names_in(path: Path) -> list[str]:
    """The paths of all files in a folder or zip."""
    if path.is_dir():
        found = (Path(folder, name) for folder, _, names in os.walk(path) for name in names)
        return [file.relative_to(path).as_posix() for file in found]
    with open_zip(path, 1) as contents:
        return list(contents.names())


def _kind_of(path: Path) -> str:
    """The kind of a file or folder, by its content. Raises SourceError where it is of none."""
    for kind, (is_kind, _) in _EXPORTS.items():
        if is_kind(path):
            return kind
    if path.is_dir():
        return "markdown" if tree_kind(path) else "folder"
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    if is_address_list(head):
        return "addresses"
    if path.suffix.lower() in MEDIA_TYPES:
        return "folder"
    kind = _LISTS.get(what_is(head, ""), "")
    if is_zip(path):
        raise SourceError(f"{path} is a zip that is not whole, or holds no posts; make or download it again.")
    if not kind:
        raise SourceError(
            f"{path} is nothing that can be read; name a folder, a web address, an export, an archive "
            f"(zip, WARC, MHTML), or one of {', '.join(MEDIA_TYPES)}."
        )
    return kind
