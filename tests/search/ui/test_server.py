"""What the type-ahead gets from the server."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import streamlit as st
from starlette.requests import Request

from search.engine import SearchEngine
from search.query import MAX_QUERY_CHARS
from search.ui.server import routes, suggest


def suggested(typed: str) -> list[dict[str, str]]:
    request = Request({"type": "http", "headers": [], "query_string": f"q={quote(typed)}".encode()})
    answer = suggest(request)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["x-content-type-options"] == "nosniff"
    return list(json.loads(answer.body))


def test_typed_words_are_answered_with_titles_and_what_to_ask(sample_index: Path) -> None:
    assert {
        "text": "Why Your Sourdough Comes Out Dense",
        "origin": "title",
        "question": "Why Your Sourdough Comes Out Dense",
    } in suggested("sourd")


@pytest.mark.parametrize("typed", ["", " ", "?!", "<script>", "\x00", "zzzz", "a" * 100_000])
def test_any_text_can_be_typed(sample_index: Path, typed: str) -> None:
    assert suggested(typed) == []


def test_no_index_suggests_nothing(index_folder: Path) -> None:
    assert suggested("sourd") == []
    assert not index_folder.exists()


def test_a_surprise_suggests_nothing_and_is_logged(
    sample_index: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(engine: SearchEngine, typed: str) -> Any:
        assert len(typed) <= MAX_QUERY_CHARS
        raise RuntimeError("secret")

    monkeypatch.setattr(SearchEngine, "suggest", fail)
    assert suggested("sourd" * 1_000) == []
    assert "secret" in caplog.text


@pytest.mark.parametrize(
    ("base", "path"), [("", "/suggest"), ("/blog/", "/blog/suggest"), ("a/b", "/a/b/suggest")]
)
def test_the_address_lies_below_the_pages_own(base: str, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(st, "get_option", {"server.baseUrlPath": base}.__getitem__)
    assert [route.path for route in routes()] == [path]
