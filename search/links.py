"""Links to posts: which of them a browser can follow, and the one that opens at a sentence. Pure."""

import re
from urllib.parse import urldefrag, urlsplit

from index.records import Post
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


def link_to_place(link: str, post: Post, place: tuple[int, int]) -> str:
    """`link`, opened at `place` in the post's text; as it is where no words lead just there."""
    directive = directive_to(post, place)
    if directive is None:
        return link
    address, fragment = urldefrag(link)
    fragment = fragment.partition(":~:")[0]  # a directive that it came with
    return f"{address}#{fragment}:~:text={directive}"
