"""A folder of a site's own Markdown, as a stream of pages: every published post and its facts."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path, PurePosixPath

from index.errors import NotAPost, SourceError
from index.ingest.extract.decode import decode
from index.ingest.extract.front_facts import (
    PUBLISHED,
    UPDATED,
    day_in_path,
    front_facts,
    is_draft,
    is_future,
    moment,
    named_people,
    stated_moment,
    texts,
)
from index.ingest.extract.front_matter import Matter, read_front_matter
from index.ingest.extract.languages import language_code
from index.ingest.extract.places import web_address
from index.ingest.files import Reading, SourceFiles
from index.ingest.trees import hugo, zola
from index.ingest.trees.astro import open_astro
from index.ingest.trees.authors import full_names, read_authors
from index.ingest.trees.docusaurus import open_docusaurus
from index.ingest.trees.eleventy import open_eleventy
from index.ingest.trees.files import (
    ENDINGS,
    HTML,
    MARKDOWN,
    OTHER_MARKUP,
    TEXT,
    Folder,
    list_files,
    printable,
)
from index.ingest.trees.hexo import open_hexo
from index.ingest.trees.hugo import EXPIRES
from index.ingest.trees.jekyll import CONFIGS, open_jekyll
from index.ingest.trees.kinds import PLAIN, find_site
from index.ingest.trees.pelican import open_pelican
from index.ingest.trees.plain import open_plain
from index.ingest.trees.sections import Sections
from index.ingest.trees.site import DRAFT, NOT_A_POST, Entry, Site, Verdict, live_address
from index.ingest.trees.templates import MDX, without_templates
from index.records import Page, Skipped
from index.settings import SourceSettings

FUTURE = "dated in the future"
LOOSE = "not Markdown, as the posts of this folder are; --kind folder reads all that is in it"
_HEAD_BYTES = 4_000
_CANONICAL = ("canonicalurl", "canonical")
_ALIASES = ("aliases", "alias", "redirectfrom", "redirects")


def open_tree(root: Path, settings: SourceSettings) -> SourceFiles:
    """Every published post of the site in `root`, in the order of their places, and what is left out.

    Layouts, data and pictures are passed over without a word; beside Markdown of no known generator, HTML and
    text may be posts, too, and are named. Raises SourceError where `root` cannot be read.
    """
    if not root.is_dir():
        raise SourceError(f"{root} is not a folder; name the folder that holds the site's Markdown.")
    root = root.absolute()
    at, kind = find_site(root) or (PurePosixPath(), PLAIN)
    listed = list(list_files(root, (*ENDINGS, *TEXT) if kind == PLAIN else ENDINGS))
    skipped = [found for found in listed if isinstance(found, Skipped)]
    places = [found for found in listed if not isinstance(found, Skipped)]
    reader = _open(root, at, kind, places, settings)
    return SourceFiles([*skipped, *(root / place for place in places)], reader.read, reader.key)


@dataclass(frozen=True, slots=True)
class _Reader:
    """An open site, and how its files become pages. `site_key` is of all that the site itself is made of."""

    root: Path
    at: PurePosixPath
    site: Site
    sections: Sections
    people: Mapping[str, str]
    settings: SourceSettings
    site_key: str

    def key(self, path: Path) -> str:
        """All that decides what comes of the file at `path`, but for what is in it."""
        place = self._place(path)
        if not place.is_relative_to(self.at):
            return self.site_key
        inside = place.relative_to(self.at)
        return f"{self.site_key} {self.sections.said_of(inside)} {self.site.beside(inside)}"

    def read(self, path: Path) -> Reading:
        """The page of a file, or why there is none; nothing for what nobody would take for a post."""
        place = self._place(path)
        said = printable(place)
        ending = place.suffix.lower()
        if ending in OTHER_MARKUP:
            verdict = self._judged(place, {})
            is_post = verdict is not None and not verdict.reason
            reason = f"written in {OTHER_MARKUP[ending]}, which is not read"
            return Reading([Skipped(said, reason)] if is_post else [])
        try:
            text = decode(self._content(place))
        except NotAPost as objection:
            return Reading([Skipped(said, str(objection))] if ending in MARKDOWN else [], is_lasting=False)
        matter, body = read_front_matter(text)
        verdict = self._judged(place, matter)
        if verdict is None or (ending not in MARKDOWN and (verdict.reason or not matter)):
            return Reading([Skipped(said, LOOSE)] if self.site.kind == PLAIN else [])
        matter = verdict.matter if verdict.matter is not None else matter
        is_lasting = not any(map(is_future, _moments(matter, verdict, *UPDATED, *EXPIRES)))
        if reason := self._left_out(matter, verdict) or ("" if body.strip() else "empty"):
            return Reading([Skipped(said, reason)], is_lasting)
        return Reading([self._page(place, matter, body, verdict)], is_lasting)

    def _place(self, path: Path) -> PurePosixPath:
        return PurePosixPath(path.relative_to(self.root).as_posix())

    def _content(self, place: PurePosixPath) -> bytes:
        """What is in a file. Raises NotAPost where it is not read."""
        if printable(place) != str(place):
            raise NotAPost("the name of the file is not valid UTF-8; rename it")
        path = self.root / place
        try:
            if objection := _objection(path, self.root, self.settings.max_file_bytes):
                raise NotAPost(objection)
            return path.read_bytes()
        except FileNotFoundError as error:
            raise NotAPost("a link to nothing" if path.is_symlink() else "no longer there") from error
        except OSError as error:
            raise NotAPost(f"cannot be read: {error.strerror}") from error
        except RuntimeError as error:  # up to Python 3.12
            raise NotAPost("a link that leads to itself") from error

    def _left_out(self, matter: Matter, verdict: Verdict) -> str:
        """Why an entry is left out; empty for a published post."""
        if verdict.reason and verdict.reason != DRAFT:
            return verdict.reason
        if self.settings.include_drafts:
            return ""
        if (verdict.reason or is_draft(matter)) and not self.site.keeps_drafts:
            return DRAFT
        is_to_come = any(map(is_future, _moments(matter, verdict)))
        return FUTURE if is_to_come and not self.site.keeps_future else ""

    def _judged(self, place: PurePosixPath, matter: Matter) -> Verdict | None:
        if not place.is_relative_to(self.at):
            return None if len(place.parts) > 1 else Verdict(reason=NOT_A_POST)
        return self.site.judge(Entry(place.relative_to(self.at), matter))

    def _page(self, place: PurePosixPath, matter: Matter, body: str, verdict: Verdict) -> Page:
        is_html = place.suffix.lower() in HTML
        site = self.site
        syntaxes = MDX if place.suffix.lower() == ".mdx" else site.syntaxes
        text = without_templates(body, syntaxes)
        stated = front_facts(matter)
        base = verdict.base or site.base
        canonical = next(filter(None, map(web_address, texts(matter, *_CANONICAL))), None)
        link = live_address(base, verdict.path) or canonical
        authors = named_people(full_names(texts(matter, "author", "authors", "byline"), self.people))
        facts = replace(
            stated,
            link=link,
            authors=authors or named_people(full_names(site.authors, self.people)),
            published=stated.published or day_in_path(matter),
            tags=stated.tags if verdict.tags is None else verdict.tags,
            language=stated.language or _code(verdict.language) or _code(site.language),
            site=site.name,
        )
        others = [canonical, *(_alias(base, written) for written in texts(matter, *_ALIASES))]
        return Page(
            url=(self.root / place).as_uri(),
            place=str(place),
            # With no front matter of its own: what a text begins with must not be taken for one.
            content=(text if is_html else f"---\n---\n\n{text}").encode("utf-8", "replace"),
            media_type="text/html" if is_html else "text/markdown",
            charset="utf-8",
            facts=facts,
            is_body=is_html,
            aliases=tuple(dict.fromkeys(other for other in others if other and other != link)),
        )


def _open(
    root: Path, at: PurePosixPath, kind: str, places: list[PurePosixPath], settings: SourceSettings
) -> _Reader:
    folder = Folder(root / at)
    inside = [place.relative_to(at) for place in places if place.is_relative_to(at)]
    content = PurePosixPath()
    if kind == "hugo":
        content = hugo.content_folders(hugo.read_config(folder))[-1][0]
    elif kind == "zola":
        content = zola.CONTENT
    sections = Sections(content, inside)
    if kind in ("hugo", "zola", "astro", "eleventy"):
        for place in inside:
            if place.suffix.lower() in MARKDOWN:
                sections.note(place, _head(folder.path / place))
    site = {
        "jekyll": lambda: open_jekyll(folder),
        "hexo": lambda: open_hexo(folder),
        "hugo": lambda: hugo.open_hugo(folder, sections),
        "zola": lambda: zola.open_zola(folder, sections),
        "astro": lambda: open_astro(folder, sections),
        "eleventy": lambda: open_eleventy(folder, sections),
        "docusaurus": lambda: open_docusaurus(folder),
        "pelican": lambda: open_pelican(folder),
    }.get(kind, lambda: open_plain(kind, sections))()
    config = folder.table(*CONFIGS) if kind in ("jekyll", "hexo") else {}
    people = read_authors(folder, config)
    return _Reader(root, at, site, sections, people, settings, f"{kind} in {at}: {folder.answers_digest()}")


def _moments(matter: Matter, verdict: Verdict, *names: str) -> list[datetime]:
    """When a post is published, as far as it is said, and what it says under `names`."""
    stated = [stated_moment(matter, name) for name in ("publishdate", *PUBLISHED)]
    if not any(stated):
        stated.append(moment(verdict.day or day_in_path(matter)))
    return list(filter(None, [*stated, *(stated_moment(matter, name) for name in names)]))


def _head(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(_HEAD_BYTES).decode("utf-8", errors="replace").replace("\r\n", "\n")
    except OSError:
        return ""


def _objection(path: Path, root: Path, max_file_bytes: int) -> str | None:
    """Why a file is not even opened, or None."""
    if not path.resolve(strict=True).is_relative_to(root.resolve()):
        return "a link that leads out of the folder"
    if not path.is_file():
        return "not a regular file"
    return f"larger than {max_file_bytes:,} bytes" if path.stat().st_size > max_file_bytes else None


def _alias(base: str | None, written: str) -> str | None:
    return web_address(written) or (live_address(base, written) if not written.startswith("..") else None)


def _code(language: str | None) -> str | None:
    return language_code(language)
