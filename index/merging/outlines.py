"""What is compared of a record before it is read: enough to know which others it may be one post with."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from datasketch import MinHash

from index.merging.shingles import Shingles
from index.merging.twins import digest_of, own_key, title_keys, web_keys
from index.records import Post, day_of
from index.store.catalog import post_digest

# 8 bands of 4: of pairs with a Jaccard of 0.9 one in 5,000 is missed, with 0.8 one in 70 (and those must have
# one title, so that they meet by it). Of 12,577 posts, made from templates or not, 1235 pairs met.
_BANDS, _ROWS = 8, 4
_ROWS_AT_ONCE = 4096  # 4096 x 64 numbers stay in the processor's cache


@dataclass(frozen=True, slots=True)
class Outline:
    """A record in a few hundred bytes. `digest` changes with anything that is known of the post.

    `identity` is the same for the same words only (hex); texts that are alike share one of the `bands`.
    """

    source: str
    url: str
    link: str
    digest: str
    own_key: str
    web_keys: tuple[str, ...]
    titles: tuple[str, ...]
    day: str
    identity: str
    bands: tuple[int, ...]

    @property
    def order(self) -> tuple[str, ...]:
        """Puts records in an order of their own, however they come."""
        return (self.url, self.source, self.link, self.digest)


Read = Callable[[int], tuple[str, Post]]  # the (source, post) of the record at a place


def outline_of(source: str, post: Post) -> Outline:
    """The outline of a record."""
    digest = digest_of(post.text)
    return Outline(
        source=source,
        url=post.url,
        link=post.link,
        digest=post_digest(post),
        own_key=own_key(post),
        web_keys=tuple(sorted(web_keys(post))),
        titles=tuple(title_keys(post.title)),
        day=day_of(post.published or ""),
        identity=digest.identity.hex(),
        bands=_bands(digest.shingles),
    )


def _bands(shingles: Shingles) -> tuple[int, ...]:
    """Of two texts, each is the same with the probability J^4, where J is the Jaccard of their shingles."""
    signature = MinHash(num_perm=_BANDS * _ROWS, hashfunc=int)
    halves = (shingles >> np.uint64(32)).astype(np.uint32)
    for start in range(0, halves.size, _ROWS_AT_ONCE):  # in steps: a text may be as long as a page may be
        signature.update_batch(halves[start : start + _ROWS_AT_ONCE].tolist())
    rows = np.asarray(signature.hashvalues, dtype="<u8").reshape(_BANDS, _ROWS)
    hashes = (hashlib.blake2b(row.tobytes(), digest_size=7).digest() for row in rows)
    return tuple(map(int.from_bytes, hashes))
