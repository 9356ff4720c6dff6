"""What to mark in a passage, and the link that opens at it. Pure."""

import re
from urllib.parse import quote, urldefrag, urlsplit

_FRAGMENT_WORDS = 5  # at each end of a sentence: enough to find it, few enough to survive a changed comma
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


def link_to_sentence(link: str, sentence: str) -> str:
    """`link` with a text fragment, which makes a browser scroll to `sentence` and mark it.

    The format is that of the WICG's URL Fragment Text Directives: `#:~:text=first words,last words`.
    """
    words = sentence.split()
    if not words:
        return link
    ends = [words]
    if len(words) > 2 * _FRAGMENT_WORDS:
        ends = [words[:_FRAGMENT_WORDS], words[-_FRAGMENT_WORDS:]]
    # A comma, a hyphen and an ampersand have a meaning in the directive, so quote() must not spare them.
    text = ",".join(quote(" ".join(end), safe="").replace("-", "%2D") for end in ends)
    address, fragment = urldefrag(link)
    fragment = fragment.partition(":~:")[0]  # a directive that it came with
    return f"{address}#{fragment}:~:text={text}"
