"""Sources -> archive: the part of reindexing that knows where posts come from.

Of files, only those are read that have changed, or of which something else decides more than it did.
"""

import hashlib
import shlex
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib.metadata import version
from pathlib import Path

import index.addresses
import index.ingest
from index.errors import SourceError
from index.extraction import extractor_digest
from index.file_stamps import Stamp, content_digest, stamp_of
from index.forgetting import LEFT_OUT, leave_out
from index.ingest.sources import Source, open_source
from index.records import Skipped
from index.report import Progress, Report
from index.settings import SourceSettings
from index.store.archive import Archive
from index.store.readings import KeptReading, Readings
from index.store.tombstones import Tombstones

# What takes files apart, beside what extraction needs.
_LIBRARIES = ("feedparser", "python-dateutil", "PyYAML", "warcio")


def gather(
    sources: Sequence[Source],
    archive: Archive,
    settings: SourceSettings,
    unwanted: Tombstones,
    report: Report,
    progress: Progress,
    *,
    full: bool = False,
) -> None:
    """Bring the archive up to date with `sources`, which are read from files; `full` reads all of these."""
    for source in sources:
        archive.keep_source(source.name, source.kind)
        try:
            gathering = _Gathering(source, archive, settings, unwanted, report, progress, full=full)
        except SourceError as error:
            if not archive.page_count(source.name):
                raise
            raise SourceError(f"{error} If it is gone for good, {_how_to_drop(source)}") from error
        for place in gathering.files.places:
            if isinstance(place, Skipped):
                report.skipped.append(place)
            else:
                gathering.take_in(place)
        if not gathering.seen and archive.page_count(source.name):
            # An unmounted disk looks just like this, and must not empty the index.
            raise SourceError(
                f"{source.name} held posts before and holds none now, so nothing was changed; "
                f"if that is right, {_how_to_drop(source)}"
            )
        archive.drop_pages_except(source.name, gathering.seen)
        gathering.forget_files_that_are_gone()


def drop_sources(names: Sequence[str], archive: Archive) -> None:
    """Take out the sources called `names`. Raises SourceError for one that there is not."""
    for name in names:
        if name not in archive.sources():
            raise SourceError(f"{name} is no source of this index, so it cannot be taken out.")
        archive.drop_source(name)


def _how_to_drop(source: Source) -> str:
    return f"take it out with: python scripts/reindex.py --drop {shlex.quote(source.name)}"


class _Gathering:
    """One source on its way into the archive. `seen` are the addresses of the pages that it has now."""

    def __init__(
        self,
        source: Source,
        archive: Archive,
        settings: SourceSettings,
        unwanted: Tombstones,
        report: Report,
        progress: Progress,
        *,
        full: bool,
    ) -> None:
        self.files = open_source(source, settings)
        self.seen: set[str] = set()
        self._source = source.name
        self._archive, self._unwanted = archive, unwanted
        self._report, self._progress = report, progress
        self._readings = Readings(archive.connection, source.name)
        self._known = self._readings.all()
        self._is_full = full
        self._met: set[Path] = set()
        self._key = f"{_reader_digest()} {source.kind} {settings}"

    def take_in(self, file: Path) -> None:
        """Archive what is in `file`, unless that is known to be what the archive has."""
        self._met.add(file)
        stamp = stamp_of(file)
        key = hashlib.sha256(f"{self._key} {self.files.key(file)}".encode()).hexdigest()
        known = self._known.get(file)
        if known and not self._is_full and known.key == key and self._is_as_before(file, stamp, known):
            self._report.skipped += known.skipped
            self._see(known.urls)
        else:
            self._read(file, stamp, key)

    def forget_files_that_are_gone(self) -> None:
        self._readings.drop(self._known.keys() - self._met)

    def _is_as_before(self, file: Path, stamp: Stamp | None, known: KeptReading) -> bool:
        if stamp is None:
            return False
        if known.stamp == stamp.text:
            return True
        is_same = bool(known.digest) and known.digest == content_digest(file)
        if is_same and stamp.is_settled:
            self._readings.keep(file, replace(known, stamp=stamp.text))
        return is_same

    def _read(self, file: Path, stamp: Stamp | None, key: str) -> None:
        reading = self.files.read(file)
        urls: list[str] = []
        skipped: list[Skipped] = []
        for item in leave_out(reading.items, self._unwanted):
            if isinstance(item, Skipped):
                skipped.append(item)
            else:
                self._archive.keep_pages(self._source, [item])
                urls.append(item.url)
                self._see([item.url])
        self._report.skipped += skipped
        # What is left out at its owner's wish must come when that is no more, and nothing is to tell of it.
        is_lasting = reading.is_lasting and not any(one.reason == LEFT_OUT for one in skipped)
        digest = content_digest(file) if is_lasting else ""
        after = stamp_of(file)
        if is_lasting and stamp and after and stamp.text == after.text:
            text = stamp.text if stamp.is_settled else ""
            self._readings.keep(file, KeptReading(text, digest, key, tuple(urls), tuple(skipped)))
        else:
            self._readings.drop([file])

    def _see(self, urls: Sequence[str]) -> None:
        self.seen.update(urls)
        self._progress("gather", len(self.seen), 0)


@cache
def _reader_digest() -> str:
    """SHA-256 (hex) of all that decides what is read of a file: our own code and the libraries' versions."""
    digest = hashlib.sha256(" ".join([extractor_digest(), *map(version, _LIBRARIES)]).encode())
    for package in (index.ingest, index.addresses):
        for path in sorted(Path(package.__path__[0]).rglob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()
