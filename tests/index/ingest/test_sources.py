"""What a person names is recognised for what it is, and of saved sites only the posts are taken."""

import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from index.errors import SourceError
from index.ingest.sources import KINDS, WEB_KINDS, Source, identify, open_source
from index.records import Page, Skipped
from index.settings import SourceSettings
from tests.fakes import html_post, write_blog
from tests.webserver import blog_post

RSS = "<rss version='2.0'><channel><title>Salt</title><item><link>https://s.example/a</link></item></channel></rss>"
ATOM = (
    "<feed xmlns='http://www.w3.org/2005/Atom'><title>Salt</title><entry><title>A</title>"
    "<link href='https://s.example/a'/></entry></feed>"
)
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Salt",
        "items": [{"id": "1", "url": "https://s.example/a", "content_html": "<p>Salt"}],
    }
)
OPML = "<opml version='2.0'><head/><body><outline text='S' xmlUrl='https://s.example/feed'/></body></opml>"
WXR = (
    "<?xml version='1.0'?><rss version='2.0' xmlns:wp='http://wordpress.org/export/1.2/'><channel>"
    "<wp:wxr_version>1.2</wp:wxr_version><item><wp:post_type>post</wp:post_type></item></channel></rss>"
)
BLOGGER = (
    "<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'>"
    "<id>tag:blogger.com,1999:blog-7.archive</id><generator>Blogger</generator><entry>"
    "<id>tag:blogger.com,1999:blog-7.post-8</id><category scheme='http://schemas.google.com/g/2005#kind' "
    "term='http://schemas.google.com/blogger/2008/kind#post'/><title>A</title></entry></feed>"
)
GHOST = json.dumps(
    {
        "db": [
            {
                "meta": {"version": "5.0.0"},
                "data": {"posts": [{"title": "A", "slug": "a", "status": "published", "mobiledoc": None}]},
            }
        ]
    }
)
MHTML = (
    "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://s.example/a\r\nMIME-Version: 1.0\r\n"
    'Content-Type: multipart/related; type="text/html"; boundary="x"\r\n\r\n'
    "--x\r\nContent-Type: text/html\r\n"
    "Content-Location: https://s.example/a\r\n\r\n<p>Salt\r\n--x--\r\n"
)
WARC = "WARC/1.0\r\nWARC-Type: warcinfo\r\nWARC-Record-ID: <urn:uuid:1>\r\nContent-Length: 0\r\n\r\n\r\n\r\n"
MARKDOWN = "---\ntitle: A\ndate: 2024-01-01\n---\n\nSalt.\n"


def zipped(**members: str) -> Callable[[Path], Path]:
    """Makes a zip; `__` in a name is a `/`, `_dot_` a dot."""

    def make(folder: Path) -> Path:
        with zipfile.ZipFile(folder / "a.zip", "w") as pack:
            for name, text in members.items():
                pack.writestr(name.replace("__", "/").replace("_dot_", "."), text)
        return folder / "a.zip"

    return make


def file(name: str, content: str, encoding: str = "utf-8") -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        (folder / name).write_bytes(content.encode(encoding))
        return folder / name

    return make


def tree(**files: str) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        return write_blog(
            folder / "tree", {n.replace("__", "/").replace("_dot_", "."): text for n, text in files.items()}
        )

    return make


SUBSTACK_LIST = (
    "post_id,post_date,is_published,email_sent_at,inbox_sent_at,type,audience,title,subtitle,podcast_url\n"
)


@pytest.mark.parametrize(
    ("make", "kind"),
    [
        (file("a.html", html_post("A", "Salt.")), "folder"),
        (file("a.md", MARKDOWN), "folder"),
        (file("a.txt", "Salt on everything.\n\nEven on tea."), "folder"),
        (file("a.txt", "# friends\nhttps://s.example/a\n\nhttps://t.example/\n"), "addresses"),
        (file("urls", "https://s.example/a\n"), "addresses"),
        (file("a.txt", "https://s.example/a\n", "utf-8-sig"), "addresses"),
        (file("a.txt", "https://s.example/a\r\nhttps://s.example/b\r\n", "utf-16"), "addresses"),
        (file("a.txt", "https://s.example/a is a good post\n"), "folder"),
        (file("feed.xml", RSS), "feed file"),
        (file("feed.xml", f"\ufeff{ATOM}"), "feed file"),
        (file("feed", JSON_FEED), "feed file"),
        (file("feed.json", JSON_FEED), "feed file"),
        (file("blogs.opml", OPML), "opml"),
        (file("blogs.xml", f"<?xml version='1.0'?>\n<!-- mine -->\n{OPML}"), "opml"),
        (file("salt.xml", WXR), "wordpress"),
        (file("blog-01-01-2024.xml", BLOGGER), "blogger"),
        (file("salt.ghost.json", GHOST), "ghost"),
        (file("a.mhtml", MHTML), "mhtml"),
        (file("a.mht", MHTML), "mhtml"),
        (file("a.warc", WARC), "warc"),
        (zipped(posts_dot_csv=SUBSTACK_LIST, posts__1_dot_a_dot_html="<p>Salt"), "substack"),
        (zipped(index_dot_html=blog_post("A", "Salt."), a__index_dot_html=blog_post("B", "Tea.")), "zip"),
        (tree(a_dot_html=html_post("A", "Salt.")), "folder"),
        (tree(a_dot_md=MARKDOWN, notes_dot_txt="Salt"), "markdown"),
        (tree(a_dot_md="# A\n\nSalt.", notes_dot_txt="Salt"), "folder"),
        (tree(hugo_dot_toml="baseURL='https://s.example/'\n", content__posts__a_dot_md=MARKDOWN), "markdown"),
        (tree(_config_dot_yml="title: S\n", _posts__2024_01_01_a_dot_md=MARKDOWN), "markdown"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_or_folder_is_recognised_by_what_is_in_it(
    make: Callable[[Path], Path], kind: str, tmp_path: Path
) -> None:
    path = make(tmp_path)
    assert identify(str(path)) == Source(str(path.resolve()), kind)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("warc/nullprogram.warc.gz", "warc"),
        ("wxr/real-spotthevuln/wordpress.xml", "wordpress"),
        ("blogger/bloggerexport.xml", "blogger"),
    ],
)
def test_a_real_export_is_recognised(formats: Path, path: str, kind: str) -> None:
    assert identify(str(formats / path)).kind == kind


def test_every_real_opml_list_is_one_of_blogs(formats: Path) -> None:
    found = {path.name: identify(str(path)).kind for path in (formats / "opml").rglob("*.opml")}
    assert found
    assert set(found.values()) == {"opml"}


@pytest.mark.parametrize("folder", ["md-rust", "md-18f", "md-ketamine-articles"])
def test_a_real_tree_is_recognised(blogs: Path, folder: str) -> None:
    assert identify(str(blogs / folder)).kind == "markdown"


@pytest.mark.parametrize("folder", ["html-jdhao-hugo", "html-scarlz-hexo", "html-whizzy-wordpress"])
def test_a_rendered_blog_is_a_folder(blogs: Path, folder: str) -> None:
    assert identify(str(blogs / folder)).kind == "folder"


@pytest.mark.parametrize(
    ("location", "kind", "source"),
    [
        ("https://S.example", "", Source("https://s.example/", "site")),
        ("http://s.example/blog/#top", "", Source("http://s.example/blog/", "site")),
        ("https://s.example/feed.xml", "feed", Source("https://s.example/feed.xml", "feed")),
        ("https://s.example/all.opml", "opml", Source("https://s.example/all.opml", "opml")),
    ],
)
def test_an_address_is_a_site_unless_it_is_said_what_it_is(location: str, kind: str, source: Source) -> None:
    assert identify(location, kind) == source


def test_the_kind_that_is_said_is_the_kind(tmp_path: Path) -> None:
    path = file("a.txt", "https://s.example/a\n")(tmp_path)
    assert identify(str(path), "folder").kind == "folder"
    feed = file("feed.md", RSS)(tmp_path)
    assert identify(str(feed)).kind == "folder"
    assert identify(str(feed), "feed").kind == "feed file"
    assert not identify(str(feed), "feed").is_crawled
    assert identify(str(feed), "opml").is_crawled


@pytest.mark.parametrize(
    ("location", "kind", "says"),
    [
        ("https://s.example/", "blog", "blog is no kind of source; the kinds are: addresses, feed"),
        (
            "https://s.example/salt.xml",
            "wordpress",
            "read from a file; download https://s.example/salt.xml first",
        ),
        ("ftp://s.example/", "", "ftp://s.example/ is no address that can be asked"),
        ("file:///etc/passwd", "", "name the folder or file by its path alone"),
        ("https://", "", "no address that can be asked"),
        ("https://user:secret@", "", "no address that can be asked"),
        ("no/such/file", "", "There is no folder or file no/such/file; check the name."),
        ("no/such/file.md", "", "There is no folder or file no/such/file.md; check the name."),
        ("blog.example", "", "(a site is named with its https://, as in https://blog.example)"),
        ("blog.example:80/ann", "", "as in https://blog.example:80/ann)"),
        ("localhost:4000", "", "as in https://localhost:4000)"),
        ("{nonsense}", "", "is nothing that can be read; name a folder, a web address, an export"),
        ("{empty}", "", "is nothing that can be read"),
        ("{picture}", "", "is nothing that can be read"),
        ("{cut}", "", "cut.zip is a zip that is not whole, or holds no posts; make or download it again."),
        ("{map}", "", "A source of the kind sitemap is given by its address"),
        ("{nonsense}", "site", "A source of the kind site is given by its address"),
        ("{nonsense}", "sitemap", "A source of the kind sitemap is given by its address"),
    ],
)
def test_what_cannot_be_a_source_is_refused_in_one_sentence(
    location: str, kind: str, says: str, tmp_path: Path
) -> None:
    (tmp_path / "nonsense.bin").write_bytes(bytes(range(256)) * 8)
    (tmp_path / "empty.xml").touch()
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    with zipfile.ZipFile(tmp_path / "whole.zip", "w") as packed:
        packed.writestr("a.html", "<p>A post that is long enough to be cut.</p>")
    whole = (tmp_path / "whole.zip").read_bytes()
    (tmp_path / "cut.zip").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "map.xml").write_text(
        "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>https://s.example/a</loc></url></urlset>"
    )
    names = {"nonsense": "nonsense.bin", "empty": "empty.xml", "picture": "a.png"}
    names |= {"cut": "cut.zip", "map": "map.xml"}
    location = location.format(**{name: tmp_path / path for name, path in names.items()})
    with pytest.raises(SourceError) as refused:
        identify(location, kind)
    assert says in str(refused.value)
    assert "\n" not in str(refused.value)


def test_every_kind_is_either_crawled_or_read() -> None:
    assert set(KINDS) >= WEB_KINDS
    assert len(KINDS) == len(set(KINDS))
    assert all(Source("x", kind).is_crawled is (kind in WEB_KINDS) for kind in KINDS)


# --- saved sites: the posts, and next to nothing else


def taken(source: Source) -> tuple[list[Page], list[Skipped]]:
    found = list(open_source(source, SourceSettings()).items())
    return (
        [item for item in found if isinstance(item, Page)],
        [item for item in found if isinstance(item, Skipped)],
    )


def test_of_a_warc_of_a_blog_only_the_posts_are_taken(formats: Path) -> None:
    pages, skipped = taken(identify(str(formats / "warc/nullprogram.warc.gz")))
    urls = [page.url for page in pages]
    posts = {url for url in urls if re.fullmatch(r"https?://nullprogram\.com/blog/\d{4}/\d\d/\d\d/", url)}
    assert len(posts) == 461
    assert len(urls) - 461 <= 0.02 * len(urls), sorted(set(urls) - posts)
    assert len(urls) == len(set(urls))
    assert skipped


HEXO_POST = re.compile(r"(?:.*/)?\d{4}/\d\d/\d\d/[^/]+/index\.html")


@pytest.fixture(scope="module")
def packed_blog(blogs: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A rendered blog as a zip."""
    path = tmp_path_factory.mktemp("packed") / "blog.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as pack:
        for file in sorted((blogs / "html-scarlz-hexo").rglob("*")):
            if file.is_file():
                pack.write(file, file.relative_to(blogs))
    return path


@pytest.mark.parametrize("packed", [False, True], ids=["folder", "zip"])
def test_of_a_rendered_blog_only_the_posts_are_taken(blogs: Path, packed_blog: Path, packed: bool) -> None:
    source = identify(str(packed_blog if packed else blogs / "html-scarlz-hexo"))
    assert source.kind == ("zip" if packed else "folder")
    pages, _ = taken(source)
    places = [page.place for page in pages]
    posts = {place for place in places if HEXO_POST.fullmatch(place)}
    assert len(posts) == 53
    assert len(places) - 53 <= 0.02 * len(places), sorted(set(places) - posts)


def test_the_samples_are_all_posts(samples: Path) -> None:
    pages, skipped = taken(identify(str(samples)))
    assert len(pages) == 36
    assert skipped == []


def test_a_post_that_somebody_saved_alone_is_a_post(shared: Path) -> None:
    posts = sorted((shared / "seed").iterdir())
    assert posts
    for path in posts:
        pages, skipped = taken(identify(str(path)))
        assert (len(pages), skipped) == (1, []), path.name


LISTS = ("index.html", "tag/tea/index.html", "page/2/index.html", "archives/2024/index.html")


@pytest.mark.parametrize("top", ["", "salt.example/"], ids=["its own", "below another"])
@pytest.mark.parametrize("host", ["", "https://salt.example/", "https://host.example/salt/"])
def test_of_a_small_rendered_site_the_lists_are_named_and_left_out(
    tmp_path: Path, top: str, host: str
) -> None:
    """Also where it says nothing of where it lies, or lies in a folder of its host."""

    def canonical(path: str) -> str:
        return f"<link rel='canonical' href='{host}{path.removesuffix('index.html')}'>" if host else ""

    teasers = "".join(
        f"<h2><a href='/t{n}/'>Tea {n}</a></h2><p>{'A word on tea. ' * 9}</p>" for n in range(1, 6)
    )
    listing = "<!doctype html><html><head><title>Salt</title>{0}</head><body><main>{1}</main></body></html>"
    posts = {f"t{n}/index.html": f"Tea {n}" for n in range(1, 6)}
    site = {path: listing.format(canonical(path), teasers) for path in LISTS}
    for path, title in posts.items():
        site[path] = blog_post(
            title, f"{title}. " + "Salt in tea is not for all. " * 20, head=canonical(path)
        )
    write_blog(tmp_path / "saved", {f"{top}{path}": page for path, page in site.items()})
    pages, skipped = taken(identify(str(tmp_path / "saved")))
    assert {page.place for page in pages} == {f"{top}{path}" for path in posts}
    assert {skip.place for skip in skipped} == {f"{top}{path}" for path in LISTS}


def test_posts_saved_one_by_one_are_posts_whatever_their_files_are_called(tmp_path: Path) -> None:
    names = ("tag/tea.html", "about.html", "page/2.html", "search.html", "archive/2024.html")
    write_blog(tmp_path / "saved", {name: html_post("Tea", "Salt in tea.", name) for name in names})
    pages, skipped = taken(identify(str(tmp_path / "saved")))
    assert {page.place for page in pages} == set(names)
    assert skipped == []
