"""What is said about a post, on its page and beside it, and who says it. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from bs4 import BeautifulSoup
from bs4.element import Tag

from index.ingest.extract.blocks import tidy_line
from index.ingest.extract.bylines import find_authors
from index.ingest.extract.languages import language_code
from index.ingest.extract.people import clean_authors
from index.ingest.extract.places import web_address
from index.ingest.extract.publication import days_beside, find_days
from index.ingest.extract.sites import find_site
from index.ingest.extract.stated import Stated, as_list, read_stated
from index.ingest.extract.titles import find_title, title_heading
from index.ingest.extract.told import Told, first_told
from index.records import Facts

_MAX_TAGS = 30


@dataclass(frozen=True, slots=True)
class ToldFacts:
    """What is said about a post, each fact with who says it; None where nobody does."""

    link: Told[str] | None = None
    title: Told[str] | None = None
    authors: Told[tuple[str, ...]] | None = None
    published: Told[str] | None = None
    updated: Told[str] | None = None
    tags: Told[tuple[str, ...]] | None = None
    language: Told[str] | None = None
    site: Told[str] | None = None
    description: str | None = None


_NOTHING = Facts()


def read_facts(soup: BeautifulSoup, url: str, beside: Facts = _NOTHING) -> ToldFacts:
    """The facts of the page at `url`, and those told `beside` it, in a feed perhaps."""
    stated = read_stated(soup)
    further = facts_beside(beside, ())
    link = first_told((*_links(soup, stated, url), further.link))
    site = first_told((find_site(soup, stated), further.site))
    title = find_title(soup, stated, site.value if site else None, further.title)
    heading = title_heading(soup, title.value if title else None)
    days = find_days(
        soup,
        heading,
        stated,
        (link.value if link else url, url),
        Told(beside.published, beside.source) if beside.published else None,
        Told(beside.updated, beside.source) if beside.updated else None,
    )
    return ToldFacts(
        link=link,
        title=title,
        authors=find_authors(soup, heading, stated, further.authors),
        published=days.published,
        updated=days.updated,
        tags=first_told((*_tags(soup, stated), further.tags)),
        language=first_told((*_languages(soup, stated), further.language)),
        site=site,
        description=stated.meta.get("og:description") or stated.meta.get("description"),
    )


def facts_beside(beside: Facts, addresses: tuple[str, ...]) -> ToldFacts:
    """The facts of a post that comes without its page; `addresses` may tell its day."""
    source = beside.source or "source"

    def told(value: str | None) -> Told[str] | None:
        return Told(value, source) if value and value.strip() else None

    days = days_beside(told(beside.published), told(beside.updated), addresses)
    title = told(tidy_line(beside.title or ""))
    people = clean_authors(beside.authors)
    tags = tuple(_each_once(beside.tags))[:_MAX_TAGS]
    return ToldFacts(
        link=told(web_address(beside.link) if beside.link else None),
        title=title,
        authors=Told(people, source) if people else None,
        published=days.published,
        updated=days.updated,
        tags=Told(tags, source) if tags else None,
        language=told(language_code(beside.language)),
        site=told(tidy_line(beside.site or "")),
    )


def _links(soup: BeautifulSoup, stated: Stated, url: str) -> Iterator[Told[str] | None]:
    """The addresses that the page calls its own, where they can be."""
    canonical = soup.find("link", rel="canonical")
    named = (
        (canonical.get("href") if canonical else None, "canonical link"),
        (stated.meta.get("og:url"), "meta"),
    )
    for written, source in named:
        address = web_address(str(written), url) if written and str(written).strip() else None
        if address and not _is_of_all_pages(address, url):
            yield Told(address, source)


def _is_of_all_pages(address: str, url: str) -> bool:
    """Whether a template sent every page home, this one too though it lies deeper."""
    named, own = urlsplit(address), urlsplit(url)
    is_home = named.path in ("", "/") and not named.query
    return is_home and own.scheme in ("http", "https") and own.path not in ("", "/")


def _tags(soup: BeautifulSoup, stated: Stated) -> Iterator[Told[tuple[str, ...]]]:
    """Each tag once, as it is written the first time."""
    metas = [
        str(tag.get("content", "")) for tag in soup.find_all("meta") if tag.get("property") == "article:tag"
    ]
    keywords: list[str] = []
    for value in as_list(stated.article.get("keywords")):
        keywords += value.split(",") if isinstance(value, str) else []
    tags = tuple(_each_once([*metas, *keywords]))[:_MAX_TAGS]
    yield Told(tags, "meta" if any(map(str.strip, metas)) else "JSON-LD")
    links = [tag.get_text(" ") for tag in soup.find_all("a") if "tag" in tag.get_attribute_list("rel")]
    yield Told(tuple(_each_once(links))[:_MAX_TAGS], "text")


def _each_once(tags: list[str] | tuple[str, ...]) -> Iterator[str]:
    seen = {""}
    for tag in (tidy_line(text).lstrip("#") for text in tags):
        if tag.casefold() not in seen:
            seen.add(tag.casefold())
            yield tag


def _languages(soup: BeautifulSoup, stated: Stated) -> Iterator[Told[str] | None]:
    root = soup.find("html")
    on_page = root.get("lang") if isinstance(root, Tag) else None
    named = (
        (on_page, "html element"),
        (stated.article.get("inLanguage"), "JSON-LD"),
        (stated.meta.get("og:locale"), "meta"),
    )
    for value, source in named:
        code = language_code(value)
        yield Told(code, source) if code else None
