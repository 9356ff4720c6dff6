"""What an index can be asked that it surely has something on: the titles and headings of its posts."""

import random
from collections.abc import Sequence

from index.store.catalog_writing import CatalogEntry

_MOST = 200
_LEAST_WORDS = 3  # fewer name a thing rather than ask for it


def own_questions(entries: Sequence[CatalogEntry]) -> list[str]:
    """Up to 200 titles and headings, each once, drawn from all over; the same from the same posts."""
    names = {entry.post.title for entry in entries}
    names |= {name for entry in entries for passage in entry.passages for name in passage.heading_path}
    telling = sorted(name for name in names if len(name.split()) >= _LEAST_WORDS)
    return random.Random(0).sample(telling, min(_MOST, len(telling)))  # noqa: S311 - a draw, no secret
