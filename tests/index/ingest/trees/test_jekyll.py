"""Jekyll's posts come in with the addresses that Jekyll gives them."""

# ruff: noqa: E501 - a made-up tree reads best when it is not broken

from pathlib import Path

import pytest

from tests.index.ingest.trees.trees import entry, links, posts, read

NAME = "_posts/2021-02-03-Slow-Bread.md"


@pytest.mark.parametrize(
    ("config", "matter", "link"),
    [
        ("url: https://a.example", "", "https://a.example/2021/02/03/Slow-Bread.html"),
        ("url: https://a.example\nbaseurl: /blog", "", "https://a.example/blog/2021/02/03/Slow-Bread.html"),
        ("url: https://a.example/\nbaseurl: /", "", "https://a.example/2021/02/03/Slow-Bread.html"),
        ("url: https://a.example\npermalink: pretty", "", "https://a.example/2021/02/03/Slow-Bread/"),
        ("url: https://a.example\npermalink: ordinal", "", "https://a.example/2021/034/Slow-Bread.html"),
        ("url: https://a.example\npermalink: weekdate", "", "https://a.example/2021/W05/Wed/Slow-Bread.html"),
        ("url: https://a.example\npermalink: none", "", "https://a.example/Slow-Bread.html"),
        ("url: https://a.example\npermalink: /:slug", "", "https://a.example/slow-bread"),
        ("url: https://a.example\npermalink: /p/:short_year/:i_month/:i_day/:title/", "", "https://a.example/p/21/2/3/Slow-Bread/"),
        ("url: https://a.example\npermalink: /:categories/:title/", "categories: [Rye, Oven Talk]", "https://a.example/rye/oven%20talk/Slow-Bread/"),
        ("url: https://a.example\npermalink: /:categories/:title/", "categories: Rye Oven", "https://a.example/rye/oven/Slow-Bread/"),
        ("url: https://a.example", "permalink: /rye/", "https://a.example/rye/"),
        ("url: https://a.example", "permalink: /:year/rye.html", "https://a.example/2021/rye.html"),
        ("url: https://a.example", "slug: Rye Loaf", "https://a.example/2021/02/03/Rye-Loaf.html"),
        ("url: https://a.example", "date: 2020-05-06 10:00:00", "https://a.example/2020/05/06/Slow-Bread.html"),
        ("url: https://a.example\ntimezone: Asia/Tokyo", "date: 2020-05-06 20:00:00 +0000", "https://a.example/2020/05/07/Slow-Bread.html"),
        ("url: https://a.example", "date: 2020-05-06 22:00:00 -0500", None),  # the 6th or the 7th: nobody says
        ("url: https://a.example\npermalink: /:nonsense/:title/", "", None),
        ("url: https://a.example\ndefaults:\n- scope: {path: '', type: posts}\n  values: {permalink: '/d/:title/'}", "", "https://a.example/d/Slow-Bread/"),
        ("title: No address", "", None),
        ("url: http://localhost:4000", "", None),
    ],
)  # fmt: skip
def test_a_post_links_to_its_live_address(tmp_path: Path, config: str, matter: str, link: str | None) -> None:
    assert links(tmp_path, {"_config.yml": config, NAME: entry(matter)}) == {NAME: link}


def test_the_host_may_be_named_by_a_cname_file(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"_config.yml": "title: A", "CNAME": "a.example\n", NAME: entry()}
    assert links(tmp_path, files) == {NAME: "https://a.example/2021/02/03/Slow-Bread.html"}


def test_folders_above_the_posts_are_categories(tmp_path: Path) -> None:
    place = "Rye/_posts/2021-02-03-a.md"
    found = posts(tmp_path, {"_config.yml": "url: https://a.example", place: entry("tags: dark dense")})
    assert found[place].link == "https://a.example/rye/2021/02/03/a.html"
    assert found[place].tags == ("dark", "dense", "Rye")


def test_collections_that_are_put_out_are_posts_and_others_are_not(tmp_path: Path) -> None:
    config = "url: https://a.example\npermalink: pretty\ncollections:\n  recipes: {output: true}\n  notes: {output: true, permalink: '/n/:name/'}\n  secret: {}\n  authors: {output: true}\n"
    pages, left_out = read(
        tmp_path,
        {"_config.yml": config, "_recipes/dark/rye.md": entry("title: Rye"), "_notes/My Note.md": entry(), "_secret/x.md": entry(),
         "_authors/ann.md": entry("name: Ann Lee")},
    )  # fmt: skip
    assert {place: page.facts.link for place, page in pages.items()} == {
        "_recipes/dark/rye.md": "https://a.example/recipes/dark/rye/",
        "_notes/My Note.md": "https://a.example/n/my-note/",
    }
    assert set(left_out) == {"_secret/x.md", "_authors/ann.md"}


def test_drafts_and_future_posts_are_left_out_and_named(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "_config.yml": "url: https://a.example", "_drafts/idea.md": entry(), NAME: entry("published: false"),
        "_posts/2999-01-01-late.md": entry(), "_posts/2020-01-01-x.md": entry("date: 2999-01-01 10:00"), "_posts/2020-01-02-y.md": entry(),
    }  # fmt: skip
    pages, left_out = read(tmp_path, files)
    assert list(pages) == ["_posts/2020-01-02-y.md"]
    assert left_out == {
        "_drafts/idea.md": "a draft", NAME: "a draft", "_posts/2999-01-01-late.md": "dated in the future",
        "_posts/2020-01-01-x.md": "dated in the future",
    }  # fmt: skip
    assert len(read(tmp_path, files, include_drafts=True)[0]) == 5
    files["_config.yml"] = "future: true"
    assert len(read(tmp_path, files)[0]) == 3


def test_pages_are_named_once_and_layouts_not_at_all(tmp_path: Path) -> None:
    pages, left_out = read(
        tmp_path,
        {"_config.yml": "title: A", NAME: entry(), "README.md": "# A", "about.md": entry("title: About"), "index.html": entry("layout: home"),
         "_layouts/post.html": "<p>{{ content }}</p>", "_includes/note.md": "Note", "_site/2021/x.md": "x", "node_modules/a/README.md": "x"},
    )  # fmt: skip
    assert list(pages) == [NAME]
    assert left_out == dict.fromkeys(("README.md", "about.md"), "a page of the site, not a post")


@pytest.mark.parametrize(
    ("data", "content"),
    [
        ("_data/authors.yml", "ann:\n  name: Ann Lee\n"),
        ("_data/authors.yml", "- id: ann\n  full_name: Ann Lee\n"),
        ("_data/people.json", '{"ann": "Ann Lee"}'),
        ("_authors/ann.md", "---\nname: Ann Lee\n---\n"),
        ("_data/team.yml", "- name: ann\n  first_name: Ann\n  last_name: Lee\n  full_name: Ann Lee\n"),
    ],
)
def test_short_names_become_the_names_that_readers_see(tmp_path: Path, data: str, content: str) -> None:
    files: dict[str, str | bytes] = {"_config.yml": "title: A", data: content, NAME: entry("author: ann")}
    assert posts(tmp_path, files)[NAME].authors == ("Ann Lee",)


def test_the_sites_author_is_the_author_of_posts_that_name_none(tmp_path: Path) -> None:
    config = "title: The Long Table\nauthor: {name: Ann Lee}\nlang: en-GB"
    found = posts(
        tmp_path, {"_config.yml": config, NAME: entry(), "_posts/2021-02-04-b.md": entry("author: Bob Day")}
    )
    assert [post.authors for post in found.values()] == [("Ann Lee",), ("Bob Day",)]
    assert (found[NAME].site, found[NAME].language, found[NAME].published) == (
        "The Long Table",
        "en",
        "2021-02-03",
    )
    assert dict(found[NAME].fact_sources)["published"] == "URL"


def test_a_post_in_html_is_read_as_html(tmp_path: Path) -> None:
    place = "_posts/2021-02-03-a.html"
    page = read(tmp_path, {"_config.yml": "title: A", place: entry("title: Rye", "<p>Rye {{ x }}bread</p>")})[
        0
    ][place]
    assert (page.media_type, page.is_body) == ("text/html", True)
    assert page.content.strip() == b"<p>Rye bread</p>"


def test_old_addresses_are_kept(tmp_path: Path) -> None:
    page = read(
        tmp_path,
        {"_config.yml": "url: https://a.example", NAME: entry("redirect_from: [/old/, https://b.example/x]")},
    )[0][NAME]
    assert page.aliases == ("https://a.example/old/", "https://b.example/x")


def test_the_site_may_lie_in_a_folder_of_the_repository(tmp_path: Path) -> None:
    place = f"docs/{NAME}"
    assert links(tmp_path, {"docs/_config.yml": "url: https://a.example", place: entry()}) == {
        place: "https://a.example/2021/02/03/Slow-Bread.html"
    }
