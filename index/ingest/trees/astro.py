"""Astro: what is a post, and where it lives, by its configuration and its routes."""

import re
from pathlib import PurePosixPath

from index.ingest.extract.front_facts import texts
from index.ingest.trees.files import Folder
from index.ingest.trees.javascript import text_of, without_remarks
from index.ingest.trees.sections import Sections
from index.ingest.trees.site import NOT_A_POST, Entry, Site, Verdict, cname, is_page_name, live_base
from index.ingest.trees.slugs import github_slug
from index.ingest.trees.templates import EVERY_SYNTAX

CONFIGS = tuple(f"astro.config.{ending}" for ending in ("mjs", "ts", "js", "mts", "cjs"))
_CONSTANTS = (
    "src/config.ts",
    "src/consts.ts",
    "src/config.js",
    "src/site.config.ts",
    "src/consts.js",
    "src/constants.ts",
)
_COLLECTION_CONFIGS = (
    "src/content.config.ts",
    "src/content/config.ts",
    "src/content.config.js",
    "src/content/config.js",
)
_ROUTE = re.compile(r"\[(?:\.\.\.)?\w{1,40}\]\.(?:astro|tsx?|jsx?)")
_COLLECTED = re.compile(r"get(?:Collection|Entry|CollectionStatic\w{0,9})\(\s{0,9}[\"'](\w[\w-]{0,60})[\"']")
_LOADER = re.compile(r"(?:const|let|var)\s+(\w{1,60})\s*=\s*defineCollection\((.{0,400}?)schema", re.S)
_PAGES = PurePosixPath("src/pages")
_CONTENT = PurePosixPath("src/content")


def open_astro(folder: Folder, sections: Sections) -> Site:
    """The site in `folder`."""
    own = without_remarks(folder.text(folder.first(*CONFIGS) or ""))
    constants = "\n".join(without_remarks(folder.text(name)) for name in _CONSTANTS if folder.has(name))
    site = text_of(own, "site")
    if site is None and (other := re.search(r"\bsite\s{0,9}:\s{0,9}(?:\w{1,60}\.)?(\w{1,60})\b", own)):
        site = text_of(constants, re.escape(other[1]))
    base = text_of(own, "base") or ""
    reader = _Astro(folder, sections, own, constants)
    return Site(
        kind="astro",
        judge=reader.judge,
        base=live_base(site or cname(folder.text("public/CNAME")) or "", base),
        name=text_of(constants, "SITE_TITLE")
        or (text_of(constants, "title") if "SITE" in constants else None),
        authors=tuple(name for name in (text_of(constants, "author", "SITE_AUTHOR"),) if name),
        syntaxes=EVERY_SYNTAX - {"liquid", "hugo", "zola", "kramdown"},
    )


class _Astro:
    """The routes of a site, and what they make of each entry."""

    def __init__(self, folder: Folder, sections: Sections, config: str, constants: str) -> None:
        self._sections = sections
        is_file = re.search(r"\bformat\s{0,9}:\s{0,9}[\"']file[\"']", config) is not None
        is_bare = text_of(config, "trailingSlash") == "never"
        self._ending = ".html" if is_file else "" if is_bare else "/"
        self._folders = _collections(folder, constants)
        self._routes = _routes(folder)

    def judge(self, entry: Entry) -> Verdict | None:
        """Posts are dated entries of collections, and dated Markdown pages."""
        place = entry.place
        if any(part.startswith("_") for part in place.parts):
            return None
        if place.is_relative_to(_PAGES):
            if not self._sections.is_post(place, entry.matter) or is_page_name(place):
                return Verdict(reason=NOT_A_POST)
            return Verdict(path=self._path(place.relative_to(_PAGES).with_suffix("")))
        found = next(((name, at) for name, at in self._folders.items() if place.is_relative_to(at)), None)
        if found is None and place.is_relative_to(_CONTENT) and len(place.parts) > 3:
            found = (place.parts[2], _CONTENT / place.parts[2])
        if found is None or not self._sections.is_post(place, entry.matter):
            return Verdict(reason=NOT_A_POST) if found or len(place.parts) == 1 else None
        name, at = found
        route = self._routes.get(name)
        if route is None:
            return Verdict()
        stated = next(iter(texts(entry.matter, "slug")), None)
        inside = place.relative_to(at).with_suffix("")
        slug = PurePosixPath(stated.strip("/")) if stated else PurePosixPath(*map(github_slug, inside.parts))
        return Verdict(path=self._path(PurePosixPath(route) / slug))

    def _path(self, place: PurePosixPath) -> str:
        path = str(place.parent if place.name == "index" else place).strip("./")
        return f"{path}{self._ending}" if path else "/"


def _routes(folder: Folder) -> dict[str, str]:
    """{collection: the folder of addresses that its entries have}, where one route alone shows it."""
    found: dict[str, set[str]] = {}
    todo = [(PurePosixPath(), 0)]
    while todo:
        at, depth = todo.pop()
        for name in folder.names(str(_PAGES / at)):
            if _ROUTE.fullmatch(name):
                for collection in set(_COLLECTED.findall(folder.text(str(_PAGES / at / name)))):
                    found.setdefault(collection, set()).add("" if str(at) == "." else str(at))
            elif depth < 3 and "." not in name and "[" not in name:
                todo.append((at / name, depth + 1))
    # A collection may also be listed by its tags; the entries live where their collection is named.
    listed = {
        name: {at for at in routes if not re.search(r"(?:^|/)(?:tags?|categor\w+|page|authors?)$", at)}
        for name, routes in found.items()
    }
    return {name: next(iter(routes)) for name, routes in listed.items() if len(routes) == 1}


def _collections(folder: Folder, constants: str) -> dict[str, PurePosixPath]:
    """{collection: its folder}, as the loaders name it."""
    source = "\n".join(without_remarks(folder.text(name)) for name in _COLLECTION_CONFIGS)
    found = {}
    for name, inside in _LOADER.findall(source):
        base = text_of(inside, "base")
        if base is None and (variable := re.search(r"\bbase\s*:\s*`\./\$\{(\w{1,60})\}`", inside)):
            base = text_of(f"{source}\n{constants}", variable[1])
        if base and ".." not in base:
            found[name] = PurePosixPath(base.strip("./"))
    return found
