"""Who wrote the post on a page. Pure."""

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup
from bs4.element import Tag

from index.ingest.extract.blocks import tidy_line
from index.ingest.extract.people import byline_names, clean_authors
from index.ingest.extract.stated import Stated, as_list, name_of
from index.ingest.extract.surroundings import is_in_comments

_BYLINE_CLASS = re.compile(r"(?:^|[-_])(?:byline|author|authors|author-name|p-author)(?:$|[-_])", re.I)
_AUTHORS_PAGE = re.compile(r"/authors?/[^/]")
_BY = re.compile(r"(?:(?:written|posted)\s+)?by\s*:?", re.I)
_NEAR_TITLE = 40  # strings after the first heading; further on, other people are named
_TEXT_CHARS = 120  # a string at least this long is running text


def find_authors(soup: BeautifulSoup, stated: Stated) -> tuple[str, ...]:
    """The people stated as authors, else those of a byline."""
    for values in _stated_names(stated):
        if people := clean_authors(values):
            return people
    for line in (*_marked_lines(soup), *_lines_under_title(soup)):
        if people := byline_names(line):
            return people
    return ()


def _stated_names(stated: Stated) -> Iterator[list[str]]:
    yield [name_of(author) for author in as_list(stated.article.get("author"))]
    for name in ("author", "article:author", "dc.creator"):
        yield [stated.meta.get(name, "")]
    if stated.meta.get("twitter:label1", "").casefold() == "written by":
        yield [stated.meta.get("twitter:data1", "")]


def _marked_lines(soup: BeautifulSoup) -> Iterator[str]:
    """What stands in elements that are marked as naming an author, as a byline."""
    related = soup.find_all(["a", "span", "address"], attrs={"rel": "author"})
    marked = (*related, *soup.find_all(itemprop="author"))
    for element in (*marked, *soup.find_all(class_=_BYLINE_CLASS), *_links_beside_title(soup)):
        if not is_in_comments(element):
            text = tidy_line(element.get_text(" "))
            yield from (text, f"By {text}")


def _links_beside_title(soup: BeautifulSoup) -> list[Tag]:
    """The links to an author's page that are near the title; further off they may belong to another post."""
    heading = soup.find("h1")
    near = [*heading.find_all_next(limit=80), *heading.find_all_previous(limit=20)] if heading else []
    return [element for element in near if _AUTHORS_PAGE.search(str(element.get("href") or ""))]


def _lines_under_title(soup: BeautifulSoup) -> Iterator[str]:
    """The strings between the title and the text, each "by" joined to what comes after it."""
    heading = soup.find("h1")
    by = ""
    for string in heading.find_all_next(string=True, limit=_NEAR_TITLE) if heading else ():
        text = tidy_line(string)
        if len(text) >= _TEXT_CHARS:
            return
        if text and not is_in_comments(string):
            yield f"{by}{text}"
            by = "By " if _BY.fullmatch(text) else ""
