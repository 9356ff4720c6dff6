"""Jekyll: what is a post, and where it lives, by `_config.yml`."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta, tzinfo
from fnmatch import fnmatch
from pathlib import PurePosixPath
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from index.ingest.extract.front_facts import moment, stated_moment, texts
from index.ingest.extract.front_matter import Matter
from index.ingest.trees.files import Folder, lowered
from index.ingest.trees.permalinks import date_values, fill
from index.ingest.trees.site import DRAFT, NOT_A_POST, Entry, Site, Verdict, cname, is_page_name, live_base
from index.ingest.trees.slugs import jekyll_slug
from index.ingest.trees.templates import EVERY_SYNTAX

CONFIGS = ("_config.yml", "_config.yaml", "_config.toml")
_STYLES = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
    "none": "/:categories/:title:output_ext",
}
_DATED_NAME = re.compile(r"(\d{4}-\d{1,2}-\d{1,2})-(.+)")
_ENDING = re.compile(r"\.(?:md|markdown|mkdn?|mdown|html?)$", re.I)
# Collections of what sites have beside posts.
_NO_POSTS = frozenset(
    "authors author people team staff members pages tags categories category topics speakers events jobs "
    "portfolio projects products services testimonials includes data layouts drafts".split()
)


def open_jekyll(folder: Folder) -> Site:
    """The site in `folder`."""
    config = folder.table(*CONFIGS)
    reader = _Jekyll(config)
    base = config.get("url") or cname(folder.text("CNAME")) or ""
    return Site(
        kind="jekyll",
        judge=reader.judge,
        base=live_base(base, config.get("baseurl") or ""),
        name=next(iter(texts(config, "title", "name")), None),
        authors=tuple(texts(config, "author", "authors")[:1]),
        language=next(iter(texts(config, "lang", "language", "locale")), None),
        keeps_future=config.get("future") is True,
        keeps_drafts=config.get("show_drafts") is True or config.get("unpublished") is True,
        syntaxes=EVERY_SYNTAX - {"hugo", "zola"},
    )


class _Jekyll:
    """A configuration, and what it says of each entry."""

    def __init__(self, config: Mapping[str, Any]) -> None:
        self._permalink = str(config.get("permalink") or "date")
        self._source = PurePosixPath(str(config.get("source") or ".").strip("/") or ".")
        self._zone = _zone(config.get("timezone"))
        self._collections_folder = str(config.get("collections_dir") or "").strip("/")
        self._collections = _collections(config.get("collections"))
        self._defaults = _defaults(config.get("defaults"))

    def judge(self, entry: Entry) -> Verdict | None:
        """Posts are what is in `_posts` and `_drafts`, anywhere, and in collections that are put out."""
        place = _below(entry.place, self._source)
        folders = place.parts[:-1]
        if "_posts" in folders or "_drafts" in folders:
            kind = "_posts" if "_posts" in folders else "_drafts"
            return self._post(entry.matter, place, kind)
        name = next((part[1:] for part in folders if part[:1] == "_" and part[1:] in self._collections), None)
        if name is not None:
            return self._document(entry.matter, place, name)
        if any(part[:1] == "_" for part in (*folders, place.name)):
            return None
        return Verdict(reason=NOT_A_POST) if entry.matter or not _is_html(place) else None

    def _post(self, matter: Matter, place: PurePosixPath, kind: str) -> Verdict:
        matter = {**self._default("posts" if kind == "_posts" else "drafts", place), **matter}
        stem = _ENDING.sub("", place.name)
        dated = _DATED_NAME.fullmatch(stem)
        if stem.lower() in ("readme", "index") or (dated is None and is_page_name(place)):
            return Verdict(reason=NOT_A_POST)
        above = place.parts[: place.parts.index(kind)]
        if self._collections_folder and above[:1] == (self._collections_folder,):
            above = above[1:]
        categories = self._categories(matter, above)
        in_name = moment(dated[1]) if dated else None
        when = self._by_site_clock(stated_moment(matter, "date")) if _has_date(matter) else in_name
        if kind == "_drafts":
            return Verdict(reason=DRAFT, matter=matter, tags=_tags(matter, categories))
        slug = dated[2] if dated else stem
        pattern = str(matter.get("permalink") or self._permalink)
        path = self._fill(_STYLES.get(pattern, pattern), matter, slug, when, categories)
        day = in_name.date().isoformat() if in_name else None
        return Verdict(path=path, day=day, matter=matter, tags=_tags(matter, categories))

    def _document(self, matter: Matter, place: PurePosixPath, name: str) -> Verdict | None:
        settings = self._collections[name]
        matter = {**self._default(name, place), **matter}
        if settings.get("output") is not True or is_page_name(place) or place.stem == "index":
            return Verdict(reason=NOT_A_POST)
        dated = _DATED_NAME.fullmatch(_ENDING.sub("", place.name))
        if name.lower() in _NO_POSTS and not (_has_date(matter) or dated):
            return Verdict(reason=NOT_A_POST)
        inside = PurePosixPath(*place.parts[place.parts.index(f"_{name}") + 1 :])
        relative = _ENDING.sub("", str(inside))
        pattern = (
            matter.get("permalink") or settings.get("permalink") or f"/:collection/:path{self._suffix()}"
        )
        in_name = moment(dated[1]) if dated else None
        when = self._by_site_clock(stated_moment(matter, "date")) if _has_date(matter) else in_name
        stem = _ENDING.sub("", place.name)
        more = {"collection": name, "path": relative, "name": jekyll_slug(stem)}
        categories = self._categories(matter, ())
        slug = dated[2] if dated else stem
        return Verdict(
            path=self._fill(_STYLES.get(str(pattern), str(pattern)), matter, slug, when, categories, more),
            day=in_name.date().isoformat() if in_name else None,
            matter=matter,
            tags=_tags(matter, categories),
        )

    def _fill(
        self, pattern: str, matter: Matter, slug: str, when: datetime | None, categories: list[str],
        more: Mapping[str, str] = {},
    ) -> str | None:  # fmt: skip
        stated = matter.get("slug")
        slug = str(stated) if stated else slug
        values = {
            **date_values(when),
            "title": jekyll_slug(slug, pretty=True),
            "slug": jekyll_slug(slug),
            "categories": "/".join(dict.fromkeys(name.lower() for name in categories)),
            "slugified_categories": "/".join(dict.fromkeys(jekyll_slug(name) for name in categories)),
            "output_ext": ".html",
            "collection": "posts",
            **more,
        }
        return fill(pattern, values)

    def _suffix(self) -> str:
        """How addresses of collections end, after those of posts."""
        pattern = _STYLES.get(self._permalink, self._permalink)
        return "/" if pattern.endswith("/") else ":output_ext" if pattern.endswith(":output_ext") else ""

    def _by_site_clock(self, when: datetime | None) -> datetime | None:
        """`when` by the site's clock; None where that may make another day of it, and nothing says so."""
        if when is None or when.tzinfo is None:
            return when
        if self._zone is not None:
            return when.astimezone(self._zone)
        in_utc = (when.replace(tzinfo=None) - (when.utcoffset() or timedelta())).date()
        return when if in_utc == when.date() else None

    def _categories(self, matter: Matter, folders: tuple[str, ...]) -> list[str]:
        found = [*folders, *_words(matter.get("categories"))]
        single = matter.get("category")
        found += [str(single)] if isinstance(single, str | int) and single else _words(single)
        return list(dict.fromkeys(found))

    def _default(self, kind: str, place: PurePosixPath) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for scope, wanted, values in self._defaults:
            if wanted in ("", kind) and (not scope or _is_below(place, scope) or fnmatch(str(place), scope)):
                found |= values
        return found


def _has_date(matter: Matter) -> bool:
    return stated_moment(matter, "date") is not None


def _tags(matter: Matter, categories: list[str]) -> tuple[str, ...]:
    tags = [*_words(matter.get("tags"))]
    single = matter.get("tag")
    tags += [str(single)] if isinstance(single, str | int) and single else _words(single)
    return tuple(dict.fromkeys(texts({"tags": [*tags, *categories]}, "tags")))


def _words(value: Any) -> list[str]:
    """A list as it is; one text is words, or, with commas in it, what stands between these."""
    if isinstance(value, str):
        return [part.strip() for part in value.split(",") if part.strip()] if "," in value else value.split()
    items = value if isinstance(value, list) else []
    return [str(item) for item in items if isinstance(item, str | int | float) and str(item).strip()]


def _zone(name: Any) -> tzinfo | None:
    try:
        return ZoneInfo(name) if isinstance(name, str) and name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _collections(stated: Any) -> dict[str, dict[str, Any]]:
    if isinstance(stated, list):
        return {str(name): {} for name in stated}
    pairs = stated.items() if isinstance(stated, dict) else ()
    found = {str(name): lowered(value) if isinstance(value, dict) else {} for name, value in pairs}
    return {name: value for name, value in found.items() if name not in ("posts", "drafts")}


def _defaults(stated: Any) -> list[tuple[str, str, dict[str, Any]]]:
    """(path, type, values) of each default, the more exact later."""
    found = []
    for item in stated if isinstance(stated, list) else ():
        scope = item.get("scope") if isinstance(item, dict) else None
        values = item.get("values") if isinstance(item, dict) else None
        if isinstance(values, dict):
            scope = scope if isinstance(scope, dict) else {}
            path = str(scope.get("path") or "").strip("/")
            found.append((path, str(scope.get("type") or ""), lowered(values)))
    return sorted(found, key=lambda one: (len(one[0]), bool(one[1])))


def _below(place: PurePosixPath, folder: PurePosixPath) -> PurePosixPath:
    return place.relative_to(folder) if place.is_relative_to(folder) else place


def _is_below(place: PurePosixPath, folder: str) -> bool:
    return place.is_relative_to(PurePosixPath(folder))


def _is_html(place: PurePosixPath) -> bool:
    return place.suffix.lower() in (".html", ".htm")
