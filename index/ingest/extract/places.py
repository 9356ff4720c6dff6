"""What addresses and the names of files say about a post. Pure."""

import re
from urllib.parse import urljoin, urlsplit

from index.ingest.extract.blocks import tidy_line

_LEADING_DATE = re.compile(r"\d{4}[-_]\d{1,2}[-_]\d{1,2}(?:[-_]|$)")
_UNPRINTABLE = re.compile(r"[\x00-\x20\x7f-\xa0\ud800-\udfff]")


def title_from(place: str) -> str:
    """What a file's name says its post is about.

    >>> title_from("_posts/2021-02-03-slow_bread.md"), title_from("posts/slow-bread/index.html")
    ('Slow bread', 'Slow bread')
    """
    *folders, name = place.split("/")
    stem = name.rsplit(".", 1)[0]
    if stem.casefold() == "index" and folders:
        stem = folders[-1]
    stem = _LEADING_DATE.sub("", stem) or stem
    return tidy_line(re.sub(r"[-_]+", " ", stem)).capitalize() or tidy_line(place) or "Untitled"


def web_address(written: str, base: str = "") -> str | None:
    """The whole address that `written` means on the page at `base`; None where it is not on the web.

    >>> web_address("/slow-bread", "https://example.org/posts"), web_address("javascript:alert(1)")
    ('https://example.org/slow-bread', None)
    """
    try:
        address = urljoin(base, written.strip().replace(" ", "%20"))
        parts = urlsplit(address)
    except ValueError:
        return None
    is_whole = parts.scheme in ("http", "https") and parts.hostname and "%" not in parts.hostname
    return address if is_whole and not _UNPRINTABLE.search(address) else None
