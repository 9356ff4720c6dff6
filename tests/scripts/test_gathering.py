"""scripts/reindex.py on sites: what it asks, prints, writes, and how it is stopped and gone on with."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import reindex

from index.settings import load_settings
from index.store.archive import known_sources
from tests.conftest import PROJECT_ROOT
from tests.fakes import FakeEncoder, html_post, write_blog
from tests.webserver import Answers, Reply, WebServer, blog_post, list_page

TEXT = "The dough rests overnight in the cold, and in the morning it is shaped, proofed and baked. " * 4
SETTINGS = "[crawl]\ndelay_s = 0.0\n"


def post(title: str, head: str = "") -> Reply:
    return Reply(blog_post(title, f"{title}. {TEXT}", f"That was all about {title}.", head=head))


@pytest.fixture
def toml(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The settings file that the command reads. The encoder is the fast one."""
    path = tmp_path / "blogseek.toml"
    path.write_text(SETTINGS, encoding="utf-8")
    monkeypatch.setattr(reindex, "load_settings", lambda: load_settings(path))
    monkeypatch.setattr(reindex, "SentenceEncoder", lambda *args, **options: FakeEncoder())
    return path


@pytest.fixture
def index(tmp_path: Path, toml: Path) -> str:
    return str(tmp_path / "index")


@pytest.fixture
def blog() -> Iterator[WebServer]:
    """Two posts, a post that wants to be left alone, and one that is gone."""
    answers: Answers = {
        "/": Reply(list_page("/2024/bread/", "/2024/bikes/", "/2024/secret/", "/2024/gone/", "/2024/no/")),
        "/robots.txt": Reply("User-agent: *\nDisallow: /2024/no/\n", media_type="text/plain"),
        "/2024/bread/": post("Bread"),
        "/2024/bikes/": post("Bikes"),
        "/2024/secret/": post("Secret", head="<meta name='robots' content='noindex'>"),
    }
    with WebServer(answers) as server:
        yield server


def test_a_path_in_the_settings_is_from_their_folder_wherever_the_command_runs(
    toml: Path,
    index: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    # As from cron.
    write_blog(tmp_path / "posts", {"a.html": blog_post("Bread", TEXT, "That was all about bread.")})
    toml.write_text("[[source]]\nlocation = 'posts'\n", encoding="utf-8")
    monkeypatch.chdir("/")
    assert reindex.main(["--index", index]) == 0
    assert "1 post: 1 added" in capsys.readouterr().out


def test_a_crawl_is_told_in_the_summary_the_report_and_the_receipt(
    blog: WebServer, index: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "left-out.jsonl"
    arguments = [blog.root, "--index", index, "--allow-private", "--receipt", "--report", str(file)]
    assert reindex.main(arguments) == 0
    printed = capsys.readouterr().out
    assert f"{blog.root}: 5 found, 2 fetched, 0 unchanged, 1 failed" in printed
    assert "2 posts: 2 added" in printed
    assert "4 left out:" in printed

    written = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert all(set(line) == {"place", "reason"} for line in written)
    assert {line["place"].removeprefix(blog.root): line["reason"] for line in written} == {
        "": "the home page",
        "2024/secret/": "its owner says noindex",
        "2024/gone/": "not found (404)",
        "2024/no/": "its robots.txt disallows it",
    }

    host = blog.root.removeprefix("http://").rstrip("/")
    (line,) = [line for line in printed.splitlines() if line.startswith(f"  {host}: ")]
    assert f"{len(blog.asked)} requests" in line
    assert "0 % unchanged" in line
    assert line.endswith("robots.txt read, 1 addresses left alone")


def test_the_summary_for_programs_has_the_sites_and_the_receipt(
    blog: WebServer, index: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert reindex.main([blog.root, "--index", index, "--allow-private", "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    (site,) = report["sites"]
    assert (site["root"], site["fetched"], site["failed"], site["failure"]) == (blog.root, 2, 1, "")
    (host,) = report["receipt"]
    assert host["requests"] == len(blog.asked)
    assert (host["disallowed"], host["robots"], host["not_modified_share"]) == (1, "read", 0.0)
    assert host["bytes"] > 1000
    assert {skip["reason"] for skip in report["skipped"]} >= {"its owner says noindex", "not found (404)"}


def test_without_a_source_those_in_the_settings_are_indexed_and_asked_again(
    blog: WebServer, index: str, toml: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_blog(tmp_path / "notes", {"a.html": html_post("Bells", "The bells of the old tower ring at noon.")})
    toml.write_text(
        f"{SETTINGS}allow_private = true\n[[source]]\nlocation = '{blog.root}'\n"
        f"[[source]]\nlocation = '{tmp_path / 'notes'}'\nkind = 'folder'\n",
        encoding="utf-8",
    )
    assert reindex.main(["--index", index]) == 0
    assert "3 posts: 3 added" in capsys.readouterr().out

    blog.forget()
    assert reindex.main(["--index", index]) == 0
    assert "Nothing has changed" in capsys.readouterr().out
    assert {
        asked.path: asked.status for asked in blog.asked if asked.path in ("/2024/bread/", "/2024/bikes/")
    } == {
        "/2024/bread/": 304,
        "/2024/bikes/": 304,
    }

    blog.forget()
    assert reindex.main(["--index", index, "--full"]) == 0
    assert not any(asked.is_conditional for asked in blog.asked)
    assert {asked.path for asked in blog.asked if asked.status == 200} >= {"/2024/bread/", "/2024/bikes/"}


def test_ones_own_network_is_asked_only_on_request(
    blog: WebServer, index: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert reindex.main([blog.root, "--index", index]) == 1
    told = capsys.readouterr()
    assert told.err.startswith("reindex: Nothing could be indexed: ")
    assert "127.0.0.1 is a private address, which only --allow-private asks" in told.err
    assert told.out == ""
    assert blog.asked == []


def test_a_model_that_runs_slowly_is_told_of_once(
    index: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    tree = write_blog(tmp_path / "tree", {"bread.html": html_post("Bread", TEXT)})
    monkeypatch.setattr(reindex, "SentenceEncoder", lambda *args, **options: FakeEncoder(runs_in="torch"))
    assert reindex.main([str(tree), "--index", index]) == 0
    assert capsys.readouterr().out.count("ran in torch") == 1
    assert reindex.main([str(tree), "--index", index]) == 0
    assert "ran in torch" not in capsys.readouterr().out


def test_drafts_are_taken_in_only_on_request(
    index: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tree = write_blog(
        tmp_path / "tree",
        {
            "_config.yml": "title: Salt\nurl: https://salt.example\n",
            "_posts/2024-01-01-bread.md": "---\ntitle: Bread\n---\n\nThe dough rests overnight.\n",
            "_drafts/tea.md": "---\ntitle: Tea\n---\n\nThe kettle sings.\n",
            "_posts/2024-01-02-bikes.md": "---\ntitle: Bikes\npublished: false\n---\n\nThe brakes scream.\n",
        },
    )
    assert reindex.main([str(tree), "--index", index]) == 0
    assert "1 post: 1 added" in capsys.readouterr().out
    assert reindex.main([str(tree), "--index", index, "--drafts"]) == 0
    assert "3 posts: 2 added, 0 changed, 1 unchanged" in capsys.readouterr().out
    assert reindex.main([str(tree), "--index", index]) == 0
    assert "1 post: 0 added, 0 changed, 1 unchanged, 2 removed" in capsys.readouterr().out


def test_a_site_that_fails_does_not_lose_the_others(
    blog: WebServer, index: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_blog(tmp_path / "notes", {"a.html": html_post("Bells", "The bells of the old tower ring at noon.")})
    with WebServer({"/": Reply("x", 403)}) as broken:
        sources = [broken.root, blog.root, str(tmp_path / "notes")]
        assert reindex.main([*sources, "--index", index, "--allow-private"]) == 0
        printed = capsys.readouterr().out
        assert "3 posts: 3 added" in printed
        assert f"{broken.root}: its server refuses (403)" in printed
        assert f"Nothing was found at {broken.root}, so it is not kept as a source." in printed
    assert broken.root not in known_sources(Path(index))  # to be asked in vain in every run to come
    # Now the one that was fine is down: it keeps its posts.
    blog.answers = dict.fromkeys(blog.answers, Reply("x", 403))
    assert reindex.main([blog.root, "--index", index, "--allow-private"]) == 0
    printed = capsys.readouterr().out
    assert "3 posts: 0 added, 0 changed, 3 unchanged, 0 removed" in printed
    assert f"{blog.root}: its server refuses (403)" in printed
    assert blog.root in known_sources(Path(index))


def test_a_report_that_cannot_be_written_is_named(
    index: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_blog(tmp_path / "notes", {"a.html": html_post("Bells", "The bells of the old tower ring at noon.")})
    file = tmp_path / "none" / "left-out.jsonl"
    assert reindex.main([str(tmp_path / "notes"), "--index", index, "--report", str(file)]) == 2
    assert f"The report cannot be written to {file}" in capsys.readouterr().err


RUN = """
import sys
sys.path[:0] = [{scripts!r}, {root!r}]
import reindex
from index.settings import load_settings
from pathlib import Path
from tests.fakes import FakeEncoder
reindex.SentenceEncoder = lambda *args, **options: FakeEncoder()
reindex.load_settings = lambda: load_settings(Path({toml!r}))
sys.exit(reindex.main(sys.argv[1:]))
"""


@pytest.mark.parametrize("whole_group", [True, False], ids=["Ctrl-C", "kill -INT"])
def test_a_stopped_crawl_says_so_and_is_gone_on_with(
    index: str, toml: Path, whole_group: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    count = 30
    answers: Answers = {f"/2024/p{n}/": post(f"Number {n}") for n in range(count)}
    for reply in answers.values():
        assert isinstance(reply, Reply)
        reply.delay_s = 0.05
    answers["/"] = Reply(list_page(*answers))
    program = RUN.format(scripts=str(PROJECT_ROOT / "scripts"), root=str(PROJECT_ROOT), toml=str(toml))
    with WebServer(answers) as server:
        arguments = [server.root, "--index", index, "--allow-private"]
        command = [sys.executable, "-c", program, *arguments]
        # A terminal sends Ctrl-C to all processes of the group, the crawling one too.
        child = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
        )
        until = time.monotonic() + 60
        while sum(asked.status == 200 for asked in server.asked) < 10 and time.monotonic() < until:
            time.sleep(0.02)
        (os.killpg if whole_group else os.kill)(child.pid, signal.SIGINT)
        out, err = child.communicate(timeout=30)
        assert child.returncode == 130, err
        assert err.strip() == "Stopped; the index is as it was, and the next run goes on from here."
        assert out == ""
        assert not (Path(index) / "CURRENT").exists()

        first = [asked.path for asked in server.asked if asked.status == 200]
        assert len(first) < count, "the test wants the crawl to be stopped on its way"
        server.forget()
        assert reindex.main(arguments) == 0
        assert f"{count} posts: {count} added" in capsys.readouterr().out
        again = {asked.path for asked in server.asked if asked.status == 200} & set(first)
    # The one that was on its way when the crawl was stopped had not been archived yet.
    assert len(again - {"/"}) <= 1
