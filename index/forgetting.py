"""An owner's wish -> nothing of the post is left: not in the archive, nor in any generation that is kept."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from index.addresses.named import named_address
from index.errors import IndexBroken
from index.hidden_copies import hidden_copies
from index.passages import passage_text
from index.records import Page, Post, Skipped
from index.settings import OptOutSettings
from index.store.archive import Archive, PageAddresses, open_archive, text_digest
from index.store.catalog import Catalog
from index.store.generation import list_generations, writer_lock
from index.store.paths import IndexPaths
from index.store.redaction import redact, remove_generation
from index.store.tombstones import (
    Tombstone,
    Tombstones,
    drop_tombstones,
    drop_tombstones_except,
    keep_tombstones,
    list_tombstones,
    read_tombstones,
)
from index.store.visits import Visits
from index.wishes import Record, Shelf, Unwanted, Wish

LEFT_OUT = "left out at its owner's wish"  # the reason that a report gives
_POSTS_AT_ONCE = 256
_ADDRESS = re.compile(r"https?://\S+")


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was taken out. `posts` are counted once, in however many generations they were.

    `generations` maps each generation that held any to the copy that replaces it, None where none is left.
    `not_found` are those of the addresses that were nowhere in the index.
    """

    posts: int = 0
    pages: int = 0
    embeddings: int = 0
    generations: dict[str, str | None] = field(default_factory=dict)
    not_found: tuple[str, ...] = ()


def unwanted_addresses(archive: Archive, settings: OptOutSettings) -> Tombstones:
    """What must neither be archived nor indexed. To be asked for inside a transaction, before gathering.

    What stood in the settings before, and does so no more, is let in again.
    """
    opted_out = Tombstones.of(map(named_address, settings.addresses))
    drop_tombstones_except(archive.connection, Wish.OPTED_OUT.value, opted_out)
    return opted_out | read_tombstones(archive.connection)


def is_unwanted(item: Page | Post, unwanted: Tombstones | Unwanted) -> bool:
    """Whether a page or a post is unwanted by any of its addresses."""
    if isinstance(item, Page):
        return unwanted.covers(item.url, item.facts.link, *item.aliases)
    return unwanted.covers(item.url, item.link, *item.addresses)


def leave_out(items: Iterable[Page | Skipped], unwanted: Tombstones) -> Iterator[Page | Skipped]:
    """`items`, but for each unwanted page the word that it was left out."""
    for item in items:
        if isinstance(item, Page) and is_unwanted(item, unwanted):
            yield Skipped(item.place, LEFT_OUT)
        else:
            yield item


def forget(index_folder: Path, addresses: Sequence[str], wish: Wish = Wish.ASKED) -> Forgotten:
    """Take the posts at `addresses` out of the index for good; see `forget_in`. Raises IndexFault."""
    paths = IndexPaths(index_folder)
    with writer_lock(paths), open_archive(paths.archive) as archive:
        return forget_in(paths, archive, addresses, wish)


def list_forgotten(index_folder: Path) -> list[Tombstone]:
    """What must not come back, oldest first. Raises IndexFault."""
    path = IndexPaths(index_folder).archive
    if not path.exists():
        return []
    with open_archive(path) as archive:
        return list_tombstones(archive.connection)


def undo_forgetting(index_folder: Path, addresses: Sequence[str]) -> dict[str, bool]:
    """Let the posts at `addresses` come back: {address: whether it had been forgotten}. Raises IndexFault."""
    paths = IndexPaths(index_folder)
    with writer_lock(paths), open_archive(paths.archive) as archive, archive.transaction():
        return {address: drop_tombstones(archive.connection, address) for address in addresses}


def forget_in(paths: IndexPaths, archive: Archive, addresses: Sequence[str], wish: Wish) -> Forgotten:
    """Take the posts at `addresses` out of the archive and of every kept generation.

    All records of a post go, whatever addresses they came by. A generation that is too damaged to be read
    goes as a whole. Embeddings that no kept generation uses go too, for they may be of an earlier text of
    the post: in a reindexing, call this after publishing, or what was embedded just now is lost.

    To be called with the writer's lock and outside of a transaction. Stopped at any moment, it leaves a
    whole index, and the next call, for whatever address, goes on with what was ASKED. A reader in another
    process may have deleted files open until its next search.
    """
    standing = read_tombstones(archive.connection)
    if not addresses and not standing:
        return Forgotten()
    unwanted = Unwanted(addresses, wish, standing)
    shelves, unreadable = _read_shelves(paths)
    if wish is Wish.FOUND:
        unwanted.confirm(shelves, list(archive.page_addresses()))
    unwanted.add_companions(shelves)
    if wish is Wish.ASKED or (wish is Wish.OPTED_OUT and any(map(unwanted.posts_on, shelves))):
        _add_hidden_pages(paths, archive, shelves, unwanted)
    gone = {shelf.generation: unwanted.posts_on(shelf) for shelf in shelves}
    urls = {
        record.url
        for shelf in shelves
        for record in shelf.records
        if record.post_id in gone[shelf.generation]
    }
    known = list(archive.page_addresses())
    pages = {(p.source, p.url) for p in known if p.url in urls or unwanted.covers_page(p)}
    if not urls and not pages and wish is not Wish.ASKED:
        return Forgotten()
    with archive.transaction():
        for mark, companions in unwanted.companions.items():
            asked = wish is Wish.ASKED  # which must outlive the settings' saying so
            keep_tombstones(archive.connection, mark, wish.value, companions, outranks=asked)
        for source, url in pages:
            archive.drop_page(source, url)
        if wish is not Wish.FOUND:
            _forget_crawls(archive, unwanted)
        embeddings = archive.drop_embeddings_except(_used_digests(paths, shelves, gone))
    replaced = {name: redact(paths, name, ids) for name, ids in gone.items() if ids}
    for name in unreadable:
        remove_generation(paths, name)
        replaced[name] = None
    archive.shrink()
    not_found = _not_found(unwanted.addresses, shelves, known) if wish is not Wish.FOUND else ()
    return Forgotten(len(urls), len(pages), embeddings, replaced, not_found)


def _read_shelves(paths: IndexPaths) -> tuple[list[Shelf], list[str]]:
    """(the records of each generation, the names of those that cannot be read)."""
    shelves: list[Shelf] = []
    unreadable: list[str] = []
    for name in list_generations(paths):
        try:
            catalog = Catalog(paths.generation(name).catalog)
            records = [Record(*record) for record in catalog.records()]
        except IndexBroken:
            unreadable.append(name)
        else:
            shelves.append(Shelf(name, records))
    return shelves, unreadable


def _posts(catalog: Catalog, post_ids: Sequence[int]) -> Iterator[tuple[int, Post]]:
    """(id, post without its blocks) for each of `post_ids`."""
    for start in range(0, len(post_ids), _POSTS_AT_ONCE):
        for post_id, stored in catalog.posts(post_ids[start : start + _POSTS_AT_ONCE]).items():
            yield post_id, stored.post


def _add_hidden_pages(
    paths: IndexPaths, archive: Archive, shelves: Iterable[Shelf], unwanted: Unwanted
) -> None:
    """Take in the archived pages of which only the content tells that they hold a covered post."""
    posts: dict[str, Post] = {}
    for shelf in shelves:
        catalog = Catalog(paths.generation(shelf.generation).catalog)
        for _, post in _posts(catalog, sorted(unwanted.posts_on(shelf))):
            posts[post.text] = post
    for source in archive.sources():
        others = (page for page in archive.pages(source) if not is_unwanted(page, unwanted))
        for page, known_as in hidden_copies(others, list(posts.values()), unwanted.addresses):
            unwanted.add_companions_of(known_as, [page.url])


def _forget_crawls(archive: Archive, unwanted: Unwanted) -> None:
    """Forget what crawls know of the covered addresses, links to them, and sources that are covered whole."""
    connection, visits = archive.connection, Visits(archive.connection)
    covers = cache(unwanted.covers)  # a site's pages have most of their links in common
    for source in archive.sources():
        if unwanted.covers_all_below(named_address(source)):
            archive.drop_source(source)
            continue
        query = "SELECT url, root, checked_in FROM visit WHERE source = ?"
        places = {url: place for url, *place in connection.execute(query, (source,))}
        for visit in visits.known(source):
            links = tuple(link for link in visit.links if not covers(link))
            reason = "" if any(map(covers, _ADDRESS.findall(visit.reason))) else visit.reason
            if covers(visit.url) or covers(visit.final_url):
                connection.execute("DELETE FROM visit WHERE source = ? AND url = ?", (source, visit.url))
            elif (links, reason) != (visit.links, visit.reason):
                root, crawl_id = places[visit.url]
                visits.keep(source, root, replace(visit, links=links, reason=reason), crawl_id)


def _used_digests(
    paths: IndexPaths, shelves: Iterable[Shelf], gone: Mapping[str, Collection[int]]
) -> Iterator[bytes]:
    """The digest of every embedded text of the posts that stay."""
    for shelf in shelves:
        catalog = Catalog(paths.generation(shelf.generation).catalog)
        kept = [record.post_id for record in shelf.records if record.post_id not in gone[shelf.generation]]
        for post_id, post in _posts(catalog, kept):
            for stored in catalog.passages_of(post_id):
                yield text_digest(passage_text(post, stored.passage))


def _not_found(
    addresses: Iterable[str], shelves: Sequence[Shelf], pages: Sequence[PageAddresses]
) -> tuple[str, ...]:
    """Those of `addresses` that no post and no page had."""
    had = [record.addresses for shelf in shelves for record in shelf.records]
    had += [(page.url, page.link or "", *page.aliases) for page in pages]
    alone = ((address, Tombstones.of([address])) for address in addresses)
    return tuple(address for address, one in alone if not any(one.covers(*those) for those in had))
