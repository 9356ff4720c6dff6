"""What a listing says: the posts it names, and where to read on. Records and their error."""

from dataclasses import dataclass

from index.errors import BlogseekError
from index.ingest.extract.places import web_address
from index.records import Facts, Skipped

MAX_ENTRIES = 50_000  # in one file; the sitemaps protocol allows no more (sitemaps.org/protocol.html)
_MAX_ADDRESS_CHARS = 8_000  # longer ones are refused by servers


class ListingError(BlogseekError):
    """A listing cannot be read at all. The message is the reason, in a few words."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A post as a listing names it.

    `modified` is when it last changed, as the listing writes it: only good for comparing with what it
    said before. `content` is the post's HTML (UTF-8) or a part of it, `is_whole` says that nothing is
    missing from it.
    """

    url: str
    modified: str | None
    facts: Facts
    content: bytes = b""
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """What one file says. `further` are addresses of listings to read next, the most useful first.

    `kind` is one of "feed", "comments feed", "JSON feed", "sitemap", "taxonomy sitemap" (its entries
    are pages that list posts), "sitemap index", "WordPress API". `home` is the site's address, `total`
    how many posts the site says it has in all. `skipped` is what the file holds and is left out.
    """

    entries: tuple[Listed, ...]
    further: tuple[str, ...]
    kind: str
    title: str | None = None
    home: str | None = None
    total: int | None = None
    skipped: tuple[Skipped, ...] = ()


def listed_address(written: str | None, base: str) -> str | None:
    """The http(s) address that a listing at `base` means; None where it is none, or has a password in it.

    >>> listed_address(" /a?b=1 ", "https://example.org/feed"), listed_address("ftp://example.org/", "")
    ('https://example.org/a?b=1', None)
    """
    if not written or not written.strip() or len(written) > _MAX_ADDRESS_CHARS:
        return None
    # Joined with a base, "https://" would become the base.
    is_whole = written.strip().lower().startswith(("http:", "https:"))
    address = web_address("".join(written.split("\n")), "" if is_whole else base)
    return address if address and "@" not in address.split("/", 3)[2] else None
