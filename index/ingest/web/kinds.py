"""What an address alone says of the page behind it: a post's, a list's, a feed's … Pure."""

import re
from urllib.parse import parse_qsl, unquote, urlsplit

from index.addresses import INDEX_NAMES, is_asset, is_below, normal_address, root_folder
from index.ingest.web.words import (
    ARCHIVE_WORDS,
    DATE_PARAMETERS,
    ERRORS,
    FEED_ENDS,
    FEED_NAMES,
    LIST_WORDS,
    LOGIN_WORDS,
    LOOSE_LIST_WORDS,
    PAGE_PARAMETERS,
    PAGE_WORDS,
    PAGES,
    PARAMETERS,
    POST_FOLDERS,
    SEARCH_PARAMETERS,
    SEARCH_WORDS,
)

_FURTHER_PAGE = re.compile(r"comment-page-\d+|(?:page|seite|pagina)[-_]?\d{1,4}")
_FEED_FILE = re.compile(
    r"(?:.*[._-])?(?:feed|rss2?|atom)\.(?:xml|json|rdf|php)|index\.(?:xml|rdf|json)|.*\.(?:rss|atom|rdf)"
)
_YEAR = re.compile(r"(?:19[89]|20\d)\d")
_MONTH_OR_DAY = re.compile(
    r"(?:0?[1-9]|[12]\d|3[01])|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
)
_OLD_ARCHIVE = re.compile(
    r"(?:19|20)\d\d[-_]\d\d(?:[-_]\d\d)?(?:[-_]archive)?|(?:19|20)\d\d[-_]week.*"
    r"|(?:cat|week|month|date|archive)_.*"
)
_DATED_SLUG = re.compile(r"(?:19[89]|20\d)\d[-_]?(?:0[1-9]|1[0-2])[-_]?(?:[0-2]\d|3[01])(?:[-_.]?\D.*)?")
_WORDS = re.compile(r"[^\W_]+")
_ENDING = re.compile(r"\.(?:x?html?|php\d?|aspx?|jsp|cgi|md|txt|shtml)$")


def kind_of_address(url: str, root: str) -> str:
    """What the page at `url` on the site `root` seems to be, by its address alone.

    One of "post-like", "listing:tag", "listing:category", "listing:author", "listing:date", "listing:page",
    "listing:archive", "search", "login", "feed", "asset" and "other".

    >>> kind_of_address("https://example.org/2020/03/slow-bread/", "https://example.org/")
    'post-like'
    >>> kind_of_address("https://example.org/blog/page/2", "https://example.org/")
    'listing:page'
    """
    if is_asset(url):
        return "asset"
    names, parameters = _names(url, root)
    return (
        _kind_by_parameters(parameters)
        or _kind_of_service(names)
        or _kind_of_list(names)
        or ("post-like" if _is_post_like(names, parameters) else "other")
    )


def has_date_in(url: str, root: str = "") -> bool:
    """Whether an address holds a date, and then a name: /2020/03/slug, /2020-03-04-slug."""
    names, _ = _names(url, root)
    return _date_length(names) not in (0, len(names)) or any(_DATED_SLUG.fullmatch(name) for name in names)


def names_a_page(url: str, root: str) -> bool:
    """Whether an address is what the lasting pages of a site are called: about, contact, privacy …"""
    names, _ = _names(url, root)
    if len(names) == 2 and names[0] == "p" and _ends_in_html(url):
        return True  # Blogger's pages, whose posts lie in years
    is_short = len(names) == 1 or (
        len(names) == 2 and names[0] not in POST_FOLDERS and not _YEAR.fullmatch(names[0])
    )
    return is_short and names[-1] in PAGES


def is_loose_list(url: str, root: str) -> bool:
    """Whether an address is called a list's only by a word that on some blogs stands over posts."""
    names, parameters = _names(url, root)
    return len(names) == 2 and names[0] in LOOSE_LIST_WORDS and not _kind_by_parameters(parameters)


def is_whole_day(url: str, root: str) -> bool:
    """Whether an address is a year, a month and a day: the posts of a day, or its only one."""
    names, _ = _names(url, root)
    return _date_length(names) == len(names) and sum(map(_is_numeric, names)) == 3


def names_an_error(url: str, root: str) -> bool:
    """Whether an address is that of the page a server shows for what it does not have."""
    names, _ = _names(url, root)
    return len(names) == 1 and names[0] in ERRORS


def _names(url: str, root: str) -> tuple[list[str], list[tuple[str, str]]]:
    """The names in an address below its site's root, lower case, without endings; and its parameters."""
    parts = urlsplit(normal_address(url) or "")
    path = parts.path
    if root and is_below(url, root):
        path = path.removeprefix(root_folder(urlsplit(normal_address(root) or "").path))
    names = [name.casefold() for name in unquote(path).split("/") if name]
    if names and names[-1] in INDEX_NAMES:
        names.pop()
    if names and not _FEED_FILE.fullmatch(names[-1]):
        names[-1] = _ENDING.sub("", names[-1]) or names[-1]
    return names, [(name.casefold(), value) for name, value in parse_qsl(parts.query, keep_blank_values=True)]


def _is_numeric(name: str) -> bool:
    return name.isdecimal()


def _ends_in_html(url: str) -> bool:
    return urlsplit(url).path.casefold().endswith(".html")


def _kind_by_parameters(parameters: list[tuple[str, str]]) -> str | None:
    return next(filter(None, (_kind_by_parameter(name, value) for name, value in parameters)), None)


def _kind_by_parameter(name: str, value: str) -> str | None:
    if name in SEARCH_PARAMETERS and value:
        return "search"
    if name in PAGE_PARAMETERS and value.isdecimal():
        return "listing:page"
    if name in DATE_PARAMETERS and _YEAR.match(value):
        return "listing:date"
    if name == "action" and value in LOGIN_WORDS:
        return "login"
    return PARAMETERS.get(name)


def _kind_of_service(names: list[str]) -> str | None:
    """Search, login and feeds."""
    if not names:
        return None
    if names[0] in SEARCH_WORDS:  # Blogger has its labels there
        return "listing:tag" if len(names) > 2 and names[1] == "label" else "search"
    if names[0] in LOGIN_WORDS or (len(names) <= 3 and names[-1] in LOGIN_WORDS):
        return "login"
    return "feed" if _is_feed(names) else None


def _is_feed(names: list[str]) -> bool:
    last = names[-1]
    return (
        last in FEED_NAMES
        or _FEED_FILE.fullmatch(last) is not None
        or (len(names) > 1 and names[-2] in FEED_NAMES and last in FEED_ENDS)
        or (len(names) > 2 and names[0] == "feeds" and last in FEED_ENDS)
    )


def _kind_of_list(names: list[str]) -> str | None:
    if not names:
        return None
    is_numbered = len(names) > 1 and names[-2] in PAGE_WORDS and names[-1].isdecimal()
    if is_numbered or _FURTHER_PAGE.fullmatch(names[-1]):
        return "listing:page"
    if len(names) == 1 and names[0].startswith("@"):
        return "listing:author"
    kinds = (_kind_by_word(names, place) for place in range(min(len(names), 3)))
    return next(filter(None, kinds), None) or _kind_of_archive(names)


def _kind_by_word(names: list[str], place: int) -> str | None:
    kind = LIST_WORDS.get(names[place])
    if kind is None and len(names) - place <= 2 and place < 2:
        kind = LOOSE_LIST_WORDS.get(names[place])
    return f"listing:{kind}" if kind else None


def _kind_of_archive(names: list[str]) -> str | None:
    # Blogger once made 2003_04_01_archive.html; but 2003_04_01_tea.html is a post.
    is_slug = _DATED_SLUG.fullmatch(names[-1]) and not names[-1].endswith("_archive")
    is_old = _OLD_ARCHIVE.fullmatch(names[-1]) and len(names) <= 3 and not is_slug
    if is_old or _date_length(names) == len(names):
        return "listing:date"
    # Below a folder of the same sort, or below a language: /blog/archive, /en/blog, /pt-br/blog.
    is_high = len(names) == 1 or (len(names) == 2 and (names[0] in ARCHIVE_WORDS or len(names[0]) in (2, 5)))
    return "listing:archive" if is_high and names[-1] in ARCHIVE_WORDS else None


def _date_length(names: list[str]) -> int:
    """How many names, from the first, are folders of posts, a year, a month and a day; 0 without a year."""
    start = 0
    while (
        start < len(names) and (names[start] in POST_FOLDERS or names[start] in ARCHIVE_WORDS) and start < 2
    ):
        start += 1
    if start == len(names) or not _YEAR.fullmatch(names[start]):
        return 0
    end = start + 1
    while end < len(names) and end < start + 3 and _MONTH_OR_DAY.fullmatch(names[end]):
        end += 1
    return end


def _is_post_like(names: list[str], parameters: list[tuple[str, str]]) -> bool:
    if not names:
        return any(
            name in ("p", "id", "entry", "post", "article", "story") and value for name, value in parameters
        )
    if len(names) == 1 and names[0] in PAGES:
        return False
    if _date_length(names) or any(_DATED_SLUG.fullmatch(name) for name in names):
        return True
    if len(names) > 1 and any(name in POST_FOLDERS for name in names[:-1]):
        return True
    return len(_WORDS.findall(names[-1])) >= 3 or (len(names) == 1 and names[0].isdecimal())
