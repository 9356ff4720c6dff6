"""What built a generation, and the checksums that show it whole."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from index.errors import REPAIR, IndexBroken
from index.records import Passage
from index.store.paths import GenerationPaths

# 2: updated, addresses and fact_sources in the catalog. 3: passages by id in the lexicon; a concordance.
# 4: the lexicon knows words by the stems of their language, and names as a whole.
# 5: description and image in the catalog. 6: confidence, too. 7: the noise. 8: a post lexicon; sentences are
# read with their title. 9: the language of listings.
FORMAT_VERSION = 9


@dataclass(frozen=True, slots=True)
class Manifest:
    """The facts about one generation. `files` maps a path inside it to its SHA-256."""

    generation: str
    built_at: str  # ISO 8601, UTC
    model_name: str
    model_digest: str
    dim: int
    post_count: int
    passage_count: int
    contents_digest: str  # SHA-256 over posts and passages: equal means nothing has changed
    sources: tuple[str, ...]
    files: Mapping[str, str]
    format_version: int = FORMAT_VERSION


def write_manifest(path: Path, manifest: Manifest) -> None:
    """Write `manifest` as JSON."""
    path.write_text(json.dumps(asdict(manifest), indent=1, ensure_ascii=False), encoding="utf-8")


def read_manifest(path: Path) -> Manifest:
    """Read a manifest. Raises IndexBroken where it is missing, unreadable or of another format."""
    try:
        fields = json.loads(path.read_text(encoding="utf-8"))
        version = fields["format_version"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IndexBroken(
            f"The index at {path.parents[2]} is damaged: {path.name} of generation "
            f"{path.parent.name} cannot be read; {REPAIR}"
        ) from error
    if version != FORMAT_VERSION:
        raise IndexBroken(
            f"The index at {path.parents[2]} has format {version}, this Blogseek reads format "
            f"{FORMAT_VERSION}; build it again with: python scripts/reindex.py SOURCE"
        )
    try:
        return Manifest(**{**fields, "sources": tuple(fields["sources"]), "files": dict(fields["files"])})
    except (KeyError, TypeError, ValueError) as error:
        raise IndexBroken(
            f"The index at {path.parents[2]} is damaged: {path.name} of generation "
            f"{path.parent.name} is not complete; {REPAIR}"
        ) from error


def checksum_files(generation: GenerationPaths) -> dict[str, str]:
    """SHA-256 of every file in the generation but the manifest itself, by its path inside."""
    sums: dict[str, str] = {}
    for path in sorted(generation.folder.rglob("*")):
        if path.is_file() and path != generation.manifest:
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
            sums[path.relative_to(generation.folder).as_posix()] = digest
    return sums


def contents_digest(model_digest: str, entries: Iterable[tuple[str, str, Sequence[Passage]]]) -> str:
    """SHA-256 over all that a generation is made from: each post's source, digest and passages."""
    digest = hashlib.sha256(f"{FORMAT_VERSION} {model_digest}".encode())
    for source, post_digest, passages in entries:
        digest.update(f"{source} {post_digest} {list(passages)!r}".encode())
    return digest.hexdigest()
