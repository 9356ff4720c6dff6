"""When the post on a page was published. Pure, but for the clock."""

import re

import htmldate
from bs4 import BeautifulSoup
from bs4.element import Tag

from index.ingest.extract.blocks import tidy_line
from index.ingest.extract.dates import date_in_address, find_date, parse_date
from index.ingest.extract.stated import Stated
from index.ingest.extract.surroundings import is_in_comments

_META_NAMES = ("article:published_time", "datepublished", "dc.date", "date", "pubdate", "publish_date")
_DATE_CLASS = re.compile(r"(?:^|[-_])(?:date|published|pubdate|posted|timestamp|meta)(?:$|[-_])", re.I)
_MAX_DATE_TEXT_CHARS = 200


def find_publication(soup: BeautifulSoup, stated: Stated, *addresses: str) -> str | None:
    """The day that is stated, else the one in an address, else what looks most like it on the page."""
    values = [stated.article.get("datePublished"), *(stated.meta.get(name) for name in _META_NAMES)]
    values += map(_moment, [*soup.find_all("time", itemprop="datePublished"), *_beside_title(soup)])
    days = (parse_date(value) for value in values if isinstance(value, str) and value.strip())
    in_addresses = map(date_in_address, addresses)
    return next(filter(None, (*days, *in_addresses)), None) or _visible_date(soup) or _guess(soup)


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
    """The date in the text just under the title, else in an element named for it, else in a time element."""
    heading = soup.find("h1")
    after = heading.find_all_next(string=True, limit=40) if heading else []
    named = [element for element in soup.find_all(class_=_DATE_CLASS) if not is_in_comments(element)]
    marked = [tidy_line(element.get_text(" ")) for element in named]
    texts = (
        " ".join(string.strip() for string in after)[:400],
        *(text for text in marked if len(text) < _MAX_DATE_TEXT_CHARS),
        *(_moment(time) for time in soup.find_all("time") if not is_in_comments(time)),
    )
    return next(filter(None, map(find_date, texts)), None)


def _guess(soup: BeautifulSoup) -> str | None:
    guess = htmldate.find_date(str(soup), original_date=True, extensive_search=False)
    return parse_date(guess) if guess else None
