"""Archived pages -> posts: on all cores where there are many, and none for too long."""

import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator
from concurrent.futures import TimeoutError as TookTooLong
from functools import cache
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import Any

from pebble import ProcessExpired, ProcessFuture

import index.ingest.extract
from index.all_cores import on_all_cores
from index.errors import NotAPost
from index.ingest.extract import extract
from index.post_fields import fields_of, post_of
from index.records import Page, Post

# A process takes about 2 s to start, in which this one reads some 60 pages.
MANY_PAGES = 200
LARGE_PAGE_BYTES = 1_000_000  # read in a process of its own also where it is alone: only such take long
LONGEST_READ_S = 10.0
_LIBRARIES = ("beautifulsoup4", "charset-normalizer", "htmldate", "lxml", "markdown-it-py", "trafilatura")

Outcome = Post | str  # a post, or why the page holds none, in a few words


@cache
def extractor_digest() -> str:
    """SHA-256 (hex) of all that decides how a page is read: our own code and the libraries' versions."""
    digest = hashlib.sha256(" ".join(map(version, _LIBRARIES)).encode())
    for path in sorted(Path(index.ingest.extract.__path__[0]).glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def extract_pages(pages: Iterable[Page]) -> Iterator[tuple[Page, Outcome]]:
    """Read `pages`, in order. Whatever is wrong with one is its outcome, and never an exception.

    Raises OSError for what is wrong with this machine, such as a full disk: no page is to be left out for it.
    """
    waiting = iter(pages)
    first: list[Page] = []
    for page in waiting:
        first.append(page)
        if len(first) == MANY_PAGES or len(page.content) >= LARGE_PAGE_BYTES:
            answers = on_all_cores(read_page, chain(first, waiting), longest_s=LONGEST_READ_S)
            yield from ((done, _outcome(answer)) for done, answer in answers)
            return
    yield from ((page, read_page(page)) for page in first)


def read_page(page: Page) -> Outcome:
    """The post on `page`, or why there is none. Raises OSError."""
    try:
        return extract(page)
    except NotAPost as reason:
        return str(reason)
    except OSError:  # of a model that is unpacked into a temporary file: a page itself has nothing to open
        raise
    except Exception as error:  # noqa: BLE001 - hostile markup breaks parsers in ways that have no end
        return f"its markup cannot be read ({type(error).__name__})"


def _outcome(future: "ProcessFuture[Outcome]") -> Outcome:
    try:
        return future.result()
    except TookTooLong:
        return f"its markup takes longer than {LONGEST_READ_S:.0f} s to read"
    except ProcessExpired:
        return "its markup brings the parser down"


def pack(outcome: Outcome) -> bytes:
    """An outcome for the archive."""
    content = outcome if isinstance(outcome, str) else fields_of(outcome)
    return zlib.compress(json.dumps(content, separators=(",", ":")).encode())


def unpack(packed: bytes) -> Outcome:
    """The outcome that was packed."""
    content: str | dict[str, Any] = json.loads(zlib.decompress(packed))
    return content if isinstance(content, str) else post_of(content)
