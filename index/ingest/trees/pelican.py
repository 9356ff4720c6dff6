"""Pelican: what is a post, and where it lives, by its settings. They are Python, read and never run."""

import ast
import re
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

from index.ingest.extract.front_facts import moment, stated_moment, texts
from index.ingest.trees.files import Folder
from index.ingest.trees.site import NOT_A_POST, Entry, Site, Verdict, live_base
from index.ingest.trees.slugs import word_slug
from index.ingest.trees.templates import EVERY_SYNTAX

CONFIGS = ("pelicanconf.py", "publishconf.py", "settings.py")
_FIELD = re.compile(r"\{(\w{1,30})(?:!\w)?(?::([^{}]{1,60}))?\}")
_DATED_NAME = re.compile(r"(\d{4}-\d\d-\d\d)(.*)")
_MAX_CHARS = 200_000


def open_pelican(folder: Folder) -> Site:
    """The site in `folder`; what its settings for publishing say goes before the others."""
    config: dict[str, Any] = {}
    for name in CONFIGS[:2]:
        config |= {
            key: value for key, value in plain_settings(folder.text(name)).items() if value not in ("", None)
        }
    return Site(
        kind="pelican",
        judge=_Pelican(config).judge,
        base=live_base(config.get("SITEURL") or ""),
        name=_text(config.get("SITENAME")),
        authors=tuple(filter(None, [_text(config.get("AUTHOR"))])),
        language=_text(config.get("DEFAULT_LANG")),
        keeps_future=config.get("WITH_FUTURE_DATES") is not False,
        syntaxes=EVERY_SYNTAX - {"liquid", "hugo", "zola", "kramdown"},
    )


def plain_settings(source: str) -> dict[str, Any]:
    """The names that `source`, Python, sets to plain values at its top.

    >>> plain_settings("SITEURL = 'https://example.org'\\nPORT = open('x')")
    {'SITEURL': 'https://example.org'}
    """
    found: dict[str, Any] = {}
    try:
        lines = ast.parse(source[:_MAX_CHARS]).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return found
    for line in lines:
        if isinstance(line, ast.Assign) and len(line.targets) == 1 and isinstance(line.targets[0], ast.Name):
            try:
                found[line.targets[0].id] = ast.literal_eval(line.value)
            except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
                continue
    return found


class _Pelican:
    """The settings, and what they make of each entry."""

    def __init__(self, config: dict[str, Any]) -> None:
        self._config = config
        self._content = PurePosixPath(str(config.get("PATH") or "content").strip("./"))
        stated = config.get("PAGE_PATHS")
        self._pages = [str(path) for path in stated] if isinstance(stated, list) else ["pages"]

    def judge(self, entry: Entry) -> Verdict | None:
        """Posts are what is in the content's folder, but for the pages' own."""
        if not entry.place.is_relative_to(self._content):
            return Verdict(reason=NOT_A_POST) if len(entry.place.parts) == 1 else None
        place = entry.place.relative_to(self._content)
        dated = _DATED_NAME.fullmatch(place.stem)
        in_name = moment(dated[1]) if dated else None
        when = stated_moment(entry.matter, "date") or in_name
        if place.parts[0] in self._pages or when is None:
            return Verdict(reason=NOT_A_POST)
        path = self._path(entry, place, when)
        return Verdict(path=path, day=in_name.date().isoformat() if in_name else None)

    def _path(self, entry: Entry, place: PurePosixPath, when: datetime) -> str | None:
        title = next(iter(texts(entry.matter, "title")), place.stem)
        source = place.stem if self._config.get("SLUGIFY_SOURCE") == "basename" else title
        category = next(iter(texts(entry.matter, "category")), "") or (
            place.parts[0] if len(place.parts) > 1 else ""
        )
        values: dict[str, Any] = {
            "slug": next(iter(texts(entry.matter, "slug")), None) or word_slug(source),
            "date": when,
            "category": word_slug(category or str(self._config.get("DEFAULT_CATEGORY") or "misc")),
            "lang": next(iter(texts(entry.matter, "lang")), None) or self._config.get("DEFAULT_LANG") or "en",
            "author": word_slug(
                next(iter(texts(entry.matter, "author")), "") or str(self._config.get("AUTHOR") or "")
            ),
        }
        unknown = False

        def value(match: re.Match[str]) -> str:
            nonlocal unknown
            found = values.get(match[1])
            unknown = unknown or not found
            return found.strftime(match[2] or "%Y-%m-%d") if isinstance(found, datetime) else str(found)

        path = _FIELD.sub(value, str(self._config.get("ARTICLE_URL") or "{slug}.html"))
        return None if unknown else path


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value.strip() else None
