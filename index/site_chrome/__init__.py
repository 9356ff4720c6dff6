"""Posts -> the same posts without what stands on many of their site, whatever the markup. Pure."""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from index.ingest.extract.blocks import Piece, join_pieces
from index.records import Post
from index.site_chrome.learning import learn_chrome
from index.site_chrome.lines import (
    OTHER_TITLE,
    OWN_TITLE,
    Record,
    block_texts,
    name_titles,
    record_of,
    site_of,
)
from index.site_chrome.places import Chrome, droppable
from index.wording import shortened

__all__ = ["Learnt", "places_of_chrome", "site_of", "without_places", "without_site_chrome"]

_MAX_LINE_CHARS = 80  # of what is reported


@dataclass(frozen=True, slots=True)
class Learnt:
    """A line that is chrome on `site`, shortened, and how many posts it was taken out of."""

    site: str
    line: str
    posts: int


def without_site_chrome(
    posts: Sequence[tuple[str, Post]],
) -> tuple[list[tuple[str, Post]], list[Learnt]]:
    """(the posts, each at its place, without their sites' chrome; what was learnt, site by site).

    `posts` are (source, post). A site is a host; for posts that have no address on the web, their source.
    Several records of one post count as one. The order of `posts` decides the order of the result, no more.
    """
    taken, learnt = places_of_chrome(posts)
    result = list(posts)
    for place, blocks in taken.items():
        source, post = posts[place]
        result[place] = source, without_places(post, blocks)
    return result, learnt


def places_of_chrome(
    posts: Sequence[tuple[str, Post]],
) -> tuple[dict[int, frozenset[int]], list[Learnt]]:
    """({a post's place: those of its blocks that are its site's chrome}; what was learnt, site by site)."""
    sites: dict[str, list[Record]] = defaultdict(list)
    for place, (source, post) in enumerate(posts):
        record = record_of(place, source, post)
        sites[record.site].append(record)
    result: dict[int, frozenset[int]] = {}
    learnt: list[Learnt] = []
    for site in sorted(sites):
        records = name_titles(sites[site])
        chrome = learn_chrome(records)
        taken = [(record, places) for record in records if (places := droppable(record, chrome))]
        result |= {record.place: frozenset(places) for record, places in taken}
        learnt += _learnt(site, chrome, taken)
    return result, learnt


def without_places(post: Post, places: Collection[int]) -> Post:
    """`post` without the blocks at `places`."""
    pieces = (
        Piece(block.kind, text, block.level, block.language, block.anchor)
        for place, (block, text) in enumerate(zip(post.blocks, block_texts(post), strict=True))
        if place not in places
    )
    text, blocks = join_pieces(pieces)
    return replace(post, text=text, blocks=blocks)


def _learnt(site: str, chrome: Chrome, taken: Sequence[tuple[Record, set[int]]]) -> list[Learnt]:
    """The chrome that was taken out of the posts of `taken`, what was in most of them first."""
    counts: Counter[str] = Counter()
    as_written: dict[str, str] = {OWN_TITLE: OWN_TITLE, OTHER_TITLE: OTHER_TITLE}
    for record, places in taken:
        texts = block_texts(record.post)
        lines = {
            line: texts[place]
            for place in sorted(places)
            if (line := record.lines[place]) is not None and line in chrome
        }
        counts.update(lines.keys())
        for line, text in lines.items():
            if line not in (OWN_TITLE, OTHER_TITLE):
                as_written[line] = min(text, as_written.get(line, text))
    ranked = sorted(counts, key=lambda line: (-counts[line], line))
    return [Learnt(site, shortened(as_written[line], _MAX_LINE_CHARS), counts[line]) for line in ranked]
