"""A file of JSON, read in one piece."""

import json
from pathlib import Path
from typing import Any

from index.errors import SourceError
from index.ingest.exports.files import MAX_WHOLE_BYTES, ExportFiles
from index.records import Skipped


def read_json(path: Path, max_bytes: int = MAX_WHOLE_BYTES) -> Any:
    """What the file at `path` says. Raises SourceError where it is too large, broken or no JSON."""
    try:
        if path.stat().st_size > max_bytes:
            raise SourceError(f"{path.name} is larger than {max_bytes:,} bytes; export it in parts.")
        return parse_json(path.read_bytes())
    except OSError as error:
        raise SourceError(f"{path.name} cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise SourceError(f"{path.name} is no whole JSON ({error}); export it again.") from error


def read_json_in(files: ExportFiles, name: str) -> Any | Skipped:
    """What a file of a zip or folder says, or why it says nothing."""
    content = files.read(name)
    if isinstance(content, Skipped):
        return content
    try:
        return parse_json(content)
    except ValueError as error:
        return Skipped(name, f"no whole JSON: {error}")


def parse_json(content: bytes) -> Any:
    """What JSON says, in UTF-8, 16 or 32, with or without a mark. Raises ValueError where it is none."""
    encoding = json.detect_encoding(content)
    try:
        return json.loads(content.decode(encoding, errors="replace"))
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error
