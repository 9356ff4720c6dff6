"""What some bytes are, whatever the server says; and lists of addresses."""

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.ingest.listings.address_list import is_address_list, read_address_list
from index.ingest.listings.listing import ListingError
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
        (gzip.compress(b"<sitemapindex><sitemap>", mtime=0), "sitemap index"),
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
