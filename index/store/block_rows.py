"""The blocks of posts, in the catalog."""

import sqlite3
from collections.abc import Sequence

from index.post_fields import BLOCK_KINDS
from index.records import Block
from index.store.selecting import select_by_id

# Few blocks have an anchor, and catalogs written before headings kept theirs have no such table.
BLOCK_TABLES = """
CREATE TABLE block (
    post_id INTEGER NOT NULL REFERENCES post, ordinal INTEGER NOT NULL, kind TEXT NOT NULL,
    level INTEGER NOT NULL, start_char INTEGER NOT NULL, end_char INTEGER NOT NULL, language TEXT NOT NULL,
    PRIMARY KEY (post_id, ordinal)
) WITHOUT ROWID;
CREATE TABLE anchor (
    post_id INTEGER NOT NULL REFERENCES post, ordinal INTEGER NOT NULL, name TEXT NOT NULL,
    PRIMARY KEY (post_id, ordinal)
) WITHOUT ROWID;
"""


def insert_blocks(connection: sqlite3.Connection, post_id: int, blocks: Sequence[Block]) -> None:
    """Write the blocks of a post, in order."""
    connection.executemany(
        "INSERT INTO block VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            (post_id, ordinal, block.kind, block.level, block.start_char, block.end_char, block.language)
            for ordinal, block in enumerate(blocks)
        ),
    )
    connection.executemany(
        "INSERT INTO anchor VALUES (?, ?, ?)",
        ((post_id, ordinal, block.anchor) for ordinal, block in enumerate(blocks) if block.anchor),
    )


def read_blocks(connection: sqlite3.Connection, post_ids: Sequence[int]) -> dict[int, tuple[Block, ...]]:
    """{id: blocks of the post, in order} for the ids that exist."""
    query = "SELECT post_id, ordinal, kind, start_char, end_char, level, language FROM block"
    anchors = _read_anchors(connection, post_ids)
    found: dict[int, list[Block]] = {}
    rows = sorted(select_by_id(connection, query, "post_id", post_ids))
    for post_id, ordinal, kind, start, end, level, language in rows:
        anchor = anchors.get((post_id, ordinal), "")
        found.setdefault(post_id, []).append(Block(BLOCK_KINDS[kind], start, end, level, language, anchor))
    return {post_id: tuple(blocks) for post_id, blocks in found.items()}


def _read_anchors(connection: sqlite3.Connection, post_ids: Sequence[int]) -> dict[tuple[int, int], str]:
    if not connection.execute("SELECT 1 FROM main.sqlite_master WHERE name = 'anchor'").fetchone():
        return {}
    rows = select_by_id(connection, "SELECT post_id, ordinal, name FROM anchor", "post_id", post_ids)
    return {(post_id, ordinal): name for post_id, ordinal, name in rows}
