"""What a page states for machines: JSON-LD about the article, and its meta elements. Pure."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from index.ingest.extract.blocks import tidy_line
from index.ingest.extract.page_tree import Element, text_of
from index.ingest.extract.survey import Survey
from index.ingest.extract.told import Told, first_told
from index.records import day_of

_ARTICLE_TYPES = frozenset(
    "article blogposting newsarticle technicalarticle techarticle socialmediaposting scholarlyarticle report "
    "medicalwebpage opinionnewsarticle reviewnewsarticle analysisnewsarticle backgroundnewsarticle "
    "advertisercontentarticle liveblogposting discussionforumposting recipe howto".split()
)
_PAGE_TYPES = frozenset(["webpage", "itempage"])
_ORGANISATIONS = re.compile(r"organi[sz]ation|corporation|business|company|brand|website", re.IGNORECASE)
# What old templates wrap a script in, so that old browsers do not show it.
_WRAPPED = re.compile(
    r"\A\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?://\s*|/\*\s*)?(?:\]\]>|-->)(?:\s*\*/)?\s*\Z"
)
_MAX_JSON_LD_ITEMS = 500
_MAX_DATA_CHARS = 2_000_000  # of scripts that are not JSON-LD
_DATA_DAY = re.compile(
    r"""\\?["'](?:date_?[pP]ublished|published_?(?:[aA]t|[dD]ate|[oO]n)|publish_?[dD]ate|publication_?[dD]ate"""
    r"""|first_?[pP]ublished(?:_?[aA]t)?|pub_?[dD]ate)\\?["']\s*:\s*\\?["']([^"'\\<>]{8,40})"""
)


@dataclass(frozen=True, slots=True)
class Stated:
    """`article` is the first JSON-LD object of such a type, `page` the first of a page's type.

    `meta` is {name, lower case: content} of the first meta element of each name, `metas` has all of them;
    `things` are the JSON-LD objects that others may point to, by their `@id`.
    """

    article: Mapping[str, Any]
    meta: Mapping[str, str]
    page: Mapping[str, Any]
    metas: tuple[tuple[str, str], ...] = ()
    things: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def all_meta(self, *names: str) -> list[str]:
        """The contents of every meta element of those names."""
        return [content for name, content in self.metas if name in names]

    def authors(self) -> Iterator[str]:
        """The names of the article's authors in JSON-LD that are not said to be organisations."""
        for one in as_list(self.article.get("author")):
            whole = self.whole(one)
            kinds = [str(kind) for kind in as_list(whole.get("@type"))]
            # A site that is one person's is said to be both.
            if "Person" in kinds or not any(map(_ORGANISATIONS.search, kinds)):
                yield from map(name_of, as_list(whole.get("name")) or [one])

    def whole(self, thing: Any) -> Mapping[str, Any]:
        """A JSON-LD object with what is said elsewhere of the one with its `@id`; empty where it is none."""
        return {**self.things.get(str(thing.get("@id")), {}), **thing} if isinstance(thing, dict) else {}

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


def read_stated(page: Survey) -> Stated:
    """What the page states; both parts may be empty."""
    article: Mapping[str, Any] = {}
    about_page: Mapping[str, Any] = {}
    things: dict[str, Mapping[str, Any]] = {}
    for item in _items(page):
        kinds = {str(kind).lower() for kind in as_list(item.get("@type"))}
        if not article and kinds & _ARTICLE_TYPES:
            article = item
        if not about_page and kinds & _PAGE_TYPES:
            about_page = item
        if isinstance(item.get("@id"), str):
            things[item["@id"]] = {**things.get(item["@id"], {}), **item}
    metas = tuple(_metas(page))
    return Stated(article, dict(reversed(metas)), about_page, metas, things)


def day_in_data(page: Survey) -> str | None:
    """When it was published by what the page holds for its own scripts; None where it tells several days."""
    found: dict[str, str] = {}
    left = _MAX_DATA_CHARS
    for script in page.named("script"):
        text = "" if _is_json_ld(script) or script.get("src") else text_of(script)[:left]
        left -= len(text)
        for written in _DATA_DAY.findall(text):
            found.setdefault(day_of(written), written)
    return next(iter(found.values())) if len(found) == 1 else None


def name_of(thing: Any) -> str:
    """The name of a JSON-LD person, organisation or site; empty where it has none."""
    if isinstance(thing, list):
        return name_of(thing[0]) if thing else ""
    name = thing.get("name") if isinstance(thing, dict) else thing
    return tidy_line(name) if isinstance(name, str) else ""


def as_list(value: Any) -> list[Any]:
    """JSON-LD leaves the brackets out where there is one value only."""
    return [] if value is None else value if isinstance(value, list) else [value]


def _items(page: Survey) -> Iterator[Mapping[str, Any]]:
    """The page's JSON-LD objects."""
    for script in filter(_is_json_ld, page.named("script")):
        try:
            document = json.loads(_WRAPPED.sub("", text_of(script)), strict=False)
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


def _is_json_ld(script: Element) -> bool:
    return (script.get("type") or "").lower().startswith("application/ld+json")


def _metas(page: Survey) -> Iterator[tuple[str, str]]:
    """(name or property, lower case, content) of the meta elements that say anything."""
    for element in page.named("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = element.get("content")
        if isinstance(name, str) and isinstance(content, str) and (line := tidy_line(content)):
            yield name.lower(), line
