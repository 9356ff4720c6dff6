"""robots.txt: whose rules hold for us, what they allow, how fast, and which sitemaps they name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.ingest.web.robots import ALLOW_ALL, RobotsRules, read_robots

URL = "https://salt.example/robots.txt"


def rules(text: str | bytes) -> RobotsRules:
    return read_robots(text.encode() if isinstance(text, str) else text, URL)


def allowed(text: str | bytes, *paths: str) -> list[str]:
    """Those of `paths` that may be asked."""
    read = rules(text)
    return [path for path in paths if read.allows(f"https://salt.example{path}")]


@pytest.mark.parametrize(
    ("text", "may"),
    [
        ("", ["/", "/a", "/a/b"]),
        ("User-agent: *\nDisallow:\n", ["/", "/a", "/a/b"]),
        ("User-agent: *\nDisallow: /\n", []),
        ("User-agent: *\nDisallow: /a\n", ["/"]),
        ("User-agent: *\nDisallow: /a/\n", ["/", "/a"]),
        ("User-agent: *\nDisallow: /a\nAllow: /a/b\n", ["/", "/a/b"]),
        ("User-agent: *\nAllow: /a/b\nDisallow: /a\n", ["/", "/a/b"]),
        ("User-agent: *\nDisallow: /*b$\n", ["/", "/a"]),
        ("User-agent: other\nDisallow: /\n", ["/", "/a", "/a/b"]),
        ("User-agent: Blogseek\nDisallow: /a\n\nUser-agent: *\nDisallow: /\n", ["/"]),
        ("User-agent: *\nDisallow: /\n\nUser-agent: blogseek\nAllow: /\n", ["/", "/a", "/a/b"]),
        ("User-agent: one\nUser-agent: Blogseek\nDisallow: /a\n", ["/"]),
        ("user-AGENT:*\r\nDISALLOW:/a # not here\r\n", ["/"]),
        ("<html><body>not found</body></html>", ["/", "/a", "/a/b"]),
    ],
)
def test_the_rules_that_hold_for_us_decide(text: str, may: list[str]) -> None:
    assert allowed(text, "/", "/a", "/a/b") == may


def test_rules_are_of_the_same_address_however_it_is_escaped() -> None:
    text = "User-agent: *\nDisallow: /über\n"
    assert allowed(text, "/%C3%BCber/x", "/%c3%bcber", "/unter") == ["/unter"]


def test_a_byte_order_mark_or_a_nul_hides_no_rule() -> None:
    assert allowed(b"\xef\xbb\xbfUser-agent: *\nDisallow: /a\n", "/a", "/b") == ["/b"]
    assert allowed(b"User-agent\x00: *\nDis\x00allow: /a\n", "/a", "/b") == ["/b"]


def test_of_a_huge_file_the_beginning_holds() -> None:
    text = "User-agent: *\nDisallow: /a\n" + "# nothing\n" * 60_000 + "Disallow: /b\n"
    assert allowed(text, "/a", "/b") == ["/b"]


def test_the_first_500_kib_are_read_as_the_standard_asks() -> None:
    text = "User-agent: *\n" + "#" * (500 * 1024 - 40) + "\nDisallow: /a\n"
    assert len(text) <= 500 * 1024
    assert allowed(text, "/a") == []


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("User-agent: *\nDisallow: /a\n", 0.0),
        ("User-agent: *\nCrawl-delay: 7\n", 7.0),
        ("User-agent: *\nCrawl-delay: 0.5\n", 0.5),
        ("User-agent: other\nCrawl-delay: 9\n", 0.0),
        ("User-agent: *\nCrawl-delay: 9\n\nUser-agent: Blogseek\nCrawl-delay: 2\n", 2.0),
        ("User-agent: *\nRequest-rate: 1/10\n", 10.0),
        ("User-agent: *\nRequest-rate: 30/1m\n", 2.0),
        ("User-agent: *\nCrawl-delay: 3\nRequest-rate: 1/2\n", 3.0),
        ("User-agent: *\nCrawl-delay: 1\nRequest-rate: 1/5\n", 5.0),
        ("User-agent: *\nRequest-rate: 0/5\n", 0.0),
        ("User-agent: *\nCrawl-delay: soon\n", 0.0),
        ("User-agent: *\nCrawl-delay: -4\n", 0.0),
        ("User-agent: *\nCrawl-delay: 86400\n", 120.0),
        ("User-agent: *\nCrawl-delay: inf\n", 0.0),
        ("User-agent: *\nCrawl-delay: nan\n", 0.0),
    ],
)
def test_the_pause_that_it_asks_for_is_kept_within_reason(text: str, seconds: float) -> None:
    assert rules(text).crawl_delay_s == seconds


def test_sitemaps_are_named_wherever_they_stand_and_may_be_relative() -> None:
    text = "Sitemap: /map.xml\nUser-agent: other\nDisallow: /\nsitemap: https://cdn.example/more.xml.gz\n"
    assert rules(text).sitemaps == ("https://salt.example/map.xml", "https://cdn.example/more.xml.gz")


def test_what_cannot_be_read_allows_nothing_and_no_file_allows_all() -> None:
    broken = RobotsRules("cannot be read: 500", failure=OSError("500"))
    assert not broken.allows("https://salt.example/")
    assert ALLOW_ALL.allows("https://salt.example/private/x")
    assert ALLOW_ALL.crawl_delay_s == 0.0


@given(st.binary(max_size=300))
def test_no_file_however_broken_breaks_the_crawl(content: bytes) -> None:
    read = read_robots(b"User-agent: *\n" + content, URL)
    assert read.told == "read"
    assert 0.0 <= read.crawl_delay_s <= 120.0
    assert read.allows("https://salt.example/x") in (True, False)
    assert all(isinstance(sitemap, str) for sitemap in read.sitemaps)
