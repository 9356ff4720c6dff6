"""What every reader of exports must bear: broken files, other files, hostile names."""

import random
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from index.errors import SourceError
from index.ingest.exports import elements
from index.ingest.exports.blogger import is_blogger, read_blogger
from index.ingest.exports.files import open_files, peek_names
from index.ingest.exports.ghost import is_ghost, read_ghost
from index.ingest.exports.medium import is_medium, read_medium
from index.ingest.exports.substack import is_substack, read_substack
from index.ingest.exports.tables import is_table, read_table
from index.ingest.exports.whole import read_json
from index.ingest.exports.wordpress import is_wordpress, read_wordpress
from index.records import Page, Skipped
from index.settings import SourceSettings
from tests.fakes import write_blog
from tests.index.ingest.exports.helpers import Reader, write_zip

READERS: dict[Callable[[Path], bool], Reader] = {
    is_wordpress: read_wordpress,
    is_blogger: read_blogger,
    is_ghost: read_ghost,
    is_substack: read_substack,
    is_medium: read_medium,
    is_table: read_table,
}
SAMPLES = (
    "wxr/wordpress-importer/phpunit/data/small-export.xml",
    "wxr/wordpress-importer/phpunit/data/wxr-utf-8-challenges.xml",
    "wxr/pelican/wordpressexport.xml",
    "squarespace/fixtures/sample.xml",
    "blogger/bloggerexport.xml",
    "ghost/assetscraper/ghost.json",
    "beehiiv/fixtures/posts.csv",
    "wix/fixtures/posts.csv",
    "wxr/wp-rest-api/single-post.json",
)
OTHERS = (
    "opml", "jsonfeed", "sitemaps", "warc", "jekyll-html", "wxr", "ghost", "beehiiv", "wix", "squarespace",
)  # fmt: skip


@pytest.mark.parametrize("name", SAMPLES)
def test_a_damaged_export_never_ends_the_run(formats: Path, tmp_path: Path, name: str) -> None:
    raw = (formats / name).read_bytes()
    chance = random.Random(name)
    path = tmp_path / Path(name).name
    for round_number in range(25):
        damaged = bytearray(raw[: chance.randrange(len(raw))] if round_number % 2 else raw)
        for _ in range(chance.randrange(1, 60)):
            damaged[chance.randrange(len(damaged)) : chance.randrange(len(damaged))] = b""
            if len(damaged) < 10:
                damaged = bytearray(raw)
            damaged[chance.randrange(len(damaged))] = chance.choice(b'<>[]"&/{}\x00\xff\n')
        path.write_bytes(bytes(damaged))
        for is_kind, reader in READERS.items():
            is_kind(path)
            try:
                items = list(reader(path, SourceSettings()))
            except SourceError:
                continue
            assert all(isinstance(item, Page | Skipped) for item in items)
            addresses = [item.url for item in items if isinstance(item, Page)]
            assert len(addresses) == len(set(addresses))


@pytest.mark.parametrize("name", OTHERS)
def test_folders_of_other_things_are_taken_for_no_export(formats: Path, name: str) -> None:
    assert [is_kind.__name__ for is_kind in READERS if is_kind(formats / name)] == []


def test_no_real_file_is_taken_for_two_kinds_of_export(formats: Path) -> None:
    for path in formats.rglob("*"):
        kinds = [is_kind.__name__ for is_kind in READERS if is_kind(path)]
        assert len(kinds) <= 1, (path, kinds)
        if path.is_file() and path.relative_to(formats).parts[0] in ("opml", "jsonfeed", "sitemaps", "warc"):
            assert not kinds, path


@pytest.mark.parametrize("is_kind", READERS)
def test_telling_the_kind_raises_nothing(tmp_path: Path, is_kind: Callable[[Path], bool]) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (tmp_path / "cut.zip").write_bytes(
        write_zip(tmp_path / "z.zip", {"posts.csv": "x" * 999}).read_bytes()[:60]
    )
    (tmp_path / "fake.zip").write_bytes(b"PK\x03\x04 and no more")
    (tmp_path / "x" / "y").mkdir(parents=True)
    for name in ("loop", "cut.zip", "fake.zip", "missing", "x", "n\0ul"):
        assert is_kind(tmp_path / name) is False


@pytest.mark.parametrize("reader", READERS.values())
@pytest.mark.parametrize("name", ["missing", "cut.zip"])
def test_what_is_not_there_or_broken_says_so(tmp_path: Path, reader: Reader, name: str) -> None:
    (tmp_path / "cut.zip").write_bytes(b"PK\x03\x04 and no more")
    with pytest.raises(SourceError):
        list(reader(tmp_path / name, SourceSettings()))


def test_a_link_in_a_folder_that_leads_out_of_it_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.html").write_text("secret")
    folder = write_blog(tmp_path / "in", {"a.html": "a", ".hidden/b.html": "b", "c/.d.html": "d"})
    (folder / "out.html").symlink_to(tmp_path / "secret.html")
    (folder / "far").symlink_to(tmp_path)
    with open_files(folder, 1_000) as files:
        assert [name for name in files.names() if isinstance(files.read(name), bytes)] == ["a.html"]
        refused = files.read("out.html")
    assert isinstance(refused, Skipped)
    assert refused.reason == "a link that leads out of the folder"


def test_paths_in_a_zip_that_lead_out_are_named_and_not_read(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "a.zip", {"../posts/a.html": "x", "posts/b.html": "y"})
    found = read_medium(path, SourceSettings())
    refused = next(found)
    assert isinstance(refused, Skipped)
    assert refused.reason == "a path that leads out of the zip"
    with pytest.raises(SourceError, match="holds no posts"):
        next(found)
    assert peek_names(path) == ["posts/b.html"]


def test_json_above_the_limit_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('{"a": "' + "x" * 2_000 + '"}')
    with pytest.raises(SourceError, match="larger than 1,000 bytes; export it in parts"):
        read_json(path, max_bytes=1_000)


def test_what_stands_before_the_first_post_is_not_kept_without_end(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    line = "<wp:term><wp:term_slug>x</wp:term_slug></wp:term>\n" * 1_000
    with path.open("w") as file:
        file.write("<rss xmlns:wp='http://wordpress.org/export/1.2/'><channel>")
        for _ in range(60):
            file.write(line)
    limit = elements._MAX_HEAD_CHARS
    elements._MAX_HEAD_CHARS = 100_000
    tracemalloc.start()
    try:
        assert list(read_wordpress(path, SourceSettings())) == []
        assert tracemalloc.get_traced_memory()[1] < 1_500_000
    finally:
        tracemalloc.stop()
        elements._MAX_HEAD_CHARS = limit
