"""Short names of authors -> the names that readers see, as a tree's data files give them."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from index.ingest.extract.blocks import tidy_line
from index.ingest.extract.front_matter import read_front_matter
from index.ingest.trees.files import Folder, lowered

_FILES = tuple(
    f"{folder}{stem}{ending}"
    for folder in ("_data/", "data/", "src/_data/", "src/data/", "blog/", "content/", "source/_data/", "")
    for stem in ("authors", "author", "people", "team", "members", "contributors")
    for ending in (".yml", ".yaml", ".json", ".toml")
)
_FOLDERS = (
    "_authors", "_team", "_people", "collections/_authors", "_data/authors", "_data/people", "data/authors",
    "data/people", "content/authors", "content/author", "content/people", "content/team",
    "src/content/authors",     "src/data/authors",
)  # fmt: skip
_IDS = (
    "id",
    "slug",
    "short_name",
    "shortname",
    "key",
    "username",
    "login",
    "handle",
    "name",
    "github",
    "nickname",
)
_NAMES = ("full_name", "fullname", "display_name", "displayname", "display", "name", "title", "first_name")
_ENDINGS = (".md", ".markdown", ".mdx", ".yml", ".yaml", ".json", ".toml")
_MAX_PEOPLE = 5_000


def read_authors(folder: Folder, config: Mapping[str, Any]) -> Mapping[str, str]:
    """{short name, lower case: full name} of everyone in the data files of the site in `folder`."""
    found: dict[str, str] = {}
    for short, full in _everyone(folder, config):
        if short and full and len(found) < _MAX_PEOPLE:
            found.setdefault(short.casefold(), full)
    return found


def full_names(stated: Iterable[str], known: Mapping[str, str]) -> list[str]:
    """`stated`, each by the name that readers see where that is known."""
    return [known.get(name.strip().casefold(), name) for name in stated]


def _everyone(folder: Folder, config: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name in _FILES:
        if folder.first(name):
            yield from _people(folder.values(name))
    yield from _people(config.get("authors"))
    for at in _FOLDERS:
        for name in folder.names(at):
            yield from _in_own_file(folder, PurePosixPath(at, name))


def _in_own_file(folder: Folder, place: PurePosixPath) -> Iterator[tuple[str, str]]:
    """The one person that a file, or the index of a folder, is about."""
    if not place.name.endswith(_ENDINGS):
        index = folder.first(f"{place}/_index.md", f"{place}/index.md")
        if index is None:
            return
        values, _ = read_front_matter(folder.text(index))
    elif place.suffix in (".md", ".markdown", ".mdx"):
        values, _ = read_front_matter(folder.text(str(place)))
    else:
        values = folder.table(str(place))
    full = _full_name(lowered(values))
    yield from ((short, full) for short in (place.stem, *_short_names(values)))


def _people(values: Any) -> Iterator[tuple[str, str]]:
    if isinstance(values, dict):
        for short, about in values.items():
            if isinstance(about, str):
                yield str(short), tidy_line(about)
            elif isinstance(about, dict):
                full = _full_name(lowered(about))
                yield from ((name, full) for name in (str(short), *_short_names(lowered(about))))
    for about in values if isinstance(values, list) else ():
        if isinstance(about, dict):
            known = lowered(about)
            yield from ((name, _full_name(known)) for name in _short_names(known))


def _short_names(about: Mapping[str, Any]) -> list[str]:
    return [name for key in _IDS if isinstance(name := about.get(key), str)]


def _full_name(about: Mapping[str, Any]) -> str:
    for key in _NAMES:
        if isinstance(name := about.get(key), str) and name.strip():
            last = about.get("last_name")
            return tidy_line(f"{name} {last}" if key == "first_name" and isinstance(last, str) else name)
    return ""
