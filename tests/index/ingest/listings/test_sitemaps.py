"""The addresses in a sitemap, whole or broken, and which sitemaps are worth reading first."""

import gzip
import time
import tracemalloc
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.ingest.listings.listing import MAX_ENTRIES, ListingError
from index.ingest.listings.sitemap_names import is_taxonomy
from index.ingest.listings.sitemaps import read_sitemap
from index.ingest.listings.unpack import unpack, unpacked_head
from tests.index.ingest.listings import feeds

URL = "https://crumbs.example/sitemap.xml"
_XMLNS = "xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'"


def _urlset(*parts):
    return f"<?xml version='1.0' encoding='UTF-8'?><urlset {_XMLNS}>{''.join(parts)}</urlset>".encode()


def _addresses(content, url=URL):
    return [entry.url for entry in read_sitemap(content, url).entries]


def test_addresses_and_when_they_changed():
    listing = read_sitemap(
        _urlset(
            "<url><loc>\n https://crumbs.example/a?b=1&amp;c=2 \n</loc><lastmod> 2021-09-06 </lastmod></url>",
            "<url><lastmod/><loc><![CDATA[https://crumbs.example/b]]></loc></url>",
            "<url><loc>https://crumbs.example/b</loc></url>",
        ),
        URL,
    )
    assert [(e.url, e.modified) for e in listing.entries] == [
        ("https://crumbs.example/a?b=1&c=2", "2021-09-06"),
        ("https://crumbs.example/b", None),
    ]
    assert listing.kind == "sitemap"
    assert listing.entries[0].facts.source == "sitemap"
    assert not listing.entries[0].is_whole


def test_the_addresses_of_pictures_and_films_are_no_posts():
    content = _urlset(
        "<url><image:image><image:loc>https://crumbs.example/a.jpg</image:loc></image:image>"
        "<loc>https://crumbs.example/a</loc><video:video><video:player_loc>https://v.example/1</video:player_loc>"
        "</video:video><xhtml:link rel='alternate' href='https://crumbs.example/de/a'/></url>"
    )
    assert _addresses(content) == ["https://crumbs.example/a"]


@pytest.mark.parametrize(
    "loc",
    ["javascript:alert(1)", "file:///etc/passwd", "https://", "https://u:p@x.example/", "ftp://x.example"],
)
def test_what_is_no_address_of_a_page_is_named(loc):
    listing = read_sitemap(_urlset(f"<url><loc>{loc}</loc></url>", "<url><loc>/a</loc></url>"), URL)
    assert [entry.url for entry in listing.entries] == ["https://crumbs.example/a"]
    assert [(s.place, s.reason) for s in listing.skipped] == [(loc, "not an http or https address")]


@pytest.mark.parametrize(
    "content",
    [
        b"<urlset><url><loc>https://x.example/a?b&c</loc></url><url><loc>https://x.example/b</loc>",
        b"<urlset><url><loc>https://x.example/a?b&c</loc><url><loc>https://x.example/b</loc></url></urlset>",
        b"<urlset></oops></urlset><url><loc>https://x.example/a?b&c</loc></url><url><loc>https://x.example/b</loc></url>",
        b"\xef\xbb\xbf\n <!-- made by --> <urlset><url><loc>https://x.example/a?b&c</loc></url>"
        b"<url><loc>https://x.example/b</loc><lastmod>\x00</url></urlset>",
        b"<s:urlset><s:url><s:loc>https://x.example/a?b&amp;c</s:loc></s:url><s:url><s:loc>https://x.example/b</s:loc></s:url>",
        b"<!-- <url><loc>https://x.example/draft</loc></url> --><urlset><!-- <url><loc>https://x.example/old</loc>"
        b"</url> --><url><loc>https://x.example/a?b&c</loc></url><url><loc>https://x.example/b</loc></url></urlset>",
    ],
)
def test_a_broken_sitemap_gives_what_can_be_read(content):
    assert _addresses(content) == ["https://x.example/a?b&c", "https://x.example/b"]


def test_an_index_names_posts_first_and_pictures_last():
    names = [
        "category-sitemap.xml",
        "image-sitemap-1.xml",
        "page-sitemap.xml",
        "post-sitemap2.xml",
        "post_tag-sitemap.xml",
        "sitemap-0.xml",
        "post-sitemap.xml",
    ]
    content = (
        f"<sitemapindex {_XMLNS}>"
        + "".join(f"<sitemap><loc>{name}</loc></sitemap>" for name in names)
        + "</sitemapindex>"
    )
    listing = read_sitemap(content.encode(), URL)
    assert (listing.kind, listing.entries) == ("sitemap index", ())
    assert [address.rsplit("/", 1)[1] for address in listing.further] == [
        "post-sitemap2.xml",
        "post-sitemap.xml",
        "sitemap-0.xml",
        "page-sitemap.xml",
        "category-sitemap.xml",
        "post_tag-sitemap.xml",
        "image-sitemap-1.xml",
    ]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("category-sitemap.xml", True),
        ("post_tag-sitemap3.xml.gz", True),
        ("wp-sitemap-taxonomies-series-1.xml", True),
        ("wp-sitemap-users-1.xml", True),
        ("sitemap-tax-post_tag.xml", True),
        ("sitemap-authors.xml", True),
        ("?sitemap=taxonomies&sitemap-subtype=category", True),
        ("post-sitemap.xml", False),
        ("sitemap-posts.xml", False),
        ("wp-sitemap-posts-post-1.xml", False),
        ("sitemap.xml", False),
        ("authors-on-bread-sitemap.xml", False),
    ],
)
def test_sitemaps_of_categories_tags_and_authors_are_told_by_their_names(name, expected):
    url = f"https://crumbs.example/{name}"
    assert is_taxonomy(url) is expected
    kind = read_sitemap(_urlset("<url><loc>https://crumbs.example/x/</loc></url>"), url).kind
    assert kind == ("taxonomy sitemap" if expected else "sitemap")


def test_feeds_and_texts_serve_as_sitemaps():
    assert read_sitemap(feeds.HEXO, URL).kind == "feed"
    assert _addresses(b"\xef\xbb\xbfhttps://x.example/a\r\nhttps://x.example/b\r\n") == [
        "https://x.example/a",
        "https://x.example/b",
    ]


def test_no_more_than_the_protocol_allows_is_taken_from_one_sitemap():
    content = _urlset(*(f"<url><loc>/{n}</loc></url>" for n in range(MAX_ENTRIES + 5)))
    listing = read_sitemap(content, URL)
    assert len(listing.entries) == MAX_ENTRIES == 50_000
    assert [s.reason for s in listing.skipped] == [
        "more than 50,000 addresses in one sitemap; the rest is left out"
    ]


def test_a_gzipped_sitemap_is_unpacked_once_twice_in_pieces_or_broken_off():
    plain = _urlset("<url><loc>/a</loc></url>", "<url><loc>/b</loc></url>")
    expected = ["https://crumbs.example/a", "https://crumbs.example/b"]
    assert _addresses(gzip.compress(plain)) == expected
    assert _addresses(gzip.compress(gzip.compress(plain))) == expected
    assert _addresses(gzip.compress(plain[:100]) + gzip.compress(plain[100:])) == expected
    assert _addresses(gzip.compress(plain)[:-9]) == expected


def test_a_gzip_bomb_is_refused_before_it_fills_the_memory():
    bomb = gzip.compress(b"<urlset>" + b" " * 60_000_000)
    tracemalloc.start()
    try:
        with pytest.raises(ListingError, match="fill the memory"):
            read_sitemap(bomb, URL)
        assert tracemalloc.get_traced_memory()[1] < 25_000_000
    finally:
        tracemalloc.stop()


def test_more_than_is_asked_for_is_refused_whether_packed_or_not():
    content = _urlset(*(f"<url><loc>/{n}</loc></url>" for n in range(100)))
    for packed, reason in ((content, "bytes$"), (gzip.compress(content), "bytes when unpacked$")):
        assert len(read_sitemap(packed, URL, max_bytes=len(content)).entries) == 100
        with pytest.raises(ListingError, match=reason):
            read_sitemap(packed, URL, max_bytes=len(content) - 1)


def test_the_beginning_of_a_bomb_can_be_looked_at():
    assert unpacked_head(gzip.compress(b"<urlset>" + b" " * 50_000_000), 8) == b"<urlset>"


@given(st.binary(max_size=300), st.integers(0, 320))
def test_unpacking_never_fails_on_what_is_broken(content, end):
    assert unpack(gzip.compress(content)) == content or content.startswith(b"\x1f\x8b")
    half = unpack(gzip.compress(content)[:end])
    assert isinstance(half, bytes)
    if not content.startswith(b"\x1f\x8b"):
        assert unpack(content) == content
        assert zlib.decompress(gzip.compress(content), 31) == content


@pytest.mark.parametrize(
    "content", [b"", b"<html><body><p>Not found</p></body></html>", b"\x1f\x8bnot gzip", b"\x89PNG\x00\x00"]
)
def test_what_is_no_sitemap_is_refused_with_a_reason(content):
    with pytest.raises(ListingError, match=r"\w"):
        read_sitemap(content, URL)


def test_entities_are_refused():
    bomb = b"<!DOCTYPE urlset [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><urlset><url><loc>https://x.example/&a;</loc></url></urlset>"
    with pytest.raises(ListingError, match="entities"):
        read_sitemap(bomb, URL)


def test_a_real_blogs_sitemaps(blogs):
    hugo = read_sitemap(
        (blogs / "html-jdhao-hugo/sitemap.xml").read_bytes(), "https://jdhao.github.io/sitemap.xml"
    )
    assert len(hugo.entries) == 569
    assert hugo.entries[3].url == "https://jdhao.github.io/2026/08/18/spell_check_tools_for_your_project/"
    assert hugo.entries[3].modified == "2026-08-19T00:42:44+02:00"
    hexo = read_sitemap(
        (blogs / "html-scarlz-hexo/sitemap.xml").read_bytes(), "http://www.tricksofthetrades.net/sitemap.xml"
    )
    assert len(hexo.entries) == (blogs / "html-scarlz-hexo/sitemap.xml").read_bytes().count(b"<loc>")
    assert all(entry.modified for entry in hexo.entries)


@pytest.mark.parametrize(
    ("name", "kind", "count"),
    [
        ("atom.xml", "feed", 1),
        ("sitemap.txt", "sitemap", 2),
        ("sitemap-with-bom.txt", "sitemap", 2),
        ("sitemap.txt.gz", "sitemap", 5),
        ("xmlSitemap.gz", "sitemap", 5),
        ("sitemap.ns.xml", "sitemap", 2),
        ("sitemap.badns.xml", "sitemap", 2),
        ("sitemap.index.xml", "sitemap index", 0),
        ("extension/hebdenbridgetimes-articles-sitemap.xml", "sitemap", 74),
        ("extension/sitemap-images.xml", "sitemap", 1),
        ("extension/sitemap-videos-tvshow.xml", "sitemap", 1),
        ("extension/sitemap-videos.xml", "sitemap", 3),
        ("extension/sitemap-news.xml", "sitemap", 2),
        ("extension/sitemap-links.xml", "sitemap", 3),
        ("extension/pagemaps-sitemap.xml", "sitemap", 2),
        ("extension/sitemap-mobile.xml", "sitemap", 3),
        ("extension/shinpaideshou-news-sitemap.xml", "sitemap", 3),
    ],
)
def test_the_sitemaps_of_other_readers_tests(formats, name, kind, count):
    path = formats / "sitemaps/crawler-commons/src/test/resources/sitemaps" / name
    listing = read_sitemap(path.read_bytes(), f"https://example.com/{name}")
    assert (listing.kind, len(listing.entries), listing.skipped) == (kind, count, ())
    if kind == "sitemap index":
        assert len(listing.further) == 15


def test_megabytes_of_entries_without_an_address_take_no_time():
    start = time.process_time()
    assert read_sitemap(b"<urlset>" + b"<url>" * 1_000_000, URL).entries == ()
    assert time.process_time() - start < 4  # 0.7 s on an idle machine


def test_an_address_longer_than_any_server_takes_is_left_out():
    listing = read_sitemap(_urlset(f"<url><loc>/{'a' * 9_000}</loc></url>"), URL)
    assert (listing.entries, len(listing.skipped), len(listing.skipped[0].place)) == ((), 1, 200)
