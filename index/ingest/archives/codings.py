"""What a server packed for the way (Content-Encoding), unpacked up to a limit. Pure."""

import re
import zlib
from collections.abc import Callable, Mapping

import brotli
from backports import zstd

_MAX_CODINGS = 3  # one is usual; a long row of them is there to keep us busy
_MAX_MEMBERS = 100  # of one gzip; one is usual, and each costs a copy of the rest
_NONE = ("", "identity", "none", "utf-8", "chunked", "8bit", "binary")  # some servers say so for nothing
_PIECE_BYTES = 1 << 16
_MARKUP = re.compile(rb"\s{0,999}(?:\xef\xbb\xbf)?\s{0,999}<")


class CannotUnpack(Exception):
    """The content is not given; the message says why, in a few words."""


def unpacked(content: bytes, codings: str, max_bytes: int) -> bytes:
    """`content` without the codings that a header lists, the last one first.

    Content that is not packed, whatever the header says, is given as it is, and so is the beginning of what
    breaks off. Raises CannotUnpack where it is broken, unpacks to more than `max_bytes`, or packed unusually.
    """
    names = [name for coding in codings.lower().split(",") if (name := coding.strip()) not in _NONE]
    if len(names) > _MAX_CODINGS:
        raise CannotUnpack(f"packed {len(names)} times over")
    for name in reversed(names):
        if _MARKUP.match(content):  # nothing packed starts so; archivers unpack, and leave the header
            break
        if name not in _UNPACKERS:
            raise CannotUnpack(f"packed as {name[:20]!r}, which is not read here")
        try:
            content = _UNPACKERS[name](content, max_bytes + 1)
        except (zlib.error, brotli.error, zstd.ZstdError) as error:
            raise CannotUnpack(f"its {name} is broken") from error
        if len(content) > max_bytes:
            raise CannotUnpack(f"unpacks to more than {max_bytes:,} bytes")
    return content


def _gzip(content: bytes, max_bytes: int) -> bytes:
    unpacked_bytes = b""
    for number in range(_MAX_MEMBERS):
        if not content or len(unpacked_bytes) >= max_bytes:
            break
        if number and not content.startswith(b"\x1f\x8b"):
            break  # padding
        member = zlib.decompressobj(zlib.MAX_WBITS | 16)
        unpacked_bytes += member.decompress(content, max_bytes - len(unpacked_bytes))
        content = member.unused_data
    return unpacked_bytes


def _deflate(content: bytes, max_bytes: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(content, max_bytes)
    except zlib.error:  # the standard wants zlib's frame; some servers leave it out
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(content, max_bytes)


def _brotli(content: bytes, max_bytes: int) -> bytes:
    decompressor = brotli.Decompressor()
    pieces = [decompressor.process(content, output_buffer_limit=_PIECE_BYTES)]
    length = len(pieces[0])
    while length < max_bytes and pieces[-1] and not decompressor.is_finished():
        pieces.append(decompressor.process(b"", output_buffer_limit=_PIECE_BYTES))
        length += len(pieces[-1])
    return b"".join(pieces)


def _zstd(content: bytes, max_bytes: int) -> bytes:
    return zstd.ZstdDecompressor().decompress(content, max_bytes)


_UNPACKERS: Mapping[str, Callable[[bytes, int], bytes]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}
