"""Which reader a source is for. One kind so far: a folder of saved posts."""

from collections.abc import Iterator
from pathlib import Path

from index.ingest.folder import read_folder, resolve_folder
from index.records import Page, Skipped
from index.settings import SourceSettings


def source_name(location: str) -> str:
    """The name under which a source is remembered. Raises SourceError where it cannot be read."""
    return str(resolve_folder(location))


def read_source(name: str, settings: SourceSettings) -> Iterator[Page | Skipped]:
    """Every page of the source called `name`, and what was left out. Raises SourceError."""
    return read_folder(Path(source_name(name)), settings.max_file_bytes)
