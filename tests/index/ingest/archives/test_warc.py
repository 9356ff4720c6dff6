"""The pages of a web archive."""

import gzip
import tracemalloc
import zlib

import brotli
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.errors import SourceError
from index.ingest.archives import warc_records
from index.ingest.archives.warc import is_warc, read_warc
from index.records import Facts, Page, Skipped
from index.settings import SourceSettings
from tests.index.ingest.archives.warcs import record, response, write_warc

SETTINGS = SourceSettings()
ONE = "https://blog.example/one/"
TWO = "https://blog.example/two/"
# Without the time of day: a test is called after it, and must be called so in every process that runs tests.
PACKED = gzip.compress(b"<p>tea</p>", mtime=0)


def _items(path, settings: SourceSettings = SETTINGS) -> list[Page | Skipped]:
    return list(read_warc(path, settings))


def _contents(path) -> dict[str, bytes]:
    return {item.url: item.content for item in read_warc(path, SETTINGS) if isinstance(item, Page)}


@pytest.mark.parametrize("name", ["crawl.warc", "crawl.warc.gz"])
def test_every_page_comes_out_with_its_address(tmp_path, name):
    path = write_warc(
        tmp_path / name,
        record("warcinfo", "", b"software: test\r\n"),
        record("request", ONE, b"GET /one/ HTTP/1.1\r\n\r\n"),
        response(ONE, "<p>eins</p>", media_type="text/html; charset=ISO-8859-1"),
        response(TWO, "<p>zwei</p>", media_type="application/xhtml+xml"),
    )
    assert is_warc(path)
    assert _items(path) == [
        Page(ONE, ONE, b"<p>eins</p>", "text/html", "iso-8859-1", Facts(source="archive", link=ONE)),
        Page(TWO, TWO, b"<p>zwei</p>", "text/html", None, Facts(source="archive", link=TWO)),
    ]


def test_an_archive_packed_as_a_whole_is_read_too(tmp_path):
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(gzip.compress(response(ONE, "<p>1</p>") + response(TWO, "<p>2</p>")))
    assert is_warc(path)
    assert _contents(path) == {ONE: b"<p>1</p>", TWO: b"<p>2</p>"}


def test_what_is_no_page_is_passed_over_without_a_word(tmp_path):
    path = write_warc(
        tmp_path / "crawl.warc",
        record("metadata", ONE, b"fetchTimeMs: 5", Content_Type="application/warc-fields"),
        record("resource", "dns:blog.example", b"20240101 1.2.3.4", Content_Type="text/dns"),
        record("resource", "urn:pageinfo:https://blog.example/", b"{}", Content_Type="application/json"),
        record("conversion", ONE, b"<p>made</p>", Content_Type="text/html"),
        record("revisit", ONE, b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"),
        response(ONE, "<p>gone</p>", status="404 Not Found"),
        response(ONE, "", status="301 Moved", headers=["Location: /two/"]),
        response(ONE, "body {}", media_type="text/css"),
        response(ONE, "words", media_type="text/plain"),
        response(ONE, "?", media_type=""),
        record("response", ONE, b""),
        record("response", "ftp://blog.example/a", b"<p>no http in it</p>"),
    )
    assert _items(path) == []


def test_a_page_that_was_kept_without_its_server_is_read(tmp_path):
    path = write_warc(tmp_path / "a.warc", record("resource", ONE, b"<p>1</p>", Content_Type="text/html"))
    assert _contents(path) == {ONE: b"<p>1</p>"}


def test_of_several_captures_of_an_address_the_newest_is_given(tmp_path):
    path = write_warc(
        tmp_path / "crawl.warc.gz",
        response(ONE, "<p>2022</p>", "2022-05-05T00:00:00Z"),
        response(TWO, "<p>two</p>", "2019-05-05T00:00:00Z"),
        response(ONE + "#part", "<p>2024</p>", "2024-05-05T00:00:00Z"),
        response(ONE, "<p>2023</p>", "2023-05-05T00:00:00Z"),
        response(ONE, "<p>gone</p>", "2025-05-05T00:00:00Z", status="404 Not Found"),
    )
    assert [(item.url, item.content) for item in _items(path)] == [
        (TWO, b"<p>two</p>"),
        (ONE, b"<p>2024</p>"),
    ]


def test_addresses_come_out_quoted_and_bare(tmp_path):
    path = write_warc(
        tmp_path / "crawl.warc",
        response("https://blog.example/a b?c=d%20e", "<p>1</p>"),
        response("<https://blog.example/wget>", "<p>2</p>"),
        response("https://blog.example/grün", "<p>3</p>"),
    )
    assert list(_contents(path)) == [
        "https://blog.example/a%20b?c=d%20e",
        "https://blog.example/wget",
        "https://blog.example/gr%C3%BCn",
    ]


def test_a_page_of_another_scheme_is_named(tmp_path):
    path = write_warc(
        tmp_path / "a.warc", record("resource", "file:///C:/x.html", b"<p>1</p>", Content_Type="text/html")
    )
    assert _items(path) == [Skipped("file:///C:/x.html", "neither http nor https")]


def test_an_address_that_is_none_is_named(tmp_path):
    path = write_warc(tmp_path / "a.warc", response("https://[::1/x", "<p>1</p>"), response(TWO, "<p>2</p>"))
    assert _items(path)[0] == Skipped("https://[::1/x", "not a valid address")
    assert list(_contents(path)) == [TWO]


@pytest.mark.parametrize(
    ("headers", "told"),
    [
        (["X-Robots-Tag: noindex"], "noindex"),
        (["x-robots-tag: noarchive, NONE"], "noindex"),
        (["X-Robots-Tag: nofollow", "X-Robots-Tag: noindex"], "noindex"),
        (["X-Robots-Tag: noai"], "noai"),
        (["X-Robots-Tag: nosnippet"], "nosnippet"),
        (["X-Robots-Tag: otherbot: noindex"], None),
        (["X-Robots-Tag: nofollow"], None),
    ],
)
def test_a_page_whose_server_wants_it_left_out_is_left_out(tmp_path, headers, told):
    path = write_warc(
        tmp_path / "a.warc",
        response(ONE, "<p>before</p>", "2020-01-01T00:00:00Z"),
        response(ONE, "<p>now</p>", "2024-01-01T00:00:00Z", headers=headers),
    )
    [item] = _items(path)
    assert getattr(item, "reason", None) == (told and f"its server says {told}")


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (PACKED, ["Content-Encoding: gzip"]),
        (zlib.compress(b"<p>tea</p>"), ["Content-Encoding: deflate"]),
        (brotli.compress(b"<p>tea</p>"), ["Content-Encoding: br"]),
        (b"5\r\n<p>te\r\n5;x=y\r\na</p>\r\n0\r\n\r\n", ["Transfer-Encoding: Chunked"]),
        (b"<p>tea</p>", ["Transfer-Encoding: chunked"]),  # as archivers leave it that undo the chunks
        (b"<p>tea</p>", ["Content-Encoding: gzip"]),
        (
            b"%x\r\n%b\r\n0\r\n\r\n" % (len(PACKED), PACKED),
            ["Transfer-Encoding: chunked", "Content-Encoding: gzip"],
        ),
    ],
)
def test_a_page_comes_out_as_its_writer_wrote_it_however_it_was_sent(tmp_path, body, headers):
    path = write_warc(tmp_path / "a.warc.gz", response(ONE, body, headers=headers), response(TWO, "<p>2</p>"))
    assert _contents(path) == {ONE: b"<p>tea</p>", TWO: b"<p>2</p>"}


def test_pages_left_out_are_named_and_the_others_are_read(tmp_path):
    path = write_warc(
        tmp_path / "a.warc",
        response(ONE + "bomb", gzip.compress(bytes(9_000_000)), headers=["Content-Encoding: gzip"]),
        response(ONE + "large", b"x" * 20_001),
        response(ONE + "chunks", b"ffffff\r\n" + b"x" * 0xFFFFFF, headers=["Transfer-Encoding: chunked"]),
        response(ONE + "empty", " \n"),
        response(ONE + "odd", b"\x28\xb5", headers=["Content-Encoding: pack200"]),
        response(TWO, b"x" * 20_000),
    )
    items = _items(path, SourceSettings(max_file_bytes=20_000))
    assert items[:5] == [
        Skipped(ONE + "bomb", "unpacks to more than 20,000 bytes"),
        Skipped(ONE + "large", "larger than 20,000 bytes"),
        Skipped(ONE + "chunks", "larger than 20,000 bytes"),
        Skipped(ONE + "empty", "empty"),
        Skipped(ONE + "odd", "packed as 'pack200', which is not read here"),
    ]
    assert [item.url for item in items[5:]] == [TWO]


def test_memory_does_not_grow_with_the_archive(tmp_path):
    page = "<p>" + "tea " * 100_000 + "</p>"
    path = write_warc(tmp_path / "a.warc.gz", *(response(f"{ONE}{n}", page) for n in range(60)))
    tracemalloc.start()
    assert sum(len(item.content) for item in read_warc(path, SETTINGS)) == 60 * len(page)
    peak_bytes = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak_bytes < 8 * len(page)


def test_a_chunk_without_end_is_not_kept_in_memory(tmp_path):
    body = b"ffffff\r\n" + b"x" * 0xFFFFFF
    path = write_warc(tmp_path / "a.warc", response(ONE, body, headers=["Transfer-Encoding: chunked"]))
    tracemalloc.start()
    items = _items(path, SourceSettings(max_file_bytes=20_000))
    peak_bytes = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert items == [Skipped(ONE, "larger than 20,000 bytes")]
    assert peak_bytes < 4_000_000


def test_an_archive_that_breaks_off_gives_what_it_holds(tmp_path):
    path = write_warc(tmp_path / "a.warc", response(ONE, "<p>1</p>"), response(TWO, "<p>" + "2" * 500))
    path.write_bytes(path.read_bytes()[:-100])
    [page, cut] = _items(path)
    assert page.url == ONE
    assert cut == Skipped(TWO, "cut off at the end of the archive")


def test_a_whole_page_whose_length_is_wrong_is_given(tmp_path):
    path = write_warc(tmp_path / "a.warc", response(ONE, "<html><p>1</p></html>"))
    path.write_bytes(path.read_bytes()[:-4].replace(b"Content-Length: ", b"Content-Length: 1"))
    assert _contents(path) == {ONE: b"<html><p>1</p></html>"}


def test_a_packed_archive_that_breaks_off_says_so(tmp_path):
    path = write_warc(
        tmp_path / "a.warc.gz", response(ONE, "<p>1</p>"), response(TWO, bytes(range(256)) * 300)
    )
    path.write_bytes(path.read_bytes()[:-200])
    items = _items(path)
    assert items[0].url == ONE
    assert items[1] == Skipped(TWO, "it breaks off")
    assert items[2] == Skipped("a.warc.gz", "what follows its record no. 2 cannot be read: it breaks off")
    assert len(items) == 3


def test_broken_packing_in_the_middle_is_told_once(tmp_path):
    parts = [gzip.compress(response(f"{ONE}{n}", f"<p>{n}</p>")) for n in range(3)]
    path = tmp_path / "a.warc.gz"
    path.write_bytes(parts[0] + b"\x1f\x8b" + bytes(50) + parts[2])
    page, rest = _items(path)
    assert page.content == b"<p>0</p>"
    assert rest == Skipped("a.warc.gz", "what follows its record no. 1 cannot be read: its gzip is broken")


def test_a_broken_record_is_told_once(tmp_path):
    path = write_warc(tmp_path / "a.warc", response(ONE, "<p>1</p>"), b"no record at all\r\n" * 3)
    page, rest = _items(path)
    assert page.url == ONE
    assert rest == Skipped(
        "a.warc", "what follows its record no. 1 cannot be read: what follows is no record"
    )


@pytest.mark.parametrize(
    ("head", "max_peak_bytes"),
    [
        (b"WARC/1.0\r\nX: " + b"x" * 20_000_000, 10_000_000),
        (record("response", TWO, b"HTTP/1.1 200 OK\r\nX: " + b"x" * 20_000_000), 10_000_000),
        (b"WARC/1.0\r\n" + b"X: y\r\n" * 200_000, 100_000_000),
    ],
    ids=["one line", "one line of HTTP", "many lines"],
)
def test_headers_without_end_are_not_kept_in_memory(tmp_path, head, max_peak_bytes):
    path = write_warc(tmp_path / "a.warc", response(ONE, "<p>1</p>"), head)
    tracemalloc.start()
    items = _items(path)
    peak_bytes = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert items[1].reason.endswith("cannot be read: a record's headers have no end")
    assert peak_bytes < max_peak_bytes


def test_many_small_records_are_no_headers_without_end(tmp_path, monkeypatch):
    monkeypatch.setattr(warc_records, "MAX_HEADER_BYTES", 1_000)
    path = write_warc(
        tmp_path / "a.warc", *(record("metadata", ONE, b"") for _ in range(50)), response(ONE, "<p>")
    )
    assert _contents(path) == {ONE: b"<p>"}


def test_an_archive_that_is_a_bomb_is_left(tmp_path, monkeypatch):
    monkeypatch.setattr(warc_records, "MIN_BOMB_BYTES", 1_000_000)
    bomb = record("resource", TWO, bytes(5_000_000), Content_Type="image/png")
    path = write_warc(tmp_path / "a.warc.gz", response(ONE, "<p>1</p>"), bomb)
    page, rest = _items(path)
    assert page.url == ONE
    assert rest.reason.endswith(
        "cannot be read: it unpacks to more than 200 times its size, as only a bomb does"
    )


@pytest.mark.parametrize(
    "content", [b"", b"<html>", b"\x1f\x8b and no more", gzip.compress(b"<html>", mtime=0), b"WARC"]
)
def test_what_is_no_archive_says_so(tmp_path, content):
    path = tmp_path / "a.warc.gz"
    path.write_bytes(content)
    assert not is_warc(path)
    with pytest.raises(SourceError, match=r"a\.warc\.gz is no web archive"):
        _items(path)


def test_an_archive_that_is_not_there_says_so(tmp_path):
    assert not is_warc(tmp_path / "absent.warc")
    assert not is_warc(tmp_path)
    with pytest.raises(SourceError, match=r"absent\.warc cannot be read"):
        _items(tmp_path / "absent.warc")


def test_nothing_is_written_beside_the_report(tmp_path, capfd, caplog):
    parts = response("https://blog.example/a b", "<p>1</p>")[:-4] + b"odd\r\n\r\n", response(TWO, "<p>2</p>")
    assert len(_contents(write_warc(tmp_path / "a.warc", *parts))) == 2
    assert capfd.readouterr() == ("", "")
    assert caplog.records == []


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 10_000), st.binary(min_size=1, max_size=12), st.booleans())
def test_damage_anywhere_never_ends_the_run(tmp_path, at, damage, is_packed):
    path = write_warc(
        tmp_path / ("a.warc.gz" if is_packed else "a.warc"),
        response(ONE, "6\r\n<p>one\r\n0\r\n\r\n", headers=["Transfer-Encoding: chunked"]),
        record("resource", TWO, b"<p>two</p>", Content_Type="text/html"),
        response(TWO, gzip.compress(b"<p>two</p>"), headers=["Content-Encoding: gzip"]),
    )
    content = bytearray(path.read_bytes())
    at %= len(content)
    content[at : at + len(damage)] = damage
    path.write_bytes(content)
    try:
        assert all(isinstance(item, Page | Skipped) for item in read_warc(path, SETTINGS))
    except SourceError as error:
        assert path.name in str(error)  # noqa: PT017 - most damage leaves the archive readable


def test_a_crawl_of_a_real_blog_comes_out_whole(formats):
    items = _items(formats / "warc/nullprogram.warc.gz")
    assert len(items) == 526
    assert all(isinstance(item, Page) and item.charset == "utf-8" for item in items)
    posts = {item.url: item.content for item in items if "/blog/20" in item.url}
    assert len(posts) == 461
    assert b"<title>null program is Alive</title>" in posts["https://nullprogram.com/blog/2007/09/01/"]


@pytest.mark.parametrize(
    ("name", "pages"),
    [
        ("example.warc", [("http://example.com/", 1270)]),
        ("example.warc.gz", [("http://example.com/", 1270)]),
        ("example-trunc.warc", [("http://example.com/", 1270)]),
        ("example.arc", [("http://example.com/", 1270)]),
        ("example.arc.gz", [("http://example.com/", 1270)]),
        ("example-bad-non-chunked.warc.gz", [("http://example.com/", 1270)]),
        ("example-bad.warc.gz.bad", [("http://example.com?example=1", 1270)]),
        ("example-iana.org-chunked.warc", [("http://www.iana.org/", 7223)]),
        ("example-resource.warc.gz", [("http://example.com/", 1303)]),
        ("example-space-in-target-uri.warc.gz", []),
        (
            "example-space-in-url.arc",
            [
                (
                    "http://example.com/index.cfm?FuseAction=Email&EmailTitle=Examples%20From%20The%20Live%20Web"
                    "&IsPopUp=False",
                    1271,
                )
            ],
        ),
        ("example-wget-bad-target-uri.warc.gz", [("http://example.com/", 1270)]),
        ("example-wrong-chunks.warc.gz", [("http://example.com/", 1270)]),
        ("example-digest.warc", []),
        ("post-test.warc.gz", []),
        ("bad.arc", []),
    ],
)
def test_awkward_archives_are_read(formats, name, pages):
    path = formats / "warc/warcio/test/data" / name
    assert is_warc(path)
    assert [(item.url, len(item.content)) for item in _items(path)] == pages
