"""How long it takes until a post that changed is found as it is now."""

import shutil
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from index.errors import IndexBroken
from index.ingest.extract.blocks import Piece, join_pieces
from index.pipeline import index_posts
from index.records import BlockKind, PassageEncoder, Post
from index.settings import Settings
from index.store.generation import current_generation, rollback
from index.store.paths import IndexPaths
from search.benchmarks.machine import folder_bytes
from search.engine import SearchEngine


@dataclass(frozen=True, slots=True)
class Publication:
    """Seconds until a reader that had the index open finds the change, and by how many times the index grew
    with the generation before it kept to go back to."""

    seconds: float
    growth: float


def publish_one_change(
    posts: Sequence[tuple[str, Post]], index_folder: Path, settings: Settings, encoder: PassageEncoder
) -> Publication:
    """Add a paragraph to one of `posts`, which are those of the index, and publish them; then undo it.

    The posts are at hand: what it takes to read the archive's and to merge them is not in it. Raises
    IndexBroken where the change is not found.
    """
    paths = IndexPaths(index_folder)
    earlier = current_generation(paths)
    word = f"zyxomar{time.time_ns()}"  # which stands in no other post
    source, post = posts[0]
    changed = [(source, with_paragraph(post, f"The word of the day is {word}, and no other.")), *posts[1:]]
    engine = SearchEngine.open(index_folder, encoder)
    before = folder_bytes(index_folder)
    started = time.perf_counter()
    index_posts(changed, index_folder, settings, encoder, is_anew=False)
    found = engine.search(f'"{word}"').results
    seconds = time.perf_counter() - started
    if [result.stored.post.url for result in found] != [post.url]:
        raise IndexBroken(f"The post that was changed in {index_folder} is not found; reindex it.")
    growth = folder_bytes(index_folder) / before
    changed_generation = current_generation(paths)
    rollback(paths, earlier)
    shutil.rmtree(paths.generation(changed_generation).folder)
    return Publication(seconds, growth)


def with_paragraph(post: Post, paragraph: str) -> Post:
    """`post` with one paragraph more."""
    pieces = [
        Piece(block.kind, post.text[block.start_char : block.end_char], block.level, block.language)
        for block in post.blocks
    ]
    text, blocks = join_pieces([*pieces, Piece(BlockKind.PARAGRAPH, paragraph)])
    return replace(post, text=text, blocks=blocks)
