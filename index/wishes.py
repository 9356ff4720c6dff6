"""What an owner's wish covers: which records in which generation, and which archived pages. Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from urllib.parse import urlsplit

from index.addresses import address_key, normal_address
from index.store.archive import PageAddresses
from index.store.tombstones import Tombstones, mark_of, stands_for_all_below


class Wish(Enum):
    """Whose wish it is, which decides how far it goes.

    ASKED was said to us: a tombstone keeps the post out from now on. OPTED_OUT stands in the settings, and
    keeps it out as long as it stands there. In both, an address that ends in `/` means all below it. FOUND
    is what a page or its server says (noindex, gone), and may say otherwise tomorrow: nothing keeps the post
    out but what the next crawl finds. It means the very page at each address, and no other dress of it, for
    many a print version says noindex of itself.
    """

    ASKED = "asked for"
    OPTED_OUT = "named in [optout]"
    FOUND = "said by its page or its server"


@dataclass(frozen=True, slots=True)
class Record:
    """The addresses of one post in one generation, whose files hold its text; also where it is gone."""

    post_id: int
    url: str
    link: str
    others: tuple[str, ...]

    @property
    def addresses(self) -> tuple[str, ...]:
        """All of them."""
        return (self.url, self.link, *self.others)


class Shelf:
    """The records of one generation."""

    def __init__(self, generation: str, records: Sequence[Record]) -> None:
        """`records` are all that the generation has."""
        self.generation = generation
        self.records = records
        # A post that has changed may still be there as it was before, too, and is one post all the same.
        named = {(record.url, key) for record in records for key in map(address_key, record.addresses)}
        keys = Counter(key for _, key in named)
        # Named by several posts, as where a theme gives the front page as the canonical address of each: it
        # tells nothing of which post is meant.
        self.shared = frozenset(key for key, count in keys.items() if count > 1)


class Unwanted:
    """What one wish covers. It grows by the further addresses of the posts that it was found to cover."""

    def __init__(self, addresses: Iterable[str], wish: Wish, standing: Tombstones) -> None:
        """`standing` are the tombstones of before: what they cover is unwanted whatever is wished now."""
        self.addresses = tuple(dict.fromkeys(addresses))
        self.companions: dict[str, set[str]] = {}  # {mark of what was asked for: marks that go with it}
        self._covered = standing
        self._found = Tombstones()
        self._shared_links = frozenset[str]()
        if wish is not Wish.FOUND:
            self.companions = {mark: set() for mark in map(_mark, self.addresses)}
            self._covered |= Tombstones(self.companions)

    def confirm(self, shelves: Iterable[Shelf], pages: Sequence[PageAddresses]) -> None:
        """Of addresses that were FOUND, take in those that are a post's own."""
        plain = set(map(_plain, self.addresses))
        links = Counter((page.source, address_key(page.link)) for page in pages if page.link)
        self._shared_links = frozenset(key for (_, key), count in links.items() if count > 1)
        known = [(record.url, record.link) for shelf in shelves for record in shelf.records]
        known += [(page.url, page.link or page.url) for page in pages]
        own = {address for addresses in known for address in addresses if _plain(address) in plain}
        self._found = Tombstones(mark_of(address, below=False) for address in own)

    def posts_on(self, shelf: Shelf) -> set[int]:
        """The ids of the posts on `shelf` that are covered."""
        return {record.post_id for record in shelf.records if self._covers_record(record, shelf)}

    def covers_page(self, page: PageAddresses) -> bool:
        """Whether an archived page is covered, as far as its addresses tell."""
        return (
            self._covered.covers(page.url, page.link, *page.aliases)
            or self._found.covers(page.url)
            or (address_key(page.link or "") not in self._shared_links and self._found.covers(page.link))
        )

    def covers(self, *addresses: str | None) -> bool:
        """Whether any of `addresses` is covered, in whatever dress."""
        return self._covered.covers(*addresses)

    def covers_all_below(self, address: str) -> bool:
        """Whether the site or folder at `address` is covered as a whole."""
        return self._covered.covers_all_below(address)

    def add_companions(self, shelves: Sequence[Shelf]) -> None:
        """Take in all addresses of the posts that are covered: they are one post, whichever way it comes."""
        shared = frozenset[str]().union(*(shelf.shared for shelf in shelves))
        records = [record for shelf in shelves for record in shelf.records]
        while any(
            self.add_companions_of(record, (a for a in record if address_key(a) not in shared))
            for record in (record.addresses for record in records)
            if self.covers(*record)
        ):
            pass

    def add_companions_of(self, addresses: Sequence[str], companions: Iterable[str]) -> bool:
        """Take in `companions`, which go with the post at `addresses`; whether there is any new one."""
        if not self.companions:
            return False
        new = Tombstones(mark_of(a, below=False) for a in companions if not self.covers(a))
        parent = next(
            (m for m in self.companions if Tombstones([m]).covers(*addresses)), next(iter(self.companions))
        )
        self.companions[parent] |= new.marks
        self._covered |= new
        return bool(new)

    def _covers_record(self, record: Record, shelf: Shelf) -> bool:
        return (
            self._covered.covers(*record.addresses)
            or self._found.covers(record.url)
            or (address_key(record.link) not in shelf.shared and self._found.covers(record.link))
        )


def _mark(address: str) -> str:
    return mark_of(address, below=stands_for_all_below(address))


def _plain(address: str) -> str:
    """An address without what makes no other page of it: http or https, www, a slash at the end."""
    normal = normal_address(address)
    if normal is None:
        return address
    parts = urlsplit(normal)
    return f"{parts.netloc.removeprefix('www.')}{parts.path.rstrip('/')}?{parts.query}"
