"""Records -> groups of those that are one post; the time that takes grows as their number does."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from index.merging.keep import combine
from index.merging.outlines import Outline, Read, outline_of
from index.merging.twins import SAME_ADDRESS, by_address, by_text
from index.merging.verdicts import Court, Judge
from index.records import Post

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


def group_records(outlines: Sequence[Outline], read: Read, court: Court) -> Groups:
    """The groups of records that are one post each. Only those are `read` that must be compared."""
    groups = Groups(len(outlines))
    bench = _Bench(list(outlines), {}, read, court, groups)
    _join_by_address(bench)
    # From here on one post speaks for its group, with the best text and facts of all in it.
    by_speaker = groups.members()
    for speaker, members in by_speaker.items():
        if len(members) > 1:
            _, (source, post) = combine([read(member) for member in members])
            bench.outlines[speaker], bench.combined[speaker] = outline_of(source, post), post
    _join_by_title(bench, list(by_speaker))
    _join_by_text(bench, list(by_speaker))
    return groups


@dataclass(frozen=True, slots=True)
class _Bench:
    """What all steps need. `outlines` and `combined` posts are those that speak for their group."""

    outlines: list[Outline]
    combined: dict[int, Post]
    read: Read
    court: Court
    groups: Groups

    def join_if(self, judge: Judge, one: int, other: int) -> None:
        """Join two that are not in one group yet, if `judge` finds that they are one."""
        if self.groups.of(one) == self.groups.of(other):
            return
        both = self.outlines[one], self.outlines[other]
        reason = self.court.reason(judge, *both, lambda: (self._post(one), self._post(other)))
        if reason:
            self.groups.join(one, other, reason)

    def _post(self, place: int) -> Post:
        return self.combined[place] if place in self.combined else self.read(place)[1]


def _join_by_address(bench: _Bench) -> None:
    owners: dict[str, int] = {}
    for place, outline in enumerate(bench.outlines):
        bench.groups.join(owners.setdefault(outline.own_key, place), place, SAME_ADDRESS)
    claimants: dict[str, list[int]] = defaultdict(list)
    for place, outline in enumerate(bench.outlines):
        for key in outline.web_keys:
            _compare(bench, place, claimants[key], by_address)


def _join_by_title(bench: _Bench, places: Sequence[int]) -> None:
    """Those of one title: also where lines that were left in, or left out, change much of the text."""
    namesakes: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place in places:
        outline = bench.outlines[place]
        for title in outline.titles:
            _compare(bench, place, namesakes[title, outline.day], by_text)
            _compare(bench, place, namesakes[title, "any day"], by_text)


def _compare(bench: _Bench, place: int, others: list[int], judge: Judge) -> None:
    """Join `place` to those of `others` that it is one with; it becomes one of them where it is news."""
    for other in others:
        bench.join_if(judge, other, place)
    if len(others) < _MOST_OF_A_NAME and bench.groups.of(place) not in map(bench.groups.of, others):
        others.append(place)


def _join_by_text(bench: _Bench, places: Sequence[int]) -> None:
    alike: dict[tuple[int, int], list[int]] = {}
    met: set[tuple[str, int]] = set()
    for place in places:
        outline = bench.outlines[place]
        text = outline.identity, bench.groups.of(place)
        if text in met:
            continue
        met.add(text)
        bands = list(enumerate(outline.bands))
        near = [alike[band] for band in bands if band in alike]
        others = sorted(set(chain.from_iterable(near)))[:_MOST_ALIKE]
        for other in others:
            bench.join_if(by_text, other, place)
        if len(others) < _MOST_ALIKE:
            for band in bands:
                alike.setdefault(band, []).append(place)
