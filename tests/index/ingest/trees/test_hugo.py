"""Hugo's posts come in with the addresses that Hugo gives them."""

# ruff: noqa: E501 - a made-up tree reads best when it is not broken

from pathlib import Path

import pytest

from tests.index.ingest.trees.trees import entry, links, posts, read

BASE = 'baseURL = "https://a.example/"\n'
DATE = "title: Slow Bread\ndate: 2021-02-03T10:00:00Z"


@pytest.mark.parametrize(
    ("config", "place", "matter", "link"),
    [
        ("", "posts/Slow Bread.md", "", "https://a.example/posts/slow-bread/"),
        ("", "posts/2021/größe.md", "", "https://a.example/posts/2021/gr%C3%B6%C3%9Fe/"),
        ("", "posts/rye/index.md", "", "https://a.example/posts/rye/"),
        ("", "posts/rye.md", "slug: Dark Rye!", "https://a.example/posts/dark-rye/"),
        ("", "posts/rye.md", "url: /r/rye.html", "https://a.example/r/rye.html"),
        ("", "posts/rye.md", "url: /r/rye", "https://a.example/r/rye/"),
        ("uglyURLs = true", "posts/rye.md", "", "https://a.example/posts/rye.html"),
        ("disablePathToLower = true", "posts/Rye.md", "", "https://a.example/posts/Rye/"),
        ("[permalinks]\nposts = '/:year/:month/:day/:slug/'", "posts/rye.md", "", "https://a.example/2021/02/03/slow-bread/"),
        ("[permalinks]\nposts = '/:year/:slug/'", "posts/rye.md", "slug: r", "https://a.example/2021/r/"),
        ("[permalinks]\nposts = '/:section/:filename/'", "posts/rye.md", "slug: r", "https://a.example/posts/rye/"),
        ("[permalinks.page]\nposts = '/b/:title'", "posts/rye.md", "", "https://a.example/b/slow-bread/"),
        ("[permalinks]\nposts = '/:sections/:contentbasename/'", "posts/x/rye.md", "", "https://a.example/posts/x/rye/"),
        ("[permalinks]\nposts = '/:sections[1:]/:slug/'", "posts/x/y/rye.md", "slug: r", "https://a.example/x/y/r/"),
        ("[permalinks]\nposts = '/:2006/:01/:slug/'", "posts/rye.md", "slug: r", "https://a.example/2021/02/r/"),
        ("[permalinks]\nother = '/o/:slug/'", "posts/rye.md", "", "https://a.example/posts/rye/"),
        ("[permalinks]\nposts = '/:nonsense/:slug/'", "posts/rye.md", "", None),
        ("[frontmatter]\ndate = [':filename', ':default']", "posts/2020-01-02-rye.md", "", "https://a.example/posts/rye/"),
        ("[languages.en]\nweight = 1\n[languages.fr]\nweight = 2", "posts/rye.fr.md", "", "https://a.example/fr/posts/rye/"),
        ("[languages.en]\nweight = 1\n[languages.fr]\ncontentDir = 'content/french'", "french/posts/rye.md", "", "https://a.example/fr/posts/rye/"),
    ],
)  # fmt: skip
def test_a_post_links_to_its_live_address(
    tmp_path: Path, config: str, place: str, matter: str, link: str | None
) -> None:
    files: dict[str, str | bytes] = {
        "hugo.toml": BASE + config,
        f"content/{place}": entry(f"{DATE}\n{matter}"),
    }
    assert links(tmp_path, files) == {f"content/{place}": link}


def test_the_configuration_may_be_a_folder(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "config/_default/config.yaml": "baseURL: https://a.example/x/\ntitle: A", "config/_default/permalinks.toml": 'posts = "/p/:slug/"',
        "config/_default/params.toml": 'author = "Ann Lee"', "content/posts/rye.md": entry(DATE),
    }  # fmt: skip
    post = posts(tmp_path, files)["content/posts/rye.md"]
    assert (post.link, post.authors) == ("https://a.example/x/p/slow-bread/", ("Ann Lee",))


def test_posts_are_the_pages_of_sections_with_dates(tmp_path: Path) -> None:
    pages, left_out = read(
        tmp_path,
        {"hugo.toml": BASE, "README.md": "# A", "content/_index.md": entry("title: Home"), "content/about.md": entry("date: 2020-01-01"),
         "content/posts/_index.md": entry("title: Posts\ndate: 2020-01-01"), "content/posts/a.md": entry(DATE),
         "content/posts/undated.md": entry("title: B"), "content/posts/c/index.md": entry(DATE), "content/posts/c/notes.md": "A resource.",
         "content/docs/x.md": entry("title: X"), "layouts/x.md": "x", "themes/t/exampleSite/content/posts/a.md": entry(DATE)},
    )  # fmt: skip
    assert sorted(pages) == ["content/posts/a.md", "content/posts/c/index.md", "content/posts/undated.md"]
    assert set(left_out) == {
        "README.md",
        "content/_index.md",
        "content/about.md",
        "content/docs/x.md",
        "content/posts/_index.md",
    }
    assert set(left_out.values()) == {"a page of the site, not a post"}


@pytest.mark.parametrize(
    ("matter", "reason"),
    [
        ("draft: true", "a draft"),
        ("date: 2999-01-01", "dated in the future"),
        ("publishDate: 2999-01-01", "dated in the future"),
        ("expiryDate: 2001-01-01", "past the day that it was to be seen"),
        ("build: {render: never}", "a page of the site, not a post"),
    ],
)
def test_what_hugo_would_not_publish_is_left_out(tmp_path: Path, matter: str, reason: str) -> None:
    files: dict[str, str | bytes] = {
        "hugo.toml": BASE, "content/posts/a.md": entry(DATE), "content/posts/b.md": entry(f"title: B\n{matter}"),
    }  # fmt: skip
    pages, left_out = read(tmp_path, files)
    assert list(pages) == ["content/posts/a.md"]
    assert left_out == {"content/posts/b.md": reason}


def test_future_posts_are_posts_where_hugo_builds_them(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "hugo.toml": BASE + "buildFuture = true",
        "content/posts/a.md": entry("date: 2999-01-01"),
    }
    assert len(read(tmp_path, files)[0]) == 1


def test_toml_and_json_front_matter_and_taxonomies_are_read(tmp_path: Path) -> None:
    found = posts(
        tmp_path,
        {"config.toml": BASE, "data/authors/ann.yaml": "name: Ann Lee",
         "content/posts/a.md": "+++\ntitle = 'A'\ndate = 2021-02-03\nlastmod = 2022-01-01\nauthors = ['ann']\ntags = ['rye']\n+++\nText {{< x >}}here.",
         "content/posts/b.md": '{"title": "B", "date": "2021-02-04"}\nText.'},
    )  # fmt: skip
    first, second = found.values()
    assert (first.title, first.published, first.updated, first.authors, first.tags, first.text) == (
        "A", "2021-02-03", "2022-01-01", ("Ann Lee",), ("rye",), "Text here.",
    )  # fmt: skip
    assert (second.title, second.published, second.text) == ("B", "2021-02-04", "Text.")


def test_posts_in_other_markup_are_named(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "hugo.toml": BASE,
        "content/posts/a.md": entry(DATE),
        "content/posts/b.org": "#+TITLE: B",
    }
    assert read(tmp_path, files)[1] == {"content/posts/b.org": "written in Org, which is not read"}
