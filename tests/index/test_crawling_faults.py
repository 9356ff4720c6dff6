"""What servers do wrong, by mistake or on purpose, costs one line of the report and nothing else."""

import gzip
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from index.errors import SourceError
from index.ingest.sources import Source
from index.settings import CrawlSettings
from tests.conftest import PROJECT_ROOT
from tests.index.crawls import Crawls, reasons
from tests.webserver import Answers, Asked, Reply, WebServer, blog_post, list_page, sitemap

TEXT = "The dough rests overnight in the cold, and in the morning it is shaped, proofed and baked. " * 4
ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
)

# Ten such pauses take longer than a crawl waits (3 s), and within one of them a server notices that nobody
# waits any more: well before it is asked again (1 s later), so that it never answers two at once.
DRIP_S = 0.4


def post(title: str) -> Reply:
    return Reply(blog_post(title, f"{title}. {TEXT}", f"That was all about {title}."))


@pytest.fixture
def crawls(tmp_path: Path) -> Crawls:
    return Crawls(tmp_path)


@pytest.fixture
def hostile() -> Iterator[dict[str, WebServer]]:
    """{path: the site that is asked for it}: they do everything wrong, and have one good post.

    A site for each, as those that fail again and again are asked at leisure, and different ones side by side.
    """
    answers: Answers = {
        "/good": post("Good"),
        "/circle": Reply("", 302, {"Location": "/circle2"}),
        "/circle2": Reply("", 302, {"Location": "/circle"}),
        "/big": Reply("x" * 400_000),
        "/bomb": Reply(gzip.compress(b"0" * 30_000_000), headers={"Content-Encoding": "gzip"}),
        "/breaks": Reply("y" * 10_000, breaks_off=True),
        "/drips": Reply("z" * 1000, drip_s=DRIP_S),
        "/headers": Reply("x", headers={"X-Long": "h" * 100_000}),
        "/error": Reply("x", 500),
        "/teapot": Reply("x", 418),
        "/metadata": Reply("", 302, {"Location": "http://169.254.169.254/latest/meta-data/"}),
        "/file": Reply("", 302, {"Location": "file:///etc/passwd"}),
        "/ftp": Reply("", 302, {"Location": "ftp://example.org/"}),
        "/picture": Reply(b"\x89PNG\r\n", media_type="image/png"),
        "/binary": Reply(bytes(range(256)) * 40),
    }
    paths = [*answers, "/hop0", "/none"]
    for n in range(15):
        answers[f"/hop{n}"] = Reply("", 302, {"Location": f"/hop{n + 1}"})
    with ExitStack() as stack:
        yield {path: stack.enter_context(WebServer(answers)) for path in paths}


def test_each_refusal_is_one_line_with_its_reason_and_the_good_post_is_kept(
    hostile: dict[str, WebServer], crawls: Crawls, tmp_path: Path
) -> None:
    addresses = "".join(f"{server.root}{path[1:]}\n" for path, server in hostile.items())
    (tmp_path / "list.txt").write_text(addresses)
    report = crawls.run(Source(str(tmp_path / "list.txt"), "addresses"))
    assert crawls.paths() == ["/good"]
    said = reasons(report)
    expected = {
        "/circle": "in a circle",
        "/big": "larger than 300,000 bytes",
        "/bomb": "larger than 300,000 bytes",
        "/breaks": "broke off",
        "/drips": "no answer within 3 s",
        "/headers": "its server closed the connection",
        "/error": "its server answers 500",
        "/teapot": "its server answers 418",
        "/metadata": "169.254.169.254 is a private address",
        "/file": "redirected to what is no web address",
        "/ftp": "redirected to what is no web address",
        "/picture": "no web page (image/png)",
        "/binary": "",
        "/hop0": "more than 10 redirects",
        "/none": "not found (404)",
    }
    assert {
        path: reason for path, reason in expected.items() if reason not in said.get(path, "nothing")
    } == {}
    assert hostile["/big"].paths().count("/big") == 1, "what is too large is not asked for again"


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "[::1]", "127.1", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]", "0.0.0.0"],
)
def test_no_private_address_is_asked_by_default_however_it_is_written(crawls: Crawls, host: str) -> None:
    crawls.settings = CrawlSettings(delay_s=0.0)
    with WebServer({"/": list_page("/a"), "/a": post("A")}) as server:
        port = server.root.rstrip("/").rpartition(":")[2]
        report = crawls.run(f"http://{host}:{port}/")
        assert server.paths() == []
    (site,) = report.sites
    assert "private address" in site.failure or "no host of this name" in site.failure


def test_a_site_that_answers_with_nothing_is_called_empty(crawls: Crawls) -> None:
    with WebServer({"/": Reply("\n")}) as server:
        (site,) = crawls.run(server.root).sites
    assert site.failure == "empty"


def test_sitemaps_and_feeds_that_are_bombs_are_named_and_passed_over(crawls: Crawls) -> None:
    answers = {
        "/robots.txt": Reply("Sitemap: {root}map.xml\nSitemap: {root}map.xml.gz", media_type="text/plain"),
        "/": list_page("/2024/a/", head="<link rel=alternate type=application/rss+xml href=/feed.xml>"),
        "/2024/a/": post("A"),
        "/map.xml": Reply(f"{ENTITIES}<urlset><url><loc>&b;</loc></url></urlset>", media_type="text/xml"),
        "/map.xml.gz": Reply(gzip.compress(b"<urlset>" + b" " * 290_000_000), media_type="application/gzip"),
        "/feed.xml": Reply(
            f"{ENTITIES}<rss><channel><title>&b;</title></channel></rss>", media_type="text/xml"
        ),
    }
    with WebServer(answers) as server:
        report = crawls.run(server.root)
    assert crawls.paths() == ["/2024/a/"]
    notes = "\n".join(report.notes)
    assert all(name in notes for name in ("map.xml ", "map.xml.gz", "feed.xml")), notes


def test_a_page_in_another_encoding_than_it_says_is_read_right(crawls: Crawls) -> None:
    from index.ingest.extract import extract

    body = blog_post("Käse und Öl", f"Über Käse. {TEXT}").replace("<meta charset='utf-8'>", "")
    answers = {
        "/": list_page("/2024/header/", "/2024/lie/"),
        "/2024/header/": Reply(body.encode("iso-8859-1"), media_type="text/html; charset=iso-8859-1"),
        "/2024/lie/": Reply(
            body.replace("Käse und", "Süßes und").encode(), media_type="text/html; charset=iso-8859-1"
        ),
    }
    with WebServer(answers) as server:
        crawls.run(server.root)
    assert {extract(page).title for page in crawls.pages()} == {"Käse und Öl", "Süßes und Öl"}


def test_one_broken_blog_in_a_list_of_blogs_never_stops_the_others(crawls: Crawls, tmp_path: Path) -> None:
    good: Answers = {
        "/": Reply(list_page("/2024/a/", "/2024/b/")),
        "/2024/a/": post("A"),
        "/2024/b/": post("B"),
    }
    broken: list[Answers] = [
        {"/": Reply("x", 500)},
        {"/": Reply("x", 404)},
        {"/": Reply("", 302, {"Location": "/"})},
        {"/": Reply("z" * 1000, drip_s=DRIP_S)},
        {"/": Reply(b"\x00\x01\x02" * 500, media_type="application/octet-stream")},
        {"/robots.txt": Reply("User-agent: *\nDisallow: /", media_type="text/plain"), "/": good["/"]},
        {"/": Reply("y" * 5000, breaks_off=True)},
    ]
    with ExitStack() as stack:
        good_ones = [stack.enter_context(WebServer(good)) for _ in range(20)]
        bad_ones = [stack.enter_context(WebServer(answers)) for answers in broken]
        outlines = "".join(
            f'<outline text="Blog" type="rss" xmlUrl="{server.root}feed" htmlUrl="{server.root}"/>'
            for server in [*bad_ones, *good_ones]
        )
        outlines += '<outline text="Gone" type="rss" xmlUrl="http://nosuch.invalid/feed" htmlUrl="http://nosuch.invalid/"/>'
        (tmp_path / "blogs.opml").write_text(
            f'<opml version="2.0"><head/><body>{outlines}</body></opml>', encoding="utf-8"
        )
        report = crawls.run(Source(str(tmp_path / "blogs.opml"), "opml"))
        assert [server.most_at_once for server in [*bad_ones, *good_ones]] == [1] * 27
        failed = {site.root: site.failure for site in report.sites if site.failure}
        assert set(failed) == {server.root for server in bad_ones} | {"http://nosuch.invalid/"}
        assert all(failed.values())
    assert len(crawls.paths()) == 40


def test_a_blog_taken_out_of_the_list_leaves_the_archive(crawls: Crawls, tmp_path: Path) -> None:
    answers: Answers = {"/": Reply(list_page("/2024/a/")), "/2024/a/": post("A")}
    with WebServer(answers) as one, WebServer(answers) as two:
        opml = tmp_path / "blogs.opml"
        for servers in ([one, two], [one]):
            outlines = "".join(f'<outline text="B" htmlUrl="{server.root}"/>' for server in servers)
            opml.write_text(f'<opml version="2.0"><body>{outlines}</body></opml>', encoding="utf-8")
            crawls.run(Source(str(opml), "opml"))
        assert [page.url for page in crawls.pages()] == [f"{one.root}2024/a/"]


# --- stopped


def start_crawl(folder: Path, root: str) -> "subprocess.Popen[bytes]":
    """Crawl in a process of its own."""
    script = f"""
from pathlib import Path
from tests.index.crawls import Crawls
Crawls(Path({str(folder)!r})).run({root!r})
"""
    return subprocess.Popen([sys.executable, "-c", script], cwd=PROJECT_ROOT, stderr=subprocess.DEVNULL)


def test_kill_9_at_any_moment_loses_nothing_and_fetches_no_page_twice(tmp_path: Path) -> None:
    count = 80
    answers: Answers = {f"/2024/p{n}/": post(f"Number {n}") for n in range(count)}
    answers["/"] = Reply(list_page(*(f"/2024/p{n}/" for n in range(0, count, 2))))
    answers["/map.xml"] = sitemap(*((f"/2024/p{n}/", "2024-01-01") for n in range(1, count, 2)))
    answers["/robots.txt"] = Reply("Sitemap: {root}map.xml", media_type="text/plain")
    for answer in answers.values():
        assert isinstance(answer, Reply)
        answer.delay_s = 0.02
    moments = random.Random(7)
    with WebServer(answers) as server:
        for _ in range(10):
            child = start_crawl(tmp_path, server.root)
            before = len(server.asked)
            time_out = time.monotonic() + 30
            wanted = moments.randint(4, 16)
            while (
                len(server.asked) - before < wanted and time.monotonic() < time_out and child.poll() is None
            ):
                time.sleep(0.01)
            child.send_signal(signal.SIGKILL)
            child.wait()
        crawls = Crawls(tmp_path)
        archived = set(crawls.paths()) if (tmp_path / "archive.sqlite").exists() else set()
        assert archived, "the test wants the crawl to be stopped on its way"
        time.sleep(1)  # the orphaned process finds out at its next message
        server.forget()
        crawls.run(server.root)
        assert crawls.paths() == sorted(f"/2024/p{n}/" for n in range(count))
        fetched = {asked.path for asked in server.asked if asked.status == 200}
        assert not archived & fetched, "what is archived is not fetched again"


def test_a_crawl_whose_process_dies_says_so_in_one_sentence(
    crawls: Crawls, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(SourceError, match="run it again to go on"):
        crawls.run("http://127.0.0.1:9/")


def test_the_crawling_process_ends_when_nobody_listens(tmp_path: Path) -> None:
    def slow(asked: Asked) -> Reply:
        time.sleep(0.1)
        return post(asked.path)

    answers: Answers = {f"/2024/p{n}/": slow for n in range(200)}
    answers["/"] = Reply(list_page(*(f"/2024/p{n}/" for n in range(200))))
    with WebServer(answers) as server:
        child = start_crawl(tmp_path, server.root)
        while len(server.asked) < 15:
            time.sleep(0.05)
        child.kill()
        child.wait()
        time.sleep(1.5)
        asked = len(server.asked)
        time.sleep(1)
        assert len(server.asked) <= asked + 1
