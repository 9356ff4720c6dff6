"""A post -> the lines that are compared with those of its site's other posts. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from index.addresses import address_key, key_host, normal_address
from index.records import Block, BlockKind, Post

LONG_CHARS = 50  # a line this long does not stand in two posts by accident
ITEM = "\n"  # starts the line of a list item
OWN_TITLE, OTHER_TITLE = "(its own title)", "(the title of another post)"

# Commands, table rows and captions recur by right.
_KINDS = frozenset({BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTE})
_LEAST_TITLE_CHARS = 4
# A count or a date, but no version and no issue's number, which say what a post is about.
_NUMBER = re.compile(r"(?<![\w.])(?:\d{1,2}\.\d{1,2}\.(?:\d\d)?\d\d|\d+(?:[.,]\d+)?[km]|\d{1,4})(?!\.?\w)")


@dataclass(frozen=True, slots=True)
class Record:
    """A post, its place among those that were handed over, and what its lines are compared by.

    `site` is a host's name, or what stands for one. `witness` is the same for all records of one post.
    `lines` are as many as the post's blocks; None for what recurs by right.
    """

    place: int
    site: str
    witness: str
    post: Post
    lines: tuple[str | None, ...]


def record_of(place: int, source: str, post: Post) -> Record:
    """`post`, which came from `source`, as it is compared."""
    lines = tuple(map(_compared, post.blocks, block_texts(post)))
    address = normal_address(post.link)
    witness = post.link if address is None else address_key(address)
    return Record(place, site_of(source, post), witness, post, lines)


def site_of(source: str, post: Post) -> str:
    """The site of `post`: its host's name, or what stands for one."""
    address = normal_address(post.link)
    if address is None:
        return f"{source} ({post.site})" if post.site else source
    return key_host(urlsplit(address))


def name_titles(records: Sequence[Record]) -> list[Record]:
    """Records in which a line that is some post's title is one line, whichever the post."""
    titles = {_folded(record.post.title) for record in records}
    titles = {title for title in titles if len(title) >= _LEAST_TITLE_CHARS}
    titles |= {_unnumbered(title) for title in titles}
    named: list[Record] = []
    for record in records:
        own = _folded(record.post.title)
        folded = [line and line.removeprefix(ITEM) for line in record.lines]
        lines = tuple(
            line if title not in titles else OWN_TITLE if title in (own, _unnumbered(own)) else OTHER_TITLE
            for line, title in zip(record.lines, folded, strict=True)
        )
        named.append(replace(record, lines=lines))
    return named


def block_texts(post: Post) -> list[str]:
    """The text of each block of `post`, in order."""
    return [post.text[block.start_char : block.end_char] for block in post.blocks]


def _compared(block: Block, text: str) -> str | None:
    """What all copies of a line have in common: "12 Comments" and "3 comments" are one."""
    if block.kind not in _KINDS:
        return None
    line = _folded(text)
    if block.kind is BlockKind.LIST_ITEM:
        return ITEM + line
    return _unnumbered(line)


def _folded(text: str) -> str:
    line = " ".join(text.casefold().split())
    # Without the marks around it: "Posts/", "– Tom Vale", "← Slow bread". This is faster than a regex.
    start, end = 0, len(line)
    while start < end and not line[start].isalnum():
        start += 1
    while end > start and not line[end - 1].isalnum():
        end -= 1
    return line[start:end] or line


def _unnumbered(line: str) -> str:
    # A long line with another number in it says something of its post: "… to announce Rust 1.70".
    return line if len(line) >= LONG_CHARS else _NUMBER.sub("0", line)
