"""The files of a tree: which there are, and what its small ones (configuration, data) say."""

import hashlib
import json
import os
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

import yaml

from index.errors import NotAPost, SourceError
from index.ingest.extract.decode import decode
from index.ingest.extract.front_matter import parse_yaml
from index.records import Skipped

MARKDOWN = (".md", ".markdown", ".mkd", ".mkdn", ".mdown", ".mdx")
HTML = (".html", ".htm")
TEXT = (".txt",)  # what a folder of saved pages has beside them, but no tree
OTHER_MARKUP = {
    ".rst": "reStructuredText",
    ".adoc": "AsciiDoc",
    ".asciidoc": "AsciiDoc",
    ".org": "Org",
    ".textile": "Textile",
    ".ipynb": "a notebook",
    ".qmd": "Quarto",
    ".rmd": "R Markdown",
    ".rmarkdown": "R Markdown",
}
ENDINGS = (*MARKDOWN, *HTML, *OTHER_MARKUP)
# What generators, tools and themes keep beside the posts; no post is in it.
_NOT_ENTERED = frozenset(
    "node_modules vendor _site _layouts _includes _sass _data _plugins layouts archetypes themes templates "
    "resources bower_components __pycache__ venv dist".split()
)
_Answer = TypeVar("_Answer")
_MAX_SMALL_BYTES = 1_000_000
_MAX_FILES_IN_FOLDER = 5_000


def list_files(root: Path, endings: tuple[str, ...] = ENDINGS) -> Iterator[PurePosixPath | Skipped]:
    """The place of every file below `root` whose name has one of `endings`, and so may hold a post, in order.

    Raises SourceError.
    """
    failures: list[OSError] = []
    for folder, subfolders, names in os.walk(root, onerror=failures.append):
        yield from _unreadable(failures, root)
        kept = sorted(name for name in subfolders if name[0] != "." and name not in _NOT_ENTERED)
        subfolders[:] = kept
        base = PurePosixPath(Path(folder).relative_to(root).as_posix())
        for name in kept:
            if Path(folder, name).is_symlink():
                yield Skipped(printable(base / name), "a link to a folder; those are not followed")
        for name in sorted(names):
            if name[0] != "." and name.lower().endswith(endings):
                yield base / name
    yield from _unreadable(failures, root)


def printable(place: PurePosixPath) -> str:
    """`place` as text that can be stored and shown, though the name of a file may be any bytes."""
    return os.fsencode(str(place)).decode("utf-8", errors="replace")


def _unreadable(failures: list[OSError], root: Path) -> Iterator[Skipped]:
    while failures:
        failure = failures.pop(0)
        folder = Path(os.fsdecode(failure.filename))
        if folder == root:
            raise SourceError(f"{root} cannot be read: {failure.strerror}.") from failure
        yield Skipped(
            printable(PurePosixPath(folder.relative_to(root).as_posix())),
            f"cannot be read: {failure.strerror}",
        )


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of a tree, for its configuration and data. What cannot be read is as if it were not there.

    It remembers what it was asked and has answered: that is what hangs on it.
    """

    path: Path
    _answers: "hashlib._Hash" = field(default_factory=hashlib.sha256, repr=False, compare=False)

    def has(self, *names: str) -> bool:
        """Whether any of `names` is in it."""
        # os.path's answer is no where a folder may not be entered; pathlib's raises.
        return self._noted("has", names, any(os.path.exists(self.path / name) for name in names))  # noqa: PTH110

    def first(self, *names: str) -> str | None:
        """The first of `names` that is in it."""
        found = next((n for n in names if os.path.isfile(self.path / n)), None)  # noqa: PTH113
        return self._noted("first", names, found)

    def text(self, name: str) -> str:
        """The text of a small file in it; empty where there is none."""
        return self._noted("text", name, self._text(name))

    def _text(self, name: str) -> str:
        path = self.path / name
        try:
            if not path.resolve(strict=True).is_relative_to(self.path.resolve()) or not path.is_file():
                return ""
            return decode(path.read_bytes()) if path.stat().st_size <= _MAX_SMALL_BYTES else ""
        except (OSError, RuntimeError, ValueError, NotAPost):
            return ""

    def values(self, *names: str) -> Any:
        """What the first of `names` says: YAML, TOML or JSON by its ending; None where there is none."""
        name = self.first(*names)
        return _parsed(name, self.text(name)) if name else None

    def table(self, *names: str) -> Mapping[str, Any]:
        """Like `values`, where it is a table; with its names in lower case."""
        found = self.values(*names)
        return lowered(found) if isinstance(found, dict) else {}

    def names(self, folder: str) -> list[str]:
        """The names in a folder in it, in order."""
        try:
            found = sorted(os.listdir(self.path / folder))[:_MAX_FILES_IN_FOLDER]  # noqa: PTH208 - names, not paths
        except OSError:
            found = []
        return self._noted("names", folder, found)

    def answers_digest(self) -> str:
        """SHA-256 (hex) of all that it was asked and has answered so far."""
        return self._answers.hexdigest()

    def _noted(self, asked: str, about: object, answer: _Answer) -> _Answer:
        self._answers.update(repr((asked, about, answer)).encode("utf-8", "surrogatepass"))
        return answer


def lowered(table: Mapping[Any, Any], depth: int = 6) -> dict[str, Any]:
    """`table` with its names in lower case, and those of the tables in it."""
    return {
        str(name).lower(): lowered(value, depth - 1) if isinstance(value, dict) and depth else value
        for name, value in table.items()
    }


def _parsed(name: str, text: str) -> Any:
    try:
        if name.endswith(".toml"):
            return tomllib.loads(text)
        if name.endswith((".json", ".json5")):
            return json.loads(text)
        return parse_yaml(text)
    except (ValueError, yaml.YAMLError, RecursionError, AttributeError, TypeError):
        return None
