"""What some bytes are, whatever the server says; and lists of addresses."""

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.ingest.listings.address_list import is_address_list, read_address_list
from index.ingest.listings.listing import ListingError
from index.ingest.listings.moments import iso_moment
from index.ingest.listings.sniff import what_is
from tests.index.ingest.listings import feeds

_RDF = b"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (feeds.WORDPRESS, "feed"),
        (feeds.BLOGGER, "feed"),
        (
            b"\n\xef\xbb\xbf<br />\n<b>Warning</b>: x <?xml version='1.0'?>"
            b"<!-- <html> --><rss version='2.0'>",
            "feed",
        ),
        ("<?xml version='1.0' encoding='utf-16'?><feed>".encode("utf-16"), "feed"),
        (_RDF + b"xmlns='http://purl.org/rss/1.0/'>", "feed"),
        (_RDF + b"xmlns:foaf='http://xmlns.com/foaf/0.1/'><foaf:Agent/>", "other"),
        (b'{ "version" : "https:\\/\\/jsonfeed.org\\/version\\/1", "items": []}', "json feed"),
        (b'{"code":"rest_no_route"}', "other"),
        (b"<?xml version='1.0'?><?xml-stylesheet href='a.xsl'?><urlset>", "sitemap"),
        (gzip.compress(b"<sitemapindex><sitemap>"), "sitemap index"),
        (b"<sm:urlset xmlns:sm='x'>", "sitemap"),
        (b"<opml version='2.0'>", "opml"),
        (b"# mine\nhttps://x.example/\n\nhttp://y.example/a b", "other"),
        (b"# mine\nhttps://x.example/\n\nhttp://y.example/", "address list"),
        (b"<!DOCTYPE html><p>&lt;rss&gt; <rss>", "html"),
        (b"<html><body><pre><feed></pre></body></html>", "html"),
        (b"<p>A part of a page</p>", "html"),
        (b"Just some words.", "other"),
        (b"", "other"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "other"),
        (b"%PDF-1.7 <rss>"[:9], "other"),
    ],
)
def test_what_something_is_follows_from_its_content(content, expected):
    assert what_is(content, "text/html; charset=utf-8") == expected


def test_words_without_a_tag_or_a_part_of_no_page_are_nothing_in_particular():
    assert what_is(b"<p>A part</p>", "text/plain") == "other"


def test_the_beginning_is_enough_even_if_it_ends_within_a_letter():
    feed = "<rss version='2.0'><channel><title>" + "é" * 100_000
    assert what_is(feed.encode()[:65_537], "") == "feed"
    assert what_is(feed.encode()[:65_536], "") == "feed"


@given(st.binary(max_size=200))
def test_anything_at_all_is_something(content):
    assert what_is(content, "") in ("feed", "sitemap", "other", "html", "address list", "opml", "json feed")


def test_addresses_one_a_line():
    content = "\ufeff# friends\r\n https://x.example/a \r\n\r\nhttp://y.example\r\nhttps://x.example/a\r\nnot one\r\nhttps://\r\n"
    addresses, skipped = read_address_list(content.encode())
    assert addresses == ["https://x.example/a", "http://y.example"]
    assert [s.place for s in skipped] == ["line 6: not one", "line 7: https://"]
    assert {s.reason for s in skipped} == {"not an http or https address"}


def test_a_list_is_known_by_a_beginning_that_ends_in_the_middle_of_an_address():
    assert is_address_list(b"https://x.example/a\nhtt")
    assert not is_address_list(b"htt")
    assert not is_address_list(b"# only a remark\n")
    assert not is_address_list(b"https://x.example/a\nSee also https://x.example/b\n")


def test_what_is_no_text_is_no_list():
    assert not is_address_list(b"\x00\x01\x02\xff" * 20)
    with pytest.raises(ListingError, match="binary"):
        read_address_list(b"\x00\x01\x02\xff" * 20)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Mon, 06 Sep 2021 00:01:00 GMT", "2021-09-06T00:01:00+00:00"),
        ("Mon, 6 Sep 2021 00:01:00 EST", "2021-09-06T00:01:00-05:00"),
        ("06 Sep 21 00:01 +0530", "2021-09-06T00:01:00+05:30"),
        ("2021-09-06T00:01:00Z", "2021-09-06T00:01:00+00:00"),
        ("2021-09-06t00:01:00.123456789+02:00", "2021-09-06T00:01:00+02:00"),
        ("2021-09-06 00:01:00 +0800 CST", "2021-09-06T00:01:00+08:00"),
        ("2021-09-06T00:01", "2021-09-06T00:01:00"),
        ("2021-09-06", "2021-09-06"),
        ("September 6, 2021", "2021-09-06"),
        ("Mon, 01 Jan 0001 00:00:00 +0000", None),
        ("0001-01-01T00:00:00Z", None),
        ("1970-01-01T00:00:00Z", None),
        ("2999-01-01T00:00:00Z", None),
        ("2021-13-45T99:00:00Z", None),
        ("soon", None),
        ("9" * 5_000, None),
        (None, None),
        (20210906, None),
    ],
)
def test_dates_keep_the_writers_own_clock(written, expected):
    assert iso_moment(written) == expected
