"""Files are read again when something has changed that decides what comes of them, and only then."""

import os
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from index import file_stamps, gathering
from index.file_stamps import Stamp
from index.gathering import gather
from index.ingest.files import Reading, SourceFiles
from index.ingest.sources import Source, identify
from index.ingest.trees import reading
from index.records import Page, Skipped
from index.report import Report, no_progress
from index.settings import SourceSettings
from index.store.archive import Archive, open_archive
from index.store.tombstones import Tombstones
from tests.fakes import html_post, write_blog

POST = "---\ntitle: {0}\ndate: 2020-01-01\n---\n\nOf {0} and salt.\n"
HUGO = {"hugo.toml": 'baseURL = "https://a.example/"\n', "content/posts/rye.md": POST.format("rye")}


@dataclass
class Blog:
    """A blog in a folder, and the archive that it is gathered into. `read` are the files read last time."""

    folder: Path
    archive: Archive
    settings: SourceSettings = field(default_factory=SourceSettings)
    unwanted: Tombstones = field(default_factory=Tombstones)
    read: list[str] = field(default_factory=list)

    def gather(self, *, full: bool = False) -> list[Skipped]:
        """Bring the archive up to date; what was left out."""
        self.read.clear()
        report = Report()
        gather([self.source], self.archive, self.settings, self.unwanted, report, no_progress, full=full)
        return report.skipped

    @property
    def source(self) -> Source:
        return identify(str(self.folder))

    def pages(self) -> list[Page]:
        return list(self.archive.pages(self.source.name))


@pytest.fixture
def blog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Blog]:
    """An empty one, whose files count as old as soon as they are written."""
    monkeypatch.setattr(file_stamps, "_COARSEST_CLOCK_NS", -(10**15))
    real = gathering.open_source
    with open_archive(tmp_path / "archive.sqlite") as archive:
        made = Blog(tmp_path / "blog", archive)

        def watched(source: Source, settings: SourceSettings) -> SourceFiles:
            files = real(source, settings)

            def read(path: Path) -> Reading:
                made.read.append(path.relative_to(made.folder).as_posix())
                return files.read(path)

            return SourceFiles(files.places, read, files.key)

        monkeypatch.setattr(gathering, "open_source", watched)
        yield made


def test_what_has_not_changed_is_not_read_again_and_still_reported(blog: Blog) -> None:
    posts = {"a.html": html_post("A", "Salt."), "b.html": html_post("B", "Rye."), "c.md": " "}
    write_blog(blog.folder, posts)
    first = blog.gather()
    pages = blog.pages()
    assert blog.read == ["a.html", "b.html", "c.md"]
    assert blog.gather() == first == [Skipped("c.md", "empty")]
    assert (blog.read, blog.pages()) == ([], pages)
    write_blog(blog.folder, {"b.html": html_post("B", "Rye and oats."), "d.html": html_post("D", "Yeast.")})
    (blog.folder / "a.html").unlink()
    blog.gather()
    assert blog.read == ["b.html", "d.html"]
    assert [page.place for page in blog.pages()] == ["b.html", "d.html"]
    blog.gather(full=True)
    assert blog.read == ["b.html", "c.md", "d.html"]


def test_a_file_that_was_only_touched_is_compared_and_not_read(blog: Blog) -> None:
    write_blog(blog.folder, {"a.html": html_post("A", "Salt.")})
    blog.gather()
    os.utime(blog.folder / "a.html", ns=(1, 1))  # as where a tree is checked out anew for each run
    blog.gather()
    assert blog.read == []


def test_a_change_that_keeps_size_and_time_is_noticed(blog: Blog) -> None:
    write_blog(blog.folder, {"a.html": html_post("A", "Salt.")})
    path = blog.folder / "a.html"
    blog.gather()
    before = path.stat()
    write_blog(blog.folder, {"a.html": html_post("A", "Malt.")})
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    blog.gather()
    assert b"Malt" in blog.pages()[0].content


def test_a_change_within_one_tick_of_the_disks_clock_is_noticed(
    blog: Blog, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The stamp is the same before and after; it only says that it may be."""
    monkeypatch.setattr(gathering, "stamp_of", lambda _: Stamp("the same", is_settled=False))
    write_blog(blog.folder, {"a.html": html_post("A", "Salt.")})
    blog.gather()
    blog.gather()
    assert blog.read == []
    write_blog(blog.folder, {"a.html": html_post("A", "Malt.")})
    blog.gather()
    assert b"Malt" in blog.pages()[0].content


def test_a_file_that_changes_while_it_is_read_is_read_again(
    blog: Blog, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_blog(blog.folder, {"a.html": html_post("A", "Salt.")})
    keep_pages = blog.archive.keep_pages
    monkeypatch.setattr(
        blog.archive,
        "keep_pages",
        lambda *args: (keep_pages(*args), write_blog(blog.folder, {"a.html": html_post("A", "Malt.")})),
    )
    blog.gather()
    monkeypatch.undo()
    blog.gather()
    assert b"Malt" in blog.pages()[0].content


def test_other_settings_and_another_version_read_all_again(
    blog: Blog, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_blog(blog.folder, {"a.html": html_post("A", "Salt."), "b.html": html_post("B", "Rye. " * 99)})
    blog.gather()
    blog.settings = SourceSettings(max_file_bytes=300)
    assert [skip.place for skip in blog.gather()] == ["b.html"]
    blog.settings = SourceSettings()
    blog.gather()
    assert len(blog.pages()) == 2
    monkeypatch.setattr(gathering, "_reader_digest", lambda: "another")
    blog.gather()
    assert blog.read == ["a.html", "b.html"]


def test_a_page_that_was_left_out_comes_back_when_its_owner_lets_it(blog: Blog) -> None:
    write_blog(blog.folder, {"a.html": html_post("A", "Salt."), "b.html": html_post("B", "Rye.")})
    blog.gather()
    url = (blog.folder / "a.html").as_uri()
    blog.archive.drop_page(blog.source.name, url)
    blog.unwanted = Tombstones.of([url])
    blog.gather()
    assert [page.place for page in blog.pages()] == ["b.html"]
    tables = blog.archive.connection.execute("SELECT file FROM reading UNION SELECT file FROM reading_page")
    assert not any(file.endswith(b"a.html") for (file,) in tables)
    blog.unwanted = Tombstones()
    blog.gather()
    assert [page.place for page in blog.pages()] == ["a.html", "b.html"]
    assert blog.read == ["a.html"]


def test_an_export_is_read_when_it_has_changed(blog: Blog) -> None:
    write_blog(blog.folder, {"feed.csv": "title,date,content\nRye,2020-01-01,<p>Salt and rye.</p>\n"})
    blog.folder = blog.folder / "feed.csv"
    blog.gather()
    (page,) = blog.pages()
    blog.gather()
    assert (blog.read, blog.pages()) == ([], [page])
    blog.folder.write_text("title,date,content\nRye,2020-01-01,<p>Malt and rye.</p>\n")
    blog.gather()
    assert b"Malt" in blog.pages()[0].content


def test_what_a_site_says_of_its_posts_reads_them_again(blog: Blog) -> None:
    write_blog(blog.folder, {**HUGO, "content/notes/oats.md": POST.format("oats")})
    blog.gather()
    assert {page.facts.link for page in blog.pages()} == {
        "https://a.example/posts/rye/",
        "https://a.example/notes/oats/",
    }
    write_blog(blog.folder, {"hugo.toml": 'baseURL = "https://b.example/"\n'})
    blog.gather()
    assert {page.facts.link for page in blog.pages()} == {
        "https://b.example/posts/rye/",
        "https://b.example/notes/oats/",
    }


def test_a_file_that_makes_its_neighbours_posts_or_none_is_heeded(blog: Blog) -> None:
    undated = "---\ntitle: Oats\n---\n\nOats.\n"
    write_blog(blog.folder, {**HUGO, "content/notes/oats.md": undated})
    assert [skip.place for skip in blog.gather()] == ["content/notes/oats.md"]
    write_blog(blog.folder, {"content/notes/malt.md": POST.format("malt")})
    assert blog.gather() == []
    assert len(blog.pages()) == 3
    write_blog(blog.folder, {"content/notes/index.md": POST.format("all of it")})
    blog.gather()
    assert "content/notes/oats.md" not in [page.place for page in blog.pages()]  # part of a bundle now
    assert "content/posts/rye.md" not in blog.read


def test_data_beside_a_post_is_heeded(blog: Blog) -> None:
    files = {".eleventy.js": "", "posts/rye.md": POST.format("rye"), "posts/posts.json": "{}"}
    write_blog(blog.folder, files)
    blog.gather()
    write_blog(blog.folder, {"posts/posts.json": '{"tags": ["bread"]}'})
    blog.gather()
    assert blog.pages()[0].facts.tags == ("bread",)


def test_a_post_comes_when_its_day_has_come(blog: Blog, monkeypatch: pytest.MonkeyPatch) -> None:
    write_blog(blog.folder, {**HUGO, "content/posts/oats.md": POST.format("oats").replace("2020", "2990")})
    assert [skip.reason for skip in blog.gather()] == [reading.FUTURE]
    is_future = reading.is_future
    monkeypatch.setattr(
        reading, "is_future", lambda when: is_future(when, datetime(3000, 1, 1, tzinfo=UTC))
    )
    assert blog.gather() == []
    assert len(blog.pages()) == 2


def test_a_copy_of_a_page_leaves_when_what_it_is_a_copy_of_comes(blog: Blog) -> None:
    def page(name: str, canonical: str) -> str:
        link = f"<link rel='canonical' href='https://a.example/{canonical}'>"
        return html_post(name, "Salt and rye. " * 40).replace("</head>", f"{link}</head>")

    names = ("one", "two", "three")
    site = {f"{name}/index.html": page(name, f"{name}/") for name in names}
    copy = {"copy/index.html": page("four", "four/")}
    write_blog(blog.folder, {"index.html": page("Home", ""), **site, **copy})
    blog.gather()
    assert "copy/index.html" in [page.place for page in blog.pages()]
    write_blog(blog.folder, {"four/index.html": page("four", "four/")})
    blog.gather()
    assert sorted(blog.read) == ["copy/index.html", "four/index.html"]
    assert "copy/index.html" not in [page.place for page in blog.pages()]


@pytest.mark.parametrize("seed", range(3))
def test_whatever_changes_the_archive_is_as_if_all_was_read(blog: Blog, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    names = [f"content/{section}/{n}.md" for section in ("posts", "notes") for n in range(4)]
    names += ["content/posts/9/index.md", "content/top.md", "data/authors.yaml", "hugo.toml"]
    undated = "---\ntitle: Oats\nauthor: ann\n---\n\nOats.\n"
    texts = ["", "Salt.", POST.format("rye"), undated, "ann: Ann Lee\n"]
    write_blog(blog.folder, HUGO)
    for _ in range(5):
        for name in chance.sample(names, 4):
            path = blog.folder / name
            if path.exists() and name != "hugo.toml" and chance.random() < 0.4:
                path.unlink()
            else:
                config = f'title = "{chance.random()}"\n'
                write_blog(blog.folder, {name: config if name == "hugo.toml" else chance.choice(texts)})
        skipped = blog.gather()
        with open_archive(tmp_path / f"{chance.random()}.sqlite") as other:
            anew = Blog(blog.folder, other)
            assert (skipped, blog.pages()) == (anew.gather(), anew.pages())
