"""Posts from all sources -> each post once, however many ways led to it. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from index.merging.groups import group_records
from index.merging.keep import combine
from index.merging.outlines import Outline, Read, outline_of
from index.merging.twins import is_twin
from index.merging.verdicts import Court
from index.records import Post

__all__ = ["Court", "Merged", "Met", "Outline", "is_twin", "merge_posts", "merge_records", "outline_of"]


@dataclass(frozen=True, slots=True)
class Met:
    """A post, of the records at `places` (those that are merged into it, and why, by place).

    `combined` is its (source, post), made of several records; None where there is one, which is the post.
    """

    places: tuple[int, ...]
    combined: tuple[str, Post] | None
    merged: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Merged:
    """`posts`: (source, post), each once, in the order in which one of its records was met first.

    `merged`: (the post that is kept, the record that became part of it, why), in a few words.
    """

    posts: list[tuple[str, Post]]
    merged: list[tuple[Post, Post, str]]


def merge_records(outlines: Sequence[Outline], read: Read, court: Court) -> list[Met]:
    """Make one of all records of a post. The order of `outlines` decides the order of the result, no more.

    `read` gives the record at a place; most are never asked for, and fewer the more the `court` remembers.
    """
    # In an order of their own, so that the same records are always compared in the same way.
    order = sorted(range(len(outlines)), key=lambda place: outlines[place].order)
    in_order = [outlines[place] for place in order]
    groups = group_records(in_order, lambda member: read(order[member]), court)
    result: list[Met] = []
    for members in groups.members().values():
        places = tuple(order[member] for member in members)
        if len(members) == 1:
            result.append(Met(places, None, {}))
            continue
        records = [read(place) for place in places]
        kept, combined = combine(records)
        reasons = {
            place: is_twin(records[kept][1], record[1]) or groups.reason(member)
            for member, place, record in zip(members, places, records, strict=True)
            if place != places[kept]
        }
        result.append(Met(places, combined, reasons))
    return sorted(result, key=lambda met: min(met.places))


def merge_posts(posts: Iterable[tuple[str, Post]]) -> Merged:
    """The same for records that are at hand."""
    at_hand = list(posts)
    found = merge_records([outline_of(*record) for record in at_hand], at_hand.__getitem__, Court({}))
    result = [met.combined or at_hand[met.places[0]] for met in found]
    merged = {
        place: (post, at_hand[place][1], reason)
        for met, (_, post) in zip(found, result, strict=True)
        for place, reason in met.merged.items()
    }
    return Merged(result, [merged[place] for place in sorted(merged)])
