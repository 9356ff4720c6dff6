"""Pages are read once, on all cores where there are many, and none holds up the others."""

import errno
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from index import extraction
from index.extraction import extract_pages, extractor_digest, pack, read_page, unpack
from index.records import Page, Post
from tests.conftest import PROJECT_ROOT
from tests.fakes import html_post, make_page


def page(n: int) -> Page:
    return make_page(
        html_post(f"Post {n}", f"This is the text of post number {n}.", "And more of it."), f"{n}.html"
    )


def test_many_pages_on_all_cores_come_in_order_as_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    pages = [page(n) for n in range(12)]
    alone = list(extract_pages(pages))
    monkeypatch.setattr(extraction, "MANY_PAGES", 5)
    together = list(extract_pages(pages))
    assert together == alone
    assert [outcome.title for _, outcome in together if isinstance(outcome, Post)] == [
        f"Post {n}" for n in range(12)
    ]


def dawdle(page: Page) -> str:
    """Stand in for a reader that is caught by hostile markup."""
    if page.place == "2.html":
        time.sleep(60)
    if page.place == "4.html":
        os._exit(9)
    return page.place


def test_a_page_that_takes_too_long_or_crashes_is_named_and_the_others_come(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(extraction, "MANY_PAGES", 1)
    monkeypatch.setattr(extraction, "LONGEST_READ_S", 2.0)
    monkeypatch.setattr(extraction, "read_page", dawdle)
    started = time.monotonic()
    outcomes = {found.place: outcome for found, outcome in extract_pages([page(n) for n in range(6)])}
    assert time.monotonic() - started < 40
    assert outcomes["2.html"] == "its markup takes longer than 2 s to read"
    assert outcomes["4.html"] == "its markup brings the parser down"
    assert [outcomes[f"{n}.html"] for n in (0, 1, 3, 5)] == ["0.html", "1.html", "3.html", "5.html"]


def test_no_page_is_left_out_because_the_disk_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    # A model is unpacked into a temporary file. What was said of a page is kept, and not asked again.
    def extract(_: Page) -> Post:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(extraction, "extract", extract)
    with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
        list(extract_pages([page(1)]))


def test_what_is_packed_comes_back_as_it_was() -> None:
    post = read_page(page(1))
    assert isinstance(post, Post)
    assert unpack(pack(post)) == post
    assert unpack(pack("a draft")) == "a draft"


def test_another_version_of_the_reader_reads_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import index.ingest.extract as package

    (tmp_path / "html.py").write_text("x = 1")
    monkeypatch.setattr(package, "__path__", [str(tmp_path)])
    extractor_digest.cache_clear()
    before = extractor_digest()
    (tmp_path / "html.py").write_text("x = 2")
    extractor_digest.cache_clear()
    assert extractor_digest() != before
    monkeypatch.undo()
    extractor_digest.cache_clear()


PROGRAM = """
from index import extraction
from tests.fakes import html_post, make_page

extraction.MANY_PAGES = 3
pages = [make_page(html_post(f"Post {n}", "Some text.", "More text."), f"{n}.html") for n in range(6)]
print([outcome.title for _, outcome in extraction.extract_pages(pages)])
"""


def test_a_program_without_a_guarded_main_part_can_read_many_pages(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(PROGRAM, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(program)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env=dict(os.environ, PYTHONPATH=str(PROJECT_ROOT)),
    )
    assert done.stdout.split("\n") == [str([f"Post {n}" for n in range(6)]), ""], done.stderr
