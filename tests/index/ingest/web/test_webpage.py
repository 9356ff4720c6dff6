"""What a page links to, and what it says to robots."""

import time

import pytest

from index.ingest.web.webpage import WebPage, read_web_page, robots_header

URL = "https://example.org/posts/tea/"


def page(head: str = "", body: str = "", url: str = URL, html: str = "<html>") -> WebPage:
    return read_web_page(f"<!DOCTYPE html>{html}<head>{head}</head><body>{body}</body></html>".encode(), url)


def test_links_are_whole_once_and_in_order() -> None:
    read = page(
        body="<nav><a href='/'>Home</a></nav><main><a href='../soup?utm_source=x'> Pea <b>soup</b></a>"
        "<a rel='nofollow ugc' href='https://other.example/'>Other</a></main>"
        "<a href='#top'>Top</a><a href='mailto:a@b.c'>Mail</a><a href='/posts/soup' rel=nofollow>again</a>"
    )
    assert [(link.url, link.text, link.nofollow, link.in_main) for link in read.links] == [
        ("https://example.org/", "Home", False, False),
        ("https://example.org/posts/soup", "Pea soup", False, True),
        ("https://other.example/", "Other", True, True),
    ]


def test_the_base_rules_wherever_it_stands() -> None:
    read = page("<link rel=canonical href='a'><base href='/other/'>", "<a href='b'>b</a>")
    assert read.canonical == "https://example.org/other/a"
    assert read.links[0].url == "https://example.org/other/b"


def test_what_scripts_hold_ready_is_not_read() -> None:
    read = page(
        "<noscript><meta http-equiv=refresh content='0; url=/without-scripts'></noscript>",
        "<template><a href='/t'>t</a></template><svg><title>Logo</title><a href='/s'>s</a></svg>"
        "<a href='/a'>a</a>",
    )
    assert [link.url for link in read.links] == ["https://example.org/a"]
    assert read.refresh is None
    assert read.title == ""


def test_feeds_are_found_and_those_of_comments_left_out() -> None:
    head = """
    <link rel="alternate" type="application/rss+xml" title="Blog » Feed" href="/feed/">
    <link rel="alternate" type="application/rss+xml" title="Blog » Comments Feed" href="/comments/feed/">
    <link rel="alternate" type="application/rss+xml" title="Blog » Tea Kommentar-Feed" href="/tea/feed/">
    <link rel="alternative" type="application/atom+xml" href="/atom.xml">
    <link rel="alternate" type="application/feed+json" href="/feed.json">
    <link rel="alternate" type="application/json" title="JSON" href="/wp-json/wp/v2/posts/7">
    <link rel="alternate" type="application/json+oembed" href="/oembed?url=x">
    <link rel="alternate" hreflang="de" href="/de/">
    <link rel="alternate stylesheet" type="text/css" href="/dark.css">
    """
    assert page(head).alternate_feeds == (
        "https://example.org/feed/",
        "https://example.org/atom.xml",
        "https://example.org/feed.json",
    )


def test_what_a_page_says_of_itself() -> None:
    read = page(
        "<title>Green\n tea</title><meta name=generator content='Hugo 0.1'><link rel=canonical href=/tea>"
        "<link rel=amphtml href=/tea/amp><link rel=next href=/posts/2><link rel=prev href=/posts/0>",
        html="<html lang=en-GB>",
    )
    assert (read.title, read.generator, read.language) == ("Green tea", "Hugo 0.1", "en")
    assert read.canonical == "https://example.org/tea"
    assert read.amphtml == "https://example.org/tea/amp"
    assert (read.next_page, read.previous_page) == (
        "https://example.org/posts/2",
        "https://example.org/posts/0",
    )
    assert read.amp_of is None


@pytest.mark.parametrize("mark", ["amp", "⚡"])
def test_an_amp_page_names_the_page_it_is_a_version_of(mark: str) -> None:
    assert page("<link rel=canonical href=/tea>", html=f"<html {mark}>").amp_of == "https://example.org/tea"


@pytest.mark.parametrize(
    ("head", "directives"),
    [
        ("<meta name=robots content='NOINDEX, follow'>", {"noindex", "follow"}),
        ("<meta name=ROBOTS content=none>", {"none", "noindex", "nofollow"}),
        ("<meta name=googlebot content=noindex>", set()),
        ("<meta name=blogseek content=nosnippet><meta name=robots content='noai,noimageai'>",
         {"nosnippet", "noai", "noimageai"}),
        ("<meta name=robots content='max-snippet:0'>", {"nosnippet"}),
        ("<meta name=robots content='max-snippet:-1, max-image-preview:large'>", set()),
    ],
)  # fmt: skip
def test_robots_are_told_by_the_page(head: str, directives: set[str]) -> None:
    assert page(head).robots == directives


@pytest.mark.parametrize(
    ("values", "directives"),
    [
        (["noindex"], {"noindex"}),
        (["googlebot: noindex, nofollow"], set()),
        (["googlebot: noindex", "blogseek: none"], {"none", "noindex", "nofollow"}),
        (["noarchive, otherbot: noindex"], {"noarchive"}),
        (["BlogSeek: noarchive, nosnippet"], {"noarchive", "nosnippet"}),
        (["unavailable_after: 25 Jun 2010 15:00:00 PST"], set()),
        (["unavailable_after: Sun, 25 Jun 2010 15:00:00 GMT, noai"], {"noai"}),
        ([], set()),
    ],
)
def test_robots_are_told_by_the_server(values: list[str], directives: set[str]) -> None:
    assert robots_header(values) == directives


@pytest.mark.parametrize(
    ("head", "target"),
    [
        ("<meta http-equiv=refresh content='0; url=/new/'>", "https://example.org/new/"),
        ("<meta http-equiv=Refresh content=\"0;URL='/new/'\">", "https://example.org/new/"),
        ("<script>window.location.href = '/new/';</script>", "https://example.org/new/"),
        ("<script>location.replace(\"/new/\")</script>", "https://example.org/new/"),
        ("<meta http-equiv=refresh content='300'>", None),
        ("<meta http-equiv=refresh content='60; url=/ads/'>", None),
        ("<meta http-equiv=refresh content='5; url=/posts/tea/?utm_source=x'>", None),
        ("<meta http-equiv=refresh content='x; url=javascript:y'>", None),
    ],
)  # fmt: skip
def test_a_page_that_sends_its_reader_on(head: str, target: str | None) -> None:
    assert page(head).refresh == target


def test_a_script_of_a_page_with_text_sends_nobody_on() -> None:
    assert (
        page("<script>window.location = '/x'</script>", f"<p>{'Tea is a drink. ' * 40}</p>").refresh is None
    )


def test_the_servers_charset_is_obeyed() -> None:
    read = read_web_page("<title>Чай</title><p>Чай и пирог".encode("koi8-r"), URL, charset="koi8-r")
    assert read.title == "Чай"


@pytest.mark.parametrize(
    "content",
    [
        b"<div>" * 400_000 + b"<a href=/deep>deep</a>",
        b"<a href=/x>" * 200_000 + b"<a href=/deep>deep</a>",
        b"<table><tr><td>" * 100_000 + b"<a href=/deep>deep</a>",
        b"<p>&amp;&#x41;" * 200_000 + b"<a href=/deep>deep</a>",
        b"<h1 class=post-title>" * 100_000 + b"<a href=/deep>deep</a>",
    ],
    ids=["deep", "links in links", "tables", "letters", "headings"],
)
def test_a_hostile_page_is_read_in_seconds(content: bytes) -> None:
    start = time.monotonic()
    read = read_web_page(content, URL)
    assert time.monotonic() - start < 10
    assert read.url == URL


def test_a_link_below_four_hundred_thousand_elements_is_found() -> None:
    read = read_web_page(b"<div>" * 400_000 + b"<a href=/deep>deep</a>", URL)
    assert [link.url for link in read.links] == ["https://example.org/deep"]


def test_no_more_links_are_kept_than_a_page_can_have() -> None:
    read = read_web_page(b"".join(b"<a href=/%d>x</a>" % number for number in range(30_000)), URL)
    assert len(read.links) == 20_000


@pytest.mark.parametrize("content", [b"", b"plain", b"<", b"<?xml version='1.0' encoding='x'?><p>a", b"<!--"])
def test_scraps_are_pages_without_links(content: bytes) -> None:
    assert read_web_page(content, URL).links == ()
