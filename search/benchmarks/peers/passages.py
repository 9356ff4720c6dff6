"""Passages on disk as peers take them: texts, ready embeddings, and the posts that they are of."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.passages import passage_text
from index.records import Encoder, Post
from index.settings import Settings
from search.benchmarks.stock import passages_of

_TEXTS_AT_ONCE = 4096


@dataclass(frozen=True, slots=True)
class PassageFiles:
    """`texts` holds a JSON list of what the model reads of each passage, with title and headings, and
    `embeddings` a numpy array, or it is None and each has to embed by itself. `places` are their posts'.
    """

    texts: Path
    embeddings: Path | None
    places: tuple[str, ...]

    def best_posts(self, passage_ids: Sequence[int]) -> list[str]:
        """The posts of ranked passages, each by its best one."""
        return list(dict.fromkeys(self.places[passage_id] for passage_id in passage_ids))


def write_passages(
    folder: Path, posts: Sequence[Post], encoder: Encoder, settings: Settings, *, embed: bool
) -> PassageFiles:
    """Split `posts` as Blogseek does, and write their passages, with Blogseek's embeddings where `embed`."""
    folder.mkdir(parents=True, exist_ok=True)
    texts: list[str] = []
    places: list[str] = []
    for post in posts:
        own = [passage_text(post, passage).text for passage in passages_of(post, encoder, settings)]
        texts += own
        places += [post.place] * len(own)
    files = PassageFiles(folder / "texts.json", folder / "embeddings.npy" if embed else None, tuple(places))
    files.texts.write_text(json.dumps(texts), encoding="utf-8")
    if files.embeddings:
        parts = (texts[start : start + _TEXTS_AT_ONCE] for start in range(0, len(texts), _TEXTS_AT_ONCE))
        np.save(files.embeddings, np.concatenate([encoder.encode_passages(part) for part in parts]))
    return files
