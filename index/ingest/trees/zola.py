"""Zola: what is a post, and where it lives, by its configuration."""

import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from index.ingest.extract.front_facts import texts
from index.ingest.trees.files import Folder
from index.ingest.trees.hugo import _languages
from index.ingest.trees.sections import Sections
from index.ingest.trees.site import NOT_A_POST, Entry, Site, Verdict, live_base
from index.ingest.trees.slugs import ascii_slug
from index.ingest.trees.templates import EVERY_SYNTAX

CONFIGS = ("zola.toml", "config.toml")
CONTENT = PurePosixPath("content")
_DATED_NAME = re.compile(r"(\d{4}-\d\d-\d\d)(?:T[0-9:.+Zz-]{4,25})?\s?[_-](.+)")
_UNSAFE = re.compile(r"[<>:|?*#\\()\[\]\s\"']+")


def open_zola(folder: Folder, sections: Sections) -> Site:
    """The site in `folder`."""
    config = folder.table(*CONFIGS)
    reader = _Zola(config, sections)
    return Site(
        kind="zola",
        judge=reader.judge,
        base=live_base(config.get("base_url") or ""),
        name=next(iter(texts(config, "title")), None),
        authors=tuple(texts(config, "author")[:1]),
        language=str(config["default_language"]) if config.get("default_language") else None,
        syntaxes=EVERY_SYNTAX - {"liquid", "hugo", "kramdown"},
    )


class _Zola:
    """A configuration, and what it says of each entry."""

    def __init__(self, config: Mapping[str, Any], sections: Sections) -> None:
        self._sections = sections
        self._languages = _languages(config)
        self._default = str(config.get("default_language") or "en").lower()
        slugify = config.get("slugify")
        slugify = slugify if isinstance(slugify, dict) else {}
        self._style = str(slugify.get("paths") or "on")
        self._keeps_dates = slugify.get("paths_keep_dates") is True

    def judge(self, entry: Entry) -> Verdict | None:
        """Posts are dated pages, and pages among them."""
        if not entry.place.is_relative_to(CONTENT):
            return Verdict(reason=NOT_A_POST) if len(entry.place.parts) == 1 else None
        place = entry.place.relative_to(CONTENT)
        stem = place.name.rsplit(".", 1)[0]
        rest, dot, code = stem.rpartition(".")
        language = self._default
        if dot and code.lower() in self._languages:
            stem, language = rest, code.lower()
        if self._sections.in_bundle(entry.place):
            return None
        if stem == "_index" or entry.matter.get("render") is False:
            return Verdict(reason=NOT_A_POST)
        if not self._sections.is_post(entry.place, entry.matter):
            return Verdict(reason=NOT_A_POST)
        folders = place.parts[:-1]
        if stem == "index":
            stem, folders = (folders[-1], folders[:-1]) if folders else ("", ())
        dated = _DATED_NAME.fullmatch(stem)
        stated = entry.matter.get("path")
        path: str | None
        if isinstance(stated, str) and stated.strip():
            path = stated.strip().strip("/") + "/"
        else:
            named = dated[2] if dated and not self._keeps_dates else stem
            slug = self._slug(str(entry.matter.get("slug") or named))
            path = (
                slug and "/".join([*([language] if language != self._default else []), *folders, slug]) + "/"
            )
        day = dated[1] if dated else None
        return Verdict(path=path, day=day, language=language if self._languages else None)

    def _slug(self, text: str) -> str | None:
        if self._style == "off":
            return text
        return _UNSAFE.sub("_", text).strip("_") if self._style == "safe" else ascii_slug(text)
