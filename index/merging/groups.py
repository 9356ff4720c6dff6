"""Records -> groups of those that are one post; the time that takes grows as their number does."""

from collections import defaultdict
from collections.abc import Callable, Sequence

from index.merging.keep import combine
from index.merging.outlines import Outline, Read, outline_of
from index.merging.twins import SAME_ADDRESS, by_address, by_text
from index.records import Post

Judge = Callable[[Post, Post], str | None]  # why two are one

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


def group_records(outlines: Sequence[Outline], read: Read) -> Groups:
    """The groups of records that are one post each. Only those are `read` that must be compared."""
    groups = Groups(len(outlines))
    posts = _Posts(read)
    _join_by_address(outlines, posts, groups)
    # From here on one post speaks for its group, with the best text and facts of all in it.
    speaking = list(outlines)
    speakers = list(groups.members())
    for speaker, members in groups.members().items():
        if len(members) > 1:
            _, (source, post) = combine([read(member) for member in members])
            speaking[speaker], posts.combined[speaker] = outline_of(source, post), post
    _join_by_title(speaking, speakers, posts, groups)
    _join_by_text(speaking, speakers, posts, groups)
    return groups


class _Posts:
    """The posts by their places: those that speak for a group, and others, read when they are asked for."""

    def __init__(self, read: Read) -> None:
        self._read = read
        self.combined: dict[int, Post] = {}

    def __getitem__(self, place: int) -> Post:
        return self.combined[place] if place in self.combined else self._read(place)[1]


def _join_by_address(outlines: Sequence[Outline], posts: _Posts, groups: Groups) -> None:
    owners: dict[str, int] = {}
    for place, outline in enumerate(outlines):
        groups.join(owners.setdefault(outline.own_key, place), place, SAME_ADDRESS)
    claimants: dict[str, list[int]] = defaultdict(list)
    for place, outline in enumerate(outlines):
        for key in outline.web_keys:
            _compare(posts, groups, place, claimants[key], by_address)


def _join_by_title(
    outlines: Sequence[Outline], places: Sequence[int], posts: _Posts, groups: Groups
) -> None:
    """Those of one title: also where lines that were left in, or left out, change much of the text."""
    namesakes: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place in places:
        outline = outlines[place]
        for title in outline.titles:
            _compare(posts, groups, place, namesakes[title, outline.day], by_text)
            _compare(posts, groups, place, namesakes[title, "any day"], by_text)


def _compare(posts: _Posts, groups: Groups, place: int, others: list[int], judge: Judge) -> None:
    """Join `place` to those of `others` that it is one with; it becomes one of them where it is news."""
    for other in others:
        if groups.of(other) != groups.of(place) and (reason := judge(posts[other], posts[place])):
            groups.join(other, place, reason)
    known = {groups.of(other) for other in others}
    if groups.of(place) not in known and len(others) < _MOST_OF_A_NAME:
        others.append(place)


def _join_by_text(
    outlines: Sequence[Outline], places: Sequence[int], posts: _Posts, groups: Groups
) -> None:
    alike: dict[tuple[int, int], list[int]] = defaultdict(list)
    met: set[tuple[str, int]] = set()
    for place in places:
        outline = outlines[place]
        if (outline.identity, groups.of(place)) in met:
            continue
        met.add((outline.identity, groups.of(place)))
        bands = list(enumerate(outline.bands))
        others = sorted({other for band in bands for other in alike[band]})[:_MOST_ALIKE]
        for other in others:
            if groups.of(other) != groups.of(place) and (reason := by_text(posts[other], posts[place])):
                groups.join(other, place, reason)
        if len(others) < _MOST_ALIKE:
            for band in bands:
                alike[band].append(place)
