"""What does not fit Milvus' fields -> what does: long texts in pieces, embeddings as text. Pure.

A VARCHAR holds 65,535 bytes at most, and there is no field for raw bytes or for many vectors in a row; an
array holds 4,096 VARCHARs.
"""

import base64
import json
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.post_fields import fields_of, post_of
from index.records import Passage, Post

_PIECE_CHARS = 16_000  # of at most four bytes each


def cut(text: str) -> list[str]:
    """`text` in pieces that fit; at least one."""
    return [text[start : start + _PIECE_CHARS] for start in range(0, len(text), _PIECE_CHARS)] or [""]


def cut_short(text: str) -> str:
    """As much of `text` as fits."""
    return text[:_PIECE_CHARS]


def pack(value: Any) -> list[str]:
    """What JSON can say, in pieces."""
    return cut(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def unpack(pieces: Sequence[str]) -> Any:
    """What `pack` took."""
    return json.loads("".join(pieces))


def pack_rows(rows: NDArray[np.floating]) -> list[str]:
    """Embeddings (n, dim), as 16-bit floats."""
    return cut(base64.b64encode(rows.astype("<f2").tobytes()).decode("ascii"))


def unpack_rows(pieces: Sequence[str], dim: int) -> NDArray[np.float16]:
    """(n, dim): what `pack_rows` took."""
    raw = base64.b64decode("".join(pieces))
    rows: NDArray[np.float16] = np.frombuffer(raw, dtype="<f2").reshape(-1, dim)
    return rows


def pack_post(post: Post) -> list[str]:
    """All that is known of a post."""
    return pack(fields_of(post))


def unpack_post(pieces: Sequence[str], *, with_blocks: bool) -> Post:
    """What `pack_post` took."""
    known = unpack(pieces)
    return post_of(known if with_blocks else {**known, "blocks": []})


def pack_passage(passage: Passage) -> list[str]:
    """Where a passage and its sentences are."""
    return pack([passage.start_char, passage.end_char, passage.heading_path, passage.sentences])


def unpack_passage(pieces: Sequence[str]) -> Passage:
    """What `pack_passage` took."""
    start, end, heading_path, sentences = unpack(pieces)
    return Passage(start, end, tuple(heading_path), tuple((first, last) for first, last in sentences))
