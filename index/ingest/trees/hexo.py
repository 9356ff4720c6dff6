"""Hexo: what is a post, and where it lives, by `_config.yml`."""

import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from index.ingest.extract.front_facts import moment, stated_moment, texts
from index.ingest.extract.front_matter import Matter
from index.ingest.trees.files import Folder
from index.ingest.trees.permalinks import date_values, fill
from index.ingest.trees.site import DRAFT, NOT_A_POST, Entry, Site, Verdict, live_base
from index.ingest.trees.slugs import hexo_slug
from index.ingest.trees.templates import EVERY_SYNTAX

CONFIGS = ("_config.yml", "_config.yaml", "_config.json")
_ENDING = re.compile(r"\.[A-Za-z]{2,8}$")
_DATED_NAME = re.compile(r"(?:.*/)?(\d{4}-\d{1,2}-\d{1,2})-([^/]+)")


def open_hexo(folder: Folder) -> Site:
    """The site in `folder`."""
    config = folder.table(*CONFIGS)
    return Site(
        kind="hexo",
        judge=_Hexo(config).judge,
        base=live_base(config.get("url") or ""),
        name=next(iter(texts(config, "title")), None),
        authors=tuple(
            name for name in texts(config, "author")[:1] if name != "John Doe"
        ),  # Hexo's own example
        language=next(iter(texts(config, "language")), None),
        keeps_future=config.get("future") is not False,
        keeps_drafts=config.get("render_drafts") is True,
        syntaxes=EVERY_SYNTAX - {"hugo", "zola", "kramdown"},
    )


class _Hexo:
    """A configuration, and what it says of each entry."""

    def __init__(self, config: Mapping[str, Any]) -> None:
        self._source = PurePosixPath(str(config.get("source_dir") or "source"))
        self._permalink = str(config.get("permalink") or ":year/:month/:day/:title/")
        self._new_name = str(config.get("new_post_name") or ":title.md")
        stated = config.get("permalink_defaults")
        self._defaults = stated if isinstance(stated, dict) else {}
        self._default_category = str(config.get("default_category") or "uncategorized")
        self._lower = config.get("filename_case") == 1
        mapped = config.get("category_map")
        self._category_map = mapped if isinstance(mapped, dict) else {}
        pretty = config.get("pretty_urls")
        self._cut = [
            ending
            for name, ending in (("trailing_index", "index.html"), ("trailing_html", ".html"))
            if isinstance(pretty, dict) and pretty.get(name) is False
        ]

    def judge(self, entry: Entry) -> Verdict | None:
        """Posts are what is in `source/_posts`."""
        if not entry.place.is_relative_to(self._source):
            return Verdict(reason=NOT_A_POST) if len(entry.place.parts) == 1 else None
        place = entry.place.relative_to(self._source)
        if place.parts[0] == "_drafts":
            return Verdict(reason=DRAFT)
        if place.parts[0] != "_posts":
            return Verdict(reason=NOT_A_POST) if not place.parts[0].startswith("_") else None
        inside = _ENDING.sub("", "/".join(place.parts[1:]))
        dated = _DATED_NAME.fullmatch(inside)
        when = stated_moment(entry.matter, "date") or (moment(dated[1]) if dated else None)
        named = dated[2] if dated and ":year-:month-:day" in self._new_name.replace(":i_", ":") else inside
        path = self._path(entry.matter, named, when)
        for ending in self._cut:
            path = path.removesuffix(ending) if path else path
        day = moment(dated[1]) if dated else None
        return Verdict(path=path, day=day.date().isoformat() if day else None)

    def _path(self, matter: Matter, named: str, when: Any) -> str | None:
        stated = matter.get("permalink")
        if isinstance(stated, str) and stated.strip() and "//" not in stated:
            stated = stated.strip()
            return stated if stated.endswith((".html", "/")) else f"{stated}.html"
        slug = matter.get("slug")
        values: dict[str, str | None] = {
            **{str(name): str(value) for name, value in self._defaults.items()},
            **date_values(when),
            "title": str(slug) if slug else named,
            "name": (str(slug) if slug else named).rsplit("/", 1)[-1],
            "post_title": hexo_slug(str(matter.get("title") or "")) or None,
            "category": self._category(matter),
        }
        for name, value in matter.items():
            if isinstance(value, str | int) and not isinstance(value, bool):
                values.setdefault(name, str(value))
        return fill(self._permalink, values)

    def _category(self, matter: Matter) -> str:
        """The way down to the last category, part by part."""
        names: list[str] = []
        for value in (matter.get("categories"), matter.get("category")):
            items = value if isinstance(value, list) else [value]
            if items and isinstance(items[-1], list):  # several ways down; the last counts
                items = items[-1]
            names = [str(item) for item in items if isinstance(item, str | int)]
            if names:
                break
        slugs = [
            hexo_slug(str(self._category_map.get(name, name))) for name in names or [self._default_category]
        ]
        return "/".join(slug.lower() if self._lower else slug for slug in slugs)
