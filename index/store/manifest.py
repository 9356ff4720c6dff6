"""What built a generation, and the checksums that show it whole."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from index.errors import REPAIR, IndexBroken
from index.store.paths import GenerationPaths
from index.store.vector_search import EXACT, VectorSearch

# 2: updated, addresses and fact_sources in the catalog. 3: passages by id in the lexicon; a concordance.
# 4: the lexicon knows words by the stems of their language, and names as a whole.
# 5: description and image in the catalog. 6: confidence, too. 7: the noise. 8: a post lexicon; sentences are
# read with their title. 9: the language of listings. 10: what a later generation adds lies beside what it
# shares with the one before. 11: sentences are embedded within their passage.
FORMAT_VERSION = 11


@dataclass(frozen=True, slots=True)
class Manifest:
    """The facts about one generation.

    `files` maps a path inside it to its SHA-256, `stamps` to its size and time of change when that was taken.
    `loose_passages` were added, or are gone but still in the files, since all was built anew; the ids of the
    `gone_posts` are nobody's.
    """

    generation: str
    built_at: str  # ISO 8601, UTC
    model_name: str
    model_digest: str
    dim: int
    post_count: int
    passage_count: int
    contents_digest: str  # SHA-256 over all that it is made of: equal means nothing has changed
    sources: tuple[str, ...]
    files: Mapping[str, str]
    stamps: Mapping[str, str] = field(default_factory=dict)
    copy_digest: str = ""  # of the model's copy in int8 that embedded the passages, where one did
    splitter: str = ""  # SHA-256 of all that decides how posts are cut into passages
    loose_passages: int = 0
    gone_posts: int = 0
    vector_search: VectorSearch = EXACT  # among the vectors that were there when all was built anew
    format_version: int = FORMAT_VERSION

    @property
    def has_topics(self) -> bool:
        """Whether they were written: an earlier Blogseek wrote none."""
        return GenerationPaths(Path()).topics.name in self.files

    @property
    def passage_digest(self) -> str:
        """Of what embedded the passages: the model, or its copy."""
        return self.copy_digest or self.model_digest

    @property
    def post_ids(self) -> range:
        """All that were given out, those of posts that are gone among them."""
        return range(self.post_count + self.gone_posts)


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
        maps = {name: dict(fields[name]) for name in ("files", "stamps")}
        search = VectorSearch(**fields.get("vector_search", {}))
        return Manifest(**{**fields, **maps, "sources": tuple(fields["sources"]), "vector_search": search})
    except (KeyError, TypeError, ValueError) as error:
        raise IndexBroken(
            f"The index at {path.parents[2]} is damaged: {path.name} of generation "
            f"{path.parent.name} is not complete; {REPAIR}"
        ) from error


def checksum_files(generation: GenerationPaths, known: Manifest | None = None) -> dict[str, str]:
    """SHA-256 of every file in the generation but the manifest itself, by its path inside.

    What `known` says of a file that has not been written to since is taken over, and the file not read.
    """
    stamps = known.stamps if known else {}
    sums: dict[str, str] = {}
    for name, path in _files(generation):
        if known and name in known.files and stamps.get(name) == _stamp(path):
            sums[name] = known.files[name]
        else:
            with path.open("rb") as file:
                sums[name] = hashlib.file_digest(file, "sha256").hexdigest()
    return sums


def stamp_files(generation: GenerationPaths) -> dict[str, str]:
    """The size and time of change of the same files: cheap to compare, and no proof against ill will."""
    return {name: _stamp(path) for name, path in _files(generation)}


def contents_digest(passage_digest: str, splitter: str, posts: Iterable[tuple[str, str]]) -> str:
    """SHA-256 over all that a generation is made from: each post's (source, digest), in whatever order."""
    digest = hashlib.sha256(f"{FORMAT_VERSION} {passage_digest} {splitter}".encode())
    for source, post_digest in sorted(posts):
        digest.update(f"{source} {post_digest}".encode())
    return digest.hexdigest()


def _files(generation: GenerationPaths) -> Iterator[tuple[str, Path]]:
    for path in sorted(generation.folder.rglob("*")):
        if path.is_file() and path != generation.manifest:
            yield path.relative_to(generation.folder).as_posix(), path


def _stamp(path: Path) -> str:
    status = path.stat()
    return f"{status.st_size} {status.st_mtime_ns}"
