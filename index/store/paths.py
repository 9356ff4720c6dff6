"""Where everything in an index lies. Computing a path touches nothing."""

from dataclasses import dataclass
from pathlib import Path


def added_to(path: Path) -> Path:
    """Where the rows lie that were added to the file at `path`, which is an earlier generation's too.

    >>> added_to(Path("catalog.sqlite")).name
    'catalog-added.sqlite'
    """
    return path.with_name(f"{path.stem}-added{path.suffix}")


def gone_from(path: Path) -> Path:
    """Where it is noted which rows of the file at `path`, or of those added to it, are no more."""
    return path.with_name(f"{path.stem}-gone.npy")


def short_forms_of(path: Path) -> Path:
    """Where the short forms lie of the vectors at `path`, if it has any."""
    return path.with_name(f"{path.stem}-short{path.suffix}")


@dataclass(frozen=True, slots=True)
class GenerationPaths:
    """The files of one generation."""

    folder: Path

    @property
    def manifest(self) -> Path:
        """What built the generation, and its files' checksums."""
        return self.folder / "manifest.json"

    @property
    def receipt(self) -> Path:
        """What the crawl before it asked of each host (JSON); not there where nothing was crawled."""
        return self.folder / "receipt.json"

    @property
    def catalog(self) -> Path:
        """Posts and passages (SQLite)."""
        return self.folder / "catalog.sqlite"

    @property
    def vectors(self) -> Path:
        """Embeddings (FAISS); row ids are passage ids."""
        return self.folder / "vectors.faiss"

    @property
    def sentences(self) -> Path:
        """Embeddings of the passages' sentences (a numpy array), in the order of the passages."""
        return self.folder / "sentences.npy"

    @property
    def noise(self) -> Path:
        """How near comes what has nothing to do with the posts (JSON)."""
        return self.folder / "noise.json"

    @property
    def topics(self) -> Path:
        """What the posts are about (JSON); not there where an earlier Blogseek built the index."""
        return self.folder / "topics.json"

    @property
    def questions(self) -> Path:
        """What the posts ask themselves (JSON); not there where an earlier Blogseek built the index."""
        return self.folder / "questions.json"

    @property
    def lexicon(self) -> Path:
        """Words (a folder of tantivy's)."""
        return self.folder / "lexicon"

    @property
    def post_lexicon(self) -> Path:
        """Words of whole posts (a folder of tantivy's)."""
        return self.folder / "post-lexicon"

    @property
    def concordance(self) -> Path:
        """Posts' words in their order (a folder of tantivy's)."""
        return self.folder / "concordance"


@dataclass(frozen=True, slots=True)
class IndexPaths:
    """The top of an index."""

    root: Path

    @property
    def current(self) -> Path:
        """A file that holds the name of the published generation."""
        return self.root / "CURRENT"

    @property
    def generations(self) -> Path:
        """The folder of all generations."""
        return self.root / "generations"

    @property
    def archive(self) -> Path:
        """What is costly to get again (SQLite)."""
        return self.root / "archive.sqlite"

    @property
    def lock(self) -> Path:
        """Held by the one writer."""
        return self.root / "lock"

    def generation(self, name: str) -> GenerationPaths:
        """The files of the generation called `name`."""
        return GenerationPaths(self.generations / name)
