"""The maintainer's commands, as they are run: reindex, query, rollback, evaluate."""

import json
import os
import subprocess
import sys
from pathlib import Path

import evaluate
import pytest
import query
import reindex
import rollback

import search.opened
from index.embedding import SentenceEncoder
from index.report import Doubt, Report
from tests.conftest import PROJECT_ROOT
from tests.fakes import html_post, write_blog


@pytest.fixture(autouse=True)
def one_model(monkeypatch: pytest.MonkeyPatch, real_encoder: SentenceEncoder) -> None:
    """The real model, but loaded once for all commands."""
    for module in (reindex, evaluate, search.opened):
        monkeypatch.setattr(module, "SentenceEncoder", lambda *args, **options: real_encoder)


def test_the_summary_names_posts_to_look_at() -> None:
    doubts = [Doubt("bread.html", 0.4), Doubt("chain.html", 0.8)]
    assert "Read with little confidence: bread.html, chain.html." in reindex.summary(
        Report(doubts=doubts), Path("index")
    )
    assert "confidence" not in reindex.summary(Report(), Path("index"))


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    posts = {
        "bread.html": html_post(
            "Dense bread", "The loaf stays flat when the dough has not risen for long enough."
        ),
        "chain.html": html_post(
            "Worn chains", "A chain that has stretched skips over the teeth of the sprocket."
        ),
        "empty.html": "",
    }
    return write_blog(tmp_path / "blog", posts)


@pytest.fixture
def index(tmp_path: Path) -> str:
    return str(tmp_path / "index")


def test_the_summary_says_what_was_done_and_what_was_left_out(
    blog: Path, index: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert reindex.main([str(blog), "--index", index]) == 0
    printed = capsys.readouterr().out
    assert "2 posts: 2 added, 0 changed, 0 unchanged, 0 removed." in printed
    assert "empty.html: empty" in printed
    assert "Published as" in printed

    (blog / "bread.html").write_text(html_post("Dense bread", "Wait until the dough has doubled."))
    (blog / "chain.html").unlink()
    write_blog(blog, {"cat.html": html_post("A shy cat", "Let her hide under the bed for a week.")})
    assert reindex.main([str(blog), "--index", index]) == 0
    assert "2 posts: 1 added, 1 changed, 0 unchanged, 1 removed." in capsys.readouterr().out

    assert reindex.main(["--index", index]) == 0  # every source it knows
    assert "Nothing has changed" in capsys.readouterr().out


def test_the_summary_for_programs_is_one_json_object(
    blog: Path, index: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert reindex.main([str(blog), "--index", index, "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["added"], report["posts"], report["published"]) == (2, 2, True)
    assert report["skipped"] == [{"place": "empty.html", "reason": "empty"}]
    assert set(report["seconds"]) >= {"gather", "extract", "split", "embed", "write", "check", "publish"}


def test_a_question_is_answered_for_people_and_for_programs(
    blog: Path, index: str, capsys: pytest.CaptureFixture[str]
) -> None:
    reindex.main([str(blog), "--index", index])
    capsys.readouterr()
    assert query.main(["why", "is my baking", "so heavy", "--index", index, "--top", "1"]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("1. Dense bread")
    assert "»The loaf stays flat when the dough has not risen for long enough.«" in " ".join(printed.split())

    assert query.main(["bike drivetrain jumps", "--index", index, "--json"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["rank"] for line in lines] == [1, 2]
    assert lines[0]["title"] == "Worn chains"
    passage = lines[0]["passages"][0]
    marked = [passage["text"][start:end] for start, end in passage["answer_places"]]
    assert marked
    assert passage["answer"] == " … ".join(marked)


def test_escape_codes_in_a_post_do_not_reach_the_terminal(
    tmp_path: Path, index: str, capsys: pytest.CaptureFixture[str]
) -> None:
    write_blog(
        tmp_path / "evil",
        {"a.html": html_post("Bad &#27;[2J title", "Red &#27;[31m text on all walls today.")},
    )
    reindex.main([str(tmp_path / "evil"), "--index", index])
    capsys.readouterr()
    query.main(["red", "--index", index])
    assert "\x1b" not in capsys.readouterr().out


def test_what_was_published_by_mistake_can_be_undone(
    blog: Path, index: str, capsys: pytest.CaptureFixture[str]
) -> None:
    reindex.main([str(blog), "--index", index])
    (blog / "bread.html").unlink()
    reindex.main([str(blog), "--index", index])
    assert rollback.main(["--index", index]) == 0
    capsys.readouterr()
    query.main(["bread", "--index", index])
    assert "2 posts searched" in capsys.readouterr().out
    assert rollback.main(["--index", index, "--list"]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("* ")
    assert rollback.main(["--index", index, "--to", second.strip()]) == 0


def test_a_source_can_be_taken_out(
    blog: Path, tmp_path: Path, index: str, capsys: pytest.CaptureFixture[str]
) -> None:
    other = write_blog(
        tmp_path / "other", {"a.html": html_post("Bells", "The bells of the old tower ring at noon.")}
    )
    reindex.main([str(blog), str(other), "--index", index])
    capsys.readouterr()
    assert reindex.main(["--drop", str(other), "--index", index]) == 0
    assert "2 unchanged, 1 removed" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["no/such/folder"], 2, "There is no folder or file no/such/folder"),
        ([], 2, "Name a source"),
        (["--drop", "never"], 2, "no source of this index"),
        (["{empty}"], 1, "Nothing could be indexed"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_an_exit_code(
    arguments: list[str], code: int, says: str, tmp_path: Path, index: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty").mkdir()
    arguments = [argument.replace("{empty}", str(tmp_path / "empty")) for argument in arguments]
    assert reindex.main([*arguments, "--index", index]) == code
    error = capsys.readouterr().err
    assert says in error
    assert "Traceback" not in error


def test_a_report_that_has_no_place_is_refused_before_the_run(
    blog: Path, index: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for report in (tmp_path, tmp_path / "no" / "report.jsonl"):
        assert reindex.main([str(blog), "--index", index, "--report", str(report)]) == 2
        assert f"The report cannot be written to {report}" in capsys.readouterr().err
    assert not Path(index).exists()


def test_a_run_whose_report_fails_still_says_what_it_did(
    blog: Path,
    index: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reindex, "_require_place_for", lambda report: None)
    assert reindex.main([str(blog), "--index", index, "--report", str(tmp_path)]) == 1
    printed = capsys.readouterr()
    assert "Published as" in printed.out
    assert "The report cannot be written" in printed.err


def test_an_index_whose_name_is_no_text_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        reindex.main(["samples", "--index", "caf\udce9"])
    assert "must be valid UTF-8" in capsys.readouterr().err


def test_a_question_in_another_encoding_is_asked(
    blog: Path, index: str, capsys: pytest.CaptureFixture[str]
) -> None:
    reindex.main([str(blog), "--index", index])
    capsys.readouterr()
    assert query.main(["caf\udce9 bread", "--index", index, "--atom"]) == 0
    assert "<title>Blogseek: caf\ufffd bread</title>" in capsys.readouterr().out
    assert query.main(["--like", "caf\udce9", "--index", index]) == 1
    assert "No post in the index has the address caf\ufffd." in capsys.readouterr().err


def test_a_question_without_an_index_says_how_to_make_one(
    index: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert query.main(["anything", "--index", index]) == 1
    assert "python scripts/reindex.py" in capsys.readouterr().err
    assert rollback.main(["--index", index]) == 1
    assert not Path(index).exists()


def test_questions_that_cannot_be_read_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_blog(tmp_path / "blog", {"a.html": html_post("Bells", "Bells ring at noon.")})
    assert evaluate.main([str(tmp_path / "blog")]) == 2
    assert "queries.tsv" in capsys.readouterr().err


def test_from_any_folder_as_a_command_of_its_own(blog: Path, index: str, tmp_path: Path) -> None:
    environment = dict(os.environ, HF_HUB_OFFLINE="1")
    for script, arguments in (("reindex.py", [str(blog)]), ("query.py", ["flat loaf"])):
        command = [sys.executable, str(PROJECT_ROOT / "scripts" / script), *arguments, "--index", index]
        done = subprocess.run(
            command, check=False, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=120
        )
        assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("1. Dense bread")
    assert done.stderr == ""
