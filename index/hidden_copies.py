"""Archived pages that hold a post under another address, which only their content tells. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from html import unescape

import numpy as np

from index.addresses import address_key
from index.ingest.extract import extract
from index.merging import is_twin
from index.merging.shingles import Shingles, shingles_of, words_of
from index.merging.twins import digest_of
from index.records import Page, Post
from index.store.tombstones import Tombstones

_FEWEST_SHARED = 4  # runs of five words, so eight words in a row; fewer are the same by accident
_PART = 0.9  # of a post's runs of words; where it has more of its own, it quotes the other post
_NONE: Shingles = np.empty(0, dtype=np.uint64)
_MARKUP = re.compile(r"<[^<>]{0,2000}>")


def hidden_copies(
    pages: Iterable[Page], posts: Sequence[Post], named: Sequence[str]
) -> Iterator[tuple[Page, tuple[str, ...]]]:
    """(page, the addresses of the post that it holds) for those of `pages` that hold one of `posts`, or that
    name one of the addresses `named` as their post's.

    Only a page that mentions one of them, or shares runs of words with one of `posts`, is extracted, which
    is what takes time.
    """
    unwanted = Tombstones.of(named)
    needles = [address_key(address).rstrip("/").encode("utf-8", "surrogatepass") for address in named]
    sought = [(post, np.unique(shingles_of(words_of(post.text)))) for post in posts]
    all_sought = np.unique(np.concatenate([_NONE, *(shingles for _, shingles in sought)]))
    for page in pages:
        shingles = _shingles(page) if posts else _NONE
        if not any(needle in page.content for needle in needles) and not _overlap(shingles, all_sought):
            continue
        try:
            post = extract(page)
        except Exception:  # noqa: BLE001, S112 - no post, or markup that breaks the parser: no copy either
            continue
        known_as = (post.url, post.link, *post.addresses)
        if unwanted.covers(*known_as):
            yield page, known_as
            continue
        for other, others_shingles in sought:
            if _overlap(shingles, others_shingles) and (
                _is_part(post, others_shingles) or is_twin(post, other)
            ):
                yield page, (other.url, other.link, *other.addresses)
                break


def _is_part(post: Post, others_shingles: Shingles) -> bool:
    """Whether `post` is the other's text or a part of it, such as a feed's summary, and hardly more."""
    own = np.unique(digest_of(post.text).shingles)
    return _overlap(own, others_shingles) and float(np.isin(own, others_shingles).mean()) >= _PART


def _shingles(page: Page) -> Shingles:
    """The runs of words of a page, each once, its markup roughly left out."""
    text = page.content.decode(_charset(page), errors="replace")
    return np.unique(shingles_of(words_of(unescape(_MARKUP.sub(" ", text)))))


def _overlap(one: Shingles, other: Shingles) -> bool:
    return int(np.isin(one, other, assume_unique=True).sum()) >= _FEWEST_SHARED


def _charset(page: Page) -> str:
    try:
        "".encode(page.charset or "utf-8")
    except LookupError:
        return "utf-8"
    return page.charset or "utf-8"
