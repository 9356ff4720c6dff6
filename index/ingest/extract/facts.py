"""What is said about a post, on its page and beside it, and who says it. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from itertools import islice
from urllib.parse import urlsplit

from index.ingest.extract.authors import find_authors
from index.ingest.extract.blocks import tidy_line
from index.ingest.extract.languages import language_code
from index.ingest.extract.page_tree import Element
from index.ingest.extract.people import clean_authors
from index.ingest.extract.places import web_address
from index.ingest.extract.publication import days_beside, find_days
from index.ingest.extract.sites import find_site
from index.ingest.extract.stated import Stated, as_list, read_stated
from index.ingest.extract.survey import Survey
from index.ingest.extract.tags import find_tags, tidy_tags
from index.ingest.extract.teasers import Teasers
from index.ingest.extract.titles import find_title, title_heading
from index.ingest.extract.told import Told, first_told
from index.records import Facts

_IMAGE_META = ("og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src")


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
    description: Told[str] | None = None
    image: Told[str] | None = None


_NOTHING = Facts()


def read_facts(tree: Element, url: str, beside: Facts = _NOTHING) -> ToldFacts:
    """The facts of the page at `url`, and those told `beside` it, in a feed perhaps."""
    page = Survey(tree)
    stated = read_stated(page)
    further = facts_beside(beside, ())
    link = first_told((*_links(page, stated, url), further.link))
    site = first_told((find_site(page, stated), further.site))
    title = find_title(page, stated, site.value if site else None, further.title)
    heading = title_heading(page, title.value if title else None)
    page.set_aside(Teasers(page, heading, (url, link.value) if link else (url,)).has)
    days = find_days(
        page,
        heading,
        stated,
        (link.value if link else url, url),
        Told(beside.published, beside.source) if beside.published else None,
        Told(beside.updated, beside.source) if beside.updated else None,
    )
    return ToldFacts(
        link=link,
        title=title,
        authors=find_authors(
            page, heading, stated, link.value if link else url, site.value if site else None, further.authors
        ),
        published=days.published,
        updated=days.updated,
        tags=find_tags(page, stated, site.value if site else None) or further.tags,
        language=first_told((*_languages(page, stated), further.language)),
        site=site,
        description=first_told(_descriptions(stated)),
        image=first_told(_images(stated, url)),
    )


def facts_beside(beside: Facts, addresses: tuple[str, ...]) -> ToldFacts:
    """The facts of a post that comes without its page; `addresses` may tell its day."""
    source = beside.source or "source"

    def told(value: str | None) -> Told[str] | None:
        return Told(value, source) if value and value.strip() else None

    days = days_beside(told(beside.published), told(beside.updated), addresses)
    title = told(tidy_line(beside.title or ""))
    people = clean_authors(beside.authors)
    tags = tidy_tags(beside.tags)
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


def _links(page: Survey, stated: Stated, url: str) -> Iterator[Told[str] | None]:
    """The addresses that the page calls its own, where they can be."""
    canonical = (link for link in page.named("link") if "canonical" in (link.get("rel") or "").split())
    named = (
        *((link.get("href"), "canonical link") for link in islice(canonical, 1)),
        (stated.meta.get("og:url"), "meta"),
    )
    for written, source in named:
        address = web_address(written, url) if written and written.strip() else None
        if address and not _is_of_all_pages(address, url):
            yield Told(address, source)


def _is_of_all_pages(address: str, url: str) -> bool:
    """Whether a template sent every page home, this one too though it lies deeper."""
    named, own = urlsplit(address), urlsplit(url)
    is_home = named.path in ("", "/") and not named.query
    return is_home and own.scheme in ("http", "https") and own.path not in ("", "/")


def _descriptions(stated: Stated) -> Iterator[Told[str]]:
    for name in ("og:description", "description", "twitter:description"):
        yield Told(stated.meta.get(name, ""), "meta")
    written = stated.article.get("description")
    yield Told(tidy_line(unescape(written)) if isinstance(written, str) else "", "JSON-LD")


def _images(stated: Stated, url: str) -> Iterator[Told[str] | None]:
    """The addresses of the post's lead image."""
    first = next(iter(as_list(stated.article.get("image"))), None)
    image = stated.whole(first)
    named = (
        *((stated.meta.get(name), "meta") for name in _IMAGE_META),
        *((image.get(name), "JSON-LD") for name in ("url", "contentUrl")),
        (first, "JSON-LD"),
        (stated.article.get("thumbnailUrl"), "JSON-LD"),
    )
    for written, source in named:
        address = web_address(written, url) if isinstance(written, str) and written.strip() else None
        yield Told(address, source) if address else None


def _languages(page: Survey, stated: Stated) -> Iterator[Told[str] | None]:
    named = (
        (page.root.get("lang") or page.root.get("xml:lang"), "html element"),
        (stated.article.get("inLanguage"), "JSON-LD"),
        (stated.meta.get("og:locale"), "meta"),
    )
    for value, source in named:
        code = language_code(value)
        yield Told(code, source) if code else None
