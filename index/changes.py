"""What has changed between the posts that were found and those that are published. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from index.records import Post
from index.store.catalog import KnownPost, post_digest

# Below so many passages all is built anew at each change, which takes seconds and leaves nothing loose.
FEWEST_PASSAGES = 20_000
# The share of an index's passages that may be loose (added, or gone but still in the files) before it is
# built anew: they cost room and time, and the noise is measured only then.
MOST_LOOSE = 0.1


@dataclass(frozen=True, slots=True)
class FoundPost:
    """A post that is to be in the index. `digest` changes with anything that is known of it."""

    source: str
    url: str
    digest: str
    read: Callable[[], Post]

    @classmethod
    def of(cls, source: str, post: Post) -> "FoundPost":
        """One that is at hand."""
        return cls(source, post.url, post_digest(post), lambda: post)


@dataclass(frozen=True, slots=True)
class Changes:
    """`gone` are the ids of published posts that are there no more, or not as they were; `new` are those
    that take their place, or are met for the first time."""

    new: Sequence[FoundPost]
    gone: Sequence[int]
    added: int
    changed: int
    removed: int
    unchanged: int


def compare(found: Sequence[FoundPost], known: Mapping[str, KnownPost]) -> Changes:
    """What is new in `found` beside the published posts `known`, by address, and what is gone of those."""
    left = dict(known)
    new: list[FoundPost] = []
    gone: list[int] = []
    added = changed = 0
    for post in found:
        before = left.pop(post.url, None)
        if before is not None and (before.source, before.digest) == (post.source, post.digest):
            continue
        new.append(post)
        if before is None:
            added += 1
        else:
            gone.append(before.post_id)
            changed += before.digest != post.digest
    gone += (post.post_id for post in left.values())
    return Changes(new, sorted(gone), added, changed, len(left), len(found) - added - changed)
