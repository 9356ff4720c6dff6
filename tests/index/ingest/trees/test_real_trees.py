"""Real blogs' own Markdown: every published post comes in, with what it states. Counts are made without our code."""

# ruff: noqa: E501 - a made-up tree reads best when it is not broken

import re
from pathlib import Path

from index.ingest.extract import extract
from index.ingest.trees.kinds import tree_kind
from index.ingest.trees.reading import open_tree
from index.records import BlockKind, Page, Post, Skipped
from index.settings import SourceSettings


def gathered(root: Path) -> tuple[dict[str, Post], list[Skipped]]:
    found = list(open_tree(root, SourceSettings()).items())
    pages = [one for one in found if isinstance(one, Page)]
    return {page.place: extract(page) for page in pages}, [one for one in found if isinstance(one, Skipped)]


def files_with(root: Path, pattern: str) -> dict[str, str]:
    """{place: what the pattern finds} of every Markdown file below `root`."""
    found = {}
    for path in root.rglob("*.md"):
        if match := re.search(pattern, path.read_text(encoding="utf-8"), re.MULTILINE):
            found[str(path.relative_to(root))] = match.group(1)
    return found


def test_zola_every_post_has_its_title_date_author_and_live_address(blogs: Path) -> None:
    root = blogs / "md-rust"
    posts, left_out = gathered(root)
    paths = files_with(root / "content", r'^path = "([^"]*\d{4}/[^"]+)"$')
    titles = files_with(root / "content", r'^title = "((?:[^"\\]|\\.)*)"$|^title = \'')
    assert tree_kind(root) == "zola"
    assert set(posts) == {f"content/{place}" for place in paths}
    assert len(posts) == 750
    for place, path in paths.items():
        post = posts[f"content/{place}"]
        day = re.search(r"\d{4}/\d\d/\d\d", path)
        assert day is not None
        assert post.published == day.group().replace("/", "-")
        assert post.link == f"https://blog.rust-lang.org/{path}/"
        if titles.get(place):
            assert post.title == titles[place].replace('\\"', '"')
    authors = files_with(root / "content", r'^authors = \[("[^\]]+)\]$')
    assert len(authors) > 700
    for place, names in authors.items():
        first_word = re.split(r'[ ,"]', names.removeprefix('"').removeprefix("@"))[0]
        assert any(first_word in author for author in posts[f"content/{place}"].authors), place
    assert {one.place for one in left_out} == {
        "README.md", "content/_index.md", "content/inside-rust/_index.md", "content/releases/_index.md", "content/releases/latest.md",
    }  # fmt: skip


def test_eleventy_every_post_has_its_title_date_and_authors_and_no_liquid(blogs: Path) -> None:
    root = blogs / "md-18f"
    posts, left_out = gathered(root)
    places = {str(path.relative_to(root)) for path in (root / "content/posts").glob("*.md")}
    assert set(posts) == places
    assert len(places) == 509
    assert not any(one.place.startswith("content/posts") for one in left_out)
    for place, post in posts.items():
        assert post.published, place
        assert post.title, place
        assert post.link == post.url, place  # no configuration says where it lives
    lists = files_with(root / "content/posts", r"^authors:[ \t]*\n(?:[ \t]*\n)*[ \t]*-[ \t]*([\w-]+)")
    assert len(lists) > 450
    for place, first in lists.items():
        assert first in posts[f"content/posts/{place}"].authors, place
    liquid = re.compile(r"\{%-? *(?:image|include|comment|assign)|\| *url *\}\}|team_photo|site\.baseurl")
    left = [
        place
        for place, post in posts.items()
        for block in post.blocks
        if block.kind is not BlockKind.CODE and liquid.search(post.text[block.start_char : block.end_char])
    ]
    assert left == []


def test_plain_markdown_every_post_has_its_title_date_and_author(blogs: Path) -> None:
    root = blogs / "md-ketamine-articles"
    posts, left_out = gathered(root)
    articles = root / "content/articles"
    assert tree_kind(root) == "markdown"
    assert {Path(place).name for place in posts} == {path.name for path in articles.glob("*.md")}
    assert [one.place for one in left_out] == ["README.md"]
    titles = files_with(root, r'^title: "(.*)"$')
    days = files_with(
        root, r'^(?:publishedAt|publishedDate|date|published_at|publishDate): "?(\d{4}-\d\d-\d\d)'
    )
    addresses = files_with(root, r'^canonicalUrl: "(https?://.*)"$')
    assert (len(titles), len(days), len(addresses)) == (40, 40, 8)
    assert {place: post.title for place, post in posts.items()} == titles
    assert {place: post.published for place, post in posts.items()} == days
    assert {place: post.link for place, post in posts.items() if post.link != post.url} == addresses
    assert all(post.authors for post in posts.values())


def test_a_folder_of_jekyll_posts_without_its_site(formats: Path) -> None:
    root = next(path for path in formats.rglob("jekyll-html") if path.is_dir())
    posts, left_out = gathered(root)
    assert {one.place: one.reason for one in left_out} == {
        "fixtures/2022-06-05-published-false.md": "a draft"
    }
    assert len(posts) == len([path for path in root.rglob("*") if path.is_file()]) - 1
    assert {Path(place).name: post.published for place, post in posts.items()}[
        "2021-9-1-alt-date-format.md"
    ] == "2021-09-01"
    assert all(post.published for post in posts.values())
