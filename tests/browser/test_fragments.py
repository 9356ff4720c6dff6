"""The links of hits, followed in the browser: nearly all of them mark their sentence on the rendered post.

A dozen by default; BLOGSEEK_FRAGMENTS=300 follows so many, over all of the blogs (about five minutes).
"""

import os
import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route

from index.ingest.sources import identify
from index.pipeline import reindex
from index.settings import CrawlSettings, Settings
from search.engine import SearchEngine
from search.links import link_to_place
from tests.browser.conftest import is_local
from tests.browser.marking import is_marked
from tests.fakes import FakeEncoder

HIT_COUNT = int(os.environ.get("BLOGSEEK_FRAGMENTS", "12"))
LEAST_SHARE = 0.95
HOSTS = {
    "html-scarlz-hexo": "www.tricksofthetrades.net",
    "html-jdhao-hugo": "jdhao.github.io",
    "html-whizzy-wordpress": "whizzy.org",
}
FEW = 50  # so many hits one blog has


@dataclass(frozen=True)
class Link:
    """Where a hit's title leads, and the sentence that answers there."""

    href: str
    sentence: str


@contextmanager
def served(script: Path, folder: Path, host: str) -> Iterator[str]:
    """The blog in `folder` at an address of this machine, as if it were live."""
    command = [sys.executable, str(script), str(folder), "--host", host]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        yield server.stdout.readline().rpartition(" ")[2].strip()
        server.terminate()


@pytest.fixture
def links(shared: Path, blogs: Path, tmp_path: Path) -> Iterator[list[Link]]:
    """The links of hits for questions made of the posts' own headings, while their blogs are served."""
    script = shared / "blogs" / "serve.py"
    hosts = list(HOSTS.items())[: None if HIT_COUNT > FEW else 1]
    settings = Settings(crawl=CrawlSettings(allow_private=True, delay_s=0.0))
    with ExitStack() as stack:
        addresses = [stack.enter_context(served(script, blogs / name, host)) for name, host in hosts]
        reindex([identify(address) for address in addresses], tmp_path, settings, FakeEncoder())
        engine = SearchEngine.open(tmp_path, FakeEncoder())
        yield list(hit_links(engine))


def hit_links(engine: SearchEngine) -> Iterator[Link]:
    """One for each sentence that answers any of the questions, in an order without order."""
    found = engine.survey("-nowherewhatsoever").generation
    posts = found.catalog.posts(range(found.manifest.post_count))
    questions = sorted({stored.post.title for stored in posts.values()})
    random.Random(7).shuffle(questions)
    seen = set()
    for question in questions:
        for result in engine.search(question, 5).results:
            post, best = result.stored.post, result.snippets[0]
            if (post.url, best.best_place) not in seen:
                seen.add((post.url, best.best_place))
                href = link_to_place(post.link, post, best.best_place, best.anchor)
                yield Link(href, post.text[slice(*best.best_place)])


@pytest.fixture
def page(chrome: Browser) -> Iterator[Page]:
    """A page that asks nothing but this machine."""

    def answer(route: Route) -> None:
        route.continue_() if is_local(route.request.url) else route.abort()

    context = chrome.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    opened.route("**/*", answer)
    yield opened
    context.close()


def test_a_hit_s_link_marks_its_sentence_on_the_post(page: Page, links: list[Link]) -> None:
    some = links[:HIT_COUNT]
    assert len(some) == HIT_COUNT
    led = [link for link in some if ":~:text=" in link.href]
    missed = [link for link in led if not is_marked(page, link.href, link.sentence)]
    others = f"{len(some) - len(led)} to a heading or the post, for want of words that lead to one place"
    print(f"{len(led) - len(missed)} of {len(led)} marked; {others}")
    assert len(led) >= 0.9 * len(some)
    assert len(led) - len(missed) >= LEAST_SHARE * len(led), missed
