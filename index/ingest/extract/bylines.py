"""Who wrote the post on a page. Pure."""

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup
from bs4.element import Tag

from index.ingest.extract.blocks import tidy_line
from index.ingest.extract.people import byline_names, clean_authors
from index.ingest.extract.stated import Stated, as_list, name_of
from index.ingest.extract.surroundings import is_in_comments
from index.ingest.extract.told import Told, first_told

_BYLINE_CLASS = re.compile(r"(?:^|[-_])(?:byline|author|authors|author-name|p-author)(?:$|[-_])", re.I)
_AUTHORS_PAGE = re.compile(r"/authors?/[^/]")
_BY = re.compile(r"(?:(?:written|posted)\s+)?by\s*:?", re.I)
_NEAR_TITLE = 40  # strings after the first heading; further on, other people are named
_TEXT_CHARS = 120  # a string at least this long is running text


def find_authors(
    soup: BeautifulSoup, heading: Tag | None, stated: Stated, beside: Told[tuple[str, ...]] | None = None
) -> Told[tuple[str, ...]] | None:
    """The people stated as authors on the page or `beside` it, else those of a byline near `heading`."""
    return first_told(_candidates(soup, heading, stated, beside))


def _candidates(
    soup: BeautifulSoup, heading: Tag | None, stated: Stated, beside: Told[tuple[str, ...]] | None
) -> Iterator[Told[tuple[str, ...]] | None]:
    yield Told(clean_authors(name_of(one) for one in as_list(stated.article.get("author"))), "JSON-LD")
    yield Told(clean_authors(beside.value), beside.source) if beside else None
    for name in ("author", "article:author", "dc.creator"):
        yield Told(clean_authors([stated.meta.get(name, "")]), "meta")
    if stated.meta.get("twitter:label1", "").casefold() == "written by":
        yield Told(clean_authors([stated.meta.get("twitter:data1", "")]), "meta")
    for line in _marked_lines(soup, heading):
        yield Told(byline_names(line), "byline")
    for line in _lines_under_title(heading):
        yield Told(byline_names(line), "byline")


def _marked_lines(soup: BeautifulSoup, heading: Tag | None) -> Iterator[str]:
    """What stands in elements that are marked as naming an author, as a byline."""
    related = soup.find_all(["a", "span", "address"], attrs={"rel": "author"})
    marked = (*related, *soup.find_all(itemprop="author"))
    for element in (*marked, *soup.find_all(class_=_BYLINE_CLASS), *_links_beside(heading)):
        if not is_in_comments(element):
            text = tidy_line(element.get_text(" "))
            yield from (text, f"By {text}")


def _links_beside(heading: Tag | None) -> list[Tag]:
    """The links to an author's page that are near the title; further off they may belong to another post."""
    near = [*heading.find_all_next(limit=80), *heading.find_all_previous(limit=20)] if heading else []
    return [element for element in near if _AUTHORS_PAGE.search(str(element.get("href") or ""))]


def _lines_under_title(heading: Tag | None) -> Iterator[str]:
    """The strings between the title and the text, each "by" joined to what comes after it."""
    by = ""
    for string in heading.find_all_next(string=True, limit=_NEAR_TITLE) if heading else ():
        text = tidy_line(string)
        if len(text) >= _TEXT_CHARS:
            return
        if text and not is_in_comments(string):
            yield f"{by}{text}"
            by = "By " if _BY.fullmatch(text) else ""
