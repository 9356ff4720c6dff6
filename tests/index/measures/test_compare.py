"""Extractors over pages, in processes of their own."""

import time
from pathlib import Path

import pytest

from index.measures import compare, tools
from index.measures.compare import read_all, read_one
from index.measures.labels import read_labels
from index.measures.scores import Reading
from index.measures.tools import BLOGSEEK, OTHERS, extractor, is_installed
from tests.index.measures.pages import BREAD, RAIN, labelled_folder


@pytest.fixture
def page(tmp_path: Path) -> Path:
    return labelled_folder(tmp_path) / "html/0001.html"


@pytest.fixture(autouse=True)
def quiet_again(monkeypatch: pytest.MonkeyPatch):
    """Take back what an extractor does to its process."""
    import logging
    import warnings

    with warnings.catch_warnings():
        yield
    logging.disable(logging.NOTSET)
    extractor.cache_clear()


@pytest.mark.parametrize("tool", [BLOGSEEK, *OTHERS])
def test_every_extractor_reads_a_plain_page(page: Path, tool: str) -> None:
    if not is_installed(tool):
        pytest.skip(f"{tool} is not installed")
    reading = read_one(tool, page, "https://example.org/bread")
    assert reading.error is None
    assert BREAD in reading.text
    assert reading.title == "Flat bread"
    assert reading.cpu_s > 0


def test_all_pages_are_read_by_all(tmp_path: Path) -> None:
    readings = read_all(read_labels(labelled_folder(tmp_path)), [BLOGSEEK, "trafilatura"], workers=1)
    assert list(readings) == [BLOGSEEK, "trafilatura"]
    assert RAIN in readings[BLOGSEEK]["0002"].text
    assert BREAD in readings["trafilatura"]["0001"].text


def test_that_an_extractor_breaks_is_its_result(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(markup: str, url: str) -> Reading:
        raise ValueError("no such luck")

    monkeypatch.setattr(compare, "extractor", lambda tool: broken)
    assert read_one("x", page, "").error == "ValueError: no such luck"


def test_only_the_reading_is_timed_and_not_the_waiting(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def sleepy(markup: str, url: str) -> Reading:
        time.sleep(0.3)
        return Reading("text")

    monkeypatch.setattr(compare, "extractor", lambda tool: sleepy)
    assert read_one("x", page, "").cpu_s < 0.2


def test_a_page_that_is_not_there_is_named(tmp_path: Path) -> None:
    reading = read_one(BLOGSEEK, tmp_path / "none.html", "")
    assert reading.error
    assert "cannot be read" in reading.error


def test_a_page_that_takes_too_long_is_named(tmp_path: Path) -> None:
    labels = read_labels(labelled_folder(tmp_path))[:1]
    reading = read_all(labels, [BLOGSEEK], workers=1, longest_s=0.01)[BLOGSEEK]["0001"]
    assert reading.error == "takes longer than 0 s"
    assert reading.text == ""


def test_a_summary_is_broken_into_lines_by_block() -> None:
    markup = "<div><h2>Let it <b>rest</b></h2><p>One\n two.</p><ul><li>salt</li><li>water</li></ul></div>"
    assert tools._lines_of(markup).splitlines() == ["Let it rest", "One two.", "salt", "water"]
    assert tools._lines_of(" ") == ""
