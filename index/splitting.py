"""Posts -> passages, as the settings and the model ask for; and what decides how."""

import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from inspect import getsource

from index import passages, sentences
from index.passages import passage_text, split_post
from index.records import Encoder, PassageText, Post
from index.settings import Settings
from index.store.catalog_writing import CatalogEntry


def split_posts(
    posts: Iterable[tuple[str, Post]], settings: Settings, encoder: Encoder
) -> list[CatalogEntry]:
    """(source, post) -> each with its passages."""
    target, longest = settings.passages.target_tokens, encoder.max_tokens
    return [
        CatalogEntry(
            source, post, split_post(post, encoder.count_tokens, target_tokens=target, max_tokens=longest)
        )
        for source, post in posts
    ]


def splitter_digest(settings: Settings, encoder: Encoder) -> str:
    """SHA-256 (hex) of all that decides where a post is cut, and what of it is embedded."""
    asked = f"{encoder.digest} {settings.passages.target_tokens} {encoder.max_tokens} {_code_digest()}"
    return hashlib.sha256(asked.encode()).hexdigest()


def passage_texts(entries: Iterable[CatalogEntry]) -> Iterator[PassageText]:
    """What is embedded of each passage, in order."""
    return (passage_text(entry.post, passage) for entry in entries for passage in entry.passages)


def passage_count(entries: Iterable[CatalogEntry]) -> int:
    """How many passages there are in all."""
    return sum(len(entry.passages) for entry in entries)


def sentence_count(entries: Iterable[CatalogEntry]) -> int:
    """How many sentences are embedded of all passages."""
    return sum(len(passage.sentences) for entry in entries for passage in entry.passages)


@cache
def _code_digest() -> str:
    digest = hashlib.sha256()
    for module in (passages, sentences):
        digest.update(getsource(module).encode())
    return digest.hexdigest()
