"""A web server on loopback for tests: sites made of answers, every request logged, rude clients banned."""

import email.utils
import hashlib
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit


@dataclass
class Reply:
    """What a path answers. `drip_s` is slept between ten parts of the body; `breaks_off` closes half way."""

    body: bytes | str = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    media_type: str = "text/html; charset=utf-8"
    has_etag: bool = True
    delay_s: float = 0.0
    drip_s: float = 0.0
    breaks_off: bool = False

    @property
    def content(self) -> bytes:
        return self.body.encode() if isinstance(self.body, str) else self.body


@dataclass
class Asked:
    """One request, as it came."""

    path: str
    headers: dict[str, str]
    at: float
    status: int = 0

    @property
    def is_conditional(self) -> bool:
        return "if-none-match" in self.headers or "if-modified-since" in self.headers


Answers = dict[str, Reply | Callable[[Asked], Reply]]


class WebServer:
    """One site on a port of its own. `answers` may change while it runs; `{root}` in one is its address."""

    def __init__(self, answers: Mapping[str, Reply | Callable[[Asked], Reply] | str]) -> None:
        self.answers: Answers = {
            path: Reply(answer) if isinstance(answer, str) else answer for path, answer in answers.items()
        }
        self.asked: list[Asked] = []
        self.most_at_once = 0
        self._at_once = 0
        self._lock = threading.Lock()
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                site._answer(self)

            def log_message(self, *_: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        # It is ended often: by default it would look only twice a second whether it is to end.
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    @property
    def root(self) -> str:
        """Its address, with a slash at the end."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/"

    def paths(self) -> list[str]:
        """The paths that were asked for, in order."""
        return [asked.path for asked in self.asked]

    def forget(self) -> None:
        """Begin a new log."""
        self.asked.clear()
        self.most_at_once = 0

    def __enter__(self) -> "WebServer":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @contextmanager
    def _counted(self) -> Iterator[None]:
        with self._lock:
            self._at_once += 1
            self.most_at_once = max(self.most_at_once, self._at_once)
        try:
            yield
        finally:
            with self._lock:
                self._at_once -= 1

    def _answer(self, handler: BaseHTTPRequestHandler) -> None:
        headers = {name.lower(): value for name, value in handler.headers.items()}
        asked = Asked(handler.path, headers, time.monotonic())
        with self._lock:
            self.asked.append(asked)
        with self._counted():
            reply = self.answers.get(handler.path) or self.answers.get(urlsplit(handler.path).path)
            if reply is None:
                reply = Reply("not found", 404)
            elif callable(reply):
                reply = reply(asked)
            time.sleep(reply.delay_s)
            self._send(handler, reply, asked)

    def _send(self, handler: BaseHTTPRequestHandler, reply: Reply, asked: Asked) -> None:
        content = reply.content.replace(b"{root}", self.root.encode())
        tag = f'"{hashlib.sha256(content).hexdigest()[:16]}"'
        headers = {"Content-Type": reply.media_type, **reply.headers}
        status = reply.status
        if status == 200 and reply.has_etag:
            headers["ETag"] = tag
            if asked.headers.get("if-none-match") == tag:
                status, content = 304, b""
        asked.status = status
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name, value.replace("{root}", self.root))
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        try:
            self._write(handler, content, reply)
        except OSError:
            handler.close_connection = True  # the client has had enough

    def _write(self, handler: BaseHTTPRequestHandler, content: bytes, reply: Reply) -> None:
        if reply.breaks_off:
            handler.wfile.write(content[: len(content) // 2])
            handler.wfile.flush()
            handler.connection.shutdown(2)
            handler.close_connection = True
            return
        step = max(1, len(content) // 10) if reply.drip_s else len(content) or 1
        for start in range(0, len(content), step):
            handler.wfile.write(content[start : start + step])
            handler.wfile.flush()
            time.sleep(reply.drip_s)


def http_date(seconds_from_now: float) -> str:
    """A moment as HTTP writes it."""
    return email.utils.formatdate(time.time() + seconds_from_now, usegmt=True)


def blog_post(title: str, *paragraphs: str, links: Mapping[str, str] | None = None, head: str = "") -> str:
    """A blog post's page, with links below it."""
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    after = "".join(f'<a href="{address}">{name}</a> ' for address, name in (links or {}).items())
    return (
        f"<!doctype html><html lang='en'><head><meta charset='utf-8'><title>{title}</title>"
        f"<meta property='og:type' content='article'>"
        f"<meta property='article:published_time' content='2024-03-01'>{head}</head>"
        f"<body><nav>{after}</nav><article><h1>{title}</h1>{text}</article></body></html>"
    )


def list_page(*addresses: str, head: str = "") -> str:
    """A page that lists posts."""
    items = "".join(f'<li><a href="{address}">{address.strip("/")}</a></li>' for address in addresses)
    return f"<!doctype html><html><head><title>Blog</title>{head}</head><body><ul>{items}</ul></body></html>"


def sitemap(*entries: tuple[str, str]) -> Reply:
    """A sitemap of (path, lastmod)."""
    urls = "".join(
        f"<url><loc>{{root}}{path.lstrip('/')}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</url>"
        for path, day in entries
    )
    body = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'
    return Reply(body, media_type="application/xml")
