"""What a page states for machines: JSON-LD about the article, and its meta elements. Pure."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bs4 import BeautifulSoup

from index.ingest.extract.blocks import tidy_line

_ARTICLE_TYPES = frozenset(
    "article blogposting newsarticle technicalarticle techarticle socialmediaposting scholarlyarticle report "
    "medicalwebpage".split()
)
_MAX_JSON_LD_ITEMS = 500


@dataclass(frozen=True, slots=True)
class Stated:
    """`article` is the first JSON-LD object of such a type; `meta` is {name, lower case: content}."""

    article: Mapping[str, Any]
    meta: Mapping[str, str]

    @property
    def site(self) -> str | None:
        """The name of the site that the page is on."""
        publisher, whole = self.article.get("publisher"), self.article.get("isPartOf")
        return self.meta.get("og:site_name") or name_of(publisher) or name_of(whole) or None


def read_stated(soup: BeautifulSoup) -> Stated:
    """What the page states; both parts may be empty."""
    return Stated(next(_articles(soup), {}), _meta(soup))


def name_of(thing: Any) -> str:
    """The name of a JSON-LD person, organisation or site; empty where it has none."""
    if isinstance(thing, list):
        return name_of(thing[0]) if thing else ""
    name = thing.get("name") if isinstance(thing, dict) else thing
    return tidy_line(name) if isinstance(name, str) else ""


def as_list(value: Any) -> list[Any]:
    """JSON-LD leaves the brackets out where there is one value only."""
    return [] if value is None else value if isinstance(value, list) else [value]


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
                if any(str(kind).lower() in _ARTICLE_TYPES for kind in as_list(item.get("@type"))):
                    yield item
                todo += as_list(item.get("@graph")) + as_list(item.get("mainEntity"))


def _meta(soup: BeautifulSoup) -> dict[str, str]:
    """{name or property, lower case: content} of the first meta element of each name."""
    found: dict[str, str] = {}
    for element in soup.find_all("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = element.get("content")
        if isinstance(name, str) and isinstance(content, str) and content.strip():
            found.setdefault(name.lower(), tidy_line(content))
    return found
