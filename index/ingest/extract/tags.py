"""The tags of a post: what it is filed under, by its page or by what came beside it. Pure."""

import re
from collections.abc import Iterable, Iterator
from html import unescape
from itertools import islice, takewhile

from index.ingest.extract.blocks import tidy_line
from index.ingest.extract.page_tree import Element
from index.ingest.extract.stated import Stated, as_list, name_of
from index.ingest.extract.survey import Survey
from index.ingest.extract.told import Told, first_told

_MAX_TAGS = 30
_MAX_DEPTH = 50  # elements around a link that are looked at
_TAG_CLASS = re.compile(
    r"(?:^|[\s_-])(?:(?:post|entry|article|blog|p)[-_])?(?:tags?|category|topic)(?=$|[\s_-])", re.IGNORECASE
)
_TAG_PAGE = re.compile(
    r"[/?#&=](?:tags?|t|tagged|categor(?:y|ies)|topics?|labels?|search/label)[/=:][^/]", re.IGNORECASE
)
_TAGS_CLASS = re.compile(r"(?:^|[\s_-])(?:post|entry|article|blog)?tags(?=$|[\s_-])", re.IGNORECASE)
_NEAR = 3  # elements around a link, of which one may be called its tags
# Around the tags of other posts, and of the whole site. Not "sidebar": there stand many a post's own.
_OF_OTHERS = re.compile(
    r"related|rel-?post|tags?[-_]?cloud|popular|widget_(?:tag|cat)|carousel|post-grid|search|loop-entry"
    r"|wp-block-(?:query|post-template)|td_module|(?:^|[\s_-])cards?(?=$|[\s_-])",
    re.IGNORECASE,
)
# What systems say where a writer chose nothing, in their languages, and what all posts are.
_NO_TAG = frozenset(
    "uncategorized, uncategorised, untagged, unkategorisiert, allgemein, non classé, sin categoría, "
    "sem categoria, senza categoria, geen categorie, без рубрики, blog, blogs, blog post, blog posts, post, "
    "posts, article, articles, all posts, featured, slider".split(", ")
)
# "contentId: 7", "content-type: list", "locale: US", "_syndication": a program's notes.
_A_NOTE = re.compile(r"_.*|(?:[a-z]+(?:[A-Z][A-Za-z]*|-[a-z]+)|locale): ?\S.*")


def find_tags(page: Survey, stated: Stated, site: str | None) -> Told[tuple[str, ...]] | None:
    """The post's tags, or else what it is filed under; each once, as it is written the first time."""
    told = ((tidy_tags(tags, site), source) for tags, source in _named(page, stated))
    return first_told(Told(tags, source) for tags, source in told)


def tidy_tags(tags: Iterable[str], site: str | None = None) -> tuple[str, ...]:
    """`tags` each once, without the site's name, a program's notes, and what says nothing.

    >>> tidy_tags(["#Bread", "Salt &amp; oil", "bread", "Uncategorized", "locale: US"])
    ('Bread', 'Salt & oil')
    """
    return tuple(islice(_each_once(tags, (site or "").casefold()), _MAX_TAGS))


def _each_once(tags: Iterable[str], site: str) -> Iterator[str]:
    seen = {"", site, *_NO_TAG}
    for tag in (tidy_line(unescape(text)).lstrip("# ") for text in tags):
        if tag.casefold() not in seen and not _A_NOTE.fullmatch(tag):
            seen.add(tag.casefold())
            yield tag


def _named(page: Survey, stated: Stated) -> Iterator[tuple[list[str], str]]:
    """(tags, where they stand), the surest first."""
    told = stated.all_meta("article:tag")
    for content in stated.all_meta("sailthru.tags", "parsely-tags", "news_keywords"):
        told += content.split(",")
    keywords: list[str] = []
    for value in as_list(stated.article.get("keywords")):
        keywords += unescape(value).split(",") if isinstance(value, str) else [name_of(value)]
    yield [*told, *keywords], "meta" if told else "JSON-LD"
    links = [link for link in page.named("a") if _is_tag(link) and not page.is_in_comments(link)]
    around_posts = {around for name in ("h1", "main") for one in page.named(name) for around in _around(one)}
    yield [page.text(link) for link in links if not _is_of_others(link, around_posts)], "text"
    sections = as_list(stated.article.get("articleSection"))
    yield [part for text in sections if isinstance(text, str) for part in text.split(", ")], "JSON-LD"
    yield stated.all_meta("article:section", "parsely-section"), "meta"


def _is_tag(link: Element) -> bool:
    """Whether a link is to what else is filed under a word: marked so, or named so."""
    if "tag" in (link.get("rel") or "").split():
        return True
    if not _TAG_PAGE.search(link.get("href") or ""):
        return False
    around = islice(link.iterancestors(), _NEAR)
    is_named = _TAG_CLASS.search(link.get("class") or "") is not None
    return is_named or any(_TAGS_CLASS.search(element.get("class") or "") for element in around)


def _around(element: Element) -> Iterator[Element]:
    return islice(element.iterancestors(), _MAX_DEPTH)


def _is_of_others(link: Element, around_posts: set[Element]) -> bool:
    """Whether it stands in a list of other posts, or in a cloud of all tags, beside what holds the title."""
    beside = takewhile(lambda element: element not in around_posts, _around(link))
    return any(
        element.tag != "body" and _OF_OTHERS.search(f"{element.get('class') or ''} {element.get('id') or ''}")
        for element in beside
    )
