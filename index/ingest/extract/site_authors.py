"""A site as the author of its posts: a firm that signs them, a blog called after who writes it. Pure."""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from index.ingest.extract.people import clean_authors, is_known_name
from index.ingest.extract.sites import TITLE_BREAK
from index.ingest.extract.stated import Stated, as_list, name_of
from index.ingest.extract.stated_authors import AUTHOR_META, named_on_card
from index.ingest.extract.told import Told

_BETWEEN_PARTS = re.compile(r"\s+(?:[|·•–—-]|on)\s+|,\s")
_TRADES = "blog|weblog|online|photography|yoga|fitness|design|art|music|writes"
_CALLED_AFTER = re.compile(rf".+ (?:of|by) (.+)|(.+?)(?:[’']s? .+| (?:{_TRADES}))?", re.IGNORECASE)
_MAX_NAME_CHARS = 80
_MAX_NAMESAKE_WORDS = 3


def letters(name: str) -> str:
    """A name as an address writes it: letters and digits alone, without "the"."""
    return re.sub(r"[\W_]+", "", name.casefold()).removeprefix("the")


def names_of_site(stated: Stated, url: str, site: str | None) -> frozenset[str]:
    """What the site is called, as `letters`: its name, its publisher's, and the parts of its address."""
    try:
        parts = (urlsplit(url).hostname or "").split(".")
    except ValueError:
        parts = []
    publisher = name_of(stated.article.get("publisher"))
    return frozenset(filter(None, map(letters, (site or "", publisher, *parts[-3:]))))


def shown_firm(shown: Iterable[str], stated: Stated, site: str | None) -> Told[tuple[str, ...]] | None:
    """The site, or a firm that is stated as author, where one of the lines `shown` as bylines names it."""
    names = [name_of(one) for one in as_list(stated.article.get("author"))]
    names += [stated.meta.get(name, "") for name in AUTHOR_META]
    firms = {letters(name) for name in (*names, site or "") if name} - {"", "admin"}
    for line in shown if firms else ():
        for name in (line, *_BETWEEN_PARTS.split(line)):
            if letters(name) in firms and (firm := clean_authors([name])):
                return Told(firm, "byline")
    return None


def namesake(site: str) -> Told[tuple[str, ...]] | None:
    """The person whom a blog is called after, as "Ann Lee", "Ann Lee's Notes", "Blog of Ann Lee" are."""
    for part in TITLE_BREAK.split(site[:_MAX_NAME_CHARS]):
        match = _CALLED_AFTER.fullmatch(part.strip())
        name = (match.group(1) or match.group(2)) if match else ""
        if is_known_name(name) and len(name.split()) <= _MAX_NAMESAKE_WORDS:
            return Told((name,), "site name")
    return None


def stated_firm(stated: Stated, own: frozenset[str]) -> Told[tuple[str, ...]] | None:
    """The site, whose names are `own`, as its own author, where a page that calls itself an article says so.

    On other pages a template says it. That JSON-LD does is no sign: search engines ask for an author there.
    Of the tune half of WCXB's pages it names four rightly and none wrongly.
    """
    if stated.meta.get("og:type") != "article":
        return None
    names = clean_authors([stated.meta.get("author", ""), *named_on_card(stated)])
    return Told(names, "meta") if names and all(letters(name) in own for name in names) else None
