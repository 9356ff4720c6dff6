"""The text of a post that its page holds as JSON, for its scripts to show: we run none. Pure."""

import json
import re
from collections.abc import Iterable, Iterator

from index.ingest.extract.blocks import Piece
from index.ingest.extract.body import body_pieces
from index.ingest.extract.page_tree import Element, text_of
from index.ingest.extract.parse import parse_html
from index.records import BlockKind

_FEWEST_CHARS = 400  # less is a description or a teaser
_MOST_CHARS = 2_000_000  # of all data on a page
_MOST_VALUES = 20_000
_PARAGRAPH = re.compile(r"<p[\s>]", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*\n\s*")


def data_on(tree: Element) -> list[str]:
    """What a page holds as JSON, to be asked for a body where it shows none."""
    return [text_of(script) for script in tree.iter("script") if "json" in (script.get("type") or "")]


def pieces_in_data(data: Iterable[str]) -> list[Piece]:
    """The pieces of the one text in it that is a post's by its markup, else by its name.

    Empty where there are several: the others are those of other posts, and nothing tells which.
    """
    texts = set(_bodies(data))
    marked = {text for text in texts if _PARAGRAPH.search(text)}
    if len(marked) == 1:
        return body_pieces(parse_html(marked.pop()))
    plain = texts - marked
    if len(plain) != 1:
        return []
    return [Piece(BlockKind.PARAGRAPH, part) for part in _BETWEEN.split(plain.pop()) if part]


def _bodies(data: Iterable[str]) -> Iterator[str]:
    left = _MOST_CHARS
    for text in data:
        left -= len(text)
        if left < 0:
            return
        try:
            todo = [("", json.loads(text, strict=False))]
        except (ValueError, RecursionError):
            continue
        seen = 0
        while todo and seen < _MOST_VALUES:
            name, value = todo.pop()
            seen += 1
            if isinstance(value, dict):
                todo += value.items()
            elif isinstance(value, list):
                todo += [(name, one) for one in value]
            elif isinstance(value, str) and _is_body(name, value):
                yield value


def _is_body(name: str, value: str) -> bool:
    is_so_called = name == "articleBody" or _PARAGRAPH.search(value) is not None
    return is_so_called and len(value) >= _FEWEST_CHARS
