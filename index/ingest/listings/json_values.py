"""JSON from anywhere -> its values, and ways to ask for one that may be of any kind. Pure."""

import json
from collections.abc import Mapping
from typing import Any

from index.ingest.listings.listing import ListingError
from index.ingest.listings.plain import clean_text
from index.ingest.listings.trees import decode_listing
from index.ingest.listings.unpack import unpack


def read_json(content: bytes) -> Any:
    """The value in `content`, though warnings of a server may stand before it. Raises ListingError."""
    text = decode_listing(unpack(content), "utf-8")
    starts = [place for place in (text.find("{"), text.find("[{"), text.find("[]")) if place >= 0]
    for start in dict.fromkeys((0, *sorted(starts))):
        try:
            return json.JSONDecoder().raw_decode(text[start:].lstrip())[0]
        except (ValueError, RecursionError):  # the second: brackets in brackets in brackets
            continue
    raise ListingError("not JSON, or broken")


def mapping(value: Any) -> Mapping[str, Any]:
    """`value` where it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def items(value: Any) -> list[Any]:
    """`value` where it is a list, else an empty one."""
    return value if isinstance(value, list) else []


def text_of(value: Any) -> str | None:
    """`value` where it is a text with something in it."""
    return clean_text(value) if isinstance(value, str) and value.strip() else None
