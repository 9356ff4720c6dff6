"""An OPML file -> the blogs in it. Pure.

Not with listparser: it leaves out a blog's home where it has a feed, and reads strings as addresses to fetch.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from index.ingest.listings.listing import MAX_ENTRIES, listed_address
from index.ingest.listings.plain import plain_title
from index.ingest.listings.trees import parse_part, xml_text

_OPML = re.compile(rb"<(?:[\w.-]+:)?opml[\s>/]", re.I)
_HEAD_BYTES = 10_000
# The tags alone: how outlines are nested says nothing about a blog, and is what is broken most often.
_OUTLINE = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)"
    r"|<(?:[\w.-]+:)?outline(?P<said>(?=[\s/>])(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*'|[\"'])*+)>",
    re.S | re.I,
)
_LISTS = ("include", "link", "source")  # outlines that name another list; those are not followed


@dataclass(frozen=True, slots=True)
class Outline:
    """A blog in a list: its feed, its home, or both."""

    title: str | None
    feed: str | None
    home: str | None


def is_opml(head: bytes) -> bool:
    """Whether a file that begins with `head` is OPML."""
    return _OPML.search(head[:_HEAD_BYTES].replace(b"\0", b"")) is not None


def read_opml(content: bytes, base: str) -> tuple[Outline, ...]:
    """Each blog once, in order. `base` is what relative addresses are relative to. Raises ListingError."""
    found: dict[str, Outline] = {}
    for outline in _outlines(xml_text(content), base):
        key = outline.feed or outline.home
        if key:
            known = found.setdefault(key, outline)
            if known.home is None and outline.home:
                found[key] = Outline(known.title or outline.title, known.feed, outline.home)
    return tuple(found.values())


def _outlines(text: str, base: str) -> Iterator[Outline]:
    for tag in islice(_OUTLINE.finditer(text), MAX_ENTRIES):
        if tag["said"] is None:
            continue
        element = parse_part(f"<outline {tag['said'].rstrip('/')}/>")
        if element is None:
            continue
        said = {name.rsplit("}", 1)[-1].lower(): value for name, value in reversed(element.attrib.items())}
        kind = said.get("type", "").strip().lower()
        if kind in _LISTS:
            continue
        feed = said.get("xmlurl") or (said.get("url") if kind in ("rss", "atom", "feed") else None)
        title = plain_title(said.get("text")) or plain_title(said.get("title"))
        yield Outline(title, listed_address(feed, base), listed_address(said.get("htmlurl"), base))
