"""JSON Feed, versions 1.0 and 1.1."""

import json

import pytest

from index.ingest.listings.jsonfeed import read_json_feed
from index.ingest.listings.listing import ListingError
from index.records import Facts
from tests.index.ingest.listings.feeds import LONG, WORDS

URL = "https://crumbs.example/feed.json"


def _feed(*items, **head):
    return json.dumps(
        {"version": "https://jsonfeed.org/version/1.1", "title": "Crumbs", "items": items, **head}
    ).encode()


def test_a_post_with_all_that_version_1_1_can_say():
    item = {
        "id": "7",
        "url": "/salt",
        "external_url": "https://other.example/",
        "title": "Salt &amp; water",
        "content_html": LONG,
        "summary": "On salt",
        "date_published": "2021-09-06T00:01:00+02:00",
        "date_modified": "2021-09-07T00:01:00+02:00",
        "authors": [{"name": "Ann Lee"}, {"url": "https://x.example"}],
        "tags": ["bread", "Bread", 5],
        "language": "de-AT",
    }
    listing = read_json_feed(
        _feed(item, home_page_url="https://crumbs.example/", next_url="/feed2.json"), URL
    )
    (post,) = listing.entries
    assert post.facts == Facts(
        source="feed",
        link="https://crumbs.example/salt",
        title="Salt & water",
        authors=("Ann Lee",),
        published="2021-09-06T00:01:00+02:00",
        updated="2021-09-07T00:01:00+02:00",
        tags=("bread",),
        language="de",
        site="Crumbs",
    )
    assert (post.url, post.content, post.is_whole) == ("https://crumbs.example/salt", LONG.encode(), True)
    assert post.modified == "2021-09-07T00:01:00+02:00"
    assert (listing.kind, listing.home) == ("JSON feed", "https://crumbs.example/")
    assert listing.further == ("https://crumbs.example/feed2.json",)


def test_version_1_has_one_author_and_the_feeds_counts_for_all():
    listing = read_json_feed(
        _feed(
            {"id": "https://x.example/a"},
            {"id": 5, "url": "https://x.example/b", "author": {"name": "Bo Roe"}},
            version="https://jsonfeed.org/version/1",
            author={"name": "Ann Lee"},
            language="fr",
        ),
        URL,
    )
    assert [(post.url[-1], post.facts.authors, post.facts.language) for post in listing.entries] == [
        ("a", ("Ann Lee",), "fr"),
        ("b", ("Bo Roe",), "fr"),
    ]


def test_plain_text_becomes_paragraphs_with_its_signs_kept():
    (post,) = read_json_feed(
        _feed({"url": "https://x.example/a", "content_text": f"1 < 2 & 3\n\n{WORDS * 10}"}), URL
    ).entries
    assert post.content.startswith(b"<p>1 &lt; 2 &amp; 3</p><p>We knead")
    assert post.is_whole


def test_a_summary_alone_is_not_the_post():
    (post,) = read_json_feed(_feed({"url": "https://x.example/a", "summary": WORDS * 10}), URL).entries
    assert not post.is_whole
    assert post.content.startswith(b"We knead")


def test_an_item_that_only_points_elsewhere_is_named_and_left_out():
    listing = read_json_feed(
        _feed({"id": "9", "title": "Look", "external_url": "https://other.example/"}, "x", None), URL
    )
    assert listing.entries == ()
    assert [skipped.place for skipped in listing.skipped] == [
        "Look",
        f"entry 2 of {URL}",
        f"entry 3 of {URL}",
    ]


def test_half_a_character_does_no_harm():
    (post,) = read_json_feed(
        _feed({"url": "https://x.example/a", "title": "\ud83d salt", "content_html": "<p>\ud83d</p>"}), URL
    ).entries
    assert post.facts.title == "\ufffd salt"
    assert post.content == "<p>\ufffd</p>".encode()


def test_a_page_that_says_it_is_its_own_next_one_is_not_read_again():
    assert read_json_feed(_feed({"url": "https://x.example/a"}, next_url=URL), URL).further == ()


@pytest.mark.parametrize(
    "content",
    [b"", b"null", b"[1]", b'{"a": 1}', b'{"version": "https://jsonfeed.org/', b"[" * 200_000, b"\x00\xff"],
)
def test_what_is_no_json_feed_is_refused_with_a_reason(content):
    with pytest.raises(ListingError, match=r"JSON|binary|text"):
        read_json_feed(content, URL)
