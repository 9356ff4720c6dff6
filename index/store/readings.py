"""What came of each file of a source when it was read, in the archive; gone with any of its pages."""

import json
import os
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.records import Skipped


@dataclass(frozen=True, slots=True)
class KeptReading:
    """A file as it was when it was read; the addresses of the pages that came of it, and what was left out.

    `stamp` is empty where the file may have changed without its stamp telling; `key` is all that decided
    beside the file what came of it.
    """

    stamp: str
    digest: str
    key: str
    urls: tuple[str, ...] = ()
    skipped: tuple[Skipped, ...] = ()


class Readings:
    """Those of one source. Changes are kept by whoever commits the connection."""

    def __init__(self, connection: sqlite3.Connection, source: str) -> None:
        """`connection` is the archive's."""
        self._connection = connection
        self._source = source

    def all(self) -> Mapping[Path, KeptReading]:
        """What is kept, by file."""
        urls: dict[bytes, list[str]] = defaultdict(list)
        pages = "SELECT file, url FROM reading_page WHERE source = ?"
        for file, url in self._connection.execute(pages, (self._source,)):
            urls[file].append(url)
        files = "SELECT file, stamp, digest, key, skipped FROM reading WHERE source = ?"
        found: dict[Path, KeptReading] = {}
        for file, stamp, digest, key, packed in self._connection.execute(files, (self._source,)):
            skipped = tuple(Skipped(*one) for one in json.loads(packed))
            found[Path(os.fsdecode(file))] = KeptReading(stamp, digest, key, tuple(urls[file]), skipped)
        return found

    def keep(self, file: Path, reading: KeptReading) -> None:
        """Remember what came of `file`, whose pages are archived already, in place of what was."""
        self.drop([file])
        name = os.fsencode(file)
        self._connection.executemany(
            "INSERT OR REPLACE INTO reading_page (source, url, file) VALUES (?, ?, ?)",
            ((self._source, url, name) for url in reading.urls),
        )
        skipped = json.dumps([[one.place, one.reason] for one in reading.skipped])
        row = (self._source, name, reading.stamp, reading.digest, reading.key, skipped)
        self._connection.execute("INSERT INTO reading VALUES (?, ?, ?, ?, ?, ?)", row)

    def drop(self, files: Iterable[Path]) -> None:
        """Forget what came of `files`."""
        names: Sequence[tuple[str, bytes]] = [(self._source, os.fsencode(file)) for file in files]
        for table in ("reading", "reading_page"):
            self._connection.executemany(f"DELETE FROM {table} WHERE source = ? AND file = ?", names)
