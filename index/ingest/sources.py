"""Which reader a source is for, found out from its name and content or said by `--kind`."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from index.errors import SourceError
from index.ingest.folder import read_folder, resolve_folder
from index.records import Page, Skipped
from index.settings import SourceSettings

Reader = Callable[[Path, SourceSettings], Iterator[Page | Skipped]]

_READERS: Mapping[str, Reader] = {"folder": read_folder}
KINDS = tuple(_READERS)


@dataclass(frozen=True, slots=True)
class Source:
    """Where posts come from: the name under which it is remembered, and the kind of its reader."""

    name: str
    kind: str


def identify(location: str, kind: str = "") -> Source:
    """The source that a person named. Raises SourceError where it cannot be read."""
    if kind and kind not in KINDS:
        raise SourceError(f"{kind} is no kind of source; the kinds are: {', '.join(KINDS)}.")
    return Source(str(resolve_folder(location)), kind or "folder")


def read_source(source: Source, settings: SourceSettings) -> Iterator[Page | Skipped]:
    """Every page of `source`, and what was left out. Raises SourceError."""
    return _READERS[source.kind](resolve_folder(source.name), settings)
