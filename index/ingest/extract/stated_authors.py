"""Whom a page states as its authors for machines: in JSON-LD, in microdata, in meta elements. Pure."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from index.ingest.extract.people import clean_authors, is_nobody
from index.ingest.extract.stated import Stated
from index.ingest.extract.survey import Survey
from index.ingest.extract.told import Told

AUTHOR_META = (
    "author", "article:author", "article:author_name", "dc.creator", "dcterms.creator", "parsely-author",
    "sailthru.author", "cxenseparse:author", "article.author", "article_author", "article-author",
    "bc:authors", "og:author", "byl", "authors", "creator",
)  # fmt: skip
_WRITTEN_BY = re.compile(
    r"written by|posted by|by|author|(?:verfasst|geschrieben) von|écrit par|escrito por|scritto da"
    r"|geschreven door|skriven av|skrevet av|autor|napisane przez|автор|написано автором",
    re.IGNORECASE,
)
_MAX_WITHIN = 5  # meta elements in one that names an author


def stated_authors(page: Survey, stated: Stated) -> Iterator[Told[tuple[str, ...]]]:
    """The people stated in each place, without what only fills an empty field."""
    yield Told(_people(stated.authors()), "JSON-LD")
    yield Told(_people(_in_microdata(page)), "meta")
    for name in AUTHOR_META:
        yield Told(_people([stated.meta.get(name, "")]), "meta")
    yield Told(_people(map(_first_name_first, stated.all_meta("citation_author"))), "meta")
    yield Told(_people(named_on_card(stated)), "meta")


def named_on_card(stated: Stated) -> Iterator[str]:
    """Whom the card names that is shown where a post is shared."""
    for number in "12":
        if _WRITTEN_BY.fullmatch(stated.meta.get(f"twitter:label{number}", "").strip(" :")):
            yield stated.meta.get(f"twitter:data{number}", "")


def _in_microdata(page: Survey) -> Iterator[str]:
    """The name that stands, unseen, in an element that names an author; none where there are several."""
    authors = (element for element in page.having("itemprop") if element.get("itemprop") == "author")
    names = {
        meta.get("content") or ""
        for element in authors
        for meta in islice(element.iter("meta"), _MAX_WITHIN)
        if meta.get("itemprop") == "name"
    }
    yield from names if len(names) == 1 else ()


def _people(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(name for name in clean_authors(names) if not is_nobody(name))


def _first_name_first(name: str) -> str:
    """As libraries write names, turned round; one name in each."""
    last, comma, first = name.partition(",")
    return f"{first.strip()} {last.strip()}" if comma else name
