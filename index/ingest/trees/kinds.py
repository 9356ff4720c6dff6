"""Which generator a folder of Markdown is for, and where in it the site's own folder is."""

from collections.abc import Callable
from itertools import islice
from pathlib import Path, PurePosixPath

from index.errors import SourceError
from index.ingest.extract.front_matter import read_front_matter
from index.ingest.trees import astro, docusaurus, eleventy, hugo
from index.ingest.trees.files import HTML, MARKDOWN, Folder, list_files
from index.ingest.trees.sections import Sections

PLAIN = "markdown"
_Sign = Callable[[Folder], bool]
_SUBFOLDERS = (
    "docs",
    "site",
    "website",
    "blog",
    "www",
    "web",
    "src",
    "hugo",
    "jekyll",
    "source",
    "apps/web",
    "apps/blog",
)
_LOOKED_AT = 300


def tree_kind(root: Path) -> str | None:
    """The name of the generator that `root` is the source of; "markdown" for dated Markdown of no known one.

    None where it is none of these. Raises nothing.
    """
    found = find_site(root)
    return found[1] if found else None


def find_site(root: Path) -> tuple[PurePosixPath, str] | None:
    """(the site's folder below `root`, the generator), or None."""
    if not root.is_dir():
        return None
    for name in (".", *_SUBFOLDERS):
        if kind := _configured(Folder(root / name)):
            return PurePosixPath(name), kind
    for name in (".", *_SUBFOLDERS):
        if kind := _laid_out(Folder(root / name)):
            return PurePosixPath(name), kind
    return (PurePosixPath(), PLAIN) if _is_dated_markdown(root) else None


def _configured(folder: Folder) -> str | None:
    """The generator whose configuration is in `folder`."""
    by_name: tuple[tuple[str, _Sign], ...] = (
        ("docusaurus", lambda at: at.has(*docusaurus.CONFIGS)),
        ("astro", lambda at: at.has(*astro.CONFIGS)),
        ("eleventy", lambda at: at.has(*eleventy.CONFIGS)),
        ("zola", _is_zola),
        ("hugo", _is_hugo),
        ("hexo", lambda at: at.has("_config.yml", "_config.yaml", "_config.json") and _is_hexo(at)),
        ("jekyll", lambda at: at.has("_config.yml", "_config.yaml", "_config.toml")),
        ("pelican", lambda at: at.has("pelicanconf.py")),
        ("gatsby", lambda at: at.has("gatsby-config.js", "gatsby-config.ts", "gatsby-config.mjs")),
    )
    return next((kind for kind, is_so in by_name if is_so(folder)), None)


def _is_zola(folder: Folder) -> bool:
    return folder.has("zola.toml") or "base_url" in folder.table("config.toml")


def _is_hugo(folder: Folder) -> bool:
    if folder.has(*hugo.CONFIGS[:4], "config/_default"):
        return True
    return bool({"baseurl", "languagecode", "theme"} & set(folder.table(*hugo.CONFIGS[4:]))) and folder.has(
        "content"
    )


def _is_hexo(folder: Folder) -> bool:
    config = folder.table("_config.yml", "_config.yaml", "_config.json")
    return folder.has("source/_posts") or bool(
        {"source_dir", "new_post_name", "permalink_defaults"} & set(config)
    )


def _laid_out(folder: Folder) -> str | None:
    """The generator whose way of laying out a site `folder` follows, though its configuration is not here."""
    if folder.has("source/_posts"):
        return "hexo"
    if folder.has("_posts", "_drafts") or any(
        folder.has(f"{name}/_posts") for name in folder.names(".") if "." not in name
    ):
        return "jekyll"
    if folder.has("content/_index.md") or folder.has("archetypes"):
        is_toml = folder.text("content/_index.md").lstrip().startswith("+++")
        return "zola" if is_toml and folder.has("templates") and not folder.has("layouts") else "hugo"
    if any(
        ".11tydata." in name
        for at in (".", "posts", "blog", "content", "content/posts")
        for name in folder.names(at)
    ):
        return "eleventy"
    return None


def _is_dated_markdown(root: Path) -> bool:
    """Whether at least half of what could be posts is Markdown with a front matter and a date."""
    sections = Sections(PurePosixPath())
    seen = dated = 0
    try:
        places = (place for place in list_files(root) if isinstance(place, PurePosixPath))
        for place in islice(places, _LOOKED_AT):
            is_markdown = place.suffix.lower() in MARKDOWN
            if place.suffix.lower() in HTML or is_markdown:
                seen += 1
            if is_markdown:
                matter, _ = read_front_matter(Folder(root).text(str(place)))
                dated += bool(matter) and sections.is_dated(place, matter)
    except SourceError:
        return False
    return dated > 0 and 2 * dated >= seen
