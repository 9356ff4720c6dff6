"""Which addresses of one site are still to be asked, and in which order. Pure."""

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from index.addresses import address_key, is_asset
from index.ingest.listings.listing import Listed
from index.ingest.web.kinds import kind_of_address
from index.ingest.web.knowledge import Knowledge
from index.records import Visit

# After so many lists of a kind in a row that led to nothing new, the rest of that kind is left unread. On the
# blogs of shared/blogs no list after the third dry one brought a post, of 157 tags at the most.
_DRY_LISTS = 8
_NEVER_ASKED = frozenset({"asset", "search", "login", "feed"})
_RANKS = {"post-like": 2, "other": 3, "listing:archive": 4, "listing:page": 5}
_LISTED, _KNOWN, _LAST = 0, 1, 6


@dataclass(frozen=True, slots=True)
class Candidate:
    """An address to ask for. `depth` is in clicks from the first page, `before` what the last crawl knew."""

    url: str
    kind: str
    depth: int
    listed: Listed | None = None
    before: Visit | None = None

    @property
    def listed_as(self) -> str | None:
        """What is said of its last change; what was said before, where nothing lists it now."""
        if self.listed:
            return self.listed.modified
        return self.before.listed_as if self.before else None

    @property
    def is_list(self) -> bool:
        """Whether its address says that it is a list of posts."""
        return self.kind.startswith("listing")


class Frontier:
    """The addresses of one site, each once however it is written: first posts, then what may lead to some."""

    def __init__(self, root: str, known: Knowledge, max_depth: int) -> None:
        """`known` is what the last crawl knew."""
        self._root = root
        self._known = known
        self._max_depth = max_depth
        self._waiting: list[tuple[int, int, Candidate]] = []
        self._seen: set[str] = set()
        self._dry: dict[str, int] = {}
        self.found = 0
        self.left_unread: dict[str, int] = {}  # {kind of list: how many were left unread}

    def add_listed(self, listed: Listed) -> None:
        """Add a post that a feed, a sitemap or an API names."""
        self._add(listed.url, depth=1, rank=_LISTED, listed=listed)

    def add_link(self, url: str, depth: int) -> bool:
        """Add where a page leads; returns whether that may be a post that was not known."""
        return self._add(url, depth=depth)

    def add_known(self, visits: Iterable[Visit]) -> None:
        """Add the posts and lists of the last crawl that nothing has led to in this one."""
        for visit in visits:
            if visit.role in ("post", "refused", "list"):
                self._add(visit.url, depth=1, rank=_KNOWN if visit.role == "post" else None)

    def has_seen(self, url: str) -> bool:
        """Whether `url` was added, under whatever spelling."""
        return address_key(url) in self._seen

    def mark_seen(self, url: str) -> None:
        """Never ask for `url`: it has been answered under another address."""
        self._seen.add(address_key(url))

    def note_list(self, kind: str, *, led_on: bool) -> None:
        """Remember whether a list of a kind led to anything new."""
        self._dry[kind] = 0 if led_on else self._dry.get(kind, 0) + 1

    def __iter__(self) -> Iterator[Candidate]:
        """What is to be asked next, until nothing is; more may be added meanwhile."""
        while self._waiting:
            _, _, candidate = heapq.heappop(self._waiting)
            if candidate.is_list and self._dry.get(candidate.kind, 0) >= _DRY_LISTS:
                self.left_unread[candidate.kind] = self.left_unread.get(candidate.kind, 0) + 1
            else:
                yield candidate

    def _add(self, url: str, *, depth: int, rank: int | None = None, listed: Listed | None = None) -> bool:
        key = address_key(url)
        kind = "other" if listed else kind_of_address(url, self._root)
        if key in self._seen or depth > self._max_depth or kind in _NEVER_ASKED or is_asset(url):
            return False
        self._seen.add(key)
        self.found += 1
        before = self._known.get(key)
        candidate = Candidate(before.url if before else url, kind, depth, listed, before)
        order = _RANKS.get(kind, _LAST) if rank is None else rank
        heapq.heappush(self._waiting, (order, self.found, candidate))
        return not candidate.is_list
