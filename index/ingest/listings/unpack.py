"""Gzipped bytes -> what is in them, never more than is good. Pure."""

import zlib

from index.ingest.listings.listing import ListingError

MAX_BYTES = 200_000_000
_MAGIC = b"\x1f\x8b"
_MAX_LAYERS = 2  # a .gz file that its server has packed once more
# A sitemap of 50,000 addresses shrinks to a fifteenth, rarely to a hundredth; zlib's limit is 1,032.
_MAX_RATIO = 300
_SMALL_BYTES = 5_000_000  # up to here a ratio is no harm


def unpack(content: bytes, max_bytes: int = MAX_BYTES) -> bytes:
    """`content`, unpacked where it is gzipped. What a broken file still gives is given.

    Raises ListingError where it is more than `max_bytes`, or was made to fill the memory.
    """
    for _ in range(_MAX_LAYERS):
        if not content.startswith(_MAGIC):
            break
        content = _unpack_layer(content, max_bytes, is_head=False)
    if len(content) > max_bytes:
        raise ListingError(f"larger than {max_bytes:,} bytes")
    return content


def unpacked_head(content: bytes, size: int) -> bytes:
    """The first `size` bytes of what `unpack` would give."""
    for _ in range(_MAX_LAYERS):
        if content.startswith(_MAGIC):
            content = _unpack_layer(content, size, is_head=True)
    return content[:size]


def _unpack_layer(packed: bytes, max_bytes: int, *, is_head: bool) -> bytes:
    pieces: list[bytes] = []
    size = 0
    rest = packed
    while rest.startswith(_MAGIC):  # a file may be several, one after another
        unpacker = zlib.decompressobj(wbits=31)
        while rest and not unpacker.eof:
            try:
                piece = unpacker.decompress(rest, min(1_000_000, max_bytes + 1 - size))
            except zlib.error:
                return b"".join(pieces)
            if not piece and not unpacker.unconsumed_tail:
                break
            pieces.append(piece)
            size += len(piece)
            if is_head and size >= max_bytes:
                return b"".join(pieces)
            if size > max_bytes:
                raise ListingError(f"larger than {max_bytes:,} bytes when unpacked")
            if size > _SMALL_BYTES and size > _MAX_RATIO * len(packed):
                raise ListingError("packed so tightly that it must be meant to fill the memory")
            rest = unpacker.unconsumed_tail
        rest = unpacker.unused_data if unpacker.eof else b""
    return b"".join(pieces)
