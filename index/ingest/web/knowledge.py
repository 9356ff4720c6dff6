"""What the last crawl knew of a source's addresses, looked up by address and by host. Pure."""

from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from index.addresses import address_key, is_below, key_host, normal_address
from index.records import Visit


class Knowledge:
    """The visits of one source's last crawl, and which of its addresses this crawl has settled before."""

    def __init__(self, visits: Iterable[Visit], done: frozenset[str]) -> None:
        """`done` are addresses as they stand in their visits."""
        self._by_key: dict[str, Visit] = {}
        self._by_host: dict[str, list[Visit]] = {}
        self._done = done
        for visit in visits:
            self._by_key[address_key(visit.url)] = visit
            self._by_host.setdefault(host_of(visit.url), []).append(visit)

    def get(self, key: str) -> Visit | None:
        """The visit of the address with this key."""
        return self._by_key.get(key)

    def is_done(self, visit: Visit) -> bool:
        """Whether the crawl that goes on now has settled it before it was stopped."""
        return visit.url in self._done

    def below(self, root: str) -> Iterator[Visit]:
        """The visits of the site at `root`."""
        return (visit for visit in self._by_host.get(host_of(root), ()) if is_below(visit.url, root))

    def __iter__(self) -> Iterator[Visit]:
        """All visits."""
        return iter(self._by_key.values())


def host_of(url: str) -> str:
    """The host of an address, the same for all its spellings."""
    return key_host(urlsplit(normal_address(url) or url))
