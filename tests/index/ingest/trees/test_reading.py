"""A tree is read whole: what is broken, hostile or odd in it is named, and the rest comes in."""

# ruff: noqa: E501 - a made-up tree reads best when it is not broken

import os
from pathlib import Path

import pytest

from index.errors import SourceError
from index.ingest.extract import extract
from index.ingest.trees.reading import LOOSE, open_tree
from index.settings import SourceSettings
from tests.index.ingest.trees.trees import TEXT, entry, links, posts, read

DATED = "title: Rye\ndate: 2021-02-03"


def test_a_file_that_is_too_large_is_left_out(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "_posts/2021-02-03-a.md": entry(DATED, "x " * 600),
        "_posts/2021-02-04-b.md": entry(),
    }
    pages, left_out = read(tmp_path, files, max_file_bytes=1_000)
    assert list(pages) == ["_posts/2021-02-04-b.md"]
    assert left_out == {"_posts/2021-02-03-a.md": "larger than 1,000 bytes"}


def test_links_that_lead_out_or_nowhere_are_not_followed(tmp_path: Path) -> None:
    site, outside = tmp_path / "site", tmp_path / "outside"
    read(outside, {"secret.md": entry(DATED), "more/_posts/2021-02-03-c.md": entry()})
    (site / "_posts").mkdir(parents=True)
    (site / "_posts/2021-02-03-a.md").symlink_to(outside / "secret.md")
    (site / "_posts/2021-02-03-b.md").symlink_to(site / "none.md")
    (site / "more").symlink_to(outside / "more")
    (site / "_config.yml").symlink_to(outside / "secret.md")
    pages, left_out = read(site, {"_posts/2021-02-04-d.md": entry()})
    assert list(pages) == ["_posts/2021-02-04-d.md"]
    assert left_out == {
        "_posts/2021-02-03-a.md": "a link that leads out of the folder",
        "_posts/2021-02-03-b.md": "a link to nothing",
        "more": "a link to a folder; those are not followed",
    }


def test_other_encodings_are_read_and_what_is_no_text_is_named(tmp_path: Path) -> None:
    latin = "---\ntitle: Größe\n---\n\nDas Brot ruht über Nacht im kühlen Keller, und am Morgen wird es gebacken.\n".encode(
        "cp1252"
    )
    marked = "---\ntitle: Größe\n---\n\nDas Brot ruht über Nacht.\n".encode("utf-16")
    pages, left_out = read(
        tmp_path,
        {
            "_posts/2021-02-03-a.md": latin,
            "_posts/2021-02-04-b.md": marked,
            "_posts/2021-02-05-c.md": bytes(range(256)) * 9,
        },
    )
    assert [extract(page).title for page in pages.values()] == ["Größe", "Größe"]
    assert "über Nacht" in extract(pages["_posts/2021-02-03-a.md"]).text
    assert left_out == {"_posts/2021-02-05-c.md": "not text (binary)"}


@pytest.mark.parametrize(
    "config", ["url: [", "- a\n- b", "url: {a: 1}\npermalink: [x]\ncollections: 3\ndefaults: {}", "\x00\x01", "a: &a [*a]", "url: 'https://[::1'", "baseurl: 5\ntitle: {}\nauthor: [[]]"]
)  # fmt: skip
def test_a_broken_configuration_loses_no_post(tmp_path: Path, config: str) -> None:
    pages, _ = read(tmp_path, {"_config.yml": config, "_posts/2021-02-03-a.md": entry(DATED)})
    assert [page.facts.link for page in pages.values()] == [None]


@pytest.mark.parametrize(
    "config",
    [
        "",
        "baseURL = 5\npermalinks = 3\nlanguages = 'x'\nparams = []",
        "languages = {en = 1}",
        "[permalinks]\nposts = ':sections[9:]/:sections[last]/:slug'",
    ],
)
def test_a_broken_hugo_configuration_loses_no_post(tmp_path: Path, config: str) -> None:
    pages, _ = read(
        tmp_path, {"hugo.toml": config, "content/posts/a.md": entry(DATED), "content/index.md": entry(DATED)}
    )
    assert "content/posts/a.md" in pages


def test_a_text_that_begins_like_a_front_matter_is_text(tmp_path: Path) -> None:
    place = "_posts/2021-02-03-a.md"
    post = posts(tmp_path, {place: entry(DATED, f"---\ndraft: true\n---\n\n{TEXT}")})[place]
    assert "draft: true" in post.text
    assert TEXT in post.text


def test_facts_come_out_with_their_sources(tmp_path: Path) -> None:
    place = "_posts/2021-02-03-a.md"
    post = posts(tmp_path, {place: entry("author: Ann Lee\ntags: [rye]", f"# Slow Bread\n\n{TEXT}")})[place]
    assert dict(post.fact_sources) == {
        "title": "text",
        "authors": "front matter",
        "published": "URL",
        "tags": "front matter",
        "language": "guessed",
    }


def test_an_empty_post_is_named(tmp_path: Path) -> None:
    assert read(tmp_path, {"_posts/2021-02-03-a.md": entry(DATED, "")})[1] == {
        "_posts/2021-02-03-a.md": "empty"
    }


def test_a_file_name_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    read(tmp_path, {"_posts/2021-02-04-b.md": entry()})
    name = os.fsencode(tmp_path / "_posts") + b"/2021-02-03-\xff.md"
    try:
        with open(name, "wb") as file:  # noqa: PTH123 - a name of bytes
            file.write(entry(DATED).encode())
    except OSError:
        pytest.skip("this file system takes no such name")
    assert "is not valid UTF-8" in next(iter(read(tmp_path, {})[1].values()))


def test_what_is_no_folder_is_a_source_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="is not a folder"):
        list(open_tree(tmp_path / "none", SourceSettings()).items())


def test_what_else_may_be_a_post_beside_markdown_of_no_generator_is_named(tmp_path: Path) -> None:
    beside = {"b.html": "<p>The bread is baked.</p>", "c.txt": "It cools."}
    pages, left_out = read(tmp_path / "plain", {"a.md": entry(DATED), **beside})
    assert list(pages) == ["a.md"]
    assert left_out == {"b.html": LOOSE, "c.txt": LOOSE}
    assert read(tmp_path / "jekyll", {"_posts/2021-02-03-a.md": entry(DATED), **beside})[1] == {}


@pytest.mark.parametrize(
    ("config", "place"),
    [
        ({"_config.yml": "url: [https://a.example]\ntheme: x"}, "source/_posts/a.md"),
        ({"config.toml": "base_url = 5"}, "content/a.md"),
        ({"hugo.toml": "baseURL = 5"}, "content/posts/a.md"),
    ],
    ids=["hexo", "zola", "hugo"],
)
def test_posts_of_a_site_whose_address_is_no_text_are_read_without_live_ones(
    tmp_path: Path, config: dict[str, str | bytes], place: str
) -> None:
    assert links(tmp_path, {**config, place: entry("date: 2021-02-03")}) == {place: None}
