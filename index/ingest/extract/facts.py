"""What is said about a post, on its page and beside it, and who says it. Pure."""

import re
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
from index.ingest.extract.stated import Stated, as_list, name_of, read_stated
from index.ingest.extract.survey import Survey
from index.ingest.extract.titles import find_title, title_heading
from index.ingest.extract.told import Told, first_told
from index.records import Facts

_IMAGE_META = ("og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src")
_MAX_TAGS = 30
_TAG_CLASS = re.compile(
    r"(?:^|[\s_-])(?:(?:post|entry|article|blog|p)[-_])?(?:tags?|category|topic)(?=$|[\s_-])", re.IGNORECASE
)
_TAG_PAGE = re.compile(
    r"[/?#&=](?:tags?|tagged|categor(?:y|ies)|topics?|labels?|search/label)[/=:][^/]", re.IGNORECASE
)


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
        tags=first_told((*_tags(page, stated), further.tags)),
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


def _tags(page: Survey, stated: Stated) -> Iterator[Told[tuple[str, ...]]]:
    """The post's tags, then what it is filed under; each once, as it is written the first time."""
    told = stated.all_meta("article:tag")
    for content in stated.all_meta("sailthru.tags", "parsely-tags", "news_keywords"):
        told += content.split(",")
    keywords: list[str] = []
    for value in as_list(stated.article.get("keywords")):
        keywords += value.split(",") if isinstance(value, str) else [name_of(value)]
    yield Told(tuple(_each_once([*told, *keywords]))[:_MAX_TAGS], "meta" if told else "JSON-LD")
    links = [link for link in page.named("a") if _is_tag(link) and not page.is_in_comments(link)]
    yield Told(tuple(_each_once([page.text(link) for link in links]))[:_MAX_TAGS], "text")
    sections = as_list(stated.article.get("articleSection"))
    named = tuple(_each_once([part for part in sections if isinstance(part, str)]))[:_MAX_TAGS]
    yield Told(named, "JSON-LD")
    yield Told(tuple(_each_once(stated.all_meta("article:section", "parsely-section"))), "meta")


def _is_tag(link: Element) -> bool:
    """Whether a link is to what else is filed under a word: marked so, or named so."""
    if "tag" in (link.get("rel") or "").split():
        return True
    is_named = _TAG_CLASS.search(link.get("class") or "") is not None
    return is_named and _TAG_PAGE.search(link.get("href") or "") is not None


def _each_once(tags: list[str] | tuple[str, ...]) -> Iterator[str]:
    seen = {""}
    for tag in (tidy_line(text).lstrip("#") for text in tags):
        if tag.casefold() not in seen:
            seen.add(tag.casefold())
            yield tag


def _languages(page: Survey, stated: Stated) -> Iterator[Told[str] | None]:
    named = (
        (page.root.get("lang") or page.root.get("xml:lang"), "html element"),
        (stated.article.get("inLanguage"), "JSON-LD"),
        (stated.meta.get("og:locale"), "meta"),
    )
    for value, source in named:
        code = language_code(value)
        yield Told(code, source) if code else None
