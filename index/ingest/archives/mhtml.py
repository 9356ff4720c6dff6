"""A page saved as a single MHTML file, with all that it shows packed in as parts of a mail."""

import re
from collections.abc import Iterator
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesParser
from pathlib import Path

from index.errors import SourceError
from index.ingest.archives.zipped import printable
from index.records import Facts, Page, Skipped
from index.settings import SourceSettings

MHTML_ENDINGS = (".mhtml", ".mht")

_LOOKED_AT_BYTES = 16_384
_MAX_DEPTH = 3  # of parts in parts; tools that write pages need one or two
_MAX_PARTS = 10_000
_HTML_TYPES = ("text/html", "application/xhtml+xml")
_OF_MAIL = ("received", "to", "delivered-to", "message-id")  # a mail has these, a saved page has not
_FIRST_HEADER = re.compile(rb"[A-Za-z][A-Za-z-]{0,60}:")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def is_mhtml(path: Path) -> bool:
    """Whether the file at `path` starts as a saved page does: the headers of a mail that nobody sent."""
    try:
        with path.open("rb") as file:
            head = file.read(_LOOKED_AT_BYTES).removeprefix(_BYTE_ORDER_MARK).lstrip()
    except (OSError, ValueError):
        return False
    if not _FIRST_HEADER.match(head):
        return False
    message = _headers_and_body(head)
    return (
        "mime-version" in message
        and not any(name in message for name in _OF_MAIL)
        and (message.get_content_type() in _HTML_TYPES or message.get_content_type() == "multipart/related")
    )


def read_mhtml(path: Path, settings: SourceSettings) -> Iterator[Page | Skipped]:
    """The page in the file at `path`, or why there is none. Raises SourceError where it cannot be read."""
    try:
        with path.open("rb") as file:
            content = file.read(settings.max_file_bytes + 1)
    except OSError as error:
        raise SourceError(f"{path.name} cannot be read: {error.strerror}; check its permissions.") from error
    yield page_in_mhtml(content, path.as_uri(), printable(path.name), settings)


def page_in_mhtml(content: bytes, url: str, place: str, settings: SourceSettings) -> Page | Skipped:
    """The page that the MHTML file `content` shows; `url` and `place` are the file's own. Pure."""
    if len(content) > settings.max_file_bytes:
        return Skipped(place, f"larger than {settings.max_file_bytes:,} bytes")
    whole = _headers_and_body(content.removeprefix(_BYTE_ORDER_MARK).lstrip())
    root = _root(whole, _MAX_DEPTH)
    if root is None:
        return Skipped(place, "no web page in it")
    html = _decoded(root)
    if not html.strip():
        return Skipped(place, "empty")
    link = _address(whole, "snapshot-content-location") or _address(root) or _address(whole)
    facts = Facts(source="saved page", link=link) if link else Facts()
    return Page(url, place, html, "text/html", charset=_charset(root), facts=facts)


def _headers_and_body(content: bytes) -> Message:
    """A mail or a part of one, its body not looked into: what lies in it may be nested without end."""
    return BytesParser().parsebytes(content, headersonly=True)


def _root(message: Message, depth: int) -> Message | None:
    """The part that is the page itself: the one named as the start, else the first that is HTML.

    The other HTML parts are the frames shown in it.
    """
    if message.get_content_type() in _HTML_TYPES:
        return message
    if message.get_content_maintype() != "multipart" or not depth:
        return None
    parts = list(_parts(message))
    start = str(message.get_param("start") or "").strip()
    named = [part for part in parts if start and str(part.get("content-id", "")).strip() == start]
    for part in (*named, *parts):
        if root := _root(part, depth - 1):
            return root
    return None


def _parts(message: Message) -> Iterator[Message]:
    boundary = message.get_boundary()
    if not boundary:
        return
    line = (
        rb"^--" + re.escape(boundary.encode("utf-8", "surrogateescape")) + rb"(?:--)?[ \t]{0,99}\r?(?:\n|\Z)"
    )
    del message["content-transfer-encoding"]  # of the whole it means nothing: each part has its own
    for part in re.split(line, _decoded(message), maxsplit=_MAX_PARTS, flags=re.M)[1:]:
        yield _headers_and_body(part)


def _decoded(part: Message) -> bytes:
    """The bytes of a part, quoted-printable and base64 undone."""
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _charset(part: Message) -> str | None:
    charset = part.get_content_charset()
    return "utf-16" if charset == "unicode" else charset  # Internet Explorer's name for it


def _address(part: Message, header: str = "content-location") -> str | None:
    """The web address in a header: long ones are folded, ones beyond ASCII are encoded words."""
    try:
        value = str(make_header(decode_header(str(part.get(header, "")))))
    except (MessageError, LookupError, ValueError):
        return None
    address = re.sub(r"\s+", "", value)
    return address if address.lower().startswith(("http://", "https://")) else None
