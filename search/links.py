"""Links to posts: which of them a browser can follow, and the one that opens at a sentence. Pure."""

import re
from collections.abc import Iterable
from urllib.parse import quote, urldefrag, urlsplit

from index.records import Block, Post
from search.fragments import directive_to

# Names that never lead anywhere (RFC 2606 and RFC 6761): a link there would be a dead end.
_UNREACHABLE = re.compile(r"(?:^|\.)(?:example|invalid|test|example\.(?:com|net|org))$", re.IGNORECASE)


def web_link(link: str) -> str | None:
    """`link` where a browser can follow it; None for a file on the maintainer's disk and the like."""
    try:
        parts = urlsplit(link)
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return None
    return link if parts.scheme in ("http", "https") and host and not _UNREACHABLE.search(host) else None


def link_to_place(link: str, post: Post, place: tuple[int, int], anchor: str = "") -> str:
    """`link`, opened at `place` in the post's text; as it is where nothing leads just there.

    Where no words do, or the page has others by now, `anchor` does: an id on it, of the heading above.
    """
    address, fragment = urldefrag(link)
    fragment = fragment.partition(":~:")[0] or quote(anchor, safe="")  # without a directive that it came with
    directive = directive_to(post, place)
    if directive is None and not fragment:
        return link
    return f"{address}#{fragment}" + (f":~:text={directive}" if directive else "")


def anchor_above(blocks: Iterable[Block], position: int) -> str:
    """The anchor of the nearest heading above `position` that has one; empty where none has."""
    above = [block.anchor for block in blocks if block.anchor and block.start_char <= position]
    return above[-1] if above else ""
