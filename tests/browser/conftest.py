"""A real server over a real index, a served blog, and a browser that reports whatever goes wrong in it."""

import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
import screenshots
from playwright.sync_api import Browser, Page, expect

from index.embedding import SentenceEncoder
from index.ingest.sources import identify
from index.pipeline import reindex
from index.settings import Settings
from tests.browser.blog import blog_files
from tests.fakes import write_blog

HERE = Path(__file__).parent
SAMPLE_BLOGS = ("halfbyte", "scrapes", "the-long-table")  # all of them would take too long to embed
PATIENCE_MS = 20_000

expect.set_options(timeout=PATIENCE_MS)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark all tests of this folder, so that `-m 'not browser'` leaves them out."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker("browser")


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser's program; the test is skipped where there is none."""
    found = screenshots.find_chromium()
    if not found:
        pytest.skip("no Chromium was found; install it, or name it in BLOGSEEK_CHROMIUM")
    return found


class _QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, *words: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def blog(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of the small blog, which is also served on this machine."""
    folder = tmp_path_factory.mktemp("browser") / "blog"
    handler = partial(_QuietHandler, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        write_blog(folder, blog_files(f"http://127.0.0.1:{server.server_port}"))
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield folder
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def address(
    chromium: str,  # first: no index is made for a browser that is not there
    blog: Path,
    samples: Path,
    real_encoder: SentenceEncoder,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[str]:
    """Where the page is, over an index of some sample blogs and the small blog."""
    index_folder = tmp_path_factory.mktemp("browser-index") / "index"
    sources = [identify(str(folder)) for folder in (*(samples / name for name in SAMPLE_BLOGS), blog)]
    reindex(sources, index_folder, Settings(), real_encoder)
    with screenshots.page_server(index_folder) as page_address:
        yield page_address


@pytest.fixture(scope="session")
def chrome(chromium: str) -> Iterator[Browser]:
    """The browser."""
    with screenshots.browser(chromium) as launched:
        yield launched


OpenPage = Callable[..., Page]


@pytest.fixture
def open_page(chrome: Browser, address: str) -> Iterator[OpenPage]:
    """Opens the page as another reader: `open_page(q="a question", width=360)`.

    The test fails if any page logs an error, breaks, misses something or asks another machine.
    """
    faults: list[str] = []
    contexts = []

    def watch(page: Page) -> None:
        page.on("console", lambda m: faults.append(f"console: {m.text}") if m.type == "error" else None)
        page.on("pageerror", lambda error: faults.append(f"error: {error}"))
        page.on("response", lambda r: faults.append(f"{r.status} {r.url}") if r.status >= 400 else None)
        page.on("request", lambda r: faults.append(f"asked {r.url}") if not is_local(r.url) else None)
        page.on("requestfailed", lambda r: faults.append(f"{r.failure} {r.url}") if was_missed(r) else None)

    def open_one(
        q: str | None = None, width: int = 1100, height: int = 760, at: str | None = None, **options: Any
    ) -> Page:
        context = chrome.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        context.set_default_timeout(PATIENCE_MS)
        page = context.new_page()
        watch(page)
        page.goto(at or f"{address}/" + (f"?{urlencode({'q': q})}" if q is not None else ""))
        is_reading = "?post=" in page.url
        page.wait_for_selector(".bs-reading" if is_reading else ".bs-card" if q else ".bs-count")
        if not is_reading:
            page.wait_for_selector("input")  # Streamlit fetches the code of the box last
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert not faults


def is_local(url: str) -> bool:
    """Whether the browser finds `url` on this machine."""
    parts = urlsplit(url)
    return parts.scheme in ("data", "blob") or parts.hostname == "127.0.0.1"


def was_missed(request: Any) -> bool:
    """Whether a request failed by itself: one that is under way when the reader goes on is called off."""
    return request.failure != "net::ERR_ABORTED"
