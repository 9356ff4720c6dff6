"""Where a saved page came from, as the browser or tool that saved it wrote down. Pure."""

import re

_LOOKED_AT_BYTES = 8_192  # all of them write it at the top
# Browsers since Internet Explorer; the number is the address's length.
_BROWSER = re.compile(rb"<!--\s{0,9}saved from url=\(\d{1,6}\)(https?://[^\s<>\"]{1,2000})\s{0,9}-->", re.I)
_SINGLE_FILE = re.compile(
    rb"(?:page saved with|archive processed by) singlefile\s{1,99}url:\s{0,9}(https?://[^\s<>\"]{1,2000})",
    re.I,
)
_SAVE_PAGE_WE = re.compile(
    rb"<meta name=\"savepage-(?:url|from)\" content=\"(https?://[^\s<>\"]{1,2000})\"", re.I
)
_HTTRACK = re.compile(rb"<!--\s{0,9}mirrored from ([^\s<>\"/]{1,255}/[^\s<>\"]{0,2000}) by httrack", re.I)


def address_saved_from(content: bytes) -> str | None:
    """The web address that the page `content` was saved from, or None where it does not say.

    >>> address_saved_from(b"<!-- saved from url=(0022)https://a.example/one/ --><html>")
    'https://a.example/one/'
    """
    head = content[:_LOOKED_AT_BYTES]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):  # Internet Explorer saves in UTF-16 when it is told to
        head = head.decode("utf-16", errors="replace").encode()
    for pattern in (_BROWSER, _SINGLE_FILE, _SAVE_PAGE_WE):
        if found := pattern.search(head):
            return found[1].decode("utf-8", errors="replace").replace("&amp;", "&")
    if found := _HTTRACK.search(head):  # leaves the scheme out; a site that has https leads there from http
        return "http://" + found[1].decode("utf-8", errors="replace")
    return None
