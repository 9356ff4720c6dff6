"""Content as a server packed it for the way."""

import gzip
import time
import zlib

import brotli
import pytest
from backports import zstd

from index.ingest.archives.codings import CannotUnpack, unpacked

PAGE = b"<html><p>" + b"tea and cake, " * 400 + b"</p></html>"


def _deflated_bare(content: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(content) + packer.flush()


PACKERS = {
    "gzip": gzip.compress,
    "X-GZIP": gzip.compress,
    "deflate": zlib.compress,
    "Deflate": _deflated_bare,
    "br": brotli.compress,
    "zstd": zstd.compress,
}


@pytest.mark.parametrize("coding", PACKERS)
def test_each_coding_is_undone(coding):
    assert unpacked(PACKERS[coding](PAGE), coding, len(PAGE)) == PAGE


@pytest.mark.parametrize("coding", PACKERS)
def test_a_bomb_of_each_coding_is_refused(coding):
    bomb = PACKERS[coding](bytes(30_000_000))
    with pytest.raises(CannotUnpack, match="unpacks to more than 100,000 bytes"):
        unpacked(bomb, coding, 100_000)


def test_codings_are_undone_last_first():
    assert unpacked(gzip.compress(brotli.compress(PAGE)), "br, identity, gzip, chunked", 10_000) == PAGE


def test_a_long_row_of_codings_is_refused():
    with pytest.raises(CannotUnpack, match="packed 4 times over"):
        unpacked(PAGE, "gzip,gzip,gzip,gzip", 10_000)


def test_content_that_is_not_packed_whatever_the_header_says_is_given_as_it_is():
    assert unpacked(b"\xef\xbb\xbf\n" + PAGE, "br", 10_000) == b"\xef\xbb\xbf\n" + PAGE
    assert unpacked(PAGE, "windows-1252", 10_000) == PAGE


def test_members_of_gzip_are_joined_and_padding_is_left():
    packed = gzip.compress(b"<p>one ") + gzip.compress(b"two</p>") + bytes(20)
    assert unpacked(packed, "gzip", 10_000) == b"<p>one two</p>"


def test_members_without_end_do_not_keep_us_busy():
    started = time.perf_counter()
    assert unpacked(gzip.compress(b"") * 200_000, "gzip", 10_000) == b""
    assert time.perf_counter() - started < 2


def test_the_beginning_of_what_breaks_off_is_given():
    assert PAGE.startswith(unpacked(gzip.compress(PAGE)[:-20], "gzip", 10_000))


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_broken_content_is_refused(coding):
    with pytest.raises(CannotUnpack, match=f"its {coding} is broken"):
        unpacked(b"\xff" * 200, coding, 10_000)


def test_an_unknown_coding_is_named():
    with pytest.raises(CannotUnpack, match="packed as 'pack200', which is not read here"):
        unpacked(b"\x01", "pack200", 10_000)
