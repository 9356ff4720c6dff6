"""What a page says about itself: JSON-LD, OpenGraph, other meta elements, then its visible marks. Pure."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

import htmldate
from bs4 import BeautifulSoup
from bs4.element import Tag

from index.ingest.extract.blocks import tidy_line
from index.ingest.extract.dates import date_in_address, find_date, parse_date
from index.ingest.extract.people import byline_names, clean_authors

_ARTICLE_TYPES = frozenset("article blogposting newsarticle technicalarticle techarticle socialmediaposting "
                           "scholarlyarticle report medicalwebpage".split())  # fmt: skip
_MAX_JSON_LD_ITEMS = 500
_TITLE_BREAK = re.compile(r"\s+[|·•»–—-]\s+|\s*::\s*")
_BYLINE_CLASS = re.compile(r"(?:^|[-_])(?:byline|author|authors|author-name|p-author)(?:$|[-_])", re.I)
_DATE_CLASS = re.compile(r"(?:^|[-_])(?:date|published|pubdate|posted|timestamp|meta)(?:$|[-_])", re.I)
_MAX_TAGS = 30
_MAX_DATE_TEXT_CHARS = 200


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
    article = next(_articles(soup), {})
    meta = _meta(soup)
    link = _link(soup, meta, url)
    site = meta.get("og:site_name") or _name_of(article.get("publisher")) or _name_of(article.get("isPartOf"))
    return Facts(
        link=link,
        title=_title(soup, article, meta, site),
        authors=_authors(soup, article, meta),
        published=_published(soup, article, meta, link or url),
        tags=_tags(soup, article, meta),
        language=_language(soup, article, meta),
        site=site or None,
        description=meta.get("og:description") or meta.get("description"),
    )


def _articles(soup: BeautifulSoup) -> Iterator[Mapping[str, Any]]:
    """The JSON-LD objects that describe an article."""
    for script in soup.find_all("script", type="application/ld+json"):
        try:
            document = json.loads(script.get_text(), strict=False)
        except (ValueError, RecursionError):
            continue
        todo, seen = [document], 0
        while todo and seen < _MAX_JSON_LD_ITEMS:
            item, seen = todo.pop(0), seen + 1
            if isinstance(item, list):
                todo += item
            elif isinstance(item, dict):
                if any(str(kind).lower() in _ARTICLE_TYPES for kind in _as_list(item.get("@type"))):
                    yield item
                todo += _as_list(item.get("@graph")) + _as_list(item.get("mainEntity"))


def _meta(soup: BeautifulSoup) -> dict[str, str]:
    """{name or property, lower case: content} of the first meta element of each name."""
    found: dict[str, str] = {}
    for element in soup.find_all("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = element.get("content")
        if isinstance(name, str) and isinstance(content, str) and content.strip():
            found.setdefault(name.lower(), tidy_line(content))
    return found


def _link(soup: BeautifulSoup, meta: Mapping[str, str], url: str) -> str | None:
    canonical = soup.find("link", rel="canonical")
    address = canonical.get("href") if canonical else None
    for candidate in (address, meta.get("og:url")):
        if isinstance(candidate, str) and candidate.strip():
            try:
                joined = urljoin(url, candidate.strip())
                if urlsplit(joined).scheme in ("http", "https") and urlsplit(joined).hostname:
                    return joined
            except ValueError:
                continue
    return None


def _title(
    soup: BeautifulSoup, article: Mapping[str, Any], meta: Mapping[str, str], site: str | None
) -> str | None:
    whole = tidy_line(soup.title.get_text()) if soup.title else ""
    headings = [tidy_line(h1.get_text(" ")) for h1 in soup.find_all("h1")]
    headings = [heading for heading in headings if heading and heading != site]
    # What the reader sees on the page comes first: its only h1, or the one that its title repeats.
    seen = headings if len(headings) == 1 else [heading for heading in headings if heading in whole]
    stated = (article.get("headline"), meta.get("og:title"), meta.get("twitter:title"), whole, *headings)
    for title in (*seen[:1], *stated):
        if isinstance(title, str) and title.strip():
            return without_site(tidy_line(unescape(title)), site)
    return None


def without_site(title: str, site: str | None) -> str:
    """`title` without the site's name before or after it.

    >>> without_site("Slow bread | The Long Table", "The Long Table")
    'Slow bread'
    """
    parts = _TITLE_BREAK.split(title)
    if site and len(parts) > 1:
        for part, rest in ((parts[-1], title[: title.rfind(parts[-1])]), (parts[0], title[len(parts[0]) :])):
            if part.casefold() == site.casefold():
                return rest.strip(" |·•»–—-:")
    return title


def _authors(soup: BeautifulSoup, article: Mapping[str, Any], meta: Mapping[str, str]) -> tuple[str, ...]:
    stated = [_name_of(author) for author in _as_list(article.get("author"))]
    named = (meta.get("author", ""), meta.get("article:author", ""), meta.get("dc.creator", ""))
    for values in (stated, *([value] for value in named)):
        if people := clean_authors(values):
            return people
    marked = soup.find_all(["a", "span", "address"], attrs={"rel": "author"}) + soup.find_all(itemprop="author")
    for element in (*marked, *soup.find_all(class_=_BYLINE_CLASS)):
        text = tidy_line(element.get_text(" "))
        people = byline_names(text) or byline_names(f"By {text}")
        if people:
            return people
    return ()


def _published(
    soup: BeautifulSoup, article: Mapping[str, Any], meta: Mapping[str, str], url: str
) -> str | None:
    names = ("article:published_time", "datepublished", "dc.date", "date", "pubdate", "publish_date")
    stated = [article.get("datePublished"), *(meta.get(name) for name in names)]
    stated += [_moment(time) for time in [*soup.find_all("time", itemprop="datePublished"), *_beside_title(soup)]]
    dates = (parse_date(value) for value in stated if isinstance(value, str) and value.strip())
    return next(filter(None, dates), None) or date_in_address(url) or _visible_date(soup)


def _moment(time: Tag) -> str:
    return str(time.get("datetime") or time.get_text(" "))


def _beside_title(soup: BeautifulSoup) -> list[Tag]:
    """The time elements next to the first h1; further off they may belong to another post."""
    heading = soup.find("h1")
    if heading is None:
        return []
    near = [*heading.find_all_next(limit=30), *heading.find_all_previous(limit=12)]
    return [element for element in near if element.name == "time"]


def _visible_date(soup: BeautifulSoup) -> str | None:
    """The date in the text just under the title, else in an element named for it, else in any time element."""
    heading = soup.find("h1")
    after = heading.find_all_next(string=True, limit=40) if heading else []
    marked = [tidy_line(element.get_text(" ")) for element in soup.find_all(class_=_DATE_CLASS)]
    texts = (
        " ".join(string.strip() for string in after)[:400],
        *(text for text in marked if len(text) < _MAX_DATE_TEXT_CHARS),
        *(_moment(time) for time in soup.find_all("time")),
    )
    return next(filter(None, map(find_date, texts)), None) or _guessed_date(soup)


def _guessed_date(soup: BeautifulSoup) -> str | None:
    guess = htmldate.find_date(str(soup), original_date=True, extensive_search=False)
    return parse_date(guess) if guess else None


def _tags(soup: BeautifulSoup, article: Mapping[str, Any], meta: Mapping[str, str]) -> tuple[str, ...]:
    found = [str(tag.get("content", "")) for tag in soup.find_all("meta", property="article:tag")]
    for value in _as_list(article.get("keywords")):
        found += str(value).split(",")
    if not found:
        found = [tag.get_text(" ") for tag in soup.find_all("a", rel="tag")]
    tags = {tidy_line(tag).lstrip("#").casefold(): tidy_line(tag).lstrip("#") for tag in found}
    return tuple(tag for tag in tags.values() if tag)[:_MAX_TAGS]


def _language(
    soup: BeautifulSoup, article: Mapping[str, Any], meta: Mapping[str, str]
) -> str | None:
    root = soup.find("html")
    stated = (root.get("lang") if isinstance(root, Tag) else None, article.get("inLanguage"), meta.get("og:locale"))
    for value in stated:
        if isinstance(value, str) and re.match(r"[A-Za-z]{2,3}(?:$|[-_])", value):
            return re.split(r"[-_]", value)[0].lower()
    return None


def _name_of(thing: Any) -> str:
    """The name of a JSON-LD person, organisation or site."""
    if isinstance(thing, list):
        return _name_of(thing[0]) if thing else ""
    name = thing.get("name") if isinstance(thing, dict) else thing
    return tidy_line(name) if isinstance(name, str) else ""


def _as_list(value: Any) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]
