"""What a page states for machines: JSON-LD about the article, and its meta elements. Pure."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bs4 import BeautifulSoup
from bs4.element import Tag

from index.ingest.extract.blocks import tidy_line
from index.ingest.extract.told import Told, first_told

_ARTICLE_TYPES = frozenset(
    "article blogposting newsarticle technicalarticle techarticle socialmediaposting scholarlyarticle report "
    "medicalwebpage".split()
)
_PAGE_TYPES = frozenset(["webpage", "itempage"])
_MAX_JSON_LD_ITEMS = 500


@dataclass(frozen=True, slots=True)
class Stated:
    """`article` is the first JSON-LD object of such a type, `page` the first of a page's type.

    `meta` is {name, lower case: content}.
    """

    article: Mapping[str, Any]
    meta: Mapping[str, str]
    page: Mapping[str, Any]

    def told_site(self) -> Told[str] | None:
        """The name of the site that the page is on, and where it is stated."""
        whole = next(iter(as_list(self.article.get("isPartOf"))), None)
        # The whole of a post may be the page that it stands on, which is named after the post.
        is_site = not (isinstance(whole, dict) and str(whole.get("@type")).lower() == "webpage")
        return first_told(
            (
                Told(self.meta.get("og:site_name", ""), "meta"),
                Told(name_of(self.article.get("publisher")), "JSON-LD"),
                Told(name_of(whole) if is_site else "", "JSON-LD"),
                Told(self.meta.get("application-name", ""), "meta"),
            )
        )

    def day_texts(self, json_name: str, meta_names: Iterable[str]) -> Iterator[Told[str]]:
        """What JSON-LD says under `json_name`, then what meta elements say, each as it is written."""
        for item in (self.article, self.page):
            value = item.get(json_name)
            if isinstance(value, str) and value.strip():
                yield Told(value, "JSON-LD")
        for name in meta_names:
            if name in self.meta:
                yield Told(self.meta[name], "meta")


def read_stated(soup: BeautifulSoup) -> Stated:
    """What the page states; both parts may be empty."""
    article: Mapping[str, Any] = {}
    page: Mapping[str, Any] = {}
    for item in _items(soup):
        kinds = {str(kind).lower() for kind in as_list(item.get("@type"))}
        if kinds & _ARTICLE_TYPES:
            article = item
            break
        if not page and kinds & _PAGE_TYPES:
            page = item
    return Stated(article, _meta(soup), page)


def name_of(thing: Any) -> str:
    """The name of a JSON-LD person, organisation or site; empty where it has none."""
    if isinstance(thing, list):
        return name_of(thing[0]) if thing else ""
    name = thing.get("name") if isinstance(thing, dict) else thing
    return tidy_line(name) if isinstance(name, str) else ""


def as_list(value: Any) -> list[Any]:
    """JSON-LD leaves the brackets out where there is one value only."""
    return [] if value is None else value if isinstance(value, list) else [value]


def _items(soup: BeautifulSoup) -> Iterator[Mapping[str, Any]]:
    """The page's JSON-LD objects."""
    for script in filter(_is_json_ld, soup.find_all("script")):
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
                yield item
                todo += as_list(item.get("@graph")) + as_list(item.get("mainEntity"))


def _is_json_ld(script: Tag) -> bool:
    return script.get("type") == "application/ld+json"


def _meta(soup: BeautifulSoup) -> dict[str, str]:
    """{name or property, lower case: content} of the first meta element of each name."""
    found: dict[str, str] = {}
    for element in soup.find_all("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = element.get("content")
        if isinstance(name, str) and isinstance(content, str) and content.strip():
            found.setdefault(name.lower(), tidy_line(content))
    return found
