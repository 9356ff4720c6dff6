"""Short ways to make a tree and read it."""

from pathlib import Path

from index.ingest.extract import extract
from index.ingest.trees.reading import open_tree
from index.records import Page, Post, Skipped
from index.settings import SourceSettings
from tests.fakes import write_blog

TEXT = "The dough rests in the cellar overnight."


def entry(front_matter: str = "", text: str = TEXT) -> str:
    """A Markdown file with YAML before its text."""
    return f"---\n{front_matter}\n---\n\n{text}\n"


def read(
    folder: Path, files: dict[str, str | bytes], **settings: object
) -> tuple[dict[str, Page], dict[str, str]]:
    """({place: page}, {place: why it was left out}) of a tree of `files`."""
    write_blog(folder, files)
    found = list(open_tree(folder, SourceSettings(**settings)).items())  # type: ignore[arg-type]
    left_out = [one for one in found if isinstance(one, Skipped)]
    assert len(left_out) == len({one.place for one in left_out}), "one is named twice"
    pages = {one.place: one for one in found if isinstance(one, Page)}
    return pages, {one.place: one.reason for one in left_out}


def links(folder: Path, files: dict[str, str | bytes]) -> dict[str, str | None]:
    """{place: live address} of the posts in a tree of `files`."""
    return {place: page.facts.link for place, page in read(folder, files)[0].items()}


def posts(folder: Path, files: dict[str, str | bytes]) -> dict[str, Post]:
    """{place: post} of a tree of `files`, extracted."""
    return {place: extract(page) for place, page in read(folder, files)[0].items()}
