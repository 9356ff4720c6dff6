"""Zola, Hexo, Astro, Eleventy, Docusaurus, Pelican: posts with the addresses that each gives them."""

# ruff: noqa: E501 - a made-up tree reads best when it is not broken

from pathlib import Path

import pytest

from tests.index.ingest.trees.trees import TEXT, entry, links, posts, read

DATED = "title: Slow Bread\ndate: 2021-02-03"
TOML = f'+++\ntitle = "Slow Bread"\n%s\n+++\n{TEXT}\n'


@pytest.mark.parametrize(
    ("config", "place", "matter", "link"),
    [
        ("", "blog/Größe & Rye.md", "date = 2021-02-03", "https://a.example/blog/grosse-rye/"),
        ("", "blog/2021-02-03_rye.md", "", "https://a.example/blog/rye/"),
        ("", "blog/2021-02-03-rye/index.md", "", "https://a.example/blog/rye/"),
        ("", "rye.md", 'path = "2021/02/03/Rye"', "https://a.example/2021/02/03/Rye/"),
        ("", "blog/rye.md", 'date = 2021-02-03\nslug = "r"', "https://a.example/blog/r/"),
        ("", "blog/麵包.md", "date = 2021-02-03", None),
        ('[slugify]\npaths = "off"', "blog/麵包.md", "date = 2021-02-03", "https://a.example/blog/%E9%BA%B5%E5%8C%85/"),
        ("[languages.fr]", "blog/rye.fr.md", "date = 2021-02-03", "https://a.example/fr/blog/rye/"),
    ],
)  # fmt: skip
def test_zola(tmp_path: Path, config: str, place: str, matter: str, link: str | None) -> None:
    files: dict[str, str | bytes] = {
        "config.toml": f'base_url = "https://a.example"\n{config}',
        f"content/{place}": TOML % matter,
    }
    post = posts(tmp_path, files)[f"content/{place}"]
    assert post.published == "2021-02-03"
    assert post.link == (link or post.url)


@pytest.mark.parametrize(
    ("config", "place", "matter", "link"),
    [
        ("", "Slow-Bread.md", "", "https://a.example/2021/02/03/Slow-Bread/"),
        ("", "rye/Slow.md", "", "https://a.example/2021/02/03/rye/Slow/"),
        ("permalink: posts/:abbrlink.html", "a.md", "abbrlink: 4a17b156", "https://a.example/posts/4a17b156.html"),
        ("permalink: :category/:name/", "x/a.md", "categories: [Oven Talk, Rye]", "https://a.example/Oven-Talk/Rye/a/"),
        ("permalink: :category/:title/", "a.md", "", "https://a.example/uncategorized/a/"),
        ("permalink: :year/:title.html\npretty_urls: {trailing_html: false}", "a.md", "", "https://a.example/2021/a"),
        ("new_post_name: :year-:month-:day-:title.md", "2021-02-03-a.md", "", "https://a.example/2021/02/03/a/"),
        ("permalink: :year/:hash/", "a.md", "", None),
        ("", "a.md", "permalink: /own/", "https://a.example/own/"),
    ],
)  # fmt: skip
def test_hexo(tmp_path: Path, config: str, place: str, matter: str, link: str | None) -> None:
    files: dict[str, str | bytes] = {
        "_config.yml": f"url: https://a.example\n{config}", f"source/_posts/{place}": entry(f"{DATED}\n{matter}"),
        "source/about/index.md": entry(DATED), "source/_drafts/b.md": entry(),
    }  # fmt: skip
    pages, left_out = read(tmp_path, files)
    assert {page.place: page.facts.link for page in pages.values()} == {f"source/_posts/{place}": link}
    assert left_out == {
        "source/about/index.md": "a page of the site, not a post",
        "source/_drafts/b.md": "a draft",
    }


def astro(config: str = "", route: str = "src/pages/blog/[...slug].astro") -> dict[str, str | bytes]:
    return {
        "astro.config.mjs": f"// site: 'https://old.example'\nexport default defineConfig({{ site: 'https://a.example', {config} }});",
        route: "---\nconst posts = await getCollection('blog');\n---\n<html/>",
        "src/content/blog/My Post.md": entry("title: A\npubDate: 'Feb 3 2021'"),
    }


@pytest.mark.parametrize(
    ("config", "route", "link"),
    [
        ("", "src/pages/blog/[...slug].astro", "https://a.example/blog/my-post/"),
        ("base: '/b'", "src/pages/[...slug].astro", "https://a.example/b/my-post/"),
        ("trailingSlash: 'never'", "src/pages/posts/[id].astro", "https://a.example/posts/my-post"),
        ("build: { format: 'file' }", "src/pages/blog/[slug].astro", "https://a.example/blog/my-post.html"),
        ("", "src/pages/index.astro", None),  # no route says where the entries of the collection are
    ],
)  # fmt: skip
def test_astro(tmp_path: Path, config: str, route: str, link: str | None) -> None:
    page = read(tmp_path, astro(config, route))[0]["src/content/blog/My Post.md"]
    assert (page.facts.link, page.facts.published) == (link, "2021-02-03")


def test_astro_sites_with_constants_loaders_and_mdx(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "astro.config.ts": 'import { SITE } from "./src/config";\nexport default defineConfig({ site: SITE.website });',
        "src/config.ts": 'export const SITE = { website: "https://a.example/", author: "Ann Lee" };',
        "src/content.config.ts": 'const blog = defineCollection({ loader: glob({ pattern: "**/*.md", base: "./src/data/blog" }), schema: 1 });',
        "src/pages/posts/[...slug]/index.astro": "", "src/pages/posts/[...slug].astro": 'getCollection("blog")',
        "src/data/blog/rye.mdx": entry("title: Rye\npubDatetime: 2021-02-03T10:00:00Z", "import A from 'a';\n\n<A>Rye bread.</A>"),
        "src/data/blog/_idea.md": entry(DATED), "src/data/blog/no.md": entry(f"{DATED}\ndraft: true"),
    }  # fmt: skip
    found = posts(tmp_path, files)
    (post,) = found.values()
    assert (post.link, post.authors, post.text) == (
        "https://a.example/posts/rye/",
        ("Ann Lee",),
        "Rye bread.",
    )


@pytest.mark.parametrize(
    ("data", "matter", "link"),
    [
        ("{}", "", "https://a.example/posts/2021-02-03-rye/"),
        ('{"permalink": "/b/{{ page.fileSlug }}/"}', "", "https://a.example/b/rye/"),
        ('{"permalink": "/{{ page.date | date: \'%Y/%m/%d\' }}/{{ title | slugify }}/index.html"}', "", "https://a.example/2021/02/03/slow-bread/"),
        ('{"permalink": "/b/{{ title | myOwn }}/"}', "", None),
        ("{}", "permalink: /own/", "https://a.example/own/"),
    ],
)  # fmt: skip
def test_eleventy(tmp_path: Path, data: str, matter: str, link: str | None) -> None:
    files: dict[str, str | bytes] = {
        "eleventy.config.js": 'module.exports = { dir: { input: "src" } };', "src/_data/metadata.json": '{"url": "https://a.example", "author": {"name": "Ann Lee"}}',
        "src/posts/posts.json": data, "src/posts/2021-02-03-rye.md": entry(f"title: Slow Bread\ntags: [posts, rye]\n{matter}"),
        "src/about.md": entry("title: About"), "src/posts/x.md": entry("permalink: false\ndate: 2021-01-01"), "README.md": "# A",
    }  # fmt: skip
    pages, left_out = read(tmp_path, files)
    page = pages["src/posts/2021-02-03-rye.md"]
    assert (page.facts.link, page.facts.authors, page.facts.tags) == (link, ("Ann Lee",), ("rye",))
    assert set(left_out) == {"src/about.md", "src/posts/x.md"}


def test_eleventy_takes_plain_words_from_data_in_javascript(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        ".eleventy.js": "module.exports = function () {};", "_data/metadata.js": 'export default { title: "A", url: "https://a.example/" };',
        "blog/blog.11tydata.js": 'export default { permalink: "/{{ page.fileSlug }}/" };', "blog/rye.md": entry(DATED),
        "talk/talk.11tydata.js": "export default { permalink: (data) => data.x };", "talk/a.md": entry(DATED),
    }  # fmt: skip
    assert links(tmp_path, files) == {"blog/rye.md": "https://a.example/rye/", "talk/a.md": None}


@pytest.mark.parametrize(
    ("config", "place", "matter", "link"),
    [
        ("", "2021-02-03-rye.md", "", "https://a.example/b/blog/2021/02/03/rye"),
        ("", "2021-02-03-rye/index.mdx", "", "https://a.example/b/blog/2021/02/03/rye"),
        ("", "2021-02-03-rye.md", "slug: loaf", "https://a.example/b/blog/loaf"),
        ("trailingSlash: true, blog: { routeBasePath: '/' }", "2021/02/03/rye.md", "", "https://a.example/b/2021/02/03/rye/"),
    ],
)  # fmt: skip
def test_docusaurus(tmp_path: Path, config: str, place: str, matter: str, link: str) -> None:
    files: dict[str, str | bytes] = {
        "docusaurus.config.js": f"module.exports = {{ title: 'A', url: 'https://a.example', baseUrl: '/b/', {config} }};",
        f"blog/{place}": entry(f"title: Rye\nauthors: [ann]\n{matter}", f":::note\n\n{TEXT}\n\n:::"), "blog/authors.yml": "ann:\n  name: Ann Lee\n",
        "docs/intro.md": entry("title: Intro"),
    }  # fmt: skip
    pages, left_out = read(tmp_path, files)
    page = pages[f"blog/{place}"]
    assert (page.facts.link, page.facts.authors) == (link, ("Ann Lee",))
    assert left_out == {"docs/intro.md": "a page of the site, not a post"}
    assert posts(tmp_path, files)[f"blog/{place}"].text == TEXT


@pytest.mark.parametrize(
    ("settings", "link"),
    [
        ("", "https://a.example/dont-panic-bread.html"),
        ("ARTICLE_URL = '{date:%Y}/{date:%m}/{slug}/'", "https://a.example/2021/02/dont-panic-bread/"),
        ("SLUGIFY_SOURCE = 'basename'", "https://a.example/rye.html"),
        ("ARTICLE_URL = '{category}/{slug}'", "https://a.example/oven/dont-panic-bread"),
    ],
)
def test_pelican(tmp_path: Path, settings: str, link: str) -> None:
    files: dict[str, str | bytes] = {
        "pelicanconf.py": f"import os\nAUTHOR = 'Ann Lee'\nSITEURL = ''\nRUN = os.system('touch {tmp_path}/ran')\n{settings}\n",
        "publishconf.py": "from pelicanconf import *\nSITEURL = 'https://a.example'\n",
        "content/oven/rye.md": f"Title: Don't panic: bread\nDate: 2021-02-03 10:00\nTags: rye, oven\n\n{TEXT}\n",
        "content/oven/b.md": f"Title: B\nDate: 2021-02-03\nStatus: draft\n\n{TEXT}\n", "content/pages/about.md": f"Title: About\nDate: 2021-02-03\n\n{TEXT}",
        "content/c.rst": "C\n=\n",
    }  # fmt: skip
    pages, left_out = read(tmp_path, files)
    page = pages["content/oven/rye.md"]
    assert (page.facts.link, page.facts.title, page.facts.tags) == (
        link,
        "Don't panic: bread",
        ("rye", "oven"),
    )
    assert (page.facts.authors, page.facts.published) == (("Ann Lee",), "2021-02-03T10:00:00")
    assert left_out["content/oven/b.md"] == "a draft"
    assert not (tmp_path / "ran").exists()
