"""Posts from all sources -> each post once, however many ways led to it. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from index.merging.groups import group_posts
from index.merging.keep import combine
from index.merging.twins import is_twin
from index.records import Post

__all__ = ["Merged", "is_twin", "merge_posts"]


@dataclass(frozen=True, slots=True)
class Merged:
    """`posts`: (source, post), each once, in the order in which one of its records was met first.

    `merged`: (the post that is kept, the record that became part of it, why), in a few words.
    """

    posts: list[tuple[str, Post]]
    merged: list[tuple[Post, Post, str]]


def merge_posts(posts: Iterable[tuple[str, Post]]) -> Merged:
    """Make one of all records of a post. The order of `posts` decides the order of the result, no more."""
    met = list(posts)
    # In an order of their own, so that the same records are always compared in the same way.
    order = sorted(range(len(met)), key=lambda place: _order(*met[place]))
    groups = group_posts([met[place] for place in order])
    result: dict[int, tuple[str, Post]] = {}
    merged: dict[int, tuple[Post, Post, str]] = {}
    for members in groups.members().values():
        records = [met[order[member]] for member in members]
        places = [order[member] for member in members]
        if len(members) == 1:
            result[places[0]] = records[0]
            continue
        kept, (source, post) = combine(records)
        result[min(places)] = (source, post)
        for number, (member, place) in enumerate(zip(members, places, strict=True)):
            if number != kept:
                reason = is_twin(records[kept][1], met[place][1]) or groups.reason(member)
                merged[place] = (post, met[place][1], reason)
    return Merged([result[place] for place in sorted(result)], [merged[place] for place in sorted(merged)])


def _order(source: str, post: Post) -> tuple[object, ...]:
    return (post.url, source, post.link, post.title, post.text, post.published or "", post.authors, post.tags)
