"""Asking on the command line."""

from pathlib import Path

import feedparser
import pytest
import query as script

from index.ingest.sources import identify
from index.pipeline import reindex
from index.settings import RerankSettings, Settings
from search.engine import SearchEngine
from search.grammar import FIELDS
from tests.conftest import PROJECT_ROOT
from tests.fakes import FakeEncoder, html_post, write_blog


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An index of two posts, opened with the fake encoder."""
    texts = {"On rye": "Rye is slow.", "On wheat": "Wheat is quick."}
    posts = {f"{title}.html": html_post(title, text) for title, text in texts.items()}
    folder = write_blog(tmp_path / "blog", posts)
    reindex([identify(str(folder))], tmp_path / "index", Settings(), FakeEncoder())
    opened = SearchEngine.open(tmp_path / "index", FakeEncoder())
    monkeypatch.setattr(script.SearchEngine, "open", lambda folder, **_: opened)
    return tmp_path / "index"


def test_an_operator_that_means_nothing_is_explained_beside_the_answers(
    index: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert script.main(["--index", str(index), "--json", "slow rye", "before:lastweek"]) == 0
    said = capsys.readouterr()
    assert said.err == "query: before:lastweek is no date; write it as in before:2024-06.\n"
    assert said.out.count("\n") == 2


def test_operators_hold(index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert script.main(["--index", str(index), 'quick -"rye is"']) == 0
    said = capsys.readouterr()
    assert "On wheat" in said.out
    assert "On rye" not in said.out
    assert said.err == ""


def test_nothing_asked_is_told_from_nothing_found(index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    script.main(["--index", str(index), "-rye -wheat"])
    assert capsys.readouterr().out == "Nothing was found.\n"
    script.main(["--index", str(index), " "])
    assert capsys.readouterr().out == "Nothing was asked.\n"


@pytest.mark.parametrize("operator", [*(f"{field}:" for field in FIELDS), "OR", '+"', '~-"', "-word"])
def test_every_operator_is_explained_in_the_help_and_in_the_readme(operator: str) -> None:
    assert operator in script.OPERATORS
    assert f"| `{operator}" in (PROJECT_ROOT / "README.md").read_text() or operator in ("OR", "-word")


def test_where_nothing_answers_it_says_so(index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert script.main(["--index", str(index), "submarine volcano eruption"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Nothing here answers that; the nearest posts:\n")
    assert "On rye" in said


def test_related_posts_are_those_of_a_post_named_by_its_address(
    index: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rye = (index.parent / "blog" / "On rye.html").as_uri()
    assert script.main(["--index", str(index), "--like", rye]) == 0
    assert capsys.readouterr().out.startswith("1. On wheat\n")
    assert script.main(["--index", str(index), "--like", "https://nowhere.example/"]) == 1
    assert "No post in the index has the address" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["rye", "--like", "https://a.example/"]])
def test_one_of_a_question_and_a_post_is_asked_for(arguments: list[str]) -> None:
    with pytest.raises(SystemExit):
        script.parse_args(arguments)


def test_a_reranker_that_is_nowhere_is_named(
    index: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(script, "load_settings", lambda: Settings(rerank=RerankSettings("./nowhere")))
    assert script.main(["--index", str(index), "slow rye"]) == 1
    assert capsys.readouterr().err.startswith("query: There is no cross-encoder ./nowhere: ")


def test_a_search_is_a_feed_of_what_answers(index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert script.main(["--index", str(index), "--atom", "rye is slow"]) == 0
    feed = feedparser.parse(capsys.readouterr().out)
    assert not feed.bozo
    assert feed.feed.title == "Blogseek: rye is slow"
    assert [entry.title for entry in feed.entries] == ["On rye"]
    assert script.main(["--index", str(index), "--atom", "submarine volcano eruption"]) == 0
    assert not feedparser.parse(capsys.readouterr().out).entries


def test_a_feed_is_of_a_question() -> None:
    with pytest.raises(SystemExit):
        script.parse_args(["--like", "https://a.example/", "--atom"])
