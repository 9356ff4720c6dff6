"""Where a saved page says that it came from."""

import time

import pytest

from index.ingest.archives.saved_from import address_saved_from


@pytest.mark.parametrize(
    ("head", "address"),
    [
        (
            "<!DOCTYPE html>\n<!-- saved from url=(0030)https://blog.example/2020/tea/ -->\n<html>",
            "https://blog.example/2020/tea/",
        ),
        (
            "<html><!--\n Page saved with SingleFile \n url: https://blog.example/tea?p=1&amp;q=2 \n"
            " saved date: Mon Jan 05 2026 10:00:00 GMT+0100\n--><head>",
            "https://blog.example/tea?p=1&q=2",
        ),
        (
            "<!DOCTYPE html><html><!--\n Archive processed by SingleFile\n url: http://blog.example/old\n-->",
            "http://blog.example/old",
        ),
        (
            '<html><head><meta name="savepage-url" content="https://blog.example/tea/">',
            "https://blog.example/tea/",
        ),
        (
            "<html>\n<!-- Mirrored from blog.example/tea/index.html by HTTrack"
            " Website Copier/3.x [XR&CO'2014], Mon -->",
            "http://blog.example/tea/index.html",
        ),
        ("<!-- saved from url=(0014)about:internet -->", None),
        ("<!-- saved from url=(0040)file:///C:/Users/me/Desktop/post.html -->", None),
        ("<p>I saved from url=(0020)https://b.example/ once</p>", None),
        ("<html><head><title>Page saved with SingleFile</title>", None),
        ("", None),
    ],
)
def test_the_address_is_the_one_that_the_tool_wrote_down(head, address):
    assert address_saved_from(head.encode()) == address


def test_a_page_saved_in_utf16_says_it_too():
    page = "<!DOCTYPE html>\r\n<!-- saved from url=(0022)https://a.example/one/ -->"
    assert address_saved_from(page.encode("utf-16")) == "https://a.example/one/"


def test_only_the_beginning_of_a_page_is_looked_at():
    comment = b"<!-- saved from url=(0022)https://a.example/one/ -->"
    assert address_saved_from(b" " * 9_000 + comment) is None


def test_a_hostile_page_does_not_keep_us_busy():
    started = time.perf_counter()
    for piece in (
        b"<!-- ",
        b"page saved with singlefile ",
        b"<!-- saved from url=(1)http://",
        b"<!--" + b" " * 9,
    ):
        address_saved_from(piece * 200_000)
    assert time.perf_counter() - started < 1
