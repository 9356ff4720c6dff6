"""The posts of a feed: their addresses, facts and texts, whatever software wrote it."""

import io
import time
from collections import Counter

import feedparser
import pytest

from index.ingest.listings.feeds import read_feed
from index.ingest.listings.listing import MAX_ENTRIES, ListingError
from index.ingest.listings.tails import without_tail
from index.records import Facts
from tests.index.ingest.listings import feeds
from tests.index.ingest.listings.feeds import LONG, atom, rss

URL = "https://crumbs.example/feed/"
TEXT = LONG.encode()
_ANN = {"source": "feed", "site": "Crumbs", "authors": ("Ann Lee",)}


@pytest.mark.parametrize(
    ("feed", "expected", "is_whole"),
    [
        pytest.param(
            feeds.WORDPRESS,
            Facts(
                **_ANN,
                link="https://crumbs.example/2021/09/salt/",
                title="Salt & water",
                language="en",
                published="2021-09-06T00:01:00+00:00",
                tags=("Bread", "Salt"),
            ),
            True,
            id="WordPress",
        ),
        pytest.param(
            feeds.BLOGGER,
            Facts(
                **_ANN,
                link="https://crumbs.example/2021/09/salt.html",
                title="Salt",
                tags=("Bread",),
                published="2021-09-06T00:01:00-07:00",
                updated="2021-09-07T01:00:00-07:00",
            ),
            True,
            id="Blogger",
        ),
        pytest.param(
            feeds.SUBSTACK,
            Facts(
                **_ANN,
                link="https://crumbs.example/p/salt",
                title="Salt",
                published="2021-09-06T00:01:00+00:00",
            ),
            True,
            id="Substack",
        ),
        pytest.param(
            feeds.GHOST,
            Facts(
                **_ANN,
                link="https://crumbs.example/salt/",
                title="Salt",
                tags=("Bread",),
                published="2021-09-06T00:01:00+00:00",
            ),
            True,
            id="Ghost",
        ),
        pytest.param(
            feeds.MEDIUM,
            Facts(
                **_ANN,
                link="https://medium.example/salt-12ab?source=rss----99---4",
                title="Salt",
                tags=("bread",),
                published="2021-09-06T00:01:00+00:00",
                updated="2021-09-07T00:00:00+00:00",
            ),
            True,
            id="Medium",
        ),
        pytest.param(
            feeds.TUMBLR,
            Facts(
                source="feed",
                site="Crumbs",
                link="https://crumbs.example/post/1",
                title="Salt",
                published="2021-09-06T00:01:00-04:00",
                tags=("bread",),
            ),
            True,
            id="Tumblr",
        ),
        pytest.param(
            feeds.HUGO,
            Facts(
                **_ANN,
                link="https://crumbs.example/posts/salt/",
                title="Salt",
                published="2021-09-06T00:01:00+02:00",
            ),
            False,
            id="Hugo",
        ),
        pytest.param(
            feeds.JEKYLL,
            Facts(
                **_ANN,
                link="https://crumbs.example/salt.html",
                title="Salt & water",
                tags=("bread", "salt"),
                published="2021-09-06T00:01:00+02:00",
                updated="2021-09-07T00:01:00+02:00",
            ),
            True,
            id="Jekyll",
        ),
        pytest.param(
            feeds.HEXO,
            Facts(
                **_ANN,
                link="https://crumbs.example/2021/09/06/salt/",
                title="Salt",
                tags=("Bread",),
                published="2021-09-05T23:01:00+00:00",
                updated="2021-09-06T23:01:00+00:00",
            ),
            True,
            id="Hexo",
        ),
    ],
)
def test_every_platforms_feed_gives_the_facts_of_its_posts(feed, expected, is_whole):
    listing = read_feed(feed, URL)
    first = listing.entries[0]
    assert first.facts == expected
    assert first.url == expected.link
    assert first.is_whole is is_whole
    assert (listing.kind, listing.title, listing.home.rstrip("/")) == (
        "feed",
        "Crumbs",
        "https://crumbs.example",
    )
    if is_whole:
        assert first.content in (TEXT, TEXT * 2)


def test_the_line_that_wordpress_adds_is_no_part_of_the_post():
    assert b"appeared first on" in feeds.WORDPRESS
    assert read_feed(feeds.WORDPRESS, URL).entries[0].content == TEXT


def test_a_last_paragraph_of_ones_own_stays_though_it_has_two_links():
    link = "https://crumbs.example/salt/"
    own = f'<p>See <a href="{link}">this</a> and <a href="https://other.example/">that</a>.</p>'
    assert without_tail(own, link) == own
    german = f'<p>Der Beitrag <a href="{link}">Salz</a> erschien zuerst auf <a href="https://crumbs.example">C</a>.</p>'
    assert without_tail(LONG + german, link) == LONG


def test_what_only_subscribers_may_read_is_not_taken_for_whole():
    assert [post.is_whole for post in read_feed(feeds.SUBSTACK, URL).entries] == [True, False]
    assert [post.is_whole for post in read_feed(feeds.MEDIUM, URL).entries] == [True, False]


def test_a_date_that_stands_for_no_date_is_none():
    assert read_feed(feeds.HUGO, URL).entries[1].facts.published is None


def test_only_what_says_that_a_post_changed_is_given_for_comparing():
    assert read_feed(feeds.WORDPRESS, URL).entries[0].modified is None
    assert read_feed(feeds.HEXO, URL).entries[0].modified == "2021-09-06T23:01:00.000Z"


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("<link>/a</link>", "https://crumbs.example/a"),
        ("<link> https://x.example/a?b=1&amp;c=2 </link>", "https://x.example/a?b=1&c=2"),
        ("<link>https://x.example/a?b=1&c=2</link>", "https://x.example/a?b=1&c=2"),
        (
            "<link>https://count.example/~r/1</link><feedburner:origLink>https://x.example/a</feedburner:origLink>",
            "https://x.example/a",
        ),
        ("<guid>https://x.example/a</guid>", "https://x.example/a"),
        ("<guid isPermaLink='true'>https://x.example/a</guid><link></link>", "https://x.example/a"),
        ("<guid>1234</guid><link>https://x.example/a</link>", "https://x.example/a"),
        (
            "<atom:link href='https://x.example/feed' rel='self'/><link>https://x.example/a</link>",
            "https://x.example/a",
        ),
        ("<link xml:base='https://y.example/b/'>c</link>", "https://y.example/b/c"),
    ],
)
def test_a_posts_address_is_found_wherever_a_feed_has_it(item, expected):
    assert [post.url for post in read_feed(rss(f"<title>A</title>{item}"), URL).entries] == [expected]


def test_relative_links_without_any_base_belong_to_the_feeds_own_host():
    feed = rss("<link>/2021/a/</link>", head="<title>Crumbs</title><link>/</link>")
    listing = read_feed(feed, "http://mirror.example/feed/")
    assert listing.entries[0].url == "http://mirror.example/2021/a/"
    assert listing.home == "http://mirror.example/"


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "file:///etc/passwd", "ftp://x.example/a", "https://u:p@x.example/"]
)
def test_a_link_that_is_not_for_readers_is_left_out_and_named(link):
    listing = read_feed(
        rss(f"<title>Bad</title><link>{link}</link>", "<link>https://x.example/a</link>"), URL
    )
    assert [post.url for post in listing.entries] == ["https://x.example/a"]
    assert [(skipped.place, skipped.reason) for skipped in listing.skipped] == [("Bad", "no link to a post")]


@pytest.mark.parametrize(
    ("feed", "url", "further"),
    [
        (feeds.WORDPRESS, URL, ("https://crumbs.example/feed/?paged=2",)),
        (feeds.WORDPRESS, URL + "?paged=7", ("https://crumbs.example/feed/?paged=8",)),
        (
            feeds.BLOGGER,
            "https://crumbs.example/feeds/posts/default",
            ("https://crumbs.example/feeds/posts/default?start-index=2&max-results=150",),
        ),
        (feeds.BLOGGER.replace(b">61<", b">1<"), "https://crumbs.example/feeds/posts/default", ()),
        (
            atom("<id>https://x.example/1</id>", head="<link rel='next' href='?page=2'/>"),
            URL,
            ("https://crumbs.example/feed/?page=2",),
        ),
        (
            atom("<id>https://x.example/1</id>", head="<link rel='prev-archive' href='/2020.atom'/>"),
            URL,
            ("https://crumbs.example/2020.atom",),
        ),
        (atom("<id>https://x.example/1</id>", head="<link rel='next' href='javascript:x'/>"), URL, ()),
        (feeds.HUGO, URL, ()),
        (rss(head="<generator>https://wordpress.org/?v=6</generator>"), URL, ()),
    ],
)
def test_a_feed_in_pages_says_where_the_next_one_is(feed, url, further):
    assert read_feed(feed, url).further == further


def test_blogger_says_how_many_posts_there_are():
    assert read_feed(feeds.BLOGGER, URL).total == 61


@pytest.mark.parametrize(
    ("feed", "url"),
    [
        (
            rss("<link>https://x.example/a/#comment-7</link>", "<link>https://x.example/b/#comment-9</link>"),
            URL,
        ),
        (rss(head="<title>Comments on: Salt</title>"), URL),
        (rss(head="<title>Kommentare zu: Salz</title>"), URL),
        (rss("<link>https://x.example/a</link>"), "https://x.example/comments/feed/"),
        (
            atom(
                "<id>https://x.example/1</id>"
                "<thr:in-reply-to xmlns:thr='http://purl.org/syndication/thread/1.0' ref='x'/>"
            ),
            URL,
        ),
    ],
)
def test_a_feed_of_comments_gives_no_posts(feed, url):
    listing = read_feed(feed, url)
    assert (listing.kind, listing.entries, listing.further) == ("comments feed", (), ())


def test_a_blog_that_is_called_comments_is_a_blog():
    feed = rss("<link>https://x.example/a</link>", head="<title>Comments on the news</title>")
    assert read_feed(feed, URL).kind == "feed"
    assert read_feed(feed, "https://x.example/category/comments/feed/").kind == "feed"


@pytest.mark.parametrize(
    "feed",
    [
        pytest.param(
            b"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
            b"xmlns='http://purl.org/rss/1.0/' xmlns:dc='http://purl.org/dc/elements/1.1/'>"
            b"<channel><title>C</title></channel><item><title>Salt</title><link>https://x.example/a</link>"
            b"<dc:creator>Ann Lee</dc:creator><dc:date>2004-09-06T10:00:00+01:00</dc:date></item></rdf:RDF>",
            id="RSS 1.0",
        ),
        pytest.param(
            b"<?xml version='1.0'?><!DOCTYPE rss PUBLIC '-//Netscape Communications//DTD RSS 0.91//EN' "
            b"'http://my.netscape.com/publish/formats/rss-0.91.dtd'>"
            b"<rss version='0.91'><channel><title>C</title>"
            b"<item><title>Salt</title><link>https://x.example/a</link><author>Ann Lee</author>"
            b"<pubDate>Mon, 06 Sep 2004 10:00:00 +0100</pubDate></item></channel></rss>",
            id="RSS 0.91",
        ),
        pytest.param(
            b"<feed version='0.3' xmlns='http://purl.org/atom/ns#'><title>C</title><entry><title>Salt</title>"
            b"<link rel='alternate' type='text/html' href='https://x.example/a'/><author><name>Ann Lee</name>"
            b"</author><issued>2004-09-06T10:00:00+01:00</issued></entry></feed>",
            id="Atom 0.3",
        ),
    ],
)
def test_old_kinds_of_feeds_are_read_too(feed):
    (post,) = read_feed(feed, URL).entries
    assert (post.url, post.facts.title, post.facts.authors) == ("https://x.example/a", "Salt", ("Ann Lee",))
    assert post.facts.published == "2004-09-06T10:00:00+01:00"


def test_text_in_atoms_xhtml_is_html():
    content = (
        f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">'
        f"{LONG}<pre>a &lt; b</pre></div></content>"
    )
    (post,) = read_feed(atom(f"<id>https://x.example/1</id>{content}"), URL).entries
    assert post.content == f"{LONG}<pre>a &lt; b</pre>".encode()
    assert post.is_whole


def test_a_date_that_only_says_when_a_post_changed_is_not_when_it_appeared():
    (post,) = read_feed(
        atom("<id>https://x.example/1</id><updated>2021-01-01T00:00:00Z</updated>"), URL
    ).entries
    assert (post.facts.published, post.facts.updated) == (None, "2021-01-01T00:00:00+00:00")


@pytest.mark.parametrize(
    ("content", "charset"),
    [
        ("<?xml version='1.0' encoding='iso-8859-1'?>{}".encode("latin-1"), None),
        (b"<?xml version='1.0'?>{}", "windows-1252"),
        ("<?xml version='1.0' encoding='utf-16'?>{}".encode("utf-16"), None),
        (b"\n\n  <br />\n<b>Warning</b>: no such file\n<?xml version='1.0'?>{}", "utf-8"),
        (b"<?xml version='1.0' encoding='iso-8859-1'?>{}", "utf-8"),
    ],
)
def test_letters_come_out_right_whatever_the_encoding(content, charset):
    encoding = "utf-16-le" if content[:2] == b"\xff\xfe" else "utf-8" if charset == "utf-8" else "cp1252"
    feed = "<rss version='2.0'><channel><item><title>Brøt &amp; crème&nbsp;brûlée</title><link>https://x.example/a</link></item></channel></rss>"
    content = content.replace("{}".encode(encoding), feed.encode(encoding))
    assert read_feed(content, URL, charset).entries[0].facts.title == "Brøt & crème brûlée"


def test_one_broken_post_does_no_harm_to_the_others():
    broken = rss(
        "<title>A</title><link>https://x.example/a</link>",
        "<title>B <b>bold</title><link>https://x.example/b</link></p></p></channel>",
        "<title>C & D < E</title><link>https://x.example/c</link><bad:tag>x</bad:tag>",
    )
    posts = read_feed(broken, URL).entries
    assert [post.url[-1] for post in posts] == ["a", "b", "c"]
    assert posts[2].facts.title.startswith("C & D")


@pytest.mark.parametrize("name", ["dc:", "dc:1", "dc:of:all", "own:of:all"])
def test_an_element_whose_name_is_none_does_no_harm_to_its_post(name):
    named = f"<link>https://x.example/a</link><{name}>x</{name}><title>A</title>"
    feed = rss(named).replace(feeds.NAMESPACES.encode(), b"")
    assert [post.facts.title for post in read_feed(feed, URL).entries] == ["A"]


def test_undeclared_prefixes_mean_what_everybody_means_by_them():
    feed = rss(
        f"<link>https://x.example/a</link><dc:creator>Ann Lee</dc:creator>"
        f"<content:encoded>{LONG.replace('<', '&lt;')}</content:encoded>"
    )
    feed = feed.replace(feeds.NAMESPACES.encode(), b"")
    (post,) = read_feed(feed, URL).entries
    assert (post.facts.authors, post.content) == (("Ann Lee",), TEXT)


def test_a_feed_that_breaks_off_keeps_its_posts_but_not_half_a_text():
    feed = rss(
        *(
            f"<link>https://x.example/{n}</link><content:encoded>"
            f"<![CDATA[{LONG * (n + 1)}]]></content:encoded>"
            for n in range(5)
        )
    )
    posts = read_feed(feed[: feed.rfind(b"<![CDATA[") + 700], URL).entries
    assert [post.url[-1] for post in posts] == ["0", "1", "2", "3", "4"]
    assert [post.is_whole for post in posts] == [True] * 4 + [False]
    assert posts[4].content == b""


_BOMB = b"<!DOCTYPE rss [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>]>"
_EXTERNAL = b"<!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"


@pytest.mark.parametrize(
    "doctype", [_BOMB, _EXTERNAL, b"<!DOCTYPE rss [<!ENTITY % p SYSTEM 'http://x.example/d'> %p;]>"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entity_bombs_and_external_entities_are_refused_before_feedparser_sees_them(
    doctype, encoding, monkeypatch
):
    monkeypatch.setattr(feedparser, "parse", lambda *_, **__: pytest.fail("feedparser saw it"))
    feed = doctype + b"<rss version='2.0'><channel><item><title>&x;</title></item></channel></rss>"
    with pytest.raises(ListingError, match="XML entities"):
        read_feed(feed.decode().encode(encoding), URL)


def test_a_post_about_entities_is_no_attack():
    about = (
        "<link>https://x.example/a</link><description>"
        "<![CDATA[<pre>&lt;!DOCTYPE x [<!ENTITY a 'b'>]></pre>]]></description>"
    )
    assert len(read_feed(rss(about), URL).entries) == 1


def test_feedparser_is_never_given_what_it_could_open(monkeypatch):
    given = []
    real = feedparser.parse
    monkeypatch.setattr(
        feedparser, "parse", lambda source, **rest: given.append(source) or real(source, **rest)
    )
    read_feed(feeds.HUGO, URL)
    assert [type(source) for source in given] == [io.BytesIO]


@pytest.mark.parametrize(
    "content", [b"", b"<html><body>Sorry</body></html>", b"\x00\x01\x02" * 50, b"<opml/>", b"{}"]
)
def test_what_is_no_feed_is_refused_with_a_reason(content):
    with pytest.raises(ListingError, match=r"\w"):
        read_feed(content, URL)


def test_no_more_posts_are_taken_from_one_feed_than_is_sane(monkeypatch):
    monkeypatch.setattr("index.ingest.listings.entries.MAX_ENTRIES", 3)
    listing = read_feed(rss(*(f"<link>https://x.example/{n}</link>" for n in range(5))), URL)
    assert len(listing.entries) == 3
    assert "more than 3 posts" in listing.skipped[0].reason
    assert MAX_ENTRIES == 50_000


def test_a_feed_of_millions_of_elements_is_refused():
    start = time.process_time()
    with pytest.raises(ListingError, match="elements"):
        read_feed(b"<rss version='2.0'><channel>" + b"<a/>" * 600_000 + b"</channel></rss>", URL)
    assert time.process_time() - start < 5


def test_a_feed_of_ten_megabytes_takes_a_few_seconds():
    feed = rss(
        *(
            f"<title>{n}</title><link>https://x.example/{n}</link><content:encoded>"
            f"<![CDATA[{LONG * (5 + n % 9)}]]></content:encoded>"
            for n in range(1_000)
        )
    )
    assert len(feed) > 9_000_000
    start = time.process_time()
    assert sum(post.is_whole for post in read_feed(feed, URL).entries) == 1_000
    assert time.process_time() - start < 10  # 1.5 s on an idle machine


def test_the_feed_of_a_hugo_blog(blogs):
    content = (blogs / "html-jdhao-hugo/index.xml").read_bytes()
    listing = read_feed(content, "https://jdhao.github.io/index.xml")
    assert len(listing.entries) == 567
    assert not any(post.is_whole for post in listing.entries)  # Hugo's summaries, the first paragraph each
    assert (listing.title, listing.home, listing.skipped) == (
        "jdhao's digital space",
        "https://jdhao.github.io/",
        (),
    )
    dated = [post for post in listing.entries if post.facts.published]
    assert len(dated) == 566  # all but "About"
    assert all(post.facts.title and post.facts.language == "en" for post in listing.entries)


def test_the_feed_of_a_hexo_blog(blogs):
    content = (blogs / "html-scarlz-hexo/atom.xml").read_bytes()
    listing = read_feed(content, "http://www.tricksofthetrades.net/atom.xml")
    assert len(listing.entries) == 20
    assert all(
        post.is_whole and post.facts.authors == ("Scarlz",) and post.modified for post in listing.entries
    )


def test_the_feeds_of_a_wordpress_blog(blogs):
    root = blogs / "html-whizzy-wordpress"
    main = read_feed((root / "feed/index.xml").read_bytes(), "https://whizzy.example/feed/")
    assert len(main.entries) == 50
    assert [post.facts.title for post in main.entries if not post.is_whole] == [
        "Off to pastures new"
    ]  # a picture
    assert all(post.url.startswith("https://whizzy.example/2") for post in main.entries)
    kinds = Counter()
    for path in root.rglob("feed/index.xml"):
        place = path.parent.relative_to(root).as_posix()
        kinds[read_feed(path.read_bytes(), f"https://whizzy.example/{place}/").kind] += 1
    assert kinds == {"comments feed": 73, "feed": 25}


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("<author>ann@bread.bakery (Ann Lee)</author>", ("Ann Lee",)),
        ("<author>ann@bread.bakery</author>", ()),
        ("<author>ann@bread.com</author><dc:creator>Bo Roe</dc:creator>", ("Bo Roe",)),
        ("<dc:creator>Ann Lee</dc:creator><dc:creator>Bo Roe</dc:creator>", ("Ann Lee", "Bo Roe")),
        ("<author>noreply@blogger.com (Ann Lee)</author>", ("Ann Lee",)),
        ("<dc:creator>admin</dc:creator>", ()),
    ],
)
def test_authors_are_people_not_addresses(written, expected):
    assert (
        read_feed(rss(f"<link>https://x.example/a</link>{written}"), URL).entries[0].facts.authors == expected
    )


def test_megabytes_of_empty_or_unclosed_posts_take_no_time():
    start = time.process_time()
    assert read_feed(b"<rss version='2.0'><channel>" + b"<item>" * 300_000, URL).entries == ()
    assert time.process_time() - start < 12  # 3 s on an idle machine


def test_of_a_broken_feed_no_more_posts_are_read_than_of_a_whole_one(monkeypatch):
    monkeypatch.setattr("index.ingest.listings.trees.MAX_ENTRIES", 3)
    feed = rss(*(f"<link>https://x.example/{n}</link>" for n in range(5)))[:-5]
    assert len(read_feed(feed, URL).entries) == 3


def test_half_a_text_without_cdata_is_dropped_too():
    content = f"<content:encoded>{(LONG * 3).replace('<', '&lt;')}"
    feed = rss(
        f"<link>https://x.example/a</link>{content}</content:encoded>",
        f"<link>https://x.example/b</link>{content}",
    )
    whole, half = read_feed(feed[: feed.rfind(b"</item>") - 200], URL).entries
    assert (whole.is_whole, half.is_whole, half.content) == (True, False, b"")
