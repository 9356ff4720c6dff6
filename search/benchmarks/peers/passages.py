"""Passages on disk as peers take them: texts, ready embeddings, and the posts that they are of."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.embedding_once import read_passages
from index.records import Encoder, PassageText, Post
from index.settings import Settings
from index.store.archive import open_archive, text_digest
from search.benchmarks.stock import passages_of, texts_of


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
    folder: Path, posts: Sequence[Post], encoder: Encoder, settings: Settings, archive: Path | None = None
) -> PassageFiles:
    """Split `posts` as Blogseek does, and write their passages, with the embeddings that `archive` has of
    them, where one is given.
    """
    folder.mkdir(parents=True, exist_ok=True)
    texts: list[PassageText] = []
    places: list[str] = []
    for post in posts:
        own = texts_of(post, passages_of(post, encoder, settings))
        texts += own
        places += [post.place] * len(own)
    files = PassageFiles(folder / "texts.json", folder / "embeddings.npy" if archive else None, tuple(places))
    files.texts.write_text(json.dumps([text.text for text in texts]), encoding="utf-8")
    if archive and files.embeddings:
        with open_archive(archive) as opened:
            digests = [text_digest(text) for text in texts]
            np.save(files.embeddings, np.concatenate(list(read_passages(opened, encoder.digest, digests))))
    return files
