"""What a page says about the post on it: what it states for machines, then its visible marks. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import BeautifulSoup
from bs4.element import Tag

from index.ingest.extract.blocks import tidy_line
from index.ingest.extract.bylines import find_authors
from index.ingest.extract.languages import language_code
from index.ingest.extract.places import web_address
from index.ingest.extract.publication import find_publication
from index.ingest.extract.stated import Stated, as_list, read_stated
from index.ingest.extract.titles import find_title

_MAX_TAGS = 30


@dataclass(frozen=True, slots=True)
class Facts:
    """What a page says about the post on it; None or empty where it does not say."""

    link: str | None
    title: str | None
    authors: tuple[str, ...]
    published: str | None
    tags: tuple[str, ...]
    language: str | None
    site: str | None
    description: str | None


def read_facts(soup: BeautifulSoup, url: str) -> Facts:
    """The facts of the page at `url`."""
    stated = read_stated(soup)
    link = _link(soup, stated, url)
    return Facts(
        link=link,
        title=find_title(soup, stated),
        authors=find_authors(soup, stated),
        published=find_publication(soup, stated, link or url, url),
        tags=tuple(_tags(soup, stated))[:_MAX_TAGS],
        language=_language(soup, stated),
        site=stated.site,
        description=stated.meta.get("og:description") or stated.meta.get("description"),
    )


def _link(soup: BeautifulSoup, stated: Stated, url: str) -> str | None:
    """The canonical address, where it is one."""
    canonical = soup.find("link", rel="canonical")
    named = (str(canonical.get("href") or "") if canonical else "", stated.meta.get("og:url", ""))
    return next(filter(None, (web_address(address, url) for address in named if address.strip())), None)


def _tags(soup: BeautifulSoup, stated: Stated) -> Iterator[str]:
    """Each tag once, as it is written the first time."""
    found = [str(tag.get("content", "")) for tag in soup.find_all("meta", property="article:tag")]
    for value in as_list(stated.article.get("keywords")):
        found += value.split(",") if isinstance(value, str) else []
    if not found:
        found = [tag.get_text(" ") for tag in soup.find_all("a", rel="tag")]
    seen = {""}
    for tag in (tidy_line(text).lstrip("#") for text in found):
        if tag.casefold() not in seen:
            seen.add(tag.casefold())
            yield tag


def _language(soup: BeautifulSoup, stated: Stated) -> str | None:
    root = soup.find("html")
    on_page = root.get("lang") if isinstance(root, Tag) else None
    values = (on_page, stated.article.get("inLanguage"), stated.meta.get("og:locale"))
    return next(filter(None, map(language_code, values)), None)
