"""Pages saved as one MHTML file, as the tools that save them write it."""

import base64
import quopri
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.errors import SourceError
from index.ingest.archives.mhtml import is_mhtml, read_mhtml
from index.records import Facts, Page, Skipped
from index.settings import SourceSettings
from tests.fakes import html_post

SETTINGS = SourceSettings()
TEA = html_post("Grüner Tee", "Wie man ihn = richtig aufgießt, steht hier in einem langen Satz. " * 5)

CHROME = b"\r\n".join([
    b"From: <Saved by Blink>",
    b"Snapshot-Content-Location: https://blog.example/tee/?page=1",
    b"Subject: =?utf-8?Q?Gr=C3=BCner=20Tee?=",
    b"Date: Mon, 5 Jan 2026 10:00:00 -0000",
    b"MIME-Version: 1.0",
    b"Content-Type: multipart/related;",
    b'\ttype="text/html";',
    b'\tboundary="----MultipartBoundary--k3JdPq7----"',
    b"",
    b"",
    b"------MultipartBoundary--k3JdPq7----",
    b"Content-Type: text/html",
    b"Content-ID: <frame-5B0D@mhtml.blink>",
    b"Content-Transfer-Encoding: quoted-printable",
    b"Content-Location: https://blog.example/tee/?page=1",
    b"",
    quopri.encodestring(TEA.encode()).replace(b"\n", b"\r\n"),
    b"------MultipartBoundary--k3JdPq7----",
    b"Content-Type: text/html",
    b"Content-ID: <frame-77AA@mhtml.blink>",
    b"Content-Transfer-Encoding: quoted-printable",
    b"Content-Location: https://ads.example/frame",
    b"",
    b"<p>buy this</p>",
    b"------MultipartBoundary--k3JdPq7----",
    b"Content-Type: image/png",
    b"Content-Transfer-Encoding: base64",
    b"Content-Location: https://blog.example/tee.png",
    b"",
    base64.encodebytes(bytes(range(256)) * 9),
    b"------MultipartBoundary--k3JdPq7------",
    b"",
])  # fmt: skip

EXPLORER = b"\r\n".join([
    b"From: <Saved by Microsoft Internet Explorer 5>",
    b"Subject: Tee",
    b"Date: Mon, 5 Jan 2004 10:00:00 +0100",
    b"MIME-Version: 1.0",
    b"Content-Type: multipart/related;",
    b'\tboundary="----=_NextPart_000_0000_01C3D3A1.6F5B7E20";',
    b'\ttype="text/html"',
    b"X-MimeOLE: Produced By Microsoft MimeOLE V6.00.2800.1106",
    b"",
    b"This is a multi-part message in MIME format.",
    b"",
    b"------=_NextPart_000_0000_01C3D3A1.6F5B7E20",
    b"Content-Type: text/html;",
    b'\tcharset="windows-1252"',
    b"Content-Transfer-Encoding: quoted-printable",
    b"Content-Location: http://blog.example/2004/01/",
    b"\ttee.html",
    b"",
    quopri.encodestring(TEA.encode("cp1252")).replace(b"\n", b"\r\n"),
    b"------=_NextPart_000_0000_01C3D3A1.6F5B7E20",
    b"Content-Type: text/css;",
    b'\tcharset="windows-1252"',
    b"Content-Transfer-Encoding: 7bit",
    b"Content-Location: http://blog.example/style.css",
    b"",
    b"P { COLOR: red }",
    b"",
    b"------=_NextPart_000_0000_01C3D3A1.6F5B7E20--",
    b"",
])  # fmt: skip

# As Word and several converters write it: the page is not the first part, but the one that `start` names.
STARTED = b"\n".join([
    b"MIME-Version: 1.0",
    b'Content-Type: multipart/related; start="<main@tea>"; boundary=cut; type="text/html"',
    b"Content-Location: https://blog.example/tee/",
    b"",
    b"--cut",
    b"Content-Type: text/html; charset=utf-8",
    b"Content-ID: <side@tea>",
    b"",
    b"<p>the side</p>",
    b"--cut",
    b"Content-Type: text/html; charset=UTF-8",
    b"Content-ID: <main@tea>",
    b"Content-Transfer-Encoding: base64",
    b"",
    base64.encodebytes(TEA.encode()),
    b"--cut--",
])  # fmt: skip


def _page(tmp_path, content: bytes) -> Page | Skipped:
    path = tmp_path / "saved.mhtml"
    path.write_bytes(content)
    [item] = read_mhtml(path, SETTINGS)
    return item


@pytest.mark.parametrize(
    ("content", "charset", "link"),
    [
        (CHROME, None, "https://blog.example/tee/?page=1"),
        (EXPLORER, "windows-1252", "http://blog.example/2004/01/tee.html"),
        (STARTED, "utf-8", "https://blog.example/tee/"),
    ],
    ids=["Chrome", "Internet Explorer", "start="],
)
def test_the_page_comes_out_as_it_was_saved(tmp_path, content, charset, link):
    page = _page(tmp_path, content)
    assert page.content.decode(charset or "utf-8").strip() == TEA
    assert (page.url, page.place) == (f"{tmp_path.as_uri()}/saved.mhtml", "saved.mhtml")
    assert (page.media_type, page.charset) == ("text/html", charset)
    assert page.facts == Facts(source="saved page", link=link)
    assert is_mhtml(tmp_path / "saved.mhtml")


def test_a_page_without_pictures_has_no_parts(tmp_path):
    page = _page(
        tmp_path,
        b"From: <Saved by Windows Internet Explorer 8>\r\nMIME-Version: 1.0\r\nContent-Type: text/html;\r\n"
        b'\tcharset="unicode"\r\nContent-Transfer-Encoding: base64\r\n'
        b"Content-Location: http://blog.example/\r\n\r\n" + base64.encodebytes("<p>Tee</p>".encode("utf-16")),
    )
    assert page.content.decode(page.charset) == "<p>Tee</p>"
    assert page.facts.link == "http://blog.example/"
    assert is_mhtml(tmp_path / "saved.mhtml")


def test_a_page_in_parts_of_a_part_is_found(tmp_path):
    inner = (
        b"Content-Type: multipart/alternative; boundary=in\n\n--in\nContent-Type: text/plain\n\nplain\n"
        b"--in\nContent-Type: text/html\n\n<p>rich</p>\n--in--\n"
    )
    outer = (
        b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=out\n\n--out\n" + inner + b"--out--\n"
    )
    page = _page(tmp_path, outer)
    assert page.content.strip() == b"<p>rich</p>"
    assert page.facts == Facts()


@pytest.mark.parametrize("coding", ["8bit", "binary", ""])
def test_a_page_that_is_not_packed_keeps_its_letters(tmp_path, coding):
    content = (
        b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=cut\n"
        b"Content-Transfer-Encoding: quoted-printable\n\n--cut\nContent-Type: text/html; charset=utf-8\n"
        + (f"Content-Transfer-Encoding: {coding}\n" if coding else "").encode()
        + "\n<p title=3D>grüner Tee 茶</p>\n--cut--\n".encode()
    )
    assert _page(tmp_path, content).content.decode().strip() == "<p title=3D>grüner Tee 茶</p>"


def test_an_address_on_somebodys_disk_is_no_link(tmp_path):
    content = STARTED.replace(b"https://blog.example/tee/", b"file:///C:/Users/me/tee.htm")
    assert _page(tmp_path, content).facts == Facts()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (CHROME.replace(b"text/html", b"text/css "), "no web page in it"),
        (CHROME[: CHROME.index(b"boundary")], "no web page in it"),
        (STARTED.replace(base64.encodebytes(TEA.encode()), b"\n"), "empty"),
    ],
)
def test_a_file_without_a_page_says_so(tmp_path, content, reason):
    assert _page(tmp_path, content) == Skipped("saved.mhtml", reason)


def test_a_file_above_the_limit_is_left_out(tmp_path):
    path = tmp_path / "saved.mhtml"
    path.write_bytes(CHROME)
    assert list(read_mhtml(path, SourceSettings(max_file_bytes=len(CHROME) - 1))) == [
        Skipped("saved.mhtml", f"larger than {len(CHROME) - 1:,} bytes")
    ]
    [page] = read_mhtml(path, SourceSettings(max_file_bytes=len(CHROME)))
    assert isinstance(page, Page)


def test_parts_nested_without_end_do_not_keep_us_busy(tmp_path):
    nest = b"".join(
        b"Content-Type: multipart/related; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(5_000)
    )
    started = time.perf_counter()
    assert _page(tmp_path, b"MIME-Version: 1.0\n" + nest) == Skipped("saved.mhtml", "no web page in it")
    assert time.perf_counter() - started < 5


def test_a_file_that_cannot_be_read_says_so(tmp_path):
    with pytest.raises(SourceError, match=r"absent\.mhtml cannot be read"):
        list(read_mhtml(tmp_path / "absent.mhtml", SETTINGS))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<!DOCTYPE html><p>From: me</p>",
        b"Title: a post\n\nMIME-Version: 1.0\nContent-Type: text/html\n",
        b"Received: from a\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b",
        b"To: me@example.org\nMIME-Version: 1.0\nContent-Type: text/html\n\n<p>a newsletter</p>",
        b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b",
    ],
)
def test_other_files_are_not_taken_for_saved_pages(tmp_path, content):
    (tmp_path / "other").write_bytes(content)
    assert not is_mhtml(tmp_path / "other")
    assert not is_mhtml(tmp_path)
    assert not is_mhtml(tmp_path / "absent")


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from([CHROME, EXPLORER, STARTED]), st.integers(0, 10_000), st.binary(min_size=1, max_size=12)
)
def test_damage_anywhere_never_ends_the_run(tmp_path, content, at, damage):
    at %= len(content)
    item = _page(tmp_path, content[:at] + damage + content[at + len(damage) :])
    assert isinstance(item, Page | Skipped)
    is_mhtml(tmp_path / "saved.mhtml")
