"""Eleventy: what is a post, and where it lives, by its configuration and its data files."""

import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from index.ingest.extract.front_facts import PUBLISHED, moment, stated_moment, texts
from index.ingest.trees.files import Folder, lowered
from index.ingest.trees.javascript import text_of, without_remarks
from index.ingest.trees.sections import Sections
from index.ingest.trees.site import NOT_A_POST, Entry, Site, Verdict, cname, is_page_name, live_base
from index.ingest.trees.slugs import ascii_slug, word_slug
from index.ingest.trees.templates import EVERY_SYNTAX

CONFIGS = (".eleventy.js", *(f"eleventy.config.{ending}" for ending in ("js", "mjs", "cjs", "ts")))
_DATA = ("metadata", "site", "meta", "config", "globals")
_TEXT_DATA = (".json", ".yml", ".yaml", ".toml")
_SCRIPT_DATA = (".js", ".cjs", ".mjs")
_URL_NAMES = ("url", "siteUrl", "baseUrl", "siteURL", "site_url", "base_url", "baseURL")
_DATED_NAME = re.compile(r"(\d{4}-\d\d-\d\d)-(.+)")
_EXPRESSION = re.compile(r"\{\{-?\s*([^{}]{1,200}?)\s*-?\}\}")
_FILTERED = re.compile(r"([\w.]{1,60})((?:\s*\|\s*\w{1,40}(?:[:(][^|]{0,80})?)*)")
_DATE_PARTS = {
    "%Y": "year", "%m": "month", "%d": "day", "yyyy": "year", "YYYY": "year", "MM": "month", "LL": "month",
    "dd": "day", "DD": "day",
}  # fmt: skip


def open_eleventy(folder: Folder, sections: Sections) -> Site:
    """The site in `folder`."""
    own = without_remarks(folder.text(folder.first(*CONFIGS) or ""))
    source = PurePosixPath((text_of(own, "input") or ".").strip("./") or ".")
    data = _site_data(folder, source, text_of(own, "data") or "_data")
    url = next((data[name] for name in map(str.lower, _URL_NAMES) if isinstance(data.get(name), str)), "")
    prefix = text_of(own, "pathPrefix") or ""
    named = cname(folder.text("CNAME") or folder.text(str(source / "CNAME"))) or ""
    reader = _Eleventy(folder, source, sections)
    return Site(
        kind="eleventy",
        judge=reader.judge,
        beside=reader.beside,
        base=live_base(url or named, prefix),
        name=next(iter(texts(data, "title", "name")), None),
        authors=tuple(texts(data, "author", "authors")[:1]),
        language=next(iter(texts(data, "language", "lang")), None),
        syntaxes=EVERY_SYNTAX - {"hugo", "zola"},
    )


def _site_data(folder: Folder, source: PurePosixPath, name: str) -> dict[str, Any]:
    """What the site's data says of the site, of its data files in JavaScript only the plain texts."""
    found: dict[str, Any] = {}
    base = source / name.strip("/") if ".." not in name else source
    for stem in _DATA:
        found = {**folder.table(*(str(base / f"{stem}{ending}") for ending in _TEXT_DATA)), **found}
        if script := folder.first(*(str(base / f"{stem}{ending}") for ending in _SCRIPT_DATA)):
            written = without_remarks(folder.text(script))
            for key in (*_URL_NAMES, "title", "language", "lang"):
                if text := text_of(written, key):
                    found.setdefault(key.lower(), text)
            author = re.search(r"\bauthor[\"']?\s*:\s*\{([^{}]{0,500})", written)
            if name_in_it := text_of(author[1] if author else written, "name" if author else "author"):
                found.setdefault("author", name_in_it)
    return found


class _Eleventy:
    """A source folder with its data files, and what they make of each entry."""

    def __init__(self, folder: Folder, source: PurePosixPath, sections: Sections) -> None:
        self._folder, self._source, self._sections = folder, source, sections
        self._known: dict[PurePosixPath, dict[str, Any]] = {}

    def judge(self, entry: Entry) -> Verdict | None:
        """Posts are dated pages, pages among them, and what is tagged as a post."""
        if not entry.place.is_relative_to(self._source) or any(part[0] == "_" for part in entry.place.parts):
            return None
        place = entry.place.relative_to(self._source)
        matter = {**self._data(entry.place), **entry.matter}
        tags = texts(matter, "tags")
        is_tagged = any(tag.lower() in ("post", "posts", "blog", "articles") for tag in tags)
        is_post = is_tagged or self._sections.is_post(entry.place, matter)
        if not is_post or matter.get("permalink") is False or (is_page_name(place) and not tags):
            return Verdict(reason=NOT_A_POST)
        stem = place.name.rsplit(".", 1)[0]
        base = place.parent.name if stem == "index" else stem
        dated = _DATED_NAME.fullmatch(base)
        day = moment(dated[1]) if dated else None
        own_tags = [
            tag
            for tag in texts(matter, "tags", "tag", "keywords", "categories", "category")
            if tag.lower() not in ("post", "posts")
        ]
        return Verdict(
            path=self._path(matter, place, stem, dated[2] if dated else base, day),
            day=day.date().isoformat() if day else None,
            matter=matter,
            tags=tuple(dict.fromkeys(own_tags)),
        )

    def beside(self, place: PurePosixPath) -> str:
        """All that data files say of the file at `place`."""
        return repr(self._data(place))

    def _path(
        self, matter: Mapping[str, Any], place: PurePosixPath, stem: str, slug: str, day: Any
    ) -> str | None:
        stated = matter.get("permalink")
        if stated is None:
            folders = place.parts[:-1]
            is_folders = stem == "index" or folders[-1:] == (stem,)
            return "/".join([*folders, *([] if is_folders else [stem]), ""])
        if not isinstance(stated, str):
            return None
        when = stated_moment(matter, *PUBLISHED) or day
        values: dict[str, Any] = {
            "page.fileslug": slug,
            "page.filepathstem": f"/{place.parent}/{slug}".replace("/./", "/"),
            "page.date": when, "date": when,
        }  # fmt: skip
        parts: list[str] = []
        at = 0
        for match in _EXPRESSION.finditer(stated):
            value = _value(match[1], values, matter)
            if value is None:
                return None
            parts += [stated[at : match.start()], value]
            at = match.end()
        path = "".join([*parts, stated[at:]])
        return None if "{" in path or "%}" in path else path.removesuffix("index.html")

    def _data(self, place: PurePosixPath) -> dict[str, Any]:
        """What data files say of the file at `place`: those of folders further up first."""
        found: dict[str, Any] = {}
        for folder in [*reversed(place.parents)]:
            if folder.is_relative_to(self._source) and folder.name:
                found |= self._file(folder / folder.name)
        return found | self._file(place.with_suffix(""))

    def _file(self, stem: PurePosixPath) -> dict[str, Any]:
        if stem not in self._known:
            found: dict[str, Any] = dict(self._folder.table(f"{stem}.json", f"{stem}.11tydata.json"))
            script = self._folder.first(*(f"{stem}.11tydata{ending}" for ending in _SCRIPT_DATA))
            written = without_remarks(self._folder.text(script)) if script else ""
            if permalink := text_of(written, "permalink"):
                found["permalink"] = permalink
            elif "permalink" in written:
                found["permalink"] = True  # said, but not in plain words
            if tags := text_of(written, "tags"):
                found["tags"] = [tags]
            elif many := re.search(r"\btags[\"']?\s*:\s*\[([^\[\]]{0,300})\]", written):
                found["tags"] = re.findall(r"[\"']([^\"']{1,60})[\"']", many[1])
            self._known[stem] = lowered(found)
        return self._known[stem]


def _value(expression: str, values: Mapping[str, Any], matter: Mapping[str, Any]) -> str | None:
    """What `title | slugify` or `page.date | date: "%Y"` comes to; None where that is not so plain."""
    match = _FILTERED.fullmatch(expression)
    if match is None:
        return None
    name = match[1].lower()
    value = values.get(name, matter.get(name))
    for written in match[2].split("|")[1:]:
        filter_name, _, rest = written.strip().replace("(", ":", 1).partition(":")
        if filter_name in ("slug", "slugify", "url_encode"):
            text = str(value) if isinstance(value, str | int) else ""
            one, other = ascii_slug(text), word_slug(text)
            value = one if one == other else None  # the two that are in use differ on this one
        elif filter_name.strip() in ("date", "dateFormat", "formatDate", "dateToFormat") and hasattr(
            value, "strftime"
        ):
            layout = rest.strip(" )\"'")
            for code, part in _DATE_PARTS.items():
                layout = layout.replace(code, f"{getattr(value, part):02}")
            value = layout if re.fullmatch(r"[\d/._-]+", layout) else None
        elif filter_name.strip() not in ("safe", "string", "downcase", "lower") or not isinstance(value, str):
            return None
        elif filter_name.strip() in ("downcase", "lower"):
            value = value.lower()
        if not isinstance(value, str):
            return None
    return value if isinstance(value, str) and value else None
