"""The blogs in an OPML file, however it is written."""

import time

import pytest

from index.ingest.listings.listing import ListingError
from index.ingest.listings.opml import Outline, is_opml, read_opml
from index.ingest.listings.sniff import what_is


def _opml(body):
    return (
        f"<?xml version='1.0' encoding='UTF-8'?><opml version='2.0'><head>"
        f"<title>Friends</title></head><body>{body}</body></opml>"
    ).encode()


def test_blogs_in_folders_are_found_each_once():
    content = _opml(
        "<outline text='Bread'><outline text='Flour'>"
        "<outline type='rss' text='Crumbs &amp;amp; more' title='x' xmlUrl='https://crumbs.example/feed?a=1&amp;b=2'/>"
        "</outline></outline>"
        "<outline type='rss' text='Again' xmlUrl='https://crumbs.example/feed?a=1&amp;b=2' htmlUrl='https://crumbs.example/'/>"
        "<outline text='No feed' HTMLURL=' https://plain.example/ '/><outline text='Empty' xmlUrl=''/>"
    )
    assert read_opml(content, "") == (
        Outline("Crumbs & more", "https://crumbs.example/feed?a=1&b=2", "https://crumbs.example/"),
        Outline("No feed", None, "https://plain.example/"),
    )


@pytest.mark.parametrize("kind", ["include", "link", "source", " Include "])
def test_other_lists_are_not_followed(kind):
    assert (
        read_opml(
            _opml(
                f"<outline type='{kind}' text='x' url='https://x.example/l.opml' xmlUrl='https://x.example/f'/>"
            ),
            "",
        )
        == ()
    )


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "file:///etc/passwd", "feed:x", "https://u:p@x.example/"]
)
def test_only_addresses_on_the_web_are_given(address):
    assert read_opml(_opml(f"<outline text='x' xmlUrl='{address}' htmlUrl='{address}'/>"), "") == ()


_A, _C = "https://x.example/a?b&c", "https://x.example/c"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"<outline xmlUrl='{_A}'/><outline text=B xmlUrl=oops><outline text='C' xmlUrl='{_C}'/>", [_A, _C]),
        (f"</body></opml><outline xmlUrl='{_A}'></outline></oops><outline xmlUrl='{_C}'>", [_A, _C]),
        (
            f"<!-- <outline xmlUrl='{_C}?old'/> --><outline xmlUrl='{_A}'/>"
            f"<outline text='1 > \"0\"' xmlUrl='{_C}'/>",
            [_A, _C],
        ),
        (f"<outline xmlUrl='{_A}' xmlUrl='{_A}2'/><outline text='a \"b' xmlUrl=\"{_C}\"/>", [_A, _C]),
        (f"<outline text='<b>' xmlUrl='{_C}?lost'/><outline xmlUrl='{_A}'/><outline xmlUrl='{_C}", [_A]),
    ],
)
def test_one_broken_blog_does_no_harm_to_the_others(body, expected):
    assert [outline.feed for outline in read_opml(_opml(body), "")] == expected


def test_entities_are_refused():
    with pytest.raises(ListingError, match="entities"):
        read_opml(
            b"<!DOCTYPE opml [<!ENTITY a 'b'>]>"
            + _opml("<outline text='&a;' xmlUrl='https://x.example/a'/>"),
            "",
        )


def test_what_opml_looks_like():
    assert is_opml(_opml(""))
    assert is_opml("\ufeff<opml version='1.0'>".encode("utf-16-le"))
    assert not is_opml(b"<html><body>opml</body></html>")
    with pytest.raises(ListingError):
        read_opml(b"<html><body>opml</body></html>", "")


@pytest.mark.parametrize(
    "piece", ["<outline ", "<outline \"'", "<outline a='", "<outline a='<", "</outline>"]
)
def test_megabytes_of_broken_outlines_take_no_time(piece):
    start = time.process_time()
    assert read_opml(_opml(piece * (2_000_000 // len(piece))), "") == ()
    assert time.process_time() - start < 3


def test_lists_of_hundreds_of_real_blogs(formats):
    engineering = (formats / "opml/engineering-blogs/engineering_blogs.opml").read_bytes()
    outlines = read_opml(engineering, "")
    assert len(outlines) == 420  # of 422, two are there twice
    assert outlines[0] == Outline(
        "8th Light", "https://8thlight.com/insights/feed/rss.xml", "https://8thlight.com/blog/"
    )
    personal = (formats / "opml/hackernews-personal-blogs/list.opml").read_bytes()
    assert len(read_opml(personal, "")) == 1229
    assert what_is(personal, "text/plain") == "opml"


def test_the_malformed_lists_of_another_readers_tests(formats):
    folder = formats / "opml/listparser/tests/files/malformed"
    read = {
        path.stem: [(o.title, o.feed) for o in read_opml(path.read_bytes(), "")]
        for path in folder.glob("*.xml")
    }
    one = [("malformed", "https://domain/feed")]
    assert read == {
        "concatenated-documents": [("feedname", "http://domain/feed1"), ("feedname", "http://domain/feed2")],
        "end-element-missing": one,
        "end-element-unexpected": one,
        "end-element-unexpected-with-prefix": one,
        "html-entity-attribute": [
            ("archæology", "http://domain1/feed"),
            ("archæology", "http://domain2/feed"),
        ],
        "html-entity-text-1": [],
        "html-entity-text-2": [],
        "undefined-entity-attribute": [("arch&egregiouslyundefined;ology", "http://domain1/feed")],
        "undefined-entity-text": [],
        "xmlns-without-value": [],
    }
