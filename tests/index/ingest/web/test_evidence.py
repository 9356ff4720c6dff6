"""What is a post and what is not: real blogs whole, and small pages as each program makes them."""

import gzip
import json
import re
from pathlib import Path

import pytest

from index.addresses import address_key, normal_address
from index.ingest.web.evidence import Verdict, judge
from index.ingest.web.kinds import kind_of_address
from index.ingest.web.webpage import read_web_page

ROOT = "https://example.org/"
TEXT = "<p>" + "The kettle sings, and the leaves wait in the pot for their water. " * 12 + "</p>"
TEASERS = "".join(f"<h2><a href='/tea-{n}/'>Tea {n}</a></h2><p>{'A word on tea. ' * 9}</p>" for n in range(6))
DATED = re.compile(r"/(?:19|20)\d\d/\d\d/\d\d/([\w%.-]+)(?=/)")


def _same(href: str, url: str) -> bool:
    return address_key(normal_address(href, url) or "") == address_key(url)


def verdict(head: str = "", body: str = TEXT, path: str = "slow-tea/", **known: str) -> Verdict:
    attributes = known.pop("attributes", "")
    html = f"<!DOCTYPE html><html><head>{head}</head><body {attributes}>{body}</body></html>"
    url = ROOT + path
    return judge(read_web_page(html.encode(), url), url, root=ROOT, **known)


def json_ld(*things: object) -> str:
    return f"<script type='application/ld+json'>{json.dumps(list(things))}</script>"


@pytest.mark.parametrize("shows_dates", [True, False], ids=["as it is", "without dates in addresses"])
@pytest.mark.parametrize(
    ("folder", "root", "post_count"),
    [
        ("html-jdhao-hugo", "https://jdhao.github.io/", 569),
        ("html-scarlz-hexo", "http://www.tricksofthetrades.net/", 53),
        ("html-whizzy-wordpress", "https://whizzy.org/", 72),
    ],
)
def test_every_post_of_a_real_blog_is_a_post_and_next_to_nothing_else(
    blogs: Path, folder: str, root: str, post_count: int, shows_dates: bool
) -> None:
    missed, wrong, found = [], [], 0
    for file in sorted((blogs / folder).rglob("*.html")):
        place = file.relative_to(blogs / folder).as_posix()
        url, content = root + place.removesuffix("index.html"), file.read_bytes()
        own = re.search(rb"<link rel=\"?canonical\"? href=\"?([^\s\">]+)", content)
        is_dated = re.match(r"\d{4}/\d\d/\d\d/[^/]+/", place) and not re.search(
            b"http-equiv=.?refresh", content
        )
        # A page at a dated address is a post, unless it names another as its own; one is a privacy policy.
        is_post = bool(is_dated) and (own is None or _same(own[1].decode(), url))
        if not shows_dates:
            url, content = DATED.sub(r"/\1", url), re.sub(DATED.pattern.encode(), rb"/\1", content)
        found += is_post
        judged = judge(read_web_page(content, url), url, root=root)
        if judged.is_post and not is_post:
            wrong.append(url)
        if is_post and not judged.is_post and "privacy" not in url:
            missed.append((url, judged.reason))
    assert found == post_count
    assert missed == []
    assert len(wrong) <= 0.02 * found


def test_articles_of_many_platforms_are_posts(shared: Path) -> None:
    folder = shared / "extraction/wcxb-dev"
    rows = [row for row in json.loads((folder / "labels.json").read_text("utf-8")) if row["blog"]]
    verdicts = []
    for row in rows:
        page = read_web_page(gzip.decompress((folder / row["file"]).read_bytes()), row["url"])
        verdicts.append(judge(page, row["url"]))
    # Of the four that are not, one is a home page, one about the blog, and one names its own address.
    assert len(verdicts) == 263
    assert sum(one.is_post for one in verdicts) >= 259


def test_the_samples_are_posts(samples: Path) -> None:
    for file in samples.rglob("*.html"):
        url = f"https://example.org/{file.relative_to(samples).as_posix()}"
        judged = judge(read_web_page(file.read_bytes(), url), url)
        assert (judged.is_post, judged.is_sure) == (True, True), file


@pytest.mark.parametrize(
    ("head", "body", "reason"),
    [
        (json_ld({"@type": "BlogPosting", "headline": "Tea"}), TEXT, "JSON-LD BlogPosting"),
        (json_ld({"@graph": [{"@type": ["Article"]}, {"@type": "WebPage"}]}), TEXT, "JSON-LD Article"),
        (
            json_ld(
                {"@type": "NewsArticle", "url": ROOT + "slow-tea"},
                {"@type": "Article", "url": ROOT + "other"},
            ),
            TEXT,
            "JSON-LD NewsArticle",
        ),
        (
            "<meta property='og:type' content='article'>"
            "<meta property='article:published_time' content='2020-03-04'>",
            TEXT,
            "og:type article with a date",
        ),
        ("<title>Slow tea</title>", f"<article><time>4 March</time>{TEXT}</article>", "an entry with a date"),
        (
            "<title>Slow tea</title>",
            f"<div class=h-entry><i>2020-03-04</i>{TEXT}</div>",
            "an entry with a date",
        ),
    ],
)
def test_a_page_that_states_that_it_is_a_post_is_one(head: str, body: str, reason: str) -> None:
    assert verdict(head, body) == Verdict(True, reason, "post")


@pytest.mark.parametrize(
    ("classes", "role"),
    [
        ("post-template-default single single-post postid-7 tag-green", "post"),
        ("single postid-7 wp-custom-logo", "post"),
        ("post-template tag-green", "post"),  # Ghost
        ("item-view version-1-3-3", "post"),  # Blogger
        ("mt-entry-archive", "post"),  # Movable Type
        ("page-template-default page page-id-2", "page"),
        ("page-template", "page"),
        ("archive category category-tea", "listing"),
        ("archive date", "listing"),
        ("home blog paged", "listing"),
        ("tag-template tag-green", "listing"),
        ("feed-view", "listing"),
        ("search search-results", "listing"),
        ("error404", "error"),
    ],
)
def test_the_marks_of_programs_rule(classes: str, role: str) -> None:
    judged = verdict("<title>Slow tea</title>", path="slow-tea", attributes=f"class='{classes}'")
    assert (judged.role, judged.is_post) == (role, role == "post")


def test_text_that_states_nothing_is_a_post_but_not_for_sure() -> None:
    body = f"<h1>Slow tea</h1>{TEXT}"
    assert verdict(body=body, path="slow-tea.html") == Verdict(
        True, "text with a headline", "post", is_sure=False
    )
    assert verdict(body=f"<p>4. März 2020</p>{body}").reason == "text with a date"
    assert verdict(body=body, listed_in="sitemap").reason == "text, in the sitemap"
    assert verdict(body=body, path="on/brewing-slow-tea").reason == "text under a post's address"
    assert verdict(body=body, listed_in="feed") == Verdict(True, "in the feed", "post")
    assert verdict(body="<h1>Slow tea</h1><p>Soon.</p>") == Verdict(False, "no running text", "page")


def test_lists_are_no_posts_whatever_they_are_called() -> None:
    assert verdict("<title>Tea</title>", f"<h1>Tea</h1>{TEASERS}").reason == "a list of posts: 6 headlines"
    entries = "".join(f"<article><h2><a href='/t{n}/'>T</a></h2>{TEXT}</article>" for n in range(3))
    assert verdict("<title>Tea</title>", entries).reason == "a list of posts: 3 entries"
    alone = f"<article><h2><a href='/brewing/'>On brewing</a></h2><time>4 March</time>{TEXT}</article>"
    assert verdict("<title>About: tea</title>", alone).reason == "a list of one post"
    links = "".join(
        f"<li><i>2020-01-0{n}</i> <a href='/tea-{n}/'>Tea number {n}</a></li>" for n in range(1, 10)
    )
    assert verdict("<title>All</title>", f"<ul>{links}</ul>").reason == "a list of links: 9"
    many = json_ld(
        {"@type": "Blog", "blogPost": [{"@type": "BlogPosting", "url": f"/t{n}"} for n in range(3)]}
    )
    assert verdict(many).reason == "JSON-LD of a list"


@pytest.mark.parametrize("path", ["", "news-of-2024.html"])
@pytest.mark.parametrize(
    "entry",
    [
        "<article class=post><h2><a href='/p{0}/'>Tea {0}</a></h2><time>{0} May 2024</time>{1}</article>",
        "<div class='post hentry'><h3 class=post-title><a href='/2024/0{0}/p.html'>Tea {0}</a></h3>{1}</div>",
        "<h2><a href='/p{0}/'>Tea {0}</a></h2><p>May {0}, 2024</p>{1}<hr>",
        "<section><h1><a href='/p{0}/'>Tea {0}</a></h1>{1}</section>",
    ],
    ids=["articles", "hentry", "headings", "sections"],
)
def test_a_front_page_of_whole_posts_is_told_from_one_post(entry: str, path: str) -> None:
    posts = "".join(entry.format(n, TEXT) for n in (1, 2, 3))
    body = f"<main>{posts}</main><a href='/page/2/'>Older</a>"
    judged = verdict("<title>The Long Table</title>", body, path)
    assert (judged.is_post, judged.role) == (False, "listing" if path else "home")


def test_related_posts_beside_a_post_make_it_no_list() -> None:
    body = f"<article><h1>Slow tea</h1><time>4 March</time>{TEXT}</article><h3>More</h3>{TEASERS}"
    assert verdict("<title>Slow tea</title>", body).is_post
    short = "<article><h1>Slow tea</h1><time>4 March</time><p>Short.</p></article>"
    named = f"{short}<div class=related>{TEASERS}</div>"
    assert verdict("<title>Slow tea</title>", named).is_post


def test_sections_that_link_to_other_posts_make_it_no_list() -> None:
    sections = (
        "".join(f"<h2>Step {n}</h2>{TEXT}" for n in range(7)) + f"<h2><a href='/pot/'>The pot</a></h2>{TEXT}"
    )
    assert verdict("<title>Slow tea</title>", f"<h1>Slow tea</h1><p>4 March 2020</p>{sections}").is_post


def test_an_alias_is_no_post() -> None:
    refresh = "<meta http-equiv=refresh content='0; url=/new/'>"
    assert verdict(refresh) == Verdict(False, "sends its reader on to https://example.org/new/", "alias")
    canonical = "<meta property='article:published_time' content='2020'><link rel=canonical href='{}'>"
    assert verdict(canonical.format("/tea/")).role == "alias"
    for fault in ("/", "/slow-tea?utm_source=x", "/slow-tea/slow-tea", "https://elsewhere.example/tea"):
        assert verdict(canonical.format(fault)).is_post, fault


@pytest.mark.parametrize(
    ("path", "role"),
    [
        ("", "home"),
        ("about/", "page"),
        ("ueber-mich.html", "page"),
        ("mentions-legales", "page"),
        ("p/contact.html", "page"),
        ("tags/tea/", "listing"),
        ("page/2/", "listing"),
        ("2020/03/", "listing"),
        ("blog/", "listing"),
        ("?s=tea", "search"),
        ("wp-login.php", "login"),
        ("404.html", "error"),
    ],
)
def test_addresses_speak_against_a_page_with_text(path: str, role: str) -> None:
    dated = "<meta property='og:type' content='article'>"
    judged = verdict(f"<title>Tea</title>{dated}", f"<h1>Tea</h1>{TEXT}", path=path)
    assert (judged.is_post, judged.role) == (False, role)


def test_a_post_at_an_address_of_a_day_is_a_post_and_a_list_there_is_none() -> None:
    post = f"<h1>Slow tea</h1><p>2020-03-04</p>{TEXT}"
    assert verdict("<title>Slow tea</title>", post, path="2020/03/04/").is_post
    assert not verdict("<title>4 March</title>", TEASERS, path="2020/03/04/").is_post


def test_an_error_that_says_it_is_none_is_no_post() -> None:
    body = (
        "<article><h1>Page not found</h1><p>It may have moved. Try the search, or the archive.</p></article>"
    )
    assert verdict("<title>Page not found – Tea</title>", body * 3).role == "error"
    assert verdict(
        "<title>404 pages I like</title>", f"<article><time>4 March</time>{TEXT}</article>"
    ).is_post


def test_a_page_whose_whole_text_is_called_a_widget_is_read_all_the_same() -> None:
    body = f"<div class=widget><h1>Slow tea</h1><time>4 March</time>{TEXT}</div>"
    assert verdict("<title>Slow tea</title>", body).is_post


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("2020/03/04/slow-tea/", "post-like"),
        ("2020-03-04-slow-tea.html", "post-like"),
        ("posts/tea", "post-like"),
        ("p/tea", "post-like"),
        ("?p=12", "post-like"),
        ("archives/000123.html", "post-like"),
        ("how-to-brew-tea", "post-like"),
        ("tag/tea/page/2", "listing:page"),
        ("tag/tea", "listing:tag"),
        ("search/label/Tea", "listing:tag"),
        ("tags.html", "listing:tag"),
        ("?tag=tea", "listing:tag"),
        ("kategorie/tee", "listing:category"),
        ("?cat=3", "listing:category"),
        ("author/jo/", "listing:author"),
        ("@jo", "listing:author"),
        ("@jo/slow-tea-1f2e3d", "post-like"),
        ("2020/", "listing:date"),
        ("blog/2020/03", "listing:date"),
        ("2003_04_01_archive.html", "listing:date"),
        ("?m=202003", "listing:date"),
        ("slow-tea/comment-page-2/", "listing:page"),
        ("?paged=3", "listing:page"),
        ("search?updated-max=2020&max-results=7", "listing:page"),
        ("archive", "listing:archive"),
        ("en/blog/", "listing:archive"),
        ("search/?q=tea", "search"),
        ("wp-admin/", "login"),
        ("cart", "login"),
        ("feed/", "feed"),
        ("slow-tea/feed/", "feed"),
        ("index.xml", "feed"),
        ("feeds/posts/default?alt=rss", "feed"),
        ("tea.jpg", "asset"),
        ("about", "other"),
        ("", "other"),
    ],
)
def test_an_address_says_what_to_ask_for_first(path: str, kind: str) -> None:
    assert kind_of_address(ROOT + path, ROOT) == kind


def test_names_count_from_the_root_of_the_site() -> None:
    assert (
        kind_of_address("https://example.org/tag/jo/slow-tea-for-two", "https://example.org/tag/jo/")
        == "post-like"
    )
