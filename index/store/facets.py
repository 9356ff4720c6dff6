"""By what posts can be chosen: site, author, tag, language, date. Read out of a catalog once, kept in memory.

100,000 posts take about a second to read and some 20 MB to keep; choosing among them takes microseconds.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Self
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from index.records import Mask, day_of
from index.store.analysis import UNKNOWN_LANGUAGE
from index.store.catalog import Catalog, PostFacts
from index.store.words import exact_words, fold

_MAX_LANGUAGES = 4
_FREQUENT = 0.02  # the share of posts from which on a language is no rare one
_CACHED_NAMES = 20_000  # most tags and authors have more posts than one
_UNDATED = 0  # no date is the day 0 of date.toordinal


class Facet(StrEnum):
    """A fact of which a post may have several values."""

    HOST = "host"  # without www.; of a post that is not on the web, the folder it lies in
    SITE_NAME = "site name"
    AUTHOR = "author"
    TAG = "tag"
    LANGUAGE = "language"


@dataclass(frozen=True, slots=True)
class Facets:
    """The facts of all posts, by value. `addresses`, `days` and `live` are (posts,), by post id.

    A post id that is nobody's has no facts, and is not `live`. A value is folded (see `folded`); an address
    is a host and a path without the mark at its end.
    """

    values: Mapping[Facet, Mapping[str, NDArray[np.int64]]]
    addresses: Sequence[str]
    days: NDArray[np.int32]  # of publication, as date.toordinal has them
    live: Mask

    @classmethod
    def read(cls, catalog: Catalog) -> Self:
        """Read the facts of every post. Raises IndexBroken."""
        values: dict[Facet, dict[str, list[int]]] = {facet: defaultdict(list) for facet in Facet}
        id_count = catalog.next_ids().post
        addresses = [""] * id_count
        days = np.full(id_count, _UNDATED, dtype=np.int32)
        live = np.zeros(id_count, dtype=np.bool_)
        for post_id, facts in catalog.facts():
            address = address_of(facts)
            addresses[post_id] = address
            days[post_id] = day_number(facts.published)
            live[post_id] = True
            for facet, text in values_of(facts, address):
                values[facet][text].append(post_id)
        return cls(
            values={f: {v: np.array(ids) for v, ids in found.items()} for f, found in values.items()},
            addresses=addresses,
            days=days,
            live=live,
        )

    @property
    def id_count(self) -> int:
        """How many post ids there are, those that are nobody's among them."""
        return len(self.days)

    @property
    def post_count(self) -> int:
        """How many posts there are."""
        return int(self.live.sum())

    @property
    def languages(self) -> tuple[str, ...]:
        """Those of the posts, the most frequent first and the rare ones left out; at least one.

        A question is looked up in each of them (see index.store.analysis), which takes time.
        """
        counts = {code: len(ids) for code, ids in self.values[Facet.LANGUAGE].items()}
        unknown = self.post_count - sum(counts.values())
        counts[UNKNOWN_LANGUAGE] = counts.get(UNKNOWN_LANGUAGE, 0) + unknown
        frequent = sorted(counts, key=lambda code: -counts[code])[:_MAX_LANGUAGES]
        return tuple(code for code in frequent if counts[code] >= _FREQUENT * self.post_count)

    def with_value(self, facet: Facet, value: str) -> Mask:
        """(posts,): those of which `value` is a value of `facet`; there may be very many values."""
        mask = np.zeros(self.id_count, dtype=np.bool_)
        if value in self.values[facet]:
            mask[self.values[facet][value]] = True
        return mask

    def with_words(self, facet: Facet, words: str) -> Mask:
        """(posts,): those of which a value of `facet` has these words, one after the other."""
        return self._having(facet, lambda value: f" {words} " in f" {value} ")

    def author_names(self) -> Collection[str]:
        """Of all posts."""
        return self.values[Facet.AUTHOR].keys()

    def on_host(self, host: str) -> Mask:
        """(posts,): those on `host`, or on a host below it."""
        return self._having(Facet.HOST, lambda name: name == host or name.endswith(f".{host}"))

    def below(self, address: str) -> Mask:
        """(posts,): the one at `address`, a host and a path, and those below it."""
        theirs = np.flatnonzero(self.on_host(address.partition("/")[0])).tolist()
        below, of = f"{address}/", self.addresses
        return self.just([i for i in theirs if of[i] == address or of[i].startswith(below)])

    def just(self, post_ids: Sequence[int]) -> Mask:
        """(posts,): these and no other."""
        mask = np.zeros(self.id_count, dtype=np.bool_)
        mask[np.asarray(post_ids, dtype=np.int64)] = True
        return mask

    def published(self, start: date | None, end: date | None) -> Mask:
        """(posts,): those published from `start` on and before `end`; never one without a date."""
        mask: Mask = self.days != _UNDATED
        if start is not None:
            mask &= self.days >= start.toordinal()
        if end is not None:
            mask &= self.days < end.toordinal()
        return mask

    def days_of(self, post_ids: Sequence[int]) -> NDArray[np.int32]:
        """(len(post_ids),): the days of publication, 0 where there is none."""
        return self.days[np.asarray(post_ids, dtype=np.int64)]

    def newest(self, posts: Mask, count: int) -> NDArray[np.int64]:
        """The ids of `count` of the `posts`, the newest first and those without a date last."""
        post_ids = np.flatnonzero(posts & self.live)
        return post_ids[np.argsort(-self.days[post_ids], kind="stable")][:count]

    def _having(self, facet: Facet, accept: Callable[[str], bool]) -> Mask:
        """(posts,): those of which a value of `facet` is accepted."""
        mask = np.zeros(self.id_count, dtype=np.bool_)
        for value, post_ids in self.values[facet].items():
            if accept(value):
                mask[post_ids] = True
        return mask


@lru_cache(maxsize=_CACHED_NAMES)
def folded(value: str) -> str:
    """A name or tag as it is compared: its words, or what it consists of where it has none.

    >>> folded("Machine-Learning"), folded("C++"), folded("🎉")
    ('machine learning', 'c++', '🎉')
    """
    return " ".join(exact_words(value)) or fold(value)


def plain_address(address: str) -> str:
    """Host and path, without what differs between two ways to write the same: scheme, www., port, last slash.

    >>> plain_address("https://WWW.Example.com:8080/Blog/?page=2")
    'example.com/Blog'
    """
    try:
        parts = urlsplit(address if "//" in address else f"//{address}")
        host = (parts.hostname or "").removeprefix("www.").rstrip(".")
    except ValueError:
        return ""
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii")
        except UnicodeError:
            return ""
    return host + parts.path.rstrip("/")


def address_of(facts: PostFacts) -> str:
    """The post's address on the web, or where it is not there, its place in its folder."""
    on_the_web = facts.link.startswith(("http://", "https://"))
    return plain_address(facts.link) if on_the_web else facts.place.strip("/")


def values_of(facts: PostFacts, address: str) -> Iterable[tuple[Facet, str]]:
    """Each facet of the post at `address`, with each of its values, folded."""
    host, slash, _ = address.partition("/")
    if slash or facts.link.startswith("http"):
        yield Facet.HOST, host
    if facts.site:
        yield Facet.SITE_NAME, folded(facts.site)
    if facts.language:
        yield Facet.LANGUAGE, facts.language.casefold()
    for facet, names in ((Facet.AUTHOR, facts.authors), (Facet.TAG, facts.tags)):
        for name in dict.fromkeys(map(folded, names)):
            yield facet, name


def day_number(published: str | None) -> int:
    """The day of publication as date.toordinal has it, 0 where there is none."""
    try:
        return date.fromisoformat(day_of(published)).toordinal() if published else _UNDATED
    except ValueError:
        return _UNDATED
