"""Hugo: what is a post, and where it lives, by its configuration."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import Any

from index.ingest.extract.front_facts import PUBLISHED, is_future, moment, stated_moment, texts
from index.ingest.extract.front_matter import Matter
from index.ingest.trees.files import Folder, lowered
from index.ingest.trees.permalinks import date_values, fill
from index.ingest.trees.sections import Sections
from index.ingest.trees.site import NOT_A_POST, Entry, Site, Verdict, cname, live_base
from index.ingest.trees.slugs import hugo_slug
from index.ingest.trees.templates import EVERY_SYNTAX

_STEMS = ("hugo", "config")
_ENDINGS = (".toml", ".yaml", ".yml", ".json")
CONFIGS = tuple(f"{stem}{ending}" for stem in _STEMS for ending in _ENDINGS)
EXPIRES = ("expirydate", "unpublishdate")  # the day from which a post is not to be seen any more
_FOLDERS = ("config/_default", "config/production")
_PARTS = ("permalinks", "params", "languages", "taxonomies", "author", "frontmatter")
_SECTIONS = re.compile(r"sections\[(-?\d*)(:?)(-?\d*)\]")
_DATED_NAME = re.compile(r"(\d{4}-\d{1,2}-\d{1,2})[-_ ]?(.*)")
_GO_LAYOUT = (
    ("2006", "year"),
    ("01", "month"),
    ("02", "day"),
    ("Jan", "short_month"),
    ("January", "long_month"),
)


def read_config(folder: Folder) -> dict[str, Any]:
    """The configuration, from one file or from a folder of them; names in lower case."""
    config = dict(folder.table(*CONFIGS))
    for name in _FOLDERS:
        for stem in (*_STEMS, *_PARTS):
            found = folder.table(*(f"{name}/{stem}{ending}" for ending in _ENDINGS))
            for key, value in ({stem: found} if stem in _PARTS and found else found).items():
                both = isinstance(value, dict) and isinstance(config.get(key), dict)
                config[key] = {**config[key], **value} if both else value
    return config


def open_hugo(folder: Folder, sections: Sections) -> Site:
    """The site in `folder`."""
    config = read_config(folder)
    reader = _Hugo(config, sections)
    stated = config.get("params")
    params = stated if isinstance(stated, dict) else {}
    language = str(config.get("defaultcontentlanguage") or "en").lower()
    own = reader.languages.get(language, {})
    return Site(
        kind="hugo",
        judge=reader.judge,
        base=_base(config, own, folder.text("static/CNAME") or folder.text("CNAME")),
        name=next(iter(texts(own, "title") or texts(config, "title")), None),
        authors=tuple((texts(params, "author", "authors") or texts(config, "author"))[:1]),
        language=str(own.get("languagecode") or config.get("languagecode") or language),
        keeps_future=config.get("buildfuture") is True,
        keeps_drafts=config.get("builddrafts") is True,
        syntaxes=EVERY_SYNTAX - {"liquid", "zola", "kramdown"},
    )


def content_folders(config: Mapping[str, Any]) -> list[tuple[PurePosixPath, str]]:
    """(folder, language) of all content, those inside others first; no language where none is named."""
    found = [(str(config.get("contentdir") or "content"), "")]
    for code, language in _languages(config).items():
        if language.get("contentdir"):
            found.append((str(language["contentdir"]), code))
    folders = [(PurePosixPath(name.strip("/")), code) for name, code in found if ".." not in name]
    return sorted(dict(folders).items(), key=lambda one: -len(one[0].parts))


class _Hugo:
    """A configuration, and what it says of each entry."""

    def __init__(self, config: Mapping[str, Any], sections: Sections) -> None:
        self._config = config
        self._sections = sections
        self._folders = content_folders(config)
        self.languages = _languages(config)
        self._default = str(config.get("defaultcontentlanguage") or "en").lower()
        self._lower = config.get("disablepathtolower") is not True
        stated = config.get("frontmatter")
        dates = stated.get("date") if isinstance(stated, dict) else None
        self._reads_name = ":filename" in dates if isinstance(dates, list) else False

    def judge(self, entry: Entry) -> Verdict | None:
        """Posts are the regular pages of sections that hold dated pages."""
        found = next(((f, code) for f, code in self._folders if entry.place.is_relative_to(f)), None)
        if found is None:
            is_about = entry.place.suffix.lower() in (".md", ".markdown") and len(entry.place.parts) == 1
            return Verdict(reason=NOT_A_POST) if is_about else None
        folder, language = found
        place = entry.place.relative_to(folder)
        stem, in_name = self._named_language(place.name)
        language = language or in_name or self._default
        if self._sections.in_bundle(entry.place):
            return None  # a resource of the page beside it
        if stem == "_index" or _is_not_rendered(entry.matter):
            return Verdict(reason=NOT_A_POST)
        when = stated_moment(entry.matter, *PUBLISHED)
        dated = _DATED_NAME.fullmatch(place.parts[-2] if stem == "index" and len(place.parts) > 1 else stem)
        if not self._sections.is_post(entry.place, entry.matter):
            return Verdict(reason=NOT_A_POST)
        if reason := _expired(entry.matter):
            return Verdict(reason=reason)
        day = moment(dated[1]) if dated else None
        slug = dated[2] if dated and self._reads_name else None
        path = self._path(entry.matter, place, stem, day if self._reads_name and day else when, slug)
        if path is not None:
            path = self._in_language(path, language, entry.matter)
        own = self.languages.get(language, {})
        return Verdict(
            path=path,
            day=day.date().isoformat() if day else None,
            language=language if self.languages or in_name else None,
            base=live_base(own.get("baseurl") or ""),
        )

    def _path(
        self, matter: Matter, place: PurePosixPath, stem: str, when: datetime | None, named: str | None
    ) -> str | None:
        folders = place.parts[:-1]
        if stem == "index":
            stem = folders[-1] if folders else ""
            folders = folders[:-1]
        section = folders[0] if folders else ""
        slug = str(matter.get("slug") or named or "")
        values = {
            **date_values(when),
            "section": self._urlize(section),
            "sections": self._urlize("/".join(folders)),
            "title": self._urlize("-".join(str(matter.get("title") or "").split("/"))) or None,
            "filename": self._urlize(stem),
            "contentbasename": self._urlize(stem),
            "slug": self._urlize(slug or str(matter.get("title") or stem)),
            "slugorfilename": self._urlize(slug or stem),
            "slugorcontentbasename": self._urlize(slug or stem),
        }
        stated = matter.get("url")
        if isinstance(stated, str) and stated.strip():
            path = self._fill(stated.strip(), values, folders) if ":" in stated else stated.strip()
            return path and (path if "." in path.rsplit("/", 1)[-1] or path.endswith("/") else f"{path}/")
        pattern = self._pattern(section)
        if pattern is None:
            path = "/".join(map(self._urlize, (*folders, slug or stem)))
        else:
            path = self._fill(pattern, values, folders) or ""
            if not path:
                return None
        path = path.strip("/")
        return f"{path}.html" if self._is_ugly(section) else f"{path}/"

    def _fill(self, pattern: str, values: Mapping[str, str | None], folders: tuple[str, ...]) -> str | None:
        def slice_of(match: re.Match[str]) -> str:
            first, colon, last = match.groups()
            if not colon:
                return (
                    "/".join(folders[int(first) :][:1]) if first and abs(int(first)) <= len(folders) else ""
                )
            return "/".join(
                folders[int(first or 0) if first != "-" else 0 : int(last) if last.strip("-") else None]
            )

        pattern = _SECTIONS.sub(
            lambda match: self._urlize(slice_of(match)), pattern.replace(":sections[", "sections[")
        )
        for layout, name in _GO_LAYOUT:
            pattern = re.sub(rf":{layout}\b", f":{name}", pattern)
        pattern = re.sub(r":2006-01-02\b", ":year-:month-:day", pattern).replace(
            ":year-01-02", ":year-:month-:day"
        )
        return fill(pattern, values)

    def _urlize(self, text: str) -> str:
        return hugo_slug(text, lower=self._lower)

    def _pattern(self, section: str) -> str | None:
        """The pattern for pages of `section`, as Hugo took it before and takes it since 0.112."""
        table = self._config.get("permalinks")
        table = table if isinstance(table, dict) else {}
        pages = table.get("page")
        key = section.lower() or "/"
        for found in (pages.get(key) if isinstance(pages, dict) else None, table.get(key)):
            if isinstance(found, str) and found:
                return found
        return None

    def _is_ugly(self, section: str) -> bool:
        stated = self._config.get("uglyurls")
        return stated.get(section.lower()) is True if isinstance(stated, dict) else stated is True

    def _named_language(self, name: str) -> tuple[str, str]:
        """(stem, language): post.fr.md is French where the site has French."""
        stem = name.rsplit(".", 1)[0]
        rest, dot, code = stem.rpartition(".")
        return (rest, code.lower()) if dot and code.lower() in self.languages else (stem, "")

    def _in_language(self, path: str, language: str, matter: Matter) -> str:
        is_default = (
            language == self._default and self._config.get("defaultcontentlanguageinsubdir") is not True
        )
        has_own_site = bool(self.languages.get(language, {}).get("baseurl"))
        is_absolute = str(matter.get("url") or "").startswith("/")
        if not self.languages or is_default or has_own_site or is_absolute:
            return path
        return f"{language}/{path.lstrip('/')}"


def _base(config: Mapping[str, Any], own: Mapping[str, Any], named: str) -> str | None:
    stated = str(own.get("baseurl") or config.get("baseurl") or "")
    if stated and "//" not in stated:  # relative to the host, which may be named elsewhere
        return live_base(cname(named) or "", stated)
    return live_base(stated or cname(named) or "")


def _languages(config: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    stated = config.get("languages")
    pairs = stated.items() if isinstance(stated, dict) else ()
    return {str(code).lower(): lowered(value) for code, value in pairs if isinstance(value, dict)}


def _is_not_rendered(matter: Matter) -> bool:
    build = matter.get("build", matter.get("_build"))
    render = build.get("render") if isinstance(build, dict) else None
    return matter.get("headless") is True or render in ("never", False)


def _expired(matter: Matter) -> str:
    when = stated_moment(matter, *EXPIRES)
    return "" if when is None or is_future(when, datetime.now(UTC)) else "past the day that it was to be seen"
