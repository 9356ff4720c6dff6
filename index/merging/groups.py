"""Records -> groups of those that are one post; the time that takes grows as their number does."""

from collections import defaultdict
from collections.abc import Callable, Sequence

import numpy as np
from datasketch import MinHash, MinHashLSH

from index.merging.keep import combine
from index.merging.shingles import Shingles
from index.merging.twins import (
    SAME_ADDRESS,
    by_address,
    by_text,
    digest_of,
    own_key,
    title_keys,
    web_keys,
)
from index.records import Post, day_of

Judge = Callable[[Post, Post], str | None]  # why two are one

# 8 bands of 4: of pairs with a Jaccard of 0.9 one in 5,000 is missed, with 0.8 one in 70 (and those must have
# one title, so that they meet by it). Of 12,577 posts, made from templates or not, 1235 pairs met.
_PERMUTATIONS, _BANDS = 32, (8, 4)
_ROWS_AT_ONCE = 4096  # 4096 x 64 numbers stay in the processor's cache
_MOST_ALIKE = 100  # who meets more is of a template; it is compared with these, and no further one meets it
_MOST_OF_A_NAME = 8  # compared among those that share a title, or a link: "Weekly links", a front page's


class Groups:
    """Who belongs with whom, and why: a union-find, in which the least number stands for its group."""

    def __init__(self, count: int) -> None:
        self._parents = list(range(count))
        self._reasons: dict[int, str] = {}

    def of(self, place: int) -> int:
        """The number that stands for the group of `place`."""
        while self._parents[place] != place:
            self._parents[place] = place = self._parents[self._parents[place]]
        return place

    def join(self, one: int, other: int, reason: str) -> None:
        """Make one group of two."""
        first, second = sorted((self.of(one), self.of(other)))
        if first != second:
            self._parents[second] = first
            self._reasons.setdefault(one, reason)
            self._reasons.setdefault(other, reason)

    def reason(self, place: int) -> str:
        """Why `place` is in its group. Raises KeyError where it is in none but its own."""
        return self._reasons[place]

    def members(self) -> dict[int, list[int]]:
        """{the number that stands for a group: its records}."""
        members: dict[int, list[int]] = defaultdict(list)
        for place in range(len(self._parents)):
            members[self.of(place)].append(place)
        return members


def group_posts(records: Sequence[tuple[str, Post]]) -> Groups:
    """The groups of (source, post) that are one post each."""
    posts = [post for _, post in records]
    groups = Groups(len(posts))
    _join_by_address(posts, groups)
    # From here on one post speaks for its group, with the best text and facts of all in it.
    speakers = list(groups.members())
    for speaker, members in groups.members().items():
        if len(members) > 1:
            _, (_, posts[speaker]) = combine([records[member] for member in members])
    _join_by_title(posts, speakers, groups)
    _join_by_text(posts, speakers, groups)
    return groups


def _join_by_address(posts: Sequence[Post], groups: Groups) -> None:
    owners: dict[str, int] = {}
    for place, post in enumerate(posts):
        groups.join(owners.setdefault(own_key(post), place), place, SAME_ADDRESS)
    claimants: dict[str, list[int]] = defaultdict(list)
    for place, post in enumerate(posts):
        for key in sorted(web_keys(post)):
            _compare(posts, groups, place, claimants[key], by_address)


def _join_by_title(posts: Sequence[Post], places: Sequence[int], groups: Groups) -> None:
    """Those of one title: also where lines that were left in, or left out, change much of the text."""
    namesakes: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place in places:
        post = posts[place]
        for title in title_keys(post.title):
            _compare(posts, groups, place, namesakes[title, day_of(post.published or "")], by_text)
            _compare(posts, groups, place, namesakes[title, "any day"], by_text)


def _compare(posts: Sequence[Post], groups: Groups, place: int, others: list[int], judge: Judge) -> None:
    """Join `place` to those of `others` that it is one with; it becomes one of them where it is news."""
    for other in others:
        if groups.of(other) != groups.of(place) and (reason := judge(posts[other], posts[place])):
            groups.join(other, place, reason)
    known = {groups.of(other) for other in others}
    if groups.of(place) not in known and len(others) < _MOST_OF_A_NAME:
        others.append(place)


def _join_by_text(posts: Sequence[Post], places: Sequence[int], groups: Groups) -> None:
    alike = MinHashLSH(num_perm=_PERMUTATIONS, params=_BANDS)
    met: set[tuple[bytes, int]] = set()
    empty = MinHash(num_perm=_PERMUTATIONS, hashfunc=int)
    for place in places:
        digest = digest_of(posts[place].text)
        if (digest.identity, groups.of(place)) in met:
            continue
        met.add((digest.identity, groups.of(place)))
        signature = _signature(digest.shingles, empty)
        others = sorted(alike.query(signature))[:_MOST_ALIKE]
        for other in others:
            if groups.of(other) != groups.of(place) and (reason := by_text(posts[other], posts[place])):
                groups.join(other, place, reason)
        if len(others) < _MOST_ALIKE:
            alike.insert(place, signature, check_duplication=False)


def _signature(shingles: Shingles, empty: MinHash) -> MinHash:
    """The MinHash of `shingles`, made in steps: a text may be as long as a page may be."""
    signature = empty.copy()
    halves = (shingles >> np.uint64(32)).astype(np.uint32)
    for start in range(0, halves.size, _ROWS_AT_ONCE):
        signature.update_batch(halves[start : start + _ROWS_AT_ONCE].tolist())
    return signature
