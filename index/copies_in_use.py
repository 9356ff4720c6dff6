"""Which indexes use which copies of a model in int8: one that none uses any more is taken away.

Beside a copy each index that uses it leaves a note with its folder's name. An index takes away its own notes
alone, and those of folders that are long gone. Without its copy an index would have to be embedded anew, so a
copy that nobody ever left a note at stays: it may be one that a run, or another machine's worker, is about to
use.
"""

import contextlib
import hashlib
import shutil
import time
from pathlib import Path

from index.errors import IndexFault
from index.quantising import copies_folder, copy_path
from index.store.generation import list_generations
from index.store.manifest import read_manifest
from index.store.paths import IndexPaths

# A folder may be moved, or lie on a disk that is not always there; then it leaves a new note in its next run.
LONGEST_AWAY_DAYS = 90
_DAY_S = 86_400.0
_NOTES = "used-by"


def claim_copy(model_digest: str, copy_digest: str, index_folder: Path) -> None:
    """Note that the index in `index_folder` uses this copy, if it lies here."""
    copy = copy_path(model_digest, copy_digest).parent
    with contextlib.suppress(OSError):  # of a cache that cannot be written to, nothing is taken away either
        if copy.is_dir():
            note = _note(copy, index_folder)
            note.parent.mkdir(exist_ok=True)
            note.write_text(f"{index_folder.resolve()}\n", encoding="utf-8")


def release_copies(paths: IndexPaths) -> None:
    """Take back the notes of an index at copies that none of its generations has, and take away what was used
    and is no more."""
    try:
        manifests = [read_manifest(paths.generation(name).manifest) for name in list_generations(paths)]
    except IndexFault:  # one that cannot be read may have been embedded by any
        return
    kept = {copy_path(manifest.model_digest, manifest.copy_digest).parent for manifest in manifests}
    with contextlib.suppress(OSError):
        for notes in copies_folder().glob(f"*/*/{_NOTES}"):
            if notes.parent not in kept:
                _note(notes.parent, paths.root).unlink(missing_ok=True)
            for note in notes.iterdir():
                if _is_of_nobody(note):
                    note.unlink(missing_ok=True)
            if not any(notes.iterdir()):
                shutil.rmtree(notes.parent, ignore_errors=True)


def _note(copy: Path, index_folder: Path) -> Path:
    name = hashlib.sha256(str(index_folder.resolve()).encode(errors="surrogateescape")).hexdigest()
    return copy / _NOTES / name[:32]


def _is_of_nobody(note: Path) -> bool:
    """Whether the index that left it has not been there for long."""
    is_old = time.time() - note.stat().st_mtime > LONGEST_AWAY_DAYS * _DAY_S
    return is_old and not Path(note.read_text(encoding="utf-8").rstrip("\n")).is_dir()
