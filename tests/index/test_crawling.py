"""A crawl finds every post of a site, asks politely, asks again only for what may have changed."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.ingest.sources import Source
from index.settings import CrawlSettings
from tests.index.crawls import HASTY, Crawls, reasons
from tests.webserver import Asked, Reply, WebServer, blog_post, list_page, sitemap

TEXT = "The dough rests overnight in the cold, and in the morning it is shaped, proofed and baked. " * 4


def post(title: str, **options: object) -> str:
    """A post with enough text to be one, and different from every other."""
    return blog_post(title, f"{title}. {TEXT}", f"That was all about {title}.", **options)


# What a broken server answers. It need not be given time, so that the tests have none to wait.
BROKEN = Reply("broken", 500, {"Retry-After": "0"})


@pytest.fixture
def crawls(tmp_path: Path) -> Crawls:
    return Crawls(tmp_path)


@pytest.fixture
def blog() -> Iterator[WebServer]:
    """A blog whose first two posts are in its sitemap and whose third is only linked."""
    answers = {
        "/": list_page("/2024/bread/", "/2024/bikes/", "/2024/birds/", "/about/"),
        "/robots.txt": Reply("User-agent: *\nAllow: /\nSitemap: {root}map.xml\n", media_type="text/plain"),
        "/map.xml": sitemap(("/2024/bread/", "2024-01-01"), ("/2024/bikes/", "2024-01-02")),
        "/2024/bread/": post("Bread"),
        "/2024/bikes/": post("Bikes"),
        "/2024/birds/": post("Birds"),
        "/about/": list_page("/2024/bread/"),
    }
    with WebServer(answers) as server:
        yield server


# --- finding posts


def test_every_post_is_found_once_and_nothing_else(blog: WebServer, crawls: Crawls) -> None:
    report = crawls.run(blog.root)
    assert crawls.paths() == ["/2024/bikes/", "/2024/birds/", "/2024/bread/"]
    assert reasons(report).keys() >= {"/", "/about/"}
    assert len(blog.paths()) == len(set(blog.paths()))


def test_posts_of_a_paged_blog_without_sitemap_are_found_through_its_pages(crawls: Crawls) -> None:
    answers: dict[str, Reply | str] = {f"/2024/post-{n}/": post(f"Number {n}") for n in range(12)}
    for page in range(4):
        here = "/" if page == 0 else f"/page/{page + 1}/"
        posts = [f"/2024/post-{n}/" for n in range(3 * page, 3 * page + 3)]
        answers[here] = list_page(*posts, *([f"/page/{page + 2}/"] if page < 3 else []))
    with WebServer(answers) as server:
        crawls.run(server.root)
    assert crawls.paths() == sorted(f"/2024/post-{n}/" for n in range(12))


def test_a_blog_in_a_folder_of_a_site_is_kept_to_its_folder(crawls: Crawls) -> None:
    answers = {
        "/": list_page("/shop/cakes/", "/blog/"),
        "/blog/": list_page("/blog/2024/bread/", "/shop/cakes/"),
        "/blog/2024/bread/": post("Bread", links={"/shop/2024/cakes/": "cakes"}),
        "/shop/2024/cakes/": post("Cakes"),
        "/sitemap.xml": sitemap(("/blog/2024/bread/", ""), ("/shop/2024/cakes/", "")),
    }
    with WebServer(answers) as server:
        crawls.run(f"{server.root}blog/")
    assert crawls.paths() == ["/blog/2024/bread/"]


def test_a_feed_given_as_the_source_brings_its_whole_posts_without_asking_for_them(crawls: Crawls) -> None:
    items = "".join(
        f"<item><title>{name}</title><link>{{root}}2024/{name}/</link><pubDate>Mon, 01 Jan 2024 10:00:00 GMT"
        f"</pubDate><content:encoded><![CDATA[<p>{name}. {TEXT * 3}</p>]]></content:encoded></item>"
        for name in ("bread", "bikes")
    )
    feed = (
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>Blog</title><link>{{root}}</link>{items}</channel></rss>"
    )
    with WebServer({"/feed.xml": Reply(feed, media_type="application/rss+xml")}) as server:
        crawls.run(f"{server.root}feed.xml")
        assert server.paths() == ["/robots.txt", "/feed.xml"]
    assert crawls.paths() == ["/2024/bikes/", "/2024/bread/"]
    (page, _) = crawls.pages()
    assert page.is_body
    assert page.facts.title == "bikes"
    assert page.facts.published is not None
    assert page.facts.published.startswith("2024-01-01")


def test_a_list_of_addresses_brings_just_those_pages(tmp_path: Path, blog: WebServer, crawls: Crawls) -> None:
    (tmp_path / "list.txt").write_text(f"{blog.root}2024/bread/\n{blog.root}2024/none/\n")
    report = crawls.run(Source(str(tmp_path / "list.txt"), "addresses"))
    assert crawls.paths() == ["/2024/bread/"]
    assert reasons(report)["/2024/none/"] == "not found (404)"


# --- one post once


def test_one_post_under_many_addresses_is_fetched_and_kept_once(crawls: Crawls) -> None:
    answers = {
        "/": list_page(
            "/2024/bread/",
            "/2024/bread/?utm_source=x",
            "/2024/bread/#top",
            "/2024/bread/amp/",
            "/old",
            "/print",
        ),
        "/2024/bread/": post("Bread"),
        "/old": Reply("", 301, {"Location": "/2024/bread/"}),
        "/print": post("Bread", head="<link rel='canonical' href='/2024/bread/'>"),
    }
    with WebServer(answers) as server:
        crawls.run(server.root)
        assert server.paths().count("/2024/bread/") <= 2  # the second time by the redirect
    assert crawls.paths() == ["/2024/bread/"]


def plain(title: str) -> str:
    """A page with a date and text, of which nothing says what it is."""
    return f"<html><title>{title}</title><h1>{title}</h1><p>3 March 2024</p><p>{title}. {TEXT}</p></html>"


def test_a_page_that_only_looks_like_a_post_is_one_where_no_post_says_more(crawls: Crawls) -> None:
    names = [f"/{name}.html" for name in ("bread", "bikes", "birds", "bees", "boats", "books")]
    pages = {name: plain(name) for name in [*names, "/tools-i-like.html"]}
    with WebServer({"/": list_page(*pages), **pages}) as server:
        crawls.run(server.root)
    assert crawls.paths() == sorted(pages)


def test_a_page_that_only_looks_like_a_post_is_none_where_all_posts_say_that_they_are(crawls: Crawls) -> None:
    posts = {f"/{name}.html": post(name) for name in ("bread", "bikes", "birds", "bees", "boats", "books")}
    answers = {"/": list_page(*posts, "/tools-i-like.html"), **posts, "/tools-i-like.html": plain("Tools")}
    with WebServer(answers) as server:
        report = crawls.run(server.root)
    assert crawls.paths() == sorted(posts)
    assert "does not say that it is a post" in reasons(report)["/tools-i-like.html"]


def test_a_page_whose_canonical_address_is_broken_is_kept_itself(crawls: Crawls) -> None:
    bread = post("Bread", head="<link rel='canonical' href='/2024/BREAD/'>")
    with WebServer({"/": list_page("/2024/bread/"), "/2024/bread/": bread}) as server:
        crawls.run(server.root)
    assert crawls.paths() == ["/2024/bread/"]


# --- the next time


def test_an_unchanged_blog_is_asked_only_whether_it_has_changed(blog: WebServer, crawls: Crawls) -> None:
    crawls.run(blog.root)
    blog.forget()
    report = crawls.run(blog.root)
    posts = [asked for asked in blog.asked if asked.path.startswith("/2024/")]
    assert [asked.status for asked in posts] == [304] * 3
    assert report.sites[0].fetched == 0
    assert report.sites[0].unchanged >= 3
    assert len(crawls.paths()) == 3


def test_a_changed_an_added_and_a_removed_post_are_seen_as_just_that(blog: WebServer, crawls: Crawls) -> None:
    crawls.run(blog.root)
    blog.answers["/2024/bread/"] = Reply(post("Bread").replace("overnight", "for two nights"))
    blog.answers["/2024/tea/"] = Reply(post("Tea"))
    blog.answers["/"] = Reply(list_page("/2024/bread/", "/2024/bikes/", "/2024/tea/", "/about/"))
    del blog.answers["/2024/birds/"]
    report = crawls.run(blog.root)
    assert report.sites[0].fetched == 2
    assert "/2024/birds/" in crawls.paths(), "a post that is missed once may come back"
    assert "leaves the index" in reasons(report)["/2024/birds/"]
    assert any(b"two nights" in page.content for page in crawls.pages())
    crawls.run(blog.root)
    assert crawls.paths() == ["/2024/bikes/", "/2024/bread/", "/2024/tea/"]


def test_a_post_that_is_back_after_one_miss_stays(blog: WebServer, crawls: Crawls) -> None:
    crawls.run(blog.root)
    birds = blog.answers.pop("/2024/birds/")
    crawls.run(blog.root)
    blog.answers["/2024/birds/"] = birds
    crawls.run(blog.root)
    del blog.answers["/2024/birds/"]
    crawls.run(blog.root)
    assert "/2024/birds/" in crawls.paths()


def test_a_post_that_is_gone_for_two_runs_and_back_is_found_again(blog: WebServer, crawls: Crawls) -> None:
    crawls.run(blog.root)
    birds = blog.answers.pop("/2024/birds/")
    crawls.run(blog.root)
    crawls.run(blog.root)
    assert "/2024/birds/" not in crawls.paths()
    blog.answers["/2024/birds/"] = birds
    crawls.run(blog.root)
    assert "/2024/birds/" in crawls.paths()


@pytest.mark.parametrize(
    "notice",
    [
        Reply("Back soon.", media_type="text/plain"),
        Reply("Back soon.", media_type="text/plain", has_etag=False),
        Reply("", 302, {"Location": "/about/"}),
    ],
    ids=["the same each time", "without validators", "elsewhere"],
)
def test_posts_that_a_notice_stood_in_for_are_found_again_when_they_are_back(
    notice: Reply, blog: WebServer, crawls: Crawls
) -> None:
    crawls.run(blog.root)
    posts = {path: blog.answers[path] for path in ("/2024/bikes/", "/2024/birds/")}
    blog.answers["/map.xml"] = sitemap(("/2024/bread/", "2024-01-01"), ("/2024/bikes/", "2024-02-02"))
    blog.answers |= dict.fromkeys(posts, notice)
    for _ in range(3):
        crawls.run(blog.root)
    assert crawls.paths() == ["/2024/bread/"]
    blog.answers |= posts
    crawls.run(blog.root)
    assert crawls.paths() == ["/2024/bikes/", "/2024/birds/", "/2024/bread/"]


def test_without_validators_the_sitemap_decides_what_is_asked_for(blog: WebServer, crawls: Crawls) -> None:
    for answer in blog.answers.values():
        assert isinstance(answer, Reply)
        answer.has_etag = False
    crawls.run(blog.root)
    blog.answers["/map.xml"] = sitemap(("/2024/bread/", "2024-01-01"), ("/2024/bikes/", "2024-02-02"))
    blog.forget()
    crawls.run(blog.root)
    assert "/2024/bread/" not in blog.paths()
    assert "/2024/bikes/" in blog.paths()


def test_full_asks_for_everything_anew(blog: WebServer, crawls: Crawls) -> None:
    crawls.run(blog.root)
    blog.forget()
    crawls.run(blog.root, full=True)
    assert not any(asked.is_conditional for asked in blog.asked)
    assert {"/2024/bread/", "/2024/bikes/", "/2024/birds/"} <= set(blog.paths())


def test_a_site_that_is_down_keeps_its_posts_and_is_named(blog: WebServer, crawls: Crawls) -> None:
    crawls.run(blog.root)
    for path in list(blog.answers):
        blog.answers[path] = BROKEN
    report = crawls.run(blog.root)
    assert len(crawls.paths()) == 3
    assert "500" in report.sites[0].failure


# --- politeness and owners' wishes


def test_robots_txt_is_obeyed_and_said_so(blog: WebServer, crawls: Crawls) -> None:
    blog.answers["/robots.txt"] = Reply("User-agent: *\nDisallow: /2024/birds\n", media_type="text/plain")
    report = crawls.run(blog.root)
    assert "/2024/birds/" not in blog.paths()
    assert reasons(report)["/2024/birds/"] == "its robots.txt disallows it"


def test_what_robots_txt_disallows_later_leaves_the_archive_at_once(blog: WebServer, crawls: Crawls) -> None:
    crawls.run(blog.root)
    blog.answers["/robots.txt"] = Reply(
        "User-agent: Blogseek\nDisallow: /2024/birds\n", media_type="text/plain"
    )
    crawls.run(blog.root)
    assert crawls.paths() == ["/2024/bikes/", "/2024/bread/"]


def test_a_site_that_is_disallowed_as_a_whole_leaves_the_archive_unasked(
    blog: WebServer, crawls: Crawls
) -> None:
    crawls.run(blog.root)
    blog.answers["/robots.txt"] = Reply("User-agent: *\nDisallow: /\n", media_type="text/plain")
    blog.forget()
    report = crawls.run(blog.root)
    assert blog.paths() == ["/robots.txt"]
    assert crawls.paths() == []
    assert report.sites[0].failure == "its robots.txt disallows it"


def test_posts_that_all_lead_home_leave_at_the_second_time_and_a_moved_one_at_once(
    blog: WebServer, crawls: Crawls
) -> None:
    crawls.run(blog.root)
    blog.answers["/2024/bread/"] = Reply("", 301, {"Location": "/2024/slow-bread/"})
    blog.answers["/2024/slow-bread/"] = Reply(post("Bread"))
    for path in ("/2024/bikes/", "/2024/birds/"):
        blog.answers[path] = Reply("", 302, {"Location": "/"})
    crawls.run(blog.root)
    assert crawls.paths() == ["/2024/bikes/", "/2024/birds/", "/2024/slow-bread/"]
    crawls.run(blog.root)
    assert crawls.paths() == ["/2024/slow-bread/"]


def test_a_robots_txt_that_cannot_be_read_forbids_everything_for_now(blog: WebServer, crawls: Crawls) -> None:
    blog.answers["/robots.txt"] = BROKEN
    report = crawls.run(blog.root)
    assert set(blog.paths()) == {"/robots.txt"}
    assert "robots.txt cannot be read" in report.sites[0].failure


@pytest.mark.parametrize("wish", ["noindex", "none", "nosnippet", "noai"])
@pytest.mark.parametrize("by_header", [True, False])
def test_owners_who_do_not_want_to_be_found_are_not(
    blog: WebServer, crawls: Crawls, wish: str, by_header: bool
) -> None:
    crawls.run(blog.root)
    assert "/2024/birds/" in crawls.paths()
    meta = "" if by_header else f"<meta name='robots' content='{wish}'>"
    headers = {"X-Robots-Tag": wish} if by_header else {}
    blog.answers["/2024/birds/"] = Reply(
        post("Birds", head=meta or "<meta name='x' content='y'>"), headers=headers
    )
    report = crawls.run(blog.root)
    assert "/2024/birds/" not in crawls.paths()
    assert wish in reasons(report)["/2024/birds/"]


def test_links_that_are_not_to_be_followed_are_not(crawls: Crawls) -> None:
    answers = {
        "/": "<a href='/2024/a/'>a</a><a rel='nofollow' href='/2024/b/'>b</a>",
        "/2024/a/": post("A", head="<meta name='robots' content='nofollow'>", links={"/2024/c/": "c"}),
        "/2024/b/": post("B"),
        "/2024/c/": post("C"),
    }
    with WebServer(answers) as server:
        crawls.run(server.root)
    assert crawls.paths() == ["/2024/a/"]


class Warden:
    """Bans a client for good that does what no polite one does."""

    def __init__(self) -> None:
        self.bans: list[str] = []
        self.rest_until = 0.0
        self.last = 0.0
        self.rested = False

    def watch(self, server: WebServer) -> None:
        for path, reply in list(server.answers.items()):
            server.answers[path] = self._guarded(reply, server)

    def _guarded(self, reply: object, server: WebServer) -> object:
        def answer(asked: Asked) -> Reply:
            if "blogseek" not in asked.headers.get("user-agent", "").lower():
                self.bans.append("no name")
            if "me@example.org" not in asked.headers.get("user-agent", ""):
                self.bans.append("no contact")
            if server._at_once > 1:
                self.bans.append("two at once")
            if asked.at < self.rest_until:
                self.bans.append("did not wait")
            if asked.path != "/robots.txt" and asked.at - self.last < 0.3:
                self.bans.append(f"too fast: {asked.at - self.last:.3f} s")
            if asked.path.startswith("/private"):
                self.bans.append("forbidden path")
            self.last = asked.at
            if self.bans:
                return Reply("banned", 403)
            if asked.path == "/2024/bikes/" and not self.rested:
                self.rested, self.rest_until = True, time.monotonic() + 1
                return Reply("later", 429, {"Retry-After": "1"})
            assert isinstance(reply, Reply)
            return reply

        return answer


def test_a_server_that_bans_rude_clients_bans_us_not(blog: WebServer, crawls: Crawls) -> None:
    blog.answers["/robots.txt"] = Reply(
        "User-agent: *\nDisallow: /private\nCrawl-delay: 0.3\n", media_type="text/plain"
    )
    blog.answers["/private/x"] = Reply(post("Secret"))
    blog.answers["/"] = Reply(list_page("/2024/bread/", "/2024/bikes/", "/2024/birds/", "/private/x"))
    warden = Warden()
    warden.watch(blog)
    crawls.settings = CrawlSettings(allow_private=True, contact="me@example.org")
    # Two sources on one host: still one request at a time.
    report = crawls.run(blog.root, f"{blog.root}2024/")
    assert warden.bans == []
    assert warden.rested
    assert len(set(crawls.paths())) == 3
    (receipt,) = report.receipt
    assert receipt["crawl_delay_s"] == 0.3
    assert float(receipt["least_delay_s"] or 0) >= 0.3
    assert receipt["back_offs"] == 1
    assert receipt["disallowed"] == 1
    assert receipt["robots"] == "read"
    assert receipt["requests"] == len(blog.asked)


def test_a_host_that_wants_a_long_rest_is_left_alone_for_this_run(blog: WebServer, crawls: Crawls) -> None:
    blog.answers["/2024/bread/"] = Reply("later", 503, {"Retry-After": "86400"})
    report = crawls.run(blog.root)
    assert "left alone for 86,400 s" in report.sites[0].failure
    assert blog.paths()[-1] == "/2024/bread/"


def test_the_budget_of_a_site_is_kept_and_the_rest_comes_the_next_time(
    blog: WebServer, crawls: Crawls
) -> None:
    crawls.settings = CrawlSettings(allow_private=True, delay_s=0.0, max_pages_per_site=2)
    report = crawls.run(blog.root)
    assert len(crawls.paths()) == 2
    assert "budget of 2 pages" in report.sites[0].failure


def test_a_chain_of_links_is_followed_only_so_deep(crawls: Crawls) -> None:
    answers: dict[str, Reply | str] = {
        f"/2024/p{n}/": post(f"Number {n}", links={f"/2024/p{n + 1}/": "next"}) for n in range(9)
    }
    answers["/"] = list_page("/2024/p0/")
    crawls.settings = CrawlSettings(allow_private=True, delay_s=0.0, max_depth=3)
    with WebServer(answers) as server:
        crawls.run(server.root)
    assert crawls.paths() == ["/2024/p0/", "/2024/p1/", "/2024/p2/"]


def test_settings_of_the_tests_are_not_the_defaults() -> None:
    assert CrawlSettings().delay_s >= 1.0
    assert not CrawlSettings().allow_private
    assert HASTY.allow_private
