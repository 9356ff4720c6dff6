"""Whom a page states as its authors for machines: in JSON-LD, in microdata, in meta elements. Pure."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from index.given_names import is_given_name
from index.ingest.extract.people import clean_authors, is_known_name, is_nobody
from index.ingest.extract.stated import Stated, as_list
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
# The end of an address such as /authors/ann-lee, where it leads to a person's page.
_PERSONS_PAGE = re.compile(
    r"/(?:authors?|autor(?:en|es|s)?|auteurs?|autori|contributors?|writers?|people|profiles?|staff)"
    r"/([^\W\d_]+(?:-[^\W\d_]+){1,2})/?(?:[?#].*)?$"
)
_MAX_WITHIN = 5  # meta elements in one that names an author


def stated_authors(page: Survey, stated: Stated) -> Iterator[Told[tuple[str, ...]]]:
    """The people stated in each place, without what only fills an empty field."""
    yield Told(_people(stated.authors()), "JSON-LD")
    yield Told(_people(_in_microdata(page)), "meta")
    for name in AUTHOR_META:
        yield Told(_people([_first_name_first_if_sure(stated.meta.get(name, ""))]), "meta")
    yield Told(_people(map(_first_name_first, stated.all_meta("citation_author"))), "meta")
    yield Told(_people(named_on_card(stated)), "meta")
    written = (one for one in as_list(stated.article.get("author")) if isinstance(one, str))
    addresses = (*written, *stated.all_meta("article:author"))
    yield Told(tuple(filter(None, map(named_in_address, addresses))), "meta")


def named_on_card(stated: Stated) -> Iterator[str]:
    """Whom the card names that is shown where a post is shared."""
    for number in "12":
        if _WRITTEN_BY.fullmatch(stated.meta.get(f"twitter:label{number}", "").strip(" :")):
            yield stated.meta.get(f"twitter:data{number}", "")


def named_in_address(address: str) -> str | None:
    """The person whose page an address leads to; None where it tells no name in full.

    >>> named_in_address("https://example.org/authors/ann-lee/"), named_in_address("https://example.org/ann")
    ('Ann Lee', None)
    """
    match = _PERSONS_PAGE.search(address)
    name = match.group(1).replace("-", " ").title() if match else ""
    return name if is_known_name(name) else None


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


def _first_name_first_if_sure(name: str) -> str:
    """The same of one name in a field that others write as they speak: "Lee, Ann", but no "Lee, Smith"."""
    last, _, first = map(str.strip, name.partition(","))
    is_turned = " " not in last and not is_given_name(last) and is_given_name(first.partition(" ")[0])
    return f"{first} {last}" if is_turned and first.count(" ") <= 1 else name


def _first_name_first(name: str) -> str:
    """As libraries write names, turned round; one name in each."""
    last, comma, first = name.partition(",")
    return f"{first.strip()} {last.strip()}" if comma else name
