"""Posts in the answers of WordPress's REST API."""

import json

import pytest

from index.ingest.listings.listing import ListingError
from index.ingest.listings.wordpress import api_address, read_posts_answer
from index.records import Facts
from tests.index.ingest.listings.feeds import LONG

URL = api_address("https://crumbs.example/")


def _post(**changes):
    return {
        "date": "2021-09-06T01:01:00",
        "date_gmt": "2021-09-05T23:01:00",
        "modified": "2021-09-07T01:00:00",
        "modified_gmt": "2021-09-06T23:00:00",
        "status": "publish",
        "type": "post",
        "link": "https://crumbs.example/salt/",
        "title": {"rendered": "Salt &#038; <em>water</em>"},
        "content": {"rendered": f"\n{LONG}", "protected": False},
        "_embedded": {
            "author": [{"name": "Ann Lee"}, {"code": "rest_user_invalid_id", "message": "Invalid user ID."}],
            "wp:term": [
                [{"taxonomy": "category", "name": "Bread &amp; more"}],
                [{"taxonomy": "post_tag", "name": "salt"}],
                [{"taxonomy": "post_format", "name": "Aside"}],
            ],
        },
    } | changes


def _read(*posts, url=URL, total_pages=1):
    return read_posts_answer(json.dumps(posts).encode(), url, total_pages)


def test_a_post_has_all_its_text_and_facts():
    (post,) = _read(_post()).entries
    assert post.facts == Facts(
        source="WordPress API",
        link="https://crumbs.example/salt/",
        title="Salt & water",
        authors=("Ann Lee",),
        published="2021-09-06T01:01:00+02:00",
        updated="2021-09-07T01:00:00+02:00",
        tags=("Bread & more", "salt"),
    )
    assert (post.content.decode().strip(), post.is_whole, post.modified) == (
        LONG,
        True,
        "2021-09-06T23:00:00",
    )


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"status": "draft"}, "not published"),
        ({"status": "private"}, "not published"),
        ({"content": {"rendered": "", "protected": True}}, "protected by a password"),
        ({"type": "page"}, "not a post"),
        ({"link": None}, "no link to a post"),
        ({"link": "javascript:alert(1)"}, "no link to a post"),
    ],
)
def test_what_is_not_for_all_is_left_out_and_named(changes, reason):
    listing = _read(_post(**changes), _post(link="https://crumbs.example/b/"))
    assert [post.url for post in listing.entries] == ["https://crumbs.example/b/"]
    assert [skipped.reason for skipped in listing.skipped] == [reason]


@pytest.mark.parametrize("rendered", ["", "<p>We knead […]</p>", f"[et_pb_section]{LONG}[/et_pb_section]"])
def test_a_text_that_is_not_all_there_is_not_called_whole(rendered):
    (post,) = _read(_post(content={"rendered": rendered})).entries
    assert not post.is_whole


def test_further_pages_are_those_that_wordpress_counts():
    assert _read(_post(), total_pages=3).further == (URL.replace("&page=1", "&page=2"),)
    assert _read(_post(), url=URL.replace("&page=1", "&page=3"), total_pages=3).further == ()
    assert _read(_post(), total_pages=None).further == ()  # one is fewer than a page can hold
    assert len(_read(*(_post(link=f"/{n}") for n in range(100)), total_pages=None).further) == 1
    assert _read(total_pages=9).further == ()


def test_an_answer_after_a_warning_is_read():
    content = b"\xef\xbb\xbf<br />\n<b>Notice</b>: old\n" + json.dumps([_post()]).encode()
    assert len(read_posts_answer(content, URL, 1).entries) == 1


def test_an_error_is_told_in_wordpresss_words():
    content = b'{"code":"rest_no_route","message":"No route was found.","data":{"status":404}}'
    with pytest.raises(ListingError, match="No route was found"):
        read_posts_answer(content, URL, None)


@pytest.mark.parametrize("content", [b"", b"<html>404</html>", b'"a"', b"[{", b"5"])
def test_what_is_no_answer_is_refused(content):
    with pytest.raises(ListingError, match=r"JSON|WordPress"):
        read_posts_answer(content, URL, None)


def test_values_of_the_wrong_kind_do_no_harm():
    strange = _post(
        title="x", content=[], _embedded={"author": {}, "wp:term": [None, {"a": 1}, [5]]}, date=5, modified={}
    )
    (post,) = _read(strange, 7, None, []).entries
    assert (post.facts.title, post.facts.authors, post.facts.tags, post.content) == (None, (), (), b"")
    assert post.facts.published == "2021-09-05T23:01:00+00:00"


def test_real_answers(formats):
    folder = formats / "wxr/wp-rest-api"
    read = {
        path.stem: read_posts_answer(b"[" + path.read_bytes() + b"]", "https://mysite.com/wp-json/", 1)
        for path in folder.glob("single-*.json")
    }
    html_title = read["single-post-with-html-in-title"].entries[0].facts
    assert html_title.title.startswith("Lorem ipsum dolor sit amet, consectetur")
    assert html_title.tags == ("Boop", "foo", "Bar & Baz", "beep")
    assert html_title.published == "2019-11-07T10:36:54-05:00"
    assert read["single-post-no-author"].entries[0].facts.authors == ()
    assert read["single-page"].entries == ()
