"""What was found of pairs of records, so that no pair is read and compared twice."""

from collections.abc import Callable, Mapping

from index.merging.outlines import Outline
from index.records import Post

Judge = Callable[[Post, Post], str | None]  # why two are one
Key = tuple[str, str, str]  # a judge's name, and the digests of two posts
Verdicts = Mapping[Key, str]  # why two are one; empty where they are not


class Court:
    """Judges pairs, or remembers what was found before. `used` are the verdicts that were asked for."""

    def __init__(self, known: Verdicts) -> None:
        """`known` are verdicts of before."""
        self._known = known
        self.used: dict[Key, str] = {}

    def reason(
        self, judge: Judge, one: Outline, other: Outline, read: Callable[[], tuple[Post, Post]]
    ) -> str:
        """Why `judge` finds that two are one; empty where it does not. `read` gives both, if it must."""
        key = (judge.__name__, one.digest, other.digest)
        if key not in self.used:
            self.used[key] = self._known[key] if key in self._known else judge(*read()) or ""
        return self.used[key]
