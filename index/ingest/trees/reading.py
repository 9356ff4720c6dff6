"""A folder of a site's own Markdown, as a stream of pages: every published post and its facts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from index.errors import NotAPost, SourceError
from index.ingest.extract.decode import decode
from index.ingest.extract.front_facts import (
    PUBLISHED,
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
from index.ingest.trees import hugo, zola
from index.ingest.trees.astro import open_astro
from index.ingest.trees.authors import full_names, read_authors
from index.ingest.trees.docusaurus import open_docusaurus
from index.ingest.trees.eleventy import open_eleventy
from index.ingest.trees.files import HTML, MARKDOWN, OTHER_MARKUP, Folder, list_files, printable
from index.ingest.trees.hexo import open_hexo
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
_HEAD_BYTES = 4_000
_CANONICAL = ("canonicalurl", "canonical")
_ALIASES = ("aliases", "alias", "redirectfrom", "redirects")


def read_tree(root: Path, settings: SourceSettings) -> Iterator[Page | Skipped]:
    """Every published post of the site in `root`, in the order of their places, and what was left out.

    Layouts, data and pictures are passed over without a word. Raises SourceError where `root` cannot be read.
    """
    if not root.is_dir():
        raise SourceError(f"{root} is not a folder; name the folder that holds the site's Markdown.")
    root = root.absolute()
    at, kind = find_site(root) or (PurePosixPath(), PLAIN)
    places: list[PurePosixPath] = []
    for found in list_files(root):
        if isinstance(found, Skipped):
            yield found
        else:
            places.append(found)
    reader = _open(root, at, kind, places, settings)
    for place in places:
        read = reader.read(place)
        if read is not None:
            yield read


@dataclass(frozen=True, slots=True)
class _Reader:
    """An open site, and how its files become pages."""

    root: Path
    at: PurePosixPath
    site: Site
    people: Mapping[str, str]
    settings: SourceSettings

    def read(self, place: PurePosixPath) -> Page | Skipped | None:
        """The page of a file, or why there is none; None for what nobody would take for a post."""
        said = printable(place)
        ending = place.suffix.lower()
        if ending in OTHER_MARKUP:
            verdict = self._judged(place, {})
            is_post = verdict is not None and not verdict.reason
            return Skipped(said, f"written in {OTHER_MARKUP[ending]}, which is not read") if is_post else None
        try:
            text = decode(self._content(place))
        except NotAPost as objection:
            return Skipped(said, str(objection)) if ending in MARKDOWN else None
        matter, body = read_front_matter(text)
        verdict = self._judged(place, matter)
        if verdict is None or (ending in HTML and (verdict.reason or not matter)):
            return None
        matter = verdict.matter if verdict.matter is not None else matter
        if reason := self._left_out(matter, verdict) or ("" if body.strip() else "empty"):
            return Skipped(said, reason)
        return self._page(place, matter, body, verdict)

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
        return FUTURE if not self.site.keeps_future and _is_to_come(matter, verdict) else ""

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
    return _Reader(root, at, site, read_authors(folder, config), settings)


def _is_to_come(matter: Matter, verdict: Verdict) -> bool:
    stated = [stated_moment(matter, name) for name in ("publishdate", *PUBLISHED)]
    whens = [when for when in stated if when is not None]
    named = moment(verdict.day or day_in_path(matter)) if not whens else None
    return any(map(is_future, [*whens, named] if named is not None else whens))


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
