"""The command that an owner's letter is answered with."""

import json
from pathlib import Path

import forget
import pytest

from index.ingest.sources import identify
from index.pipeline import reindex
from index.settings import Settings
from index.store import redaction
from index.store.catalog import Catalog
from index.store.generation import current_generation
from index.store.paths import IndexPaths
from tests.fakes import FakeEncoder, html_post, write_blog

URL = "https://bakery.example/slow-bread"


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(redaction, "GRACE_S", 0.0)
    bread = html_post("Slow bread", "The dough rests in the cellar overnight, and by morning it has doubled.")
    posts = {
        "bread.html": bread.replace("</head>", f"<link rel='canonical' href='{URL}'></head>"),
        "bikes.html": html_post("Loud brakes", "The disc squeals because the pads are glazed."),
    }
    blog = write_blog(tmp_path / "blog", posts)
    reindex([identify(str(blog))], tmp_path / "index", Settings(), FakeEncoder())
    return str(tmp_path / "index")


def titles(index: str) -> list[str]:
    paths = IndexPaths(Path(index))
    catalog = Catalog(paths.generation(current_generation(paths)).catalog)
    return [stored.post.title for stored in catalog.posts(range(9)).values()]


def test_it_says_what_it_did(index: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert forget.main(["bakery.example/slow-bread/", "https://b.example/x", "--index", index]) == 0
    printed = capsys.readouterr().out
    # One embedding is enough for a post of one sentence: as a passage and as a sentence it is read alike.
    assert "1 post and 1 archived page forgotten, and 1 embedding that" in printed
    assert "-r001" in printed
    assert "https://b.example/x was not in the index; it is kept out from now on." in printed
    assert titles(index) == ["Loud brakes"]


def test_a_file_is_named_by_its_path(index: str, tmp_path: Path) -> None:
    assert forget.main([str(tmp_path / "blog" / "bikes.html"), "--index", index]) == 0
    assert titles(index) == ["Slow bread"]


def test_for_programs_it_is_one_json_object(index: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert forget.main([URL, "https://b.example/x", "--index", index, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["posts"], told["pages"], told["not_found"]) == (1, 1, ["https://b.example/x"])
    assert list(told["generations"].values()) == [current_generation(IndexPaths(Path(index)))]


def test_what_is_forgotten_is_listed_and_can_be_undone(
    index: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert forget.main(["--list", "--index", index]) == 0
    assert capsys.readouterr().out == "Nothing is forgotten.\n"
    forget.main([URL, "https://all.example/", "--index", index])
    capsys.readouterr()
    assert forget.main(["--list", "--index", index]) == 0
    printed = capsys.readouterr().out
    assert len(printed.splitlines()) == 2
    assert "an address, asked for, and 1 more of the same posts" in printed
    assert "all below an address, asked for" in printed
    assert "example" not in printed

    assert forget.main(["--undo", URL, "--index", index]) == 0
    assert f"{URL} may come back" in capsys.readouterr().out
    assert forget.main(["--undo", URL, "--index", index]) == 1
    assert "was not forgotten by this address" in capsys.readouterr().err
    assert forget.main(["--list", "--json", "--index", index]) == 0
    (left,) = json.loads(capsys.readouterr().out)
    assert (left["reason"], left["companions"]) == ("asked for", 0)


@pytest.mark.parametrize("arguments", [[], [URL, "--list"], [URL, "--undo", URL]])
def test_wrong_usage_is_told(arguments: list[str], index: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        forget.main([*arguments, "--index", index])
    assert stop.value.code == 2
    assert "--undo URL" in capsys.readouterr().err
    assert len(titles(index)) == 2


@pytest.mark.parametrize("arguments", [[""], [URL, " "], ["--undo", ""]])
def test_an_empty_address_is_not_taken_for_the_current_folder(
    arguments: list[str], index: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as stop:
        forget.main([*arguments, "--index", index])
    assert stop.value.code == 2
    assert len(titles(index)) == 2


@pytest.mark.parametrize("arguments", [[URL], ["--list"], ["--undo", URL]])
def test_without_an_index_it_says_so_and_makes_nothing(
    arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert forget.main([*arguments, "--index", str(tmp_path / "none")]) == 1
    assert "There is no index" in capsys.readouterr().err
    assert not (tmp_path / "none").exists()
