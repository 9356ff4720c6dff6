"""Short ways to make the records of a WARC file."""

import gzip
from collections.abc import Sequence
from pathlib import Path

HTML = "text/html; charset=utf-8"


def record(kind: str, url: str, content: bytes, date: str = "2024-01-01T00:00:00Z", **headers: str) -> bytes:
    """One record; `headers` are further WARC headers, `_` for `-`."""
    lines = {
        "WARC-Type": kind,
        "WARC-Target-URI": url,
        "WARC-Date": date,
        "WARC-Record-ID": "<urn:uuid:00000000-0000-4000-8000-000000000000>",
        "Content-Length": str(len(content)),
    }
    lines |= {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"WARC/1.0\r\n{head}\r\n".encode() + content + b"\r\n\r\n"


def response(
    url: str,
    body: bytes | str,
    date: str = "2024-01-01T00:00:00Z",
    media_type: str = HTML,
    status: str = "200 OK",
    headers: Sequence[str] = (),
) -> bytes:
    """A record of a page as a server sent it; `headers` are further lines of HTTP's."""
    lines = [f"HTTP/1.1 {status}", *([f"Content-Type: {media_type}"] if media_type else []), *headers]
    sent = "\r\n".join([*lines, "", ""]).encode() + (body.encode() if isinstance(body, str) else body)
    return record("response", url, sent, date, Content_Type="application/http; msgtype=response")


def write_warc(path: Path, *parts: bytes) -> Path:
    """An archive of `parts`, each packed by itself if `path` ends in .gz; returns its path."""
    path.write_bytes(b"".join(gzip.compress(part) if path.suffix == ".gz" else part for part in parts))
    return path
