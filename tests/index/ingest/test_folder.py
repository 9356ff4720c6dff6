"""Which files of a folder become pages, and what is said of the others."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from index.errors import SourceError
from index.ingest.folder import open_folder, resolve_path
from index.ingest.sources import identify, open_source
from index.records import Page, Skipped
from index.settings import SourceSettings
from tests.conftest import PROJECT_ROOT
from tests.fakes import write_blog

NOBODY = 65534


def places(root: Path, max_file_bytes: int = 10_000) -> list[str]:
    """Where pages were found, in the order they came."""
    return [
        item.place
        for item in open_folder(root.resolve(), SourceSettings(max_file_bytes=max_file_bytes)).items()
        if isinstance(item, Page)
    ]


def skipped(root: Path, max_file_bytes: int = 10_000) -> dict[str, str]:
    found = [
        item
        for item in open_folder(root.resolve(), SourceSettings(max_file_bytes=max_file_bytes)).items()
        if isinstance(item, Skipped)
    ]
    return {item.place: item.reason for item in found}


def test_folders_are_read_recursively_in_the_order_of_their_paths(tmp_path: Path) -> None:
    write_blog(tmp_path, {"b.md": "x", "a/z.txt": "x", "a/b/c.html": "x", "a.htm": "x", "c/d.markdown": "x"})
    assert sorted(places(tmp_path)) == ["a.htm", "a/b/c.html", "a/z.txt", "b.md", "c/d.markdown"]
    assert places(tmp_path) == places(tmp_path)


def test_a_page_brings_its_bytes_address_and_kind(tmp_path: Path) -> None:
    write_blog(tmp_path, {"sub/a b.md": b"\xef\xbb\xbf# T\xc3\xaftle"})
    (page,) = open_folder(tmp_path.resolve(), SourceSettings(max_file_bytes=100)).items()
    assert isinstance(page, Page)
    assert page.content == b"\xef\xbb\xbf# T\xc3\xaftle"
    assert (page.place, page.media_type) == ("sub/a b.md", "text/markdown")
    assert page.url == (tmp_path / "sub/a b.md").resolve().as_uri()
    assert "%20" in page.url


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("A.HTML", "text/html"),
        ("a.Htm", "text/html"),
        ("README.MD", "text/markdown"),
        ("x.TXT", "text/plain"),
    ],
)
def test_endings_in_capitals_are_known(tmp_path: Path, name: str, media_type: str) -> None:
    write_blog(tmp_path, {name: "text"})
    (page,) = open_folder(tmp_path.resolve(), SourceSettings(max_file_bytes=100)).items()
    assert isinstance(page, Page)
    assert page.media_type == media_type


def test_hidden_and_other_files_are_passed_over_without_a_word(tmp_path: Path) -> None:
    write_blog(
        tmp_path,
        {
            ".git/a.md": "x",
            ".hidden.md": "x",
            "a/.cache/b.html": "x",
            "style.css": "x",
            "p.png": "x",
            "README": "x",
        },
    )
    assert list(open_folder(tmp_path.resolve(), SourceSettings(max_file_bytes=100)).items()) == []


@pytest.mark.parametrize(
    "name",
    ["with space.md", "naïve – 日本.md", "50%.md", "a#b?c&d.md", "quote'\"s.md", "new\nline.md", "-rf.md"],
)
def test_odd_names_are_read_and_told_apart(tmp_path: Path, name: str) -> None:
    write_blog(tmp_path, {f"in {name}/{name}": "text"})
    (page,) = open_folder(tmp_path.resolve(), SourceSettings(max_file_bytes=100)).items()
    assert isinstance(page, Page)
    assert page.content == b"text"
    assert page.place == f"in {name}/{name}"
    assert "#" not in page.url
    assert "?" not in page.url
    assert " " not in page.url


def test_empty_and_blank_files_are_named(tmp_path: Path) -> None:
    write_blog(tmp_path, {"empty.md": "", "blank.txt": " \n\t\n"})
    assert skipped(tmp_path) == {"blank.txt": "empty", "empty.md": "empty"}


def test_too_large_files_are_named_and_not_read(tmp_path: Path) -> None:
    write_blog(tmp_path, {"fits.txt": "x" * 1000, "large.txt": "x" * 1001})
    with (tmp_path / "sparse.txt").open("wb") as file:
        file.truncate(1 << 40)  # a terabyte of nothing
    assert places(tmp_path, 1000) == ["fits.txt"]
    assert skipped(tmp_path, 1000) == {
        "large.txt": "larger than 1,000 bytes",
        "sparse.txt": "larger than 1,000 bytes",
    }


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    write_blog(tmp_path, {"secret.txt": "not yours", "blog/a.md": "x"})
    (tmp_path / "blog/leak.txt").symlink_to(tmp_path / "secret.txt")
    (tmp_path / "blog/up.txt").symlink_to("../secret.txt")
    assert places(tmp_path / "blog") == ["a.md"]
    assert skipped(tmp_path / "blog") == dict.fromkeys(
        ("leak.txt", "up.txt"), "a link that leads out of the folder"
    )


def test_a_neighbour_whose_name_begins_the_same_is_outside(tmp_path: Path) -> None:
    write_blog(tmp_path, {"blog-private/secret.txt": "not yours", "blog/a.md": "x"})
    (tmp_path / "blog/leak.txt").symlink_to(tmp_path / "blog-private/secret.txt")
    assert places(tmp_path / "blog") == ["a.md"]


def test_a_link_inside_the_folder_is_read(tmp_path: Path) -> None:
    write_blog(tmp_path, {"posts/a.md": "x"})
    (tmp_path / "latest.md").symlink_to("posts/a.md")
    assert sorted(places(tmp_path)) == ["latest.md", "posts/a.md"]


def test_a_link_to_nothing_is_named_for_what_it_is(tmp_path: Path) -> None:
    (tmp_path / "gone.md").symlink_to("deleted-long-ago.md")
    assert list(skipped(tmp_path)) == ["gone.md"]
    assert "out of the folder" not in skipped(tmp_path)["gone.md"]


def test_links_in_a_circle_end(tmp_path: Path) -> None:
    write_blog(tmp_path, {"sub/a.md": "x"})
    (tmp_path / "sub/again").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "one.md").symlink_to("two.md")
    (tmp_path / "two.md").symlink_to("one.md")
    assert places(tmp_path) == ["sub/a.md"]
    assert {"one.md", "two.md"} <= skipped(tmp_path).keys()


def test_a_linked_folder_is_not_passed_over_in_silence(tmp_path: Path) -> None:
    write_blog(tmp_path, {"elsewhere/b.md": "x", "blog/a.md": "x"})
    (tmp_path / "blog/more").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    assert places(tmp_path / "blog") == ["a.md"]
    assert "more" in skipped(tmp_path / "blog")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe_does_not_hang_the_run(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert skipped(tmp_path) == {"pipe.txt": "not a regular file"}


def test_a_folder_named_like_a_post_is_a_folder(tmp_path: Path) -> None:
    write_blog(tmp_path, {"post.html/index.html": "x"})
    assert places(tmp_path) == ["post.html/index.html"]


def test_a_file_that_goes_away_while_reading_is_named(tmp_path: Path) -> None:
    write_blog(tmp_path, {"a.md": "x", "b.md": "x", "c.md": "x"})
    found = open_folder(tmp_path.resolve(), SourceSettings(max_file_bytes=100)).items()
    assert isinstance(next(found), Page)
    (tmp_path / "b.md").unlink()
    rest = list(found)
    assert [type(item) for item in rest] == [Skipped, Page]
    assert rest[0].place == "b.md"


def as_nobody(root: Path) -> list[str]:
    """What another user's run says: the source's kind, or why it is none; `place` of each page, and
    `place: reason` of what was left out.
    """
    script = f"""
import os
from pathlib import Path
from index.errors import SourceError
from index.ingest.folder import open_folder
from index.ingest.sources import identify
from index.records import Page
from index.settings import SourceSettings
os.setgroups([]); os.setgid({NOBODY}); os.setuid({NOBODY})
try:
    print("kind", identify({str(root)!r}).kind)
except SourceError as error:
    raise SystemExit(print(error))
for item in open_folder(Path({str(root)!r}), SourceSettings(10000)).items():
    print(item.place if isinstance(item, Page) else f"{{item.place}}: {{item.reason}}")
"""
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        cwd=PROJECT_ROOT,
        timeout=60,
        check=True,
    )
    return done.stdout.splitlines()


only_root = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may become another user"
)


@pytest.fixture
def closed_blog(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A blog that others may read, with a file and a folder in it that they may not."""
    root = tmp_path_factory.mktemp("closed")
    for folder in (root, *root.parents[:-2]):
        folder.chmod(folder.stat().st_mode | 0o055)
    write_blog(root, {"a.md": "x", "b.md": "x", "private/c.md": "x"})
    (root / "b.md").chmod(0)
    (root / "private").chmod(0)
    return root


@only_root
def test_a_file_that_may_not_be_read_is_named(closed_blog: Path) -> None:
    said = as_nobody(closed_blog)
    assert "a.md" in said
    assert "b.md: cannot be read: Permission denied" in said


@only_root
def test_a_folder_that_may_not_be_read_is_named(closed_blog: Path) -> None:
    # Else all its posts leave the index and nobody learns why.
    assert any(line.startswith("private: ") for line in as_nobody(closed_blog))


@only_root
def test_a_folder_that_may_not_be_read_keeps_nothing_beside_it_from_being_a_source(closed_blog: Path) -> None:
    # To tell what a blog was made with, the names in its folders are looked for.
    assert "kind folder" in as_nobody(closed_blog)


@only_root
def test_what_lies_in_a_folder_that_may_not_be_read_is_not_said_to_be_missing(closed_blog: Path) -> None:
    (said,) = as_nobody(closed_blog / "private" / "c.md")
    assert said.endswith("private/c.md may not be read by this user; check its permissions.")


# --- what may be a source


def test_a_source_is_known_by_its_whole_path_however_it_was_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_blog(tmp_path, {"blog/a.md": "x"})
    (tmp_path / "link").symlink_to("blog", target_is_directory=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    names = {
        identify(name).name for name in ("blog", "./blog/", "link", "~/blog", str(tmp_path / "blog/../blog"))
    }
    assert names == {str((tmp_path / "blog").resolve())}


def test_a_single_file_is_a_source(tmp_path: Path) -> None:
    write_blog(tmp_path, {"a.md": "one", "b.md": "two"})
    (page,) = open_source(identify(str(tmp_path / "a.md")), SourceSettings()).items()
    assert isinstance(page, Page)
    assert (page.place, page.content) == ("a.md", b"one")


@pytest.mark.parametrize("name", ["no-such-folder", "~nobody-of-this-name/blog", "", "a.md/b"])
def test_a_source_that_is_not_there_is_refused_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    write_blog(tmp_path, {"a.md": "x"})
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SourceError, match="check the name"):
        resolve_path(name)


def test_a_file_of_another_kind_is_refused_naming_the_kinds(tmp_path: Path) -> None:
    write_blog(tmp_path, {"a.pdf": "x"})
    with pytest.raises(SourceError, match=r"a\.pdf is nothing that can be read; .* \.html"):
        identify(str(tmp_path / "a.pdf"))


@pytest.mark.skipif(os.name == "nt" or sys.platform == "darwin", reason="names are text there")
def test_a_name_that_is_not_utf8_can_be_stored_and_shown(tmp_path: Path) -> None:
    write_blog(tmp_path, {"a.md": "x"})
    (tmp_path / os.fsdecode(b"caf\xe9.md")).write_text("text")
    (tmp_path / os.fsdecode(b"empty\xe9.md")).write_text("")
    found = open_folder(tmp_path.resolve(), SourceSettings(max_file_bytes=100)).items()
    items = {item.place: item for item in found}
    assert items.keys() == {"a.md", "caf\ufffd.md", "empty\ufffd.md"}
    page = items["caf\ufffd.md"]
    assert isinstance(page, Page)
    assert page.url.endswith("/caf%E9.md")  # still another one than café.md


@pytest.mark.skipif(os.name == "nt" or sys.platform == "darwin", reason="names are text there")
def test_a_folder_whose_name_is_not_utf8_is_no_source(tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"caf\xe9")
    folder.mkdir()
    with pytest.raises(SourceError, match="rename"):
        resolve_path(str(folder))


def test_a_name_that_no_system_allows_is_refused() -> None:
    with pytest.raises(SourceError, match="check the name"):
        resolve_path("blog\0")


def test_a_source_that_goes_away_is_an_error_and_no_empty_blog(tmp_path: Path) -> None:
    folder = tmp_path.resolve() / "blog"
    with pytest.raises(SourceError, match="cannot be read"):
        list(open_folder(folder, SourceSettings(max_file_bytes=100)).items())


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no devices in the file system here")
def test_what_may_never_come_to_an_end_is_no_source() -> None:
    with pytest.raises(SourceError, match="neither a file nor a folder"):
        resolve_path("/dev/zero")
