"""Docusaurus: the posts of its blog, and where they live."""

import re
from pathlib import PurePosixPath

from index.ingest.extract.front_facts import moment, stated_moment
from index.ingest.trees.files import Folder
from index.ingest.trees.javascript import text_of, without_remarks
from index.ingest.trees.site import NOT_A_POST, Entry, Site, Verdict, live_base
from index.ingest.trees.templates import MDX

CONFIGS = tuple(f"docusaurus.config.{ending}" for ending in ("js", "ts", "mjs", "cjs", "mts"))
_BLOG = re.compile(
    r"\bblog\s*:\s*\{|[\"']@docusaurus/plugin-content-blog[\"']\s*,\s*\{|plugin-content-blog[\"']\)?\s*,\s*\{"
)
_NAME = re.compile(r"(?:(.*)/)?(\d{4}[-/]\d{1,2}[-/]\d{1,2})[-/]?(.*)")
_MAX_BLOG_CHARS = 600


def open_docusaurus(folder: Folder) -> Site:
    """The site in `folder`."""
    source = without_remarks(folder.text(folder.first(*CONFIGS) or ""))
    blogs: dict[PurePosixPath, str] = {}
    for match in _BLOG.finditer(source):
        inside = source[match.end() : match.end() + _MAX_BLOG_CHARS]
        at = (text_of(inside, "path") or "blog").strip("./")
        if ".." not in at:
            blogs[PurePosixPath(at)] = (text_of(inside, "routeBasePath") or "blog").strip("/")
    is_slashed = re.search(r"\btrailingSlash\s*:\s*true\b", source) is not None
    reader = _Docusaurus(blogs or {PurePosixPath("blog"): "blog"}, "/" if is_slashed else "")
    return Site(
        kind="docusaurus",
        judge=reader.judge,
        base=live_base(text_of(source, "url") or "", text_of(source, "baseUrl") or ""),
        name=text_of(source, "title"),
        language=text_of(source, "defaultLocale"),
        syntaxes=MDX,
    )


class _Docusaurus:
    """The folders of a site's blogs, and what they make of each entry."""

    def __init__(self, blogs: dict[PurePosixPath, str], ending: str) -> None:
        self._blogs, self._ending = blogs, ending

    def judge(self, entry: Entry) -> Verdict | None:
        """Posts are what is in the blogs' folders."""
        found = next(
            ((at, route) for at, route in self._blogs.items() if entry.place.is_relative_to(at)), None
        )
        if found is None:
            return Verdict(reason=NOT_A_POST)
        place = entry.place.relative_to(found[0])
        if any(part.startswith("_") for part in place.parts):
            return None
        inside = str(place.with_suffix("")).removesuffix("/index")
        named = _NAME.fullmatch(inside)
        if named is None and stated_moment(entry.matter, "date") is None:
            return Verdict(reason=NOT_A_POST)
        stated = entry.matter.get("slug")
        if isinstance(stated, str) and stated.strip("/"):
            path = stated.strip("/")
        elif named:
            day = "/".join(re.split("[-/]", named[2]))
            path = "/".join(filter(None, (named[1], day, named[3])))
        else:
            path = inside
        when = moment(named[2].replace("/", "-")) if named else None
        return Verdict(
            path="/".join(filter(None, (found[1], path))) + self._ending,
            day=when.date().isoformat() if when else None,
        )
