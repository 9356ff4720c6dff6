"""What the posts of a generation are about, on disk (JSON): groups of like posts, and a map of them."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Self

from index.errors import REPAIR, IndexBroken


@dataclass(frozen=True, slots=True)
class Topic:
    """Posts that are alike, and the words that tell them from the others; without any, it has no name.

    `years` are those in which the posts were published, 0 where nobody says so.
    """

    words: tuple[str, ...]
    post_ids: Sequence[int]
    years: Sequence[int]


@dataclass(frozen=True, slots=True)
class Dot:
    """The place of a post on the map: -1 to 1 both ways, or a little more."""

    post_id: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Topics:
    """All groups, the largest first, and a map; of many posts it has some of each group."""

    groups: Sequence[Topic]
    dots: Sequence[Dot]

    @classmethod
    def of(cls, groups: Iterable[Topic], dots: Iterable[Dot]) -> Self:
        """Those of `groups` in whatever order."""
        return cls(sorted(groups, key=lambda topic: (-len(topic.post_ids), topic.words)), list(dots))

    def kept(self, new_ids: Mapping[int, int]) -> "Topics":
        """The same with the posts of `new_ids` alone, under their new ids."""
        groups = []
        for topic in self.groups:
            posts = zip(topic.post_ids, topic.years, strict=True)
            years = {new_ids[post_id]: year for post_id, year in posts if post_id in new_ids}
            groups.append(Topic(topic.words, list(years), list(years.values())))
        dots = (replace(dot, post_id=new_ids[dot.post_id]) for dot in self.dots if dot.post_id in new_ids)
        return Topics.of(groups, dots)

    def renamed(self, is_said: Callable[[str, Topic], bool]) -> "Topics":
        """The same, each topic called by those of its words of which `is_said` is true."""
        groups = (
            replace(topic, words=tuple(word for word in topic.words if is_said(word, topic)))
            for topic in self.groups
        )
        return Topics.of(groups, self.dots)


NO_TOPICS = Topics([], [])  # of few posts


def packed_topics(topics: Topics) -> dict[str, Any]:
    """What JSON can say of them."""
    dots = [[dot.post_id, dot.x, dot.y] for dot in topics.dots]
    return {"groups": list(map(asdict, topics.groups)), "dots": dots}


def unpacked_topics(fields: Mapping[str, Any]) -> Topics:
    """What `packed_topics` took. Raises KeyError, TypeError or ValueError for anything else."""
    groups = [Topic(tuple(group["words"]), group["post_ids"], group["years"]) for group in fields["groups"]]
    return Topics(groups, [Dot(*dot) for dot in fields["dots"]])


def write_topics(path: Path, topics: Topics) -> None:
    """Write `topics`, to be read at once: those of 29,000 posts in some milliseconds."""
    path.write_text(json.dumps(packed_topics(topics), separators=(",", ":")), encoding="utf-8")


def read_topics(path: Path) -> Topics | None:
    """Read what `write_topics` wrote; None where an earlier Blogseek wrote nothing. Raises IndexBroken."""
    try:
        return unpacked_topics(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IndexBroken(f"The topics at {path} cannot be read; {REPAIR}") from error
