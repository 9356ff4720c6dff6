"""A web archive (WARC, ARC), as a stream of the pages captured in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from warcio.bufferedreaders import ChunkedDataReader
from warcio.limitreader import LimitReader
from warcio.statusandheaders import StatusAndHeadersParser

from index.errors import SourceError
from index.ingest.archives.codings import CannotUnpack, unpacked
from index.ingest.archives.warc_records import BrokenArchive, records, starts_as_warc
from index.ingest.archives.zipped import printable
from index.ingest.web.webpage import robots_header
from index.records import Facts, Page, Skipped
from index.settings import SourceSettings

_HTML_TYPES = ("text/html", "application/xhtml+xml")
_WISHES = (
    "noindex",
    "noai",
    "nosnippet",
)  # of owners who do not want to be found here; "none" is noindex too
_PRINTABLE = "".join(map(chr, range(0x21, 0x7F)))
_HTTP = re.compile(r"https?://", re.I)
_CHUNKS_OVERHEAD = 8  # a chunk of one byte is six bytes long
_PAGE_END_BYTES = 1_000  # servers and archivers append comments


@dataclass(frozen=True, slots=True)
class _Capture:
    """An HTML page in an archive, its content not read yet. `headers` are HTTP's, none for a resource."""

    url: str
    date: str
    charset: str | None
    headers: tuple[tuple[str, str], ...]
    record: Any

    def header(self, name: str) -> str:
        """All values of a header, a comma between them."""
        return ", ".join(value for key, value in self.headers if key.lower() == name)


def is_warc(path: Path) -> bool:
    """Whether the file at `path` begins as a WARC or ARC file does, packed or not."""
    try:
        return starts_as_warc(path)
    except (OSError, ValueError):
        return False


def read_warc(path: Path, settings: SourceSettings) -> Iterator[Page | Skipped]:
    """Every HTML page that was captured with success, each address once: its newest capture.

    The file is gone through twice, first for the addresses and then for the content of the pages to give,
    so that one page at a time is in memory. Raises SourceError where nothing in the file can be read.
    """
    newest: dict[str, tuple[str, int]] = {}  # {address: (date, number of the record)}
    count, trouble = 0, ""
    try:
        if not starts_as_warc(path):
            raise SourceError(f"{path.name} is no web archive (WARC or ARC); check its name and kind.")
        for count, record in enumerate(records(path), 1):
            if (capture := _capture(record)) and capture.date >= newest.get(capture.url, ("", 0))[0]:
                newest[capture.url] = capture.date, count
    except OSError as error:
        raise SourceError(f"{path.name} cannot be read: {error.strerror}; check its permissions.") from error
    except BrokenArchive as broken:
        trouble = str(broken)
    if trouble and not count:
        raise SourceError(f"{path.name} cannot be read as a web archive ({trouble}); get it again.")
    yield from _pages(path, newest, settings)
    if trouble:
        yield Skipped(
            printable(path.name), f"what follows its record no. {count:,} cannot be read: {trouble}"
        )


def _pages(
    path: Path, newest: dict[str, tuple[str, int]], settings: SourceSettings
) -> Iterator[Page | Skipped]:
    wanted = {number for _, number in newest.values()}
    try:
        for number, record in enumerate(records(path), 1):
            if number in wanted:
                capture = _capture(record)
                if capture is not None:
                    yield _page(capture, settings.max_file_bytes)
    except (BrokenArchive, OSError):
        return  # the first time through has met it too, and its caller tells


def _capture(record: Any) -> _Capture | None:
    """The capture in a record, or None where it holds no HTML page that was sent with success."""
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    media_type = record.rec_headers.get_header("Content-Type") or ""
    headers: tuple[tuple[str, str], ...] = ()
    if record.rec_type == "response" and _HTTP.match(url):
        try:
            http = StatusAndHeadersParser(["HTTP/"], verify=False).parse(record.raw_stream)
        except EOFError:
            return None
        if http.get_statuscode() != "200":
            return None
        headers = tuple(http.headers)
        media_type = http.get_header("Content-Type") or ""
    elif record.rec_type != "resource":
        return None
    typed = Message()
    typed["Content-Type"] = media_type
    if typed.get_content_type() not in _HTML_TYPES or not media_type:
        return None
    url = quote(url.partition("#")[0], safe=_PRINTABLE)
    date = record.rec_headers.get_header("WARC-Date") or ""
    return _Capture(url, date, typed.get_content_charset(), headers, record)


def _page(capture: _Capture, max_bytes: int) -> Page | Skipped:
    place = capture.url
    if objection := _objection(capture):
        return Skipped(place, objection)
    try:
        content = _content(capture, max_bytes)
    except (CannotUnpack, BrokenArchive) as reason:
        return Skipped(place, str(reason))
    if not content.strip():
        return Skipped(place, "empty")
    facts = Facts(source="archive", link=capture.url)
    return Page(capture.url, place, content, "text/html", charset=capture.charset, facts=facts)


def _objection(capture: _Capture) -> str | None:
    """Why a page is left out whatever it holds, or None."""
    if not _HTTP.match(capture.url):
        return "neither http nor https"
    try:
        urlsplit(capture.url)
    except ValueError:
        return "not a valid address"
    told = robots_header([value for name, value in capture.headers if name.lower() == "x-robots-tag"])
    return next((f"its server says {wish}" for wish in _WISHES if wish in told), None)


def _content(capture: _Capture, max_bytes: int) -> bytes:
    """What was captured, out of its chunks and unpacked. Raises CannotUnpack."""
    raw = capture.record.raw_stream
    stream = LimitReader(raw, _CHUNKS_OVERHEAD * max_bytes)
    transfer = capture.header("transfer-encoding").lower()
    if "chunked" in transfer:
        stream = ChunkedDataReader(
            stream
        )  # content that is in no chunks, though it should be, stays as it is
    sent: bytes = stream.read(max_bytes + 1)
    if len(sent) > max_bytes:
        raise CannotUnpack(f"larger than {max_bytes:,} bytes")
    is_cut = getattr(raw, "limit", 0) > 0 and not raw.read(1)
    codings = [capture.header("content-encoding"), transfer]
    content = unpacked(sent, ",".join(codings), max_bytes)
    if is_cut and b"</html" not in content[-_PAGE_END_BYTES:].lower():  # else only the length was wrong
        raise CannotUnpack("cut off at the end of the archive")
    return content
